using System.Globalization;

namespace Troth.Import.Reading;

/// <summary>Gathers what a column's dates say about the order of day, month and year.</summary>
internal sealed class DateEvidence
{
    private static readonly DateOrder[] Orders = [DateOrder.Ymd, DateOrder.Dmy, DateOrder.Mdy];

    private readonly long[] _readable = new long[3];
    private readonly int[] _first = [int.MaxValue, int.MaxValue, int.MaxValue];
    private readonly int[] _last = [0, 0, 0];
    private readonly bool[,] _differ = new bool[3, 3];
    private readonly List<string> _examples = [];

    public long Count { get; private set; }
    public bool HasTime { get; private set; }

    /// <summary>Dates of eight digits in a row, which are numbers as well.</summary>
    public long Compact { get; private set; }

    /// <summary>Takes the value in if it is a date under any order.</summary>
    public bool Observe(ReadOnlySpan<char> text, long weight)
    {
        if (!DateReading.TryRead(text, out var date))
            return false;
        Span<DateOnly?> days = [date.Day(DateOrder.Ymd), date.Day(DateOrder.Dmy), date.Day(DateOrder.Mdy)];
        if (days[0] is null && days[1] is null && days[2] is null)
            return false;
        Count += weight;
        HasTime |= date.Time is not null;
        Compact += text.Length == 8 && !text.ContainsAnyExceptInRange('0', '9') ? weight : 0;
        var differ = false;
        for (var order = 0; order < 3; order++)
        {
            if (days[order] is not { } day)
                continue;
            _readable[order] += weight;
            _first[order] = Math.Min(_first[order], day.DayNumber);
            _last[order] = Math.Max(_last[order], day.DayNumber);
            for (var other = 0; other < order; other++)
                if (days[other] is { } otherDay && otherDay != day)
                    differ = _differ[other, order] = true;
        }
        if (differ && _examples.Count < 5)
            _examples.Remember(text, 5);
        return true;
    }

    /// <summary>
    /// The order that reads every date. Several that agree on every value need no choice; several that differ are a question.
    /// When none reads all, the one that reads most is answered and the rest do not fit.
    /// </summary>
    public (DateOrder? Order, long Fit, StyleQuestion<DateOrder>? Question) Settle()
    {
        var most = _readable.Max();
        var candidates = Orders.Where(order => _readable[(int)order] == most).ToArray();
        var differing = candidates.Any(one => candidates.Any(other => _differ[(int)one, (int)other]));
        if (!differing)
            return (candidates.Length == 3 ? null : candidates[0], most, null);
        var examples = _examples.Select(text => new StyleExample(text, [.. candidates.Select(order => Reading(text, order))]));
        return (null, most, new StyleQuestion<DateOrder>(candidates, [.. examples]));
    }

    private static string? Reading(string text, DateOrder order) =>
        DateReading.TryRead(text, out var date) ? date.Day(order)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public (DateOnly First, DateOnly Last) Extent(DateOrder order) =>
        (DateOnly.FromDayNumber(_first[(int)order]), DateOnly.FromDayNumber(_last[(int)order]));

    /// <summary>An order that reads as many dates as any.</summary>
    public DateOrder AnyBest => Orders.MaxBy(order => _readable[(int)order]);
}
