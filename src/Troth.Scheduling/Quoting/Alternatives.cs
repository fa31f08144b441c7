using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Quoting;

/// <summary>
/// Looks for earlier dates than the quote's: a second call, after the quote itself. Each is worked out on a copy; nothing is changed. The
/// alternate work centers of a routing are not among them: the quote itself has tried them all.
/// </summary>
public static class Alternatives
{
    private const int Overtime = 120;
    private const int Shift = 480;

    /// <summary>What would give an earlier date, earliest first; empty when nothing would, or when no date is to be had at all.</summary>
    /// <param name="plan">The plan quoted from.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="wanted">The minute the customer wants it by; −1 when none was named, then a split delivers half first.</param>
    /// <exception cref="ShopRefusedException">The request is out of range.</exception>
    public static IReadOnlyList<Alternative> Of(Plan plan, QuoteRequest request, int wanted = -1)
    {
        var quoter = new Quoter(plan.Shop);
        var quote = quoter.Of(plan, request);
        if (!quote.HasDate) return [];
        // Where a material comes last, the center that is waited for may still be what can give way.
        if (quote.DecidedBy != DecidedBy.WorkCenter && quoter.WaitedFor >= 0) quote = quote with { DecidedBy = DecidedBy.WorkCenter, Deciding = quoter.WaitedFor };
        var found = new List<Alternative>();
        if (Split(plan, quoter, request, quote, wanted) is { } split) found.Add(split);
        if (quote is { DecidedBy: DecidedBy.WorkCenter, Deciding: >= 0 })
        {
            if (Longer(plan, request, quote, Overtime, AlternativeKind.Overtime) is { } overtime) found.Add(overtime);
            if (Longer(plan, request, quote, Shift, AlternativeKind.SecondShift) is { } second) found.Add(second);
            if (Displacement.Find(plan, request, quote) is { } moving) found.Add(moving);
        }
        return [.. found.OrderBy(a => a.Earliest).ThenBy(a => a.Kind)];
    }

    /// <summary>The most that comes by the minute wanted (half where none was named), and when the rest would.</summary>
    private static Alternative? Split(Plan plan, Quoter quoter, QuoteRequest request, in Quote quote, int wanted)
    {
        if (request.Quantity < 2 || wanted >= quote.Earliest) return null;
        var (low, high) = (0, request.Quantity - 1);
        if (wanted < 0) low = request.Quantity / 2;
        else
            // What can be there by then grows no more once it fails: fewer pieces never end later.
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (quoter.Of(plan, request with { Quantity = middle }) is { HasDate: true } tried && tried.Earliest <= wanted)
                    low = middle;
                else high = middle - 1;
            }
        if (low == 0) return null;
        var part = request with { Quantity = low };
        var first = quoter.Of(plan, part);
        if (!first.HasDate || first.Earliest >= quote.Earliest) return null;
        var (after, _, _) = Entry.Place(plan, new OrderTerms("", request.Product, low) { Class = request.Class,
            NotBefore = request.NotBefore }, low, -1);
        var rest = quoter.Of(after, request with { Quantity = request.Quantity - low });
        return rest.HasDate ? new Alternative(AlternativeKind.SplitDelivery, low, first.Earliest, first.Safe, rest.Earliest) { RestSafe = rest.Safe } : null;
    }

    private static Alternative? Longer(Plan plan, QuoteRequest request, in Quote quote, int minutes, AlternativeKind kind)
    {
        if (MoreHours.Of(plan, quote.Deciding, minutes, quote.Earliest) is not var (with, open)) return null;
        var earlier = new Quoter(with.Shop).Of(with, request);
        return earlier.HasDate && earlier.Earliest < quote.Earliest
            ? new Alternative(kind, request.Quantity, earlier.Earliest, earlier.Safe, WorkCenter: quote.Deciding, ExtraMinutes: minutes)
            {
                Open = open,
            }
            : null;
    }
}
