using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.GoLive;

/// <summary>
/// Takes open lines into the plan as they were promised elsewhere: in turns of so many, each whole or not at all. Whoever goes on after a
/// stop finds
/// what is left; a line that is in the plan already is passed over, whoever took it.
/// </summary>
public sealed class TakeBacklog(TrothContext db, PlanWriter writer, FindBacklog find, LookAtBacklog look, KeepPlant plants,
    IEnumerable<IShopOrderFollower> followers)
{
    /// <summary>So many lines in one transaction: other writers wait no longer than for a few promises.</summary>
    public const int AtOnce = 500;
    public const string Source = "orderLine";

    /// <param name="Taken">How many lines are in the plan now that were not.</param>
    public sealed record Taking(int Taken, DateOnly GoLiveOn);

    /// <param name="plan">Which plan.</param>
    /// <param name="since">Orders from this day on.</param>
    /// <param name="seen">What was looked at (<see cref="BacklogLook.Seen"/>); null takes what there is.</param>
    /// <param name="cancel">Ends it between two turns.</param>
    /// <exception cref="BusinessRuleException">It has become something else than what was looked at (<c>planMoved</c>).</exception>
    public async Task<Taking> Run(PlantPlan plan, DateOnly? since, string? seen, CancellationToken cancel)
    {
        var told = await ToldDates.Of(db, plan, (await find.Run(plan, since, null, cancel)).All(), cancel);
        if (seen is not null && (await look.Look(plan, told, cancel)).Seen != seen) throw new BusinessRuleException("planMoved",
            Words.Say("moved"));
        var day = await writer.Write(plan.Plant, async turn =>
        {
            var plant = plan.Plant == Plant.TheFirst ? await plants.Tracked(cancel) : await db.Plants.FirstAsync(p => p.Id == plan.Plant,
                cancel);
            plant.GoLiveOn ??= turn.Plan.Shop.Clock.DayOf(turn.Minute);
            return plant.GoLiveOn.Value;
        }, cancel);
        return new(await Take(plan.Plant, told, cancel), day);
    }

    /// <summary>Takes lines in, those promised first in the first turns.</summary>
    internal async Task<int> Take(Guid plant, IReadOnlyList<ToldLine> told, CancellationToken cancel)
    {
        var taken = 0;
        foreach (var some in told.Chunk(AtOnce))
        {
            db.ChangeTracker.Clear();
            taken += await writer.Write(plant, turn => In(turn, some, cancel), cancel);
        }
        return taken;
    }

    private async Task<int> In(PlanTurn turn, ToldLine[] some, CancellationToken cancel)
    {
        var orders = some.Select(t => t.Line.OrderId).Distinct().ToList();
        var known = (await db.ShopOrders.AsNoTracking().Where(s => s.OrderId != null && orders.Contains(s.OrderId.Value))
            .Select(s => new { s.OrderId, s.LineNo }).ToListAsync(cancel))
            .Select(s => (s.OrderId!.Value, s.LineNo!.Value)).ToHashSet();
        var left = some.Where(t => !known.Contains((t.Line.OrderId, t.Line.LineNo))
            && turn.Plan.Shop.Product(t.Line.ProductId!.Value) is not null).ToList();
        if (left.Count == 0) return 0;
        var (kind, number) = (turn.Plan.Shop.Classes[0], await db.Take("shop_orders", left.Count, cancel));
        var made = left.Select((t, i) => t.Shop(number + i, turn.Plan, kind, turn.Now)).ToList();
        var outcome = turn.Do(new OrdersTaken([.. left.Select((t, i) => t.As(number + i, kind))]));
        if (!outcome.Done) throw new InvalidOperationException($"Orders promised elsewhere were refused by the plan: {outcome.Refusal}.");
        foreach (var order in made) order.RestsOn = turn.Plan.Decider(order.Number);
        db.ShopOrders.AddRange(made);
        var changes = made.Select((order, i) => new ShopOrderChange(order, ShopOrderChangeKind.Promised, left[i].MadeAt)).ToList();
        foreach (var room in followers) await room.Follow(changes, cancel);
        return left.Count;
    }
}
