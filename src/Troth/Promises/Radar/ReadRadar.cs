using Troth.Evidence;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;

namespace Troth.Promises.Radar;

/// <summary>The six signs, of the twelve months that end with this one.</summary>
public sealed class ReadRadar(TrothContext db, CountRadar count, AskedLeads asked, CompanyDay company)
{
    public const int Months = 12;
    private const int Shown = 3, HoursADay = 24;

    public async Task<RadarView> Run(CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        var from = First(today);
        var live = await db.GoLiveOn(cancel);
        IReadOnlyList<RadarCard> cards =
        [
            Shares(RadarSign.Earlier, from, await count.Earlier(from, cancel)),
            Shares(RadarSign.Unasked, from, live is { } day ? await count.Unasked(Later(from, day), cancel) : []),
            Shares(RadarSign.Inserts, from, await count.Inserts(from, cancel)),
            Shares(RadarSign.InsertLate, from, await count.InsertLate(from, today, cancel)),
            Days(RadarSign.Padding, from, [.. (await count.Padding(from, cancel))
                .Select(c => (c.Month, (double)c.Hours / HoursADay, c.Facts))]),
            Days(RadarSign.Asking, from, [.. (await asked.ByMonth(from, cancel)).Select(c => (c.Month, (double)c.Days, c.Orders))]),
        ];
        return new(from, today, live, cards);
    }

    /// <summary>First day of the twelve months.</summary>
    internal static DateOnly First(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static RadarCard Shares(RadarSign sign, DateOnly from, IReadOnlyList<RadarCount> counts) => Card(sign, from, months =>
    {
        var of = counts.Where(c => months.Contains(c.Month)).ToList();
        return Share(of.Sum(c => c.Shown), of.Sum(c => c.Facts));
    });

    private static RadarCard Days(RadarSign sign, DateOnly from, IReadOnlyList<(int Month, double Days, int Facts)> counts) =>
        Card(sign, from, months =>
        Median([.. counts.Where(c => months.Contains(c.Month)).Select(c => (c.Days, c.Facts))]));

    private static RadarCard Card(RadarSign sign, DateOnly from, Func<IReadOnlyCollection<int>, RadarFigure> figure)
    {
        var months = Enumerable.Range(0, Months).Select(i => from.AddMonths(i)).ToList();
        var numbers = months.Select(m => m.Year * 100 + m.Month).ToList();
        var each = months.Select((month, i) => new RadarMonth(month, figure([numbers[i]]))).ToList();
        return new(sign, figure(numbers[^Shown..]), figure(numbers[^(2 * Shown)..^Shown]), Trend(sign, each), each);
    }

    internal static RadarFigure Share(int count, int of)
    {
        if (of < RadarFigure.Least) return new(of, count, null, null, null);
        var range = Wilson.Of(count, of);
        return new(of, count, (double)count / of, range.Low, range.High);
    }

    /// <summary>The median of days told by how often each occurs, and between which of them it lies at 95 %: by order, so no matter how
    /// they are spread.</summary>
    public static RadarFigure Median(IReadOnlyList<(double Days, int Facts)> counts)
    {
        var of = counts.Sum(c => c.Facts);
        if (of < RadarFigure.Least) return new(of, null, null, null, null);
        var sorted = counts.OrderBy(c => c.Days).ToList();
        double At(int rank)
        {
            var seen = 0;
            foreach (var (days, facts) in sorted)
                if ((seen += facts) >= rank) return days;
            return sorted[^1].Days;
        }
        var reach = Normal95 * Math.Sqrt(of) / 2;
        var (low, high) = ((int)Math.Floor(of / 2.0 - reach), (int)Math.Ceiling(1 + of / 2.0 + reach));
        return new(of, null, (At((of + 1) / 2) + At(of / 2 + 1)) / 2, At(Math.Max(1, low)), At(Math.Min(of, high)));
    }

    private const double Normal95 = 1.959963984540054;

    /// <summary>By Mann-Kendall's test over the months with enough facts, as in our word. More is worse, but for the days that customers
    /// leave us.</summary>
    private static RadarTrend Trend(RadarSign sign, IReadOnlyList<RadarMonth> months)
    {
        var points = months.Select((m, i) => (X: i / 12.0, Y: m.Figure.Value)).Where(p => p.Y is not null)
            .Select(p => (p.X, Y: p.Y!.Value)).ToList();
        var direction = MannKendall.Test([.. points.Select(p => p.Y)]).Trend;
        var slope = points.Count < MannKendall.LeastPoints ? null : TheilSen.Slope(points);
        bool? rises = direction switch { Evidence.Trend.Rising => true, Evidence.Trend.Falling => false, _ => null };
        return new(rises is { } up ? up != (sign == RadarSign.Asking) : null, slope?.Slope, points.Count,
            direction == Evidence.Trend.TooFewPoints);
    }
}
