using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Planning;

/// <summary>
/// Pieces of a shop order have left the house. Those that nobody reported made need a word on where they come from: what is shipped is
/// what was promised, and keeps the promise.
/// </summary>
public sealed class ShipOrder(PlanWriter writer, ReadShopOrder read, ShopDesk desk)
{
    public sealed record Answer(string Order, int Shipped, int Open, ShopOrderState State);

    public const int WhyMax = 1000;

    /// <param name="reference">Number (W-17) or id.</param>
    /// <param name="pieces">How many.</param>
    /// <param name="why">Where those come from that the plan does not have as made: kept in the order's history.</param>
    /// <param name="key">Under which a repeated call counts once.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="BusinessRuleException">So many are not made (<c>shipment.notMade</c>), or the order has fewer left.</exception>
    public async Task<Answer> Run(string reference, int pieces, string? why, string? key, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        if (pieces < 1) errors.Add("pieces", Words.Say("order.pieces"));
        errors.Longest("why", why, WhyMax);
        errors.ThrowIfAny();
        why = string.IsNullOrWhiteSpace(why) ? null : why.Trim();
        var plant = (await read.Find(reference, false, cancel)).PlantId;
        return await writer.Write(plant, string.IsNullOrEmpty(key) ? null : key, new { reference, pieces, why }, async turn =>
        {
            var order = await read.Find(reference, true, cancel);
            var there = There(turn.Plan, order.Number);
            if (why is null && order.State == ShopOrderState.Firm && there < pieces && pieces <= order.Open)
                throw new BusinessRuleException("shipment.notMade", Words.Say("shipment.notMade", there, pieces));
            var answer = await desk.Ship(turn, order, pieces, turn.Now, cancel, there < pieces ? why : null);
            if (!answer.Done) throw ShopDesk.Refused(answer);
            return new Answer(answer.Order!.Label, answer.Order.ShippedQuantity, answer.Order.Open, answer.Order.State);
        }, cancel);
    }

    /// <summary>Pieces that can leave: what is made again for an order takes the place of spoilt ones, which are not there.</summary>
    private static int There(PlantPlan plan, long number)
    {
        var parts = plan.All(number).ToList();
        var spoilt = parts.Skip(1).Sum(again => again.Terms.Quantity - again.Shipped);
        return Math.Max(0, parts.Sum(part => There(part, plan.Plan.Now)) - spoilt);
    }

    private static int There(PlannedOrder part, int now) =>
        part.Reservations.Where(r => r.Operation < 0 && r.At <= now).Sum(r => r.Quantity)
        + (part.Operations.All(o => o.State == OperationState.Done || (o.WorkCenter < 0 && o.End <= now)) ? part.Made : 0);
}
