using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;

namespace Troth.Schedule.Planning;

/// <summary>Writes down, with the change that caused it, which holds ended and which promises came into danger or out of it.</summary>
public sealed class OrderStates(TrothContext db, IEnumerable<IShopOrderFollower> followers)
{
    private const int Chunk = 500;

    public async Task Follow(PlanTurn turn, DateTimeOffset now, CancellationToken cancel)
    {
        var named = turn.Acts.Select(a => a.About).OfType<long>().ToHashSet();
        var changed = new HashSet<long>(named);
        if (turn.Acts.Any(a => a.MovesOthers))
        {
            changed.UnionWith(Changed(turn));
            var ended = changed.Where(number => turn.Before.Orders.ContainsKey(number) && !turn.Plan.Orders.ContainsKey(number) && !named.Contains(number)).ToList();
            foreach (var numbers in ended.Chunk(Chunk))
                await db.ShopOrders.Where(o => o.PlantId == turn.Plan.Plant && numbers.Contains(o.Number) && o.State == ShopOrderState.Held)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, ShopOrderState.Expired).SetProperty(o => o.EndedAt, now), cancel);
        }
        await Risks(turn, changed.Where(number => named.Contains(number) || turn.Plan.Orders.ContainsKey(number)), now, cancel);
        await Ends(turn, cancel);
    }

    /// <summary>What became of an order's plan is put down when the last of it is reported done or has left the house, and taken back with the report.</summary>
    private async Task Ends(PlanTurn turn, CancellationToken cancel)
    {
        var (ready, open) = (new Dictionary<long, int>(), new List<long>());
        foreach (var number in turn.Acts.SelectMany(a => a is Happened or Ship ? a.AboutAll.Concat(a.About is { } one ? [one] : []) : []).Distinct())
        {
            var was = turn.Before.ReadyAt(number, turn.Before.Plan.Now);
            if (turn.Plan.Find(number) is null) ready[number] = turn.Before.ReadyAt(number, turn.Plan.Plan.Now) ?? turn.Plan.Plan.Now;
            else if (turn.Plan.ReadyAt(number, turn.Plan.Plan.Now) is not { } at) open.Add(number);
            else if (at != was) ready[number] = at;
        }
        var plant = turn.Plan.Plant;
        foreach (var numbers in open.Chunk(Chunk))
            await db.ShopOrderSlips.Where(s => db.Set<ShopOrder>().Any(o => o.Id == s.ShopOrder && o.PlantId == plant && numbers.Contains(o.Number))).ExecuteDeleteAsync(cancel);
        foreach (var numbers in ready.Keys.Chunk(Chunk))
        {
            // One that has left was put down before, unless nothing of it had to be reported.
            var ended = await db.ShopOrders.AsNoTracking().Where(o => o.PlantId == plant && numbers.Contains(o.Number) && o.PlannedFor != null
                    && (o.State == ShopOrderState.Firm || o.State == ShopOrderState.Shipped))
                .Select(o => new { Order = o, Had = db.Set<ShopOrderSlip>().Any(s => s.ShopOrder == o.Id) }).ToListAsync(cancel);
            var changed = ended.Where(e => !e.Had || turn.Plan.Find(e.Order.Number) is not null).Select(e => e.Order).ToList();
            var ids = changed.Select(o => o.Id).ToList();
            if (ended.Any(e => e.Had)) await db.ShopOrderSlips.Where(s => ids.Contains(s.ShopOrder)).ExecuteDeleteAsync(cancel);
            var clock = turn.Plan.Shop.Clock;
            await db.InsertRows([.. changed.Select(o => ShopOrderSlip.Of(turn.Plan.Shop, o, clock.InstantOf(ready[o.Number]))).OfType<ShopOrderSlip>()], cancel);
        }
    }

    /// <summary>Orders that end at another time, came or went: the others stand as they stood. In another shop all of them may.</summary>
    private static IEnumerable<long> Changed(PlanTurn turn)
    {
        var (before, after) = (turn.Before.Plan, turn.Plan.Plan);
        if (!ReferenceEquals(before.Shop, after.Shop)) return turn.Before.Orders.Keys.Union(turn.Plan.Orders.Keys);
        var diff = PlanDiff.Of(before, after);
        return diff.Orders.Select(o => o.Order).Concat(diff.Added).Select(order => PlantPlan.NumberOf(after.Find(order)!.Value))
            .Concat(diff.Removed.Select(order => PlantPlan.NumberOf(before.Find(order)!.Value)));
    }

    private async Task Risks(PlanTurn turn, IEnumerable<long> orders, DateTimeOffset now, CancellationToken cancel)
    {
        var changed = new Dictionary<(PromiseRisk Was, PromiseRisk Is), List<long>>();
        foreach (var number in orders)
        {
            var (was, becomes) = (Risk(turn.Before, number), Risk(turn.Plan, number));
            if (was == becomes) continue;
            if (!changed.TryGetValue((was, becomes), out var numbers)) changed[(was, becomes)] = numbers = [];
            numbers.Add(number);
        }
        foreach (var ((was, becomes), all) in changed)
            foreach (var numbers in all.Chunk(Chunk))
            {
                var rows = db.ShopOrders.Where(o => o.PlantId == turn.Plan.Plant && numbers.Contains(o.Number));
                await (becomes == PromiseRisk.None
                    ? rows.ExecuteUpdateAsync(set => set.SetProperty(o => o.Risk, becomes).SetProperty(o => o.RiskSince, (DateTimeOffset?)null).SetProperty(o => o.RiskToldAt, (DateTimeOffset?)null), cancel)
                    : was == PromiseRisk.None
                        ? rows.ExecuteUpdateAsync(set => set.SetProperty(o => o.Risk, becomes).SetProperty(o => o.RiskSince, now)
                            .SetProperty(o => o.RiskToldAt, (DateTimeOffset?)null), cancel)
                        : rows.ExecuteUpdateAsync(set => set.SetProperty(o => o.Risk, becomes), cancel));
                if (becomes == PromiseRisk.Late) await Delays(turn, numbers, now, cancel);
                if (was != PromiseRisk.None && becomes != PromiseRisk.None) continue;
                var ids = await rows.Select(o => o.Id).ToListAsync(cancel);
                foreach (var room in followers) await room.Endangered(ids, becomes != PromiseRisk.None, cancel);
            }
    }

    /// <summary>Why they are late, while the plan still knows. What was late before it came into the plan was late for reasons that no plan saw.</summary>
    private async Task Delays(PlanTurn turn, long[] numbers, DateTimeOffset now, CancellationToken cancel)
    {
        var knew = numbers.Where(number => turn.Before.Find(number) is not null || turn.Plan.Find(number)?.Terms.Promised > turn.Plan.Plan.Now).ToList();
        if (knew.Count == 0) return;
        var ids = await db.ShopOrders.Where(o => o.PlantId == turn.Plan.Plant && knew.Contains(o.Number)).Select(o => new { o.Id, o.Number }).ToListAsync(cancel);
        // What was put down with the act of this turn is put down.
        var down = db.ShopOrderDelays.Local.Where(d => d.At == now).Select(d => d.ShopOrder).ToHashSet();
        await db.InsertRows([.. ids.Where(o => !down.Contains(o.Id)).Select(o => ShopOrderDelay.Of(turn.Plan, o.Number, o.Id, now)).OfType<ShopOrderDelay>()], cancel);
    }

    /// <summary>Orders whose promises were in time and are not any more, by number.</summary>
    internal static IEnumerable<long> BecomeLate(PlantPlan before, PlantPlan after) =>
        PlanDiff.Of(before.Plan, after.Plan).Orders.Select(o => PlantPlan.NumberOf(after.Plan.Find(o.Order)!.Value)).Distinct()
            .Where(number => Risk(before, number) != PromiseRisk.Late && Risk(after, number) == PromiseRisk.Late);

    /// <summary>The same between two shops, where each order may stand elsewhere.</summary>
    internal static IEnumerable<long> BecomeLateIn(PlantPlan before, PlantPlan after) => after.Orders.Keys.Where(number =>
        before.Orders.ContainsKey(number) && Risk(after, number) == PromiseRisk.Late && Risk(before, number) != PromiseRisk.Late);

    /// <summary>How the promise of an order stands; a hold is no promise yet.</summary>
    public static PromiseRisk Risk(PlantPlan plan, long number)
    {
        var risk = PromiseRisk.None;
        foreach (var order in plan.All(number))
        {
            if (order.HeldUntil >= 0 || order.Terms.Promised < 0) continue;
            var buffer = order.Terms.Promised - order.Finish;
            if (buffer < 0) return PromiseRisk.Late;
            if (plan.Plan.Shop.Definition.Classes[order.Terms.Class].IsRed(buffer)) risk = PromiseRisk.Red;
        }
        return risk;
    }
}
