using Troth.Book.Contracts;
using Troth.Evidence;

namespace Troth.Effort;

/// <summary>
/// A seller's time over accounts: today's split beside the best. Made from the Book's figures, from what was said and from the company's
/// assumptions; no clock, no database: the same input gives the same answer.
/// </summary>
public sealed class SellerHours
{
    /// <summary>Time is given in steps of so many hours a month.</summary>
    public const decimal Step = .5m;

    /// <summary>Fewer accounts than these do not tell how fast others answer: the company's assumption does.</summary>
    public const int LeastTellers = 5;

    /// <summary>Accounts in the list for this week.</summary>
    public const int WeekMost = 5;

    private SellerHours(EffortSettings settings) => Settings = settings;

    public EffortSettings Settings { get; }

    /// <summary>Accounts in the split, those first where the two splits differ most in worth.</summary>
    public IReadOnlyList<HoursRow> Rows { get; private set; } = [];

    /// <summary>Accounts nobody knows a ceiling of: they keep the hours they have and are in no sum.</summary>
    public IReadOnlyList<HoursRow> Kept { get; private set; } = [];

    /// <summary>Accounts whose hours the seller said.</summary>
    public int Stated { get; private set; }

    /// <summary>Hours a month that are split.</summary>
    public decimal Hours { get; private set; }

    /// <summary>Hours that the accounts must get; more than <see cref="Hours"/> when there is no split.</summary>
    public decimal Needed { get; private set; }
    public bool Feasible { get; private set; }

    /// <summary>Both splits, a year, with intervals; null when there is none.</summary>
    public SplitGain? Gain { get; private set; }

    /// <summary>What one hour a month more would add a year, and what the last hour adds; null when one hour less would not do for the minima.</summary>
    public double NextHour { get; private set; }
    public double? LastHour { get; private set; }

    /// <summary>Hours that win half of what hours can win, where an account does not tell itself; the middle one of <see cref="Tellers"/> accounts.</summary>
    public double HalfHours { get; private set; }
    public int Tellers { get; private set; }

    /// <summary>Where the next hours pay, the best first.</summary>
    public IReadOnlyList<HoursRow> Week => [.. Rows.Where(r => r.Change > 0 && r.PerHour > 0).OrderByDescending(r => r.PerHour).ThenBy(r => r.Facts.Number).Take(WeekMost)];

    public static SellerHours Of(IReadOnlyList<BuyingFacts> accounts, IReadOnlyDictionary<Guid, AccountEffort> said, Guid seller, EffortSettings settings, CancellationToken cancel)
    {
        var hours = new SellerHours(settings);
        var rows = hours.Today(accounts, said, seller);
        hours.Draw(rows);
        hours.Split([.. rows.Where(r => r.Response is not null)], cancel);
        hours.Kept = [.. rows.Where(r => r.Response is null).OrderByDescending(r => r.Hours).ThenBy(r => r.Facts.Number)];
        return hours;
    }

    /// <summary>Hours as said; what is left of the company's usual hours goes to the others as their purchases do, which is a guess.</summary>
    private List<HoursRow> Today(IReadOnlyList<BuyingFacts> accounts, IReadOnlyDictionary<Guid, AccountEffort> said, Guid seller)
    {
        decimal? Said(BuyingFacts account) => said.GetValueOrDefault(account.AccountId) is { Hours: { } own } effort && effort.SellerId == seller ? own : null;
        var left = (int)(Math.Max(0, Settings.HoursPerMonth - accounts.Sum(a => Said(a) ?? 0)) / Step);
        BuyingFacts[] others = [.. accounts.Where(a => Said(a) is null && a.Bought > 0)];
        var guessed = InProportion(left, others);
        Stated = accounts.Count(a => Said(a) is not null);
        return [.. accounts.Select(a => new HoursRow
        {
            Facts = a, Said = said.GetValueOrDefault(a.AccountId), HoursSaid = Said(a) is not null, Hours = Said(a) ?? guessed.GetValueOrDefault(a.AccountId) * Step,
        })];
    }

