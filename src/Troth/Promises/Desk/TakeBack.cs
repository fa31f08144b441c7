using System.Text.Json.Serialization;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>What was delivered came back for our fault. It does not come back into the plan; the promise was not kept after all.</summary>
public sealed class TakeBack(TrothContext db, PlanWriter writer, PlannedOrders planned, WhoMayAct may, KeptPromises kept)
{
    /// <param name="Cause">What was wrong.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(PromiseCause Cause, string? Text = null);

    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Returned(string Promise, PromiseState State, DateOnly On);

    public async Task<Returned> Run(string reference, Request request, string? key, CancellationToken cancel)
    {
        GivenCause.Check(request.Cause);
        var named = await db.Promise(reference, cancel);
        await may.Check(named, cancel);
        if (named.ShopOrder is not { } id) throw new BusinessRuleException("promise.unplanned", Words.Say("promise.unplannedReturn", named.Label));
        var order = await planned.Find(id.ToString(), false, cancel);
        var returned = await writer.Write(order.PlantId, string.IsNullOrEmpty(key) ? null : key, new { reference, request }, async turn =>
        {
            await db.Entry(named).ReloadAsync(cancel);
            var on = DeliveryLedger.DayThere(order, turn.Now);
            await PromiseLedger.Return(db, named.Id, on, request.Cause, request.Text, cancel);
            return new Returned(named.Label, named.State, on);
        }, cancel);
        kept.Heard(named); // no act of the plan tells of it
        return returned;
    }
}
