using System.Text.Json.Serialization;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>
/// The customer is told that a delivery will slip, and of the first day that the plan can keep. Who told whom, how, and the answer are kept;
/// only with the customer's yes does the day change, in the plan, the order and the ledger at once. A day later than the plan gives is the
/// customer's own wish, in their words: nobody types one for us. When its moment has passed the new day is when it is expected, and it stays
/// not kept.
/// </summary>
public sealed class Renegotiate(TrothContext db, PlanWriter writer, ShopDesk desk, PlannedOrders planned, WhoMayAct may, Actor actor, KeptPromises kept)
{
    /// <param name="On">The day that was named to the customer: the plan must be able to keep it. Null for the first it can keep.</param>
    /// <param name="Whom">Who was told; needed with their yes.</param>
    /// <param name="Said">What they said; needed where the day named is later than the plan gives.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(PromiseChannel Channel, PromiseAnswer Answer, DateOnly? On = null, string? Whom = null, string? Said = null);

    /// <summary>What is answered, also to a repeated call.</summary>
    /// <param name="OfferedOn">The day the customer was told of; null where the plan keeps the promised one.</param>
    /// <param name="DueOn">The day that holds now, or on which it is expected now.</param>
    /// <param name="Why">Why the promise stays not kept, where its moment had passed.</param>
    public sealed record Told(string Promise, PromiseAnswer Answer, DateOnly? OfferedOn, DateOnly FirstDueOn, DateOnly DueOn, string? Why = null);

    public async Task<Told> Run(string reference, Request request, string? key, CancellationToken cancel)
    {
        var named = await db.Promise(reference, cancel);
        await may.Check(named, cancel);
        if (request.Answer == PromiseAnswer.Agreed) TellPromise.MustSayWhom(request.Whom);
        var order = await Order(named, false, cancel);
        var told = await writer.Write(order.PlantId, string.IsNullOrEmpty(key) ? null : key, new { reference, request }, async turn =>
        {
            await db.Entry(named).ReloadAsync(cancel); // as it is now that nobody else writes
            return await Tell(turn, named, await Order(named, true, cancel), request, cancel);
        }, cancel);
        kept.Heard(named); // without a yes no act of the plan tells of it
        return told;
    }

    internal async Task<Told> Tell(PlanTurn turn, Promise promise, ShopOrder order, Request request, CancellationToken cancel)
    {
        var first = LikelyDay.Of(turn.Plan, order);
        if (request.On is { } asked && (first is null || asked < first.Value.On)) throw ShopDesk.Refused(desk.NotBy(turn, order, asked));
        var later = first?.OrLater(turn.Plan, order, request.On);
        var moves = later is { } day && day.On > promise.LikelyOn;
        if (moves && request.On > first!.Value.On && string.IsNullOrWhiteSpace(request.Said))
            throw new BadInputException("said", Words.Say("renegotiate.noSaid", request.On));
        if (request.Answer == PromiseAnswer.Agreed)
        {
            if (later is not { } agreed || !moves)
                throw new BusinessRuleException("notLater", Words.Say("renegotiate.notLater", promise.Label, promise.LikelyOn));
            var answer = await desk.Postpone(turn, order, agreed.On, cancel);
            if (!answer.Done) throw ShopDesk.Refused(answer);
            await ChangeOrderLine.Day(db, order.OrderId, order.LineNo, agreed.On, cancel);
        }
        var due = moves ? new PromiseDue(later!.Value.On, later.Value.DueAt) : (PromiseDue?)null;
        var theirs = moves && first!.Value.On <= promise.LikelyOn;
        db.Add(promise.Tell(turn.Now, due, request.Answer, request.Channel, actor.Name, request.Whom, request.Said, theirs));
        order.RiskToldAt ??= order.Risk == PromiseRisk.None ? null : turn.Now; // the customer knows it from us
        return new(promise.Label, request.Answer, due?.On, promise.FirstDueOn, promise.LikelyOn,
            promise.ExpectedOn is { } expected ? Words.Say("renegotiate.past", promise.Label, promise.DueOn, expected) : null);
    }

    private Task<ShopOrder> Order(Promise promise, bool tracked, CancellationToken cancel) => promise.ShopOrder is { } order ? planned.Find(order.ToString(), tracked, cancel)
        : throw new BusinessRuleException("promise.unplanned", Words.Say("promise.unplanned", promise.Label));
}