    /// <summary>Whole steps by largest remainder, so that none is lost.</summary>
    private static Dictionary<Guid, int> InProportion(int steps, BuyingFacts[] accounts)
    {
        var sum = accounts.Sum(a => a.Bought);
        if (sum <= 0) return [];
        var exact = accounts.Select(a => (a.AccountId, a.Number, Share: steps * a.Bought / sum)).ToList();
        var whole = exact.ToDictionary(e => e.AccountId, e => (int)decimal.Truncate(e.Share));
        foreach (var (id, _, _) in exact.OrderByDescending(e => e.Share - decimal.Truncate(e.Share)).ThenBy(e => e.Number).Take(steps - whole.Values.Sum())) whole[id]++;
        return whole;
    }

    private void Draw(List<HoursRow> rows)
    {
        foreach (var row in rows) (row.Response, row.From, row.PointsStale) = EffortCurve.Of(row, Settings);
        // Hours that were said tell more than guessed ones.
        var anchored = rows.Where(r => r.Response?.IsAnchored == true).ToList();
        var own = anchored.FindAll(r => r.HoursSaid);
        var telling = own.Count >= LeastTellers ? own : anchored.Count >= LeastTellers ? anchored : [];
        double[] halves = [.. telling.Select(r => r.Response!.Curve.HalfEffort).Order()];
        Tellers = halves.Length;
        // No more than a month has: a curve that hours hardly bend tells no pace.
        HalfHours = halves.Length == 0 ? (double)Settings.HalfHours : Math.Min(halves[halves.Length / 2], (double)Settings.HoursPerMonth);
        // Nine in ten of those that tell lie between these; of fewer than twenty, all of them.
        var half = halves.Length < 2 ? (Interval?)null : new Interval(halves[halves.Length / 20], halves[^(1 + halves.Length / 20)]);
        // Without today's point on it the curve was judged by five.
        foreach (var row in rows.Where(r => r.Response is { IsAnchored: false, Now: not null }))
            (row.Response, row.From) = (row.Response! with { HalfEffort = HalfHours, HalfRange = half }, row.From == CurveFrom.Judged ? CurveFrom.Judged : Tellers == 0 ? CurveFrom.Assumed : CurveFrom.Others);
    }

    private void Split(HoursRow[] rows, CancellationToken cancel)
    {
        const int hour = (int)(1 / Step);
        var steps = rows.Sum(r => (int)(r.Hours / Step));
        Hours = steps * Step;
        AccountReturn[] tables = [.. rows.Select(r => AccountReturn.Of(r.Response!.Curve, steps + hour, Visits(r.Said?.LeastVisits, up: true) ?? 0,
            Visits(r.Said?.MostVisits, up: false) ?? int.MaxValue, (double)Step))];
        var best = HourAllocation.Best(steps, tables, hour, cancel);
        (Feasible, Needed) = (best.Feasible, best.Needed * Step);
        for (var i = 0; i < rows.Length; i++)
        {
            var curve = rows[i].Response!.Curve;
            rows[i].Best = best.Feasible ? best.Steps[i] * Step : rows[i].Hours;
            (rows[i].Worth, rows[i].WorthBest) = (curve.At((double)rows[i].Hours), curve.At((double)rows[i].Best));
        }

        Rows = [.. rows.OrderByDescending(r => Math.Abs(r.WorthBest - r.Worth)).ThenBy(r => r.Facts.Number)];
        if (!best.Feasible || rows.Length == 0) return;
        (NextHour, LastHour) = (best.Next, best.Last);
        Gain = SplitGain.Of([.. rows.Select(r => r.Response!)], [.. rows.Select(r => (double)r.Hours)], [.. rows.Select(r => (double)r.Best)]);
    }

    private int? Visits(int? visits, bool up) => visits is not { } some ? null
        : (int)(up ? decimal.Ceiling(some * Settings.VisitHours / Step) : decimal.Floor(some * Settings.VisitHours / Step));
}
