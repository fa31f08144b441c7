using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Times;

namespace Troth.Schedule.Floor;

/// <summary>What lies in stock, and what has come.</summary>
internal sealed class StockReports(TrothContext db, PlanTurn turn)
{
    private PlantPlan Now => turn.Plan;

    /// <summary>What was counted against what should lie there by the plan.</summary>
    public ReportStep Count(FloorReport report)
    {
        if (Kept(report) is not { } product) return NotKept(report);
        var difference = report.Pieces!.Value - StockLying.There(Now, product, turn.Minute);
        return new(report, difference == 0 ? [] : [new Counted(report.ProductId!.Value, difference)]);
    }

    /// <summary>
    /// What has come is what was to come first; more than was expected is there all the same. What the plan was told of and has not to come any
    /// more, work has used meanwhile: it counts already.
    /// </summary>
    public async Task<ReportStep> Receipt(FloorReport report, CancellationToken cancel)
    {
        if (Kept(report) is not { } product) return NotKept(report);
        var (id, events) = (report.ProductId!.Value, new List<Happening>());
        var expected = (await db.ExpectedReceipts
            .Where(r => r.PlantId == report.PlantId && r.ProductId == id && r.EndedOn == null && r.ReceivedOn == null)
            .OrderBy(r => r.ExpectedOn).ThenBy(r => r.Id).ToListAsync(cancel)).Where(r => r.ReceivedOn is null).ToList();
        var told = await db.ToldStocks.Where(t => t.PlantId == report.PlantId && t.ProductId == id && t.Receipt)
            .ToDictionaryAsync(t => t.RecordId, cancel);
        var (left, planned) = (report.Pieces!.Value, 0);
        foreach (var one in expected)
        {
            var pieces = Math.Min(left, one.Quantity);
            if (told.GetValueOrDefault(one.Id) is { ExpectedOn: not null } known) planned += Math.Min(pieces, known.Quantity);
            if ((left -= pieces) == 0) break;
        }
        if (report.Pieces.Value - planned is > 0 and var more) events.Add(new Counted(id, more));
        foreach (var (at, pieces) in StockLying.Coming(Now, product, turn.Minute))
        {
            if (planned == 0) break;
            events.Add(new Rescheduled(id, Math.Min(planned, pieces), at, turn.Minute));
            planned -= Math.Min(planned, pieces);
        }
        var day = LocalTime.DayOf(Now.Shop.Clock.Zone, report.At);
        return new(report, events, () => Received(expected, told, report.Pieces.Value, day));
    }

    /// <summary>A delivery of part of what was ordered splits it, so that the supplier's real lead is known of either part.</summary>
    private void Received(List<ExpectedReceipt> expected, Dictionary<Guid, ToldStock> told, int pieces, DateOnly day)
    {
        foreach (var one in expected)
        {
            if (pieces == 0) return;
            var known = told.GetValueOrDefault(one.Id);
            if (one.Quantity <= pieces)
            {
                (one.ReceivedOn, pieces) = (day, pieces - one.Quantity);
                if (known is null) db.Add(InStock(one));
                else (known.Quantity, known.ExpectedOn) = (one.Quantity, null);
                continue;
            }
            one.Quantity -= pieces;
            if (known is not null) known.Quantity = Math.Max(0, known.Quantity - pieces);
            var came = new ExpectedReceipt
            {
                ProductId = one.ProductId, PlantId = one.PlantId, Quantity = pieces, ExpectedOn = one.ExpectedOn, OrderedOn = one.OrderedOn, ReceivedOn = day,
            };
            db.AddRange(came, InStock(came));
            return;
        }
    }

    private static ToldStock InStock(ExpectedReceipt came) =>
        new() { RecordId = came.Id, PlantId = came.PlantId, ProductId = came.ProductId, Receipt = true, Quantity = came.Quantity };

    private int? Kept(FloorReport report) =>
        Now.Shop.Product(report.ProductId!.Value) is { } product && Now.Plan.SupplyOf(product).Count > 0 ? product : null;

    private static ReportStep NotKept(FloorReport report) => ReportPlanning.Refused(report, "notKept", Words.Say("no.notKept"));
}
