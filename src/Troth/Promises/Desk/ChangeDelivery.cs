using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>
/// What changes about a promised delivery: how many, or none any more. Plan, order and ledger change in one turn of the plan, or not at all.
/// Only the customer's word, with who said it and how, makes the promise smaller or takes it out of the count, and only before it is due.
/// </summary>
public sealed class ChangeDelivery(TrothContext db, PlanWriter writer, ShopDesk desk, PlannedOrders planned, WhoMayAct may, Actor actor)
{
    /// <param name="Whom">Who at the customer said so; with nobody named the promise is still judged by its pieces as they were.</param>
    /// <param name="Channel">How they said it; goes with <paramref name="Whom"/>.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record NewQuantity(int? Quantity, string? Whom = null, PromiseChannel? Channel = null);

    /// <param name="Text">Why, in the customer's words.</param>
    /// <param name="Whom">Who at the customer said so; with nobody named it is we who break the promise.</param>
    /// <param name="Channel">How they said it; goes with <paramref name="Whom"/>.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Cancellation(string? Text = null, string? Whom = null, PromiseChannel? Channel = null);

    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Changed(string Order, int Quantity, DateOnly? PromisedOn, ShopOrderState State, string? Promise);

    /// <summary>The day stays. Where the plan cannot keep it for so many, nothing is changed and the refusal says which day it could.</summary>
    public Task<Changed> Quantity(string reference, NewQuantity request, string? key, CancellationToken cancel)
    {
        if (request.Quantity is not { } quantity || quantity < 1) throw new BadInputException("quantity", Words.Say("change.quantity", request.Quantity ?? 0));
        var heard = Heard(request.Whom, request.Channel);
        return Turn(reference, key, request, async (turn, order) =>
        {
            var was = order.Quantity;
            var answer = await desk.Alter(turn, order, quantity, cancel, heard);
            if (!answer.Done) throw ShopDesk.Refused(answer);
            await ChangeOrderLine.Quantity(db, order.OrderId, order.LineNo, quantity, cancel);
            if (heard && await db.PromiseOf(order, cancel) is { } promise)
                db.Add(promise.Said(new(turn.Now, actor.Name, request.Whom!, request.Channel!.Value, null), TalkAbout.Quantity, was, quantity));
        }, cancel);
    }

    /// <summary>What has not left the house yet is not delivered any more: its room in the plan is free again.</summary>
    public Task<Changed> Cancel(string reference, Cancellation request, string? key, CancellationToken cancel)
    {
        var heard = Heard(request.Whom, request.Channel);
        return Turn(reference, key, request, async (turn, order) =>
        {
            var open = order.Open;
            var answer = await desk.Cancel(turn, order, cancel, heard);
            if (!answer.Done) throw ShopDesk.Refused(answer);
            await ChangeOrderLine.Cancel(db, order.OrderId, order.LineNo, open, cancel);
            if (await db.PromiseOf(order, cancel) is not { } promise) return;
            if (promise.CauseText is null) promise.CancelledBecause(request.Text);
            if (heard) db.Add(promise.Said(new(turn.Now, actor.Name, request.Whom!, request.Channel!.Value, request.Text), TalkAbout.Cancelled, open, null));
        }, cancel);
    }

    /// <summary>A customer's word is somebody's, and came some way: both are told, or neither.</summary>
    private static bool Heard(string? whom, PromiseChannel? channel)
    {
        var errors = new FieldErrors();
        errors.Longest("whom", whom, Promise.TextMax);
        if (string.IsNullOrWhiteSpace(whom) && channel is not null) errors.Add("whom", Words.Say("change.noWhom"));
        if (!string.IsNullOrWhiteSpace(whom) && channel is null) errors.Add("channel", Words.Say("change.noChannel"));
        if (channel == PromiseChannel.Portal) errors.Add("channel", Words.Say("change.portal"));
        errors.ThrowIfAny();
        return channel is not null;
    }

    private async Task<Changed> Turn(string reference, string? key, object asked, Func<PlanTurn, ShopOrder, Task> work, CancellationToken cancel)
    {
        var found = await planned.Find(reference, false, cancel);
        await may.Check(found.SellerId, found.AccountId, cancel);
        return await writer.Write(found.PlantId, string.IsNullOrEmpty(key) ? null : key, new { reference, asked }, async turn =>
        {
            var order = await planned.Find(reference, true, cancel);
            if (order.State == ShopOrderState.Held) throw new BusinessRuleException("stillHeld", Words.Say("change.held", order.Label));
            await work(turn, order);
            var promise = await db.PromiseOf(order, cancel);
            return new Changed(order.Label, order.Quantity, order.PromisedOn, order.State, promise?.Label);
        }, cancel);
    }
}
