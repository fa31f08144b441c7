using Microsoft.EntityFrameworkCore;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;

namespace Troth.Tests.Promises.Desk.History;

/// <summary>Shop orders, ledger, snapshots and the head agree with the log, and no acknowledged promise is lost or says another day than its quote.</summary>
internal sealed class RecordsCheck(
    TestDatabase database, PlantPlan last, Dictionary<long, (int Quantity, bool Firm, bool Cancelled)> told, IReadOnlyList<Exchange> exchanges, List<string> faults)
{
    public Task Run() => database.Db(async db =>
    {
        var head = await db.PlanHeads.AsNoTracking().SingleAsync(h => h.PlantId == Plant.TheFirst);
        if (head.Version != last.Version) faults.Add($"The head says version {head.Version}, the log {last.Version}.");
        var kept = await PlanStore.Version(db, Plant.TheFirst, long.MaxValue, default);
        if (!PlanSnapshots.Write(kept!).AsSpan().SequenceEqual(PlanSnapshots.Write(last))) faults.Add("The plan from the newest snapshot differs from the one from the log.");
        var orders = await db.ShopOrders.AsNoTracking().ToDictionaryAsync(o => o.Number);
        var promises = (await db.Promises.AsNoTracking().Where(p => p.ShopOrder != null).ToListAsync()).ToLookup(p => p.ShopOrder!.Value);
        foreach (var (number, (quantity, firm, cancelled)) in told)
            if (orders.Remove(number, out var order)) One(order, quantity, firm, cancelled, [.. promises[order.Id]]);
            else faults.Add($"W-{number} stands in the log and is no record.");
        faults.AddRange(orders.Values.Select(o => $"{o.Label} is a record and stands nowhere in the log."));
        var byNumber = await db.ShopOrders.AsNoTracking().ToDictionaryAsync(o => o.Label);
        foreach (var round in exchanges.Where(e => e is { Doing: Doing.Confirm, Became: Became.Done }).Select(e => e.Of).Distinct())
            if (!byNumber.TryGetValue(round.Order!, out var order) || promises[order.Id].SingleOrDefault() is not { } promise) faults.Add($"The promise of {round.Order} was acknowledged and is lost.");
            else if (HistoryCheck.Day(promise.DueOn) != round.PromisedOn || HistoryCheck.Day(promise.FirstDueOn) != round.PromisedOn || HistoryCheck.Day(order.PromisedOn) != round.PromisedOn)
                faults.Add($"{round.Order} was quoted for {round.PromisedOn} and promised for {promise.DueOn}.");
    });

    private void One(ShopOrder order, int quantity, bool firm, bool cancelled, List<Promise> promises)
    {
        var planned = last.Find(order.Number) is not null;
        var state = cancelled ? ShopOrderState.Cancelled : firm ? ShopOrderState.Firm : planned ? ShopOrderState.Held : ShopOrderState.Expired;
        if (order.State != state || order.Quantity != quantity) faults.Add($"{order.Label} is {order.State} with {order.Quantity} pieces; by the log it is {state} with {quantity}.");
        if (firm && !cancelled && !planned) faults.Add($"{order.Label} is promised and not in the plan.");
        if (!firm && planned && order.HeldUntil + TimeSpan.FromMinutes(PlanWriter.Tick) < last.PlannedAt) faults.Add($"The hold of {order.Label} ended at {order.HeldUntil:u}, and at {last.PlannedAt:u} its room is not free.");
        var wanted = !firm ? (PromiseState?)null : cancelled ? PromiseState.Withdrawn : PromiseState.Open;
        if (promises.Count != (firm ? 1 : 0) || (wanted is { } one && promises[0].State != one && !(one == PromiseState.Open && promises[0].State == PromiseState.Broken)))
            faults.Add($"{order.Label} has {promises.Count} promises in the ledger ({string.Join(", ", promises.Select(p => p.State))}); by the log it has {(wanted is null ? "none" : wanted.ToString())}.");
    }
}
