using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>What a customer changes about a promised delivery: how many, or none any more. Plan, order and ledger change in one turn of the plan, or not at all.</summary>
public sealed class ChangeDelivery(TrothContext db, PlanWriter writer, ShopDesk desk, PlannedOrders planned, WhoMayAct may)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record NewQuantity(int? Quantity);

    /// <param name="Text">Why, in the customer's words.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Cancellation(string? Text = null);

    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Changed(string Order, int Quantity, DateOnly? PromisedOn, ShopOrderState State, string? Promise);

    /// <summary>The day stays. Where the plan cannot keep it for so many, nothing is changed and the refusal says which day it could.</summary>
    public Task<Changed> Quantity(string reference, NewQuantity request, string? key, CancellationToken cancel)
    {
        if (request.Quantity is not { } quantity || quantity < 1) throw new BadInputException("quantity", Words.Say("change.quantity", request.Quantity ?? 0));
        return Turn(reference, key, request, async (turn, order) =>
        {
            var answer = await desk.Alter(turn, order, quantity, cancel);
            if (!answer.Done) throw ShopDesk.Refused(answer);
            await ChangeOrderLine.Quantity(db, order.OrderId, order.LineNo, quantity, cancel);
        }, cancel);
    }

    /// <summary>What has not left the house yet is not wanted any more: its room in the plan is free again.</summary>
    public Task<Changed> Cancel(string reference, Cancellation request, string? key, CancellationToken cancel) => Turn(reference, key, request, async (turn, order) =>
    {
        var open = order.Open;
        var answer = await desk.Cancel(turn, order, cancel);
        if (!answer.Done) throw ShopDesk.Refused(answer);
        await ChangeOrderLine.Cancel(db, order.OrderId, order.LineNo, open, cancel);
        if (await db.PromiseOf(order, cancel) is { CauseText: null } promise) promise.WithdrawnBecause(request.Text);
    }, cancel);

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
