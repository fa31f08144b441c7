using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Quoting;

/// <summary>Finds orders that could make room: they stand where the new one would wait, have not begun, and have buffer to spare.</summary>
internal static class Displacement
{
    private const int Tried = 16;

    /// <summary>The fewest orders (of those tried) whose moving gives the earliest date; null when none does.</summary>
    public static Alternative? Find(Plan plan, QuoteRequest request, in Quote quote)
    {
        var candidates = Candidates(plan, quote.Deciding, quote.Earliest);
        Alternative? best = null;
        // One alone first; then the widest buffers together, while that helps.
        foreach (var one in candidates)
            if (Try(plan, request, [one]) is { } alternative && alternative.Earliest < (best?.Earliest ?? quote.Earliest))
                best = alternative;
        for (var many = 2; many <= candidates.Count; many *= 2)
            if (Try(plan, request, candidates[..many]) is { } alternative && alternative.Earliest < (best?.Earliest ?? quote.Earliest))
                best = alternative;
        return best;
    }

    /// <summary>Those that stand on the center's machines before the minute, widest buffer first.</summary>
    private static List<OrderHandle> Candidates(Plan plan, int workCenter, int before)
    {
        var center = plan.Shop.Centers[workCenter];
        var found = new List<(int Buffer, OrderRecord Record)>();
        for (var place = 0; place < plan.Records.Count; place++)
        {
            if (plan.Records[place] is not { } record || !MakingRoom.Can(plan, record)) continue;
            for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++)
                if (plan.Placements[i] is { Machine: >= 0 } placed && plan.Shop.CenterOfMachine[placed.Machine] == workCenter
                    && placed.Start < before)
                {
                    found.Add((record.Terms.Promised < 0 ? plan.Shop.Horizon : record.Terms.Promised - plan.Finish(record), record));
                    break;
                }
        }
        return [.. found.Where(f => f.Buffer > 0 && !plan.Shop.Definition.Classes[f.Record.Terms.Class].IsRed(f.Buffer))
            .OrderByDescending(f => f.Buffer).ThenBy(f => f.Record.Handle.Place).Take(Tried).Select(f => f.Record.Handle)];
    }

    private static Alternative? Try(Plan plan, QuoteRequest request, List<OrderHandle> moving)
    {
        var room = MakingRoom.Lift(plan, moving);
        var quote = new Quoter(plan.Shop).Of(room, request);
        if (!quote.HasDate) return null;
        var entered = Entry.Place(room, new OrderTerms("", request.Product, request.Quantity) { Class = request.Class,
            NotBefore = request.NotBefore }, request.Quantity, -1).Plan;
        return MakingRoom.PutBack(entered, moving) is { } after
            ? new Alternative(AlternativeKind.MoveOrders, request.Quantity, quote.Earliest, quote.Safe,
                Moved: MakingRoom.Moves(plan, after, moving)) : null;
    }
}
