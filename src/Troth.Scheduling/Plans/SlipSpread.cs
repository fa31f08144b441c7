using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>
/// How far past orders ended from their plan: what a planned finish needs on top to be kept with a confidence. Slips are measured in
/// working minutes, so that no weekend passes for one. A lead of n operations that each slip a little, independently, slips in
/// proportion to √n; slips are therefore compared per square root of the planned lead, one working day added because even the shortest
/// lead waits for a shift. Promise classes slip differently (what is hurried overtakes the rest), so each has a spread of its own where
/// enough of it is known. Immutable; safe to share between threads.
/// </summary>
public sealed class SlipSpread
{
    /// <summary>Roots are kept in 1,024ths: whole ones would round a short lead's slip by percents.</summary>
    private const int RootBits = 10;

    private readonly WorkCalendar? _calendar;
    private readonly int[] _whole;
    private readonly int[]?[] _classes;

    private SlipSpread(WorkCalendar? calendar, int[] whole, int[]?[] classes) =>
        (_calendar, _whole, _classes) = (calendar, whole, classes);

    /// <summary>Nothing measured yet.</summary>
    public static SlipSpread Unknown { get; } = new(null, [], []);

    /// <summary>Whose minutes count; null while nothing is measured.</summary>
    internal WorkCalendar? Calendar => _calendar;

    /// <summary>Slips of all classes, ascending.</summary>
    internal int[] Whole => _whole;

    /// <summary>Slips per class, ascending; null where too few are known.</summary>
    internal int[]?[] Classes => _classes;

    /// <summary>Whether it gives the same dates as another.</summary>
    public bool SameAs(SlipSpread other) => (_whole.Length == 0 || (_calendar is { } calendar && other._calendar is { } theirs && calendar.SameAs(theirs)))
        && _whole.AsSpan().SequenceEqual(other._whole) && _classes.Length == other._classes.Length
        && _classes.Zip(other._classes).All(pair => (pair.First ?? []).AsSpan().SequenceEqual(pair.Second ?? []));

    /// <summary>What was measured before, by a calendar of the same working time.</summary>
    internal static SlipSpread Of(WorkCalendar calendar, int[] whole, int[]?[] classes) => new(calendar, whole, classes);

    /// <summary>How many orders of all classes it rests on.</summary>
    public int Samples => _whole.Length;

    /// <summary>Whether there are enough: <see cref="Limits.SpreadSamples"/>.</summary>
    public bool IsKnown => _whole.Length >= Limits.SpreadSamples;

    /// <summary>Measures past orders. O(n log n).</summary>
    /// <param name="calendar">
    /// Whose minutes count as working time: that of the drum, or the one by which the shop ships. It reckons the dates too
    /// (<see cref="After"/>), so it has to be laid along the plan's horizon.
    /// </param>
    /// <param name="past">In any order; those that were planned to end when they were quoted (from stock) are left out.</param>
    /// <exception cref="ShopRefusedException">The calendar has no working time, or a past order a time or class out of range.</exception>
    public static SlipSpread Of(WorkCalendar calendar, IEnumerable<PastOrder> past) =>
        Of(calendar, past.Select(order => PastSlip.Of(calendar, order)).OfType<PastSlip>());

    /// <summary>Takes slips that were measured when the orders ended: they hold in any horizon. O(n log n).</summary>
    /// <param name="calendar">Reckons the dates: that of the work center in whose working time they were measured.</param>
    /// <param name="past">In any order.</param>
    /// <exception cref="ShopRefusedException">The calendar has no working time, or a slip a lead or class out of range.</exception>
    public static SlipSpread Of(WorkCalendar calendar, IEnumerable<PastSlip> past)
    {
        if (calendar.Total == 0)
            throw new ShopRefusedException("calendar", $"calendar “{calendar.Name}”",
                $"Calendar “{calendar.Name}” has no working time in the horizon: slips cannot be measured by it.");
        var (whole, classes) = (new List<int>(), new List<List<int>>());
        foreach (var slip in past)
        {
            slip.Check();
            var perRoot = PerRoot(calendar, slip);
            whole.Add(perRoot);
            while (classes.Count <= slip.Class) classes.Add([]);
            classes[slip.Class].Add(perRoot);
        }
        return new SlipSpread(calendar, Sorted(whole), [.. classes.Select(c => c.Count < Limits.SpreadSamples ? null : Sorted(c))]);
    }

    /// <summary>
    /// The minute by which what is planned to finish then will be finished with the confidence: that minute itself while nothing is
    /// known, or where such orders end early. Of n orders of the class it covers the ⌈(n + 1) · confidence⌉-th smallest slip: the next
    /// order, if it is like them, is then in time with at least this chance (split conformal prediction, Vovk, Gammerman &amp; Shafer
    /// 2005). Where the class has too few for that rank it covers its largest slip and what the orders of all classes ask for; with
    /// fewer than <see cref="Limits.SpreadSamples"/> of it, the latter alone. Allocates nothing.
    /// </summary>
    /// <param name="finish">Planned minute, within the horizon.</param>
    /// <param name="now">Minute at which the date is given; the planned lead counts from it.</param>
    /// <param name="promiseClass">Place of the promise class in the shop.</param>
    /// <param name="confidence">Thousandths, 500 to 999.</param>
    /// <returns>Minute of the clock; <see cref="int.MaxValue"/> when it lies beyond the calendar's horizon.</returns>
    public int After(int finish, int now, int promiseClass, int confidence)
    {
        if (!IsKnown || finish <= now) return finish;
        var perRoot = PerRoot(promiseClass, confidence);
        if (perRoot <= 0) return finish;
        var calendar = _calendar!;
        var worked = calendar.ToWork(finish);
        var slip = ((long)perRoot * Root(calendar, worked - calendar.ToWork(now)) + (1L << 2 * RootBits) - 1) >> 2 * RootBits;
        return worked + slip > calendar.Total ? int.MaxValue : calendar.EndOf((int)(worked + slip));
    }

    /// <summary>What to guard against, in 1,024ths per square root of the lead.</summary>
    private int PerRoot(int promiseClass, int confidence)
    {
        var own = promiseClass < _classes.Length ? _classes[promiseClass] : null;
        if (own is not null && Rank(own, confidence) <= own.Length) return own[Rank(own, confidence) - 1];
        var all = _whole[Math.Min(Rank(_whole, confidence), _whole.Length) - 1];
        return own is null ? all : Math.Max(all, own[^1]);
    }

    private static int Rank(int[] known, int confidence) => (int)(((known.Length + 1L) * confidence + 999) / 1000);

    /// <summary>
    /// Working minutes later than planned, in 1,024ths per square root of the lead in minutes; rounded up, so that dates err to the
    /// safe side.
    /// </summary>
    private static int PerRoot(WorkCalendar calendar, in PastSlip slip)
    {
        var root = Root(calendar, slip.Lead);
        var scaled = (long)slip.Late << 2 * RootBits;
        return (int)Math.Clamp(slip.Late <= 0 ? scaled / root : (scaled + root - 1) / root, -int.MaxValue, int.MaxValue);
    }

    /// <summary>√(lead + a working day), in 1,024ths, rounded down.</summary>
    private static long Root(WorkCalendar calendar, int lead)
    {
        var n = (long)(lead + calendar.Day) << 2 * RootBits;
        var root = (long)Math.Sqrt(n);
        while (root * root > n) root--;
        while ((root + 1) * (root + 1) <= n) root++;
        return root;
    }

    private static int[] Sorted(List<int> slips)
    {
        slips.Sort();
        return [.. slips];
    }
}
