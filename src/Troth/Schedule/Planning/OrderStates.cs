using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Planning;

/// <summary>Writes down, with the change that caused it, which holds ended and which promises came into danger or out of it.</summary>
public sealed class OrderStates(TrothContext db, IEnumerable<IShopOrderFollower> followers)
{
    private const int Chunk = 500;

    public async Task Follow(PlanTurn turn, DateTimeOffset now, CancellationToken cancel)
    {
        var named = turn.Acts.Select(a => a.About).OfType<long>().ToHashSet();
        if (turn.Acts.Any(a => a.MovesOthers))
        {
            var ended = turn.Before.Orders.Keys.Where(number => !turn.Plan.Orders.ContainsKey(number) && !named.Contains(number)).ToList();
            foreach (var numbers in ended.Chunk(Chunk))
                await db.ShopOrders.Where(o => o.PlantId == turn.Plan.Plant && numbers.Contains(o.Number) && o.State == ShopOrderState.Held)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, ShopOrderState.Expired).SetProperty(o => o.EndedAt, now), cancel);
            await Risks(turn, turn.Plan.Orders.Keys, now, cancel);
        }
        else await Risks(turn, named, now, cancel);
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
                        ? rows.ExecuteUpdateAsync(set => set.SetProperty(o => o.Risk, becomes).SetProperty(o => o.RiskSince, now), cancel)
                        : rows.ExecuteUpdateAsync(set => set.SetProperty(o => o.Risk, becomes), cancel));
                if (was != PromiseRisk.None && becomes != PromiseRisk.None) continue;
                var ids = await rows.Select(o => o.Id).ToListAsync(cancel);
                foreach (var room in followers) await room.Endangered(ids, becomes != PromiseRisk.None, cancel);
            }
    }

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
