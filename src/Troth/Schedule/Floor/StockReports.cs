using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Times;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Floor;

/// <summary>What lies in stock, and what has come.</summary>
internal sealed class StockReports(TrothContext db, PlanTurn turn)
{
    private PlantPlan Now => turn.Plan;

    /// <summary>What was counted against what should lie there by the plan.</summary>
    public ReportStep Count(FloorReport report)
    {
        if (Kept(report) is not { } product) return NotKept(report);
        var difference = report.Pieces!.Value - There(product);
        return new(report, difference == 0 ? [] : [new Counted(report.ProductId!.Value, difference)]);
    }

    /// <summary>
    /// What has come is what was to come first; more than was expected is there all the same.
    /// </summary>
    public async Task<ReportStep> Receipt(FloorReport report, CancellationToken cancel)
    {
        if (Kept(report) is not { } product) return NotKept(report);
        var (id, left, events) = (report.ProductId!.Value, report.Pieces!.Value, new List<Happening>());
        var before = There(product, taken: false);
        foreach (var (at, pieces) in Now.Plan.SupplyOf(product).Where(c => c.At > turn.Minute))
        {
            var came = Math.Min(left, pieces - before);
            before = pieces;
            if (came <= 0) continue;
            events.Add(new Rescheduled(id, came, at, turn.Minute));
            left -= came;
            if (left == 0) break;
        }
        if (left > 0) events.Add(new Counted(id, left));
        var day = LocalTime.DayOf(Now.Shop.Clock.Zone, report.At);
        var expected = await db.ExpectedReceipts.Where(r => r.PlantId == report.PlantId && r.ProductId == id && r.EndedOn == null && r.ReceivedOn == null)
            .OrderBy(r => r.ExpectedOn).ThenBy(r => r.Id).ToListAsync(cancel);
        return new(report, events, () => Received(expected, report.Pieces.Value, day));
    }

    /// <summary>A delivery of part of what was ordered splits it, so that the supplier's real lead is known of either part.</summary>
    private void Received(List<ExpectedReceipt> expected, int pieces, DateOnly day)
    {
        foreach (var one in expected.Where(r => r.ReceivedOn is null))
        {
            if (pieces == 0) return;
            if (one.Quantity <= pieces)
            {
                (one.ReceivedOn, pieces) = (day, pieces - one.Quantity);
                continue;
            }
            one.Quantity -= pieces;
            db.Add(new ExpectedReceipt { ProductId = one.ProductId, PlantId = one.PlantId, Quantity = pieces, ExpectedOn = one.ExpectedOn, OrderedOn = one.OrderedOn, ReceivedOn = day });
            return;
        }
    }

    /// <summary>Pieces that lie there by the plan: what begun work has used does not any more, what waits to be shipped does.</summary>
    private int There(int product, bool taken = true)
    {
        var there = 0;
        foreach (var (at, pieces) in Now.Plan.SupplyOf(product))
            if (at <= turn.Minute) there = pieces;
            else break;
        if (!taken) return there;
        foreach (var order in Now.Plan.Orders)
        {
            IReadOnlyList<PlannedOperation>? operations = null;
            foreach (var set in order.Reservations)
                if (set.Product == product && set.Source == SupplySource.Stock && set.Operation >= 0 && set.At <= Now.Shop.Shop.Horizon
                    && (operations ??= order.Operations)[set.Operation].State >= OperationState.Started)
                    there -= set.Quantity;
        }
        return there;
    }

    private int? Kept(FloorReport report) =>
        Now.Shop.Product(report.ProductId!.Value) is { } product && Now.Plan.SupplyOf(product).Count > 0 ? product : null;

    private static ReportStep NotKept(FloorReport report) => ReportPlanning.Refused(report, "notKept", Words.Say("no.notKept"));
}
