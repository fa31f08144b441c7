using System.Text.Json.Serialization;
using Troth.Evidence;
using Troth.Platform.Web;

namespace Troth.Promises.OurWord;

/// <summary>How many promises were made, and how many of them kept.</summary>
/// <param name="Made">All that ended or are past their first date, but for those the customer gave back.</param>
/// <param name="Kept">Complete and right by the first date.</param>
/// <param name="Renegotiated">Done by a later date that the customer agreed to, or open and not due by it yet: made, not kept.</param>
/// <param name="Overdue">Open past the date that holds; not kept so far.</param>
public sealed record WordRow(string? Key, string Name, int Made, int Kept, int Renegotiated, int Overdue)
{
    /// <summary>With fewer a share says nothing.</summary>
    public const int Least = 5;

    /// <summary>Of a month that has not ended: those that are due in it and have not ended are not counted yet, so no share is given.</summary>
    public bool Running { get; init; }

    public int Broken => Made - Kept - Renegotiated - Overdue;

    /// <summary>Null with too few.</summary>
    public double? Share => Made < Least || Running ? null : (double)Kept / Made;
    public double? Low => Made < Least || Running ? null : Wilson.Of(Kept, Made).Low;
    public double? High => Made < Least || Running ? null : Wilson.Of(Kept, Made).High;

    /// <summary>Judged by the interval, not by the point: ninety of a hundred or better is kept, surely less than that is broken.</summary>
    [JsonIgnore] public Tone Tone => Share is null ? Tone.None : Low >= .9 ? Tone.Kept : High < .9 ? Tone.Broken : Tone.Risk;

    /// <summary>Where it goes over the months, for lists of something else than months.</summary>
    public WordTrend? Trend { get; init; }

    /// <summary>The address of the facts behind it.</summary>
    [JsonIgnore] public string Facts { get; init; } = "";

    /// <summary>The page of what it is about, where that is none of promises; null where there is none.</summary>
    [JsonIgnore] public string? About { get; init; }

    /// <summary>Of those that rest on no work center, or on none that is known.</summary>
    [JsonIgnore] public bool IsRest => Key == WordFilter.NoWorkCenter.ToString();

    internal static WordRow Of(WordSum sum, string? key, string name) => new(key, name, sum.Made, sum.Kept, sum.Renegotiated, sum.Overdue);
}

/// <summary>Whether the share of kept promises rises or falls from month to month.</summary>
/// <param name="Direction">By Mann-Kendall's test at .05.</param>
/// <param name="PerYear">Theil-Sen slope of the share in a year.</param>
/// <param name="Months">Months with enough promises to count.</param>
public sealed record WordTrend(Trend Direction, double? PerYear, double? Low, double? High, int Months)
{
    /// <summary>So many months are looked at, the newest.</summary>
    public const int MostMonths = 36;

    /// <param name="months">In any order.</param>
    /// <param name="today">Its month has not ended, and says nothing yet; nor do those to come.</param>
    internal static WordTrend Of(IEnumerable<WordSum> months, DateOnly today)
    {
        var points = months.Where(m => m.Made >= WordRow.Least && m.Month < today.Year * 100 + today.Month).OrderByDescending(m => m.Month).Take(MostMonths).OrderBy(m => m.Month)
            .Select(m => (X: m.Month / 100 + (m.Month % 100) / 12.0, Y: (double)m.Kept / m.Made)).ToList();
        var slope = points.Count < MannKendall.LeastPoints ? null : TheilSen.Slope(points);
        return new(MannKendall.Test([.. points.Select(p => p.Y)]).Trend, slope?.Slope, slope?.Range?.Low, slope?.Range?.High, points.Count);
    }
}

/// <summary>Medians of days over a selection of promises; null where there are too few.</summary>
/// <param name="Notice">Days from being told to the first date, of slips; 0 where nobody told before it.</param>
/// <param name="Slips">How many slips that is of.</param>
/// <param name="Quoted">From made to first due.</param>
/// <param name="Realised">From made to done, of the same promises.</param>
/// <param name="Timed">How many that is of.</param>
public sealed record WordDays(int? Notice, int Slips, int? Quoted, int? Realised, int Timed)
{
    /// <summary>Between which of the days the median lies at 95 %: by order, so no matter how they are spread. With fewer than six there are none.</summary>
    public const int Least = 6;
    public DaysBetween? NoticeBetween { get; init; }
    public DaysBetween? QuotedBetween { get; init; }
    public DaysBetween? RealisedBetween { get; init; }
}

/// <summary>From the lower to the upper end of an interval.</summary>
public sealed record DaysBetween(int Low, int High);

/// <summary>Our word: the deliveries that the filter takes in, and told apart.</summary>
public sealed record WordView(WordBy By, WordRow Total, WordTrend Trend, WordDays Days, IReadOnlyList<WordRow> Rows, DateOnly? From, DateOnly? To)
{
    /// <summary>All but deliveries, by the word of who made them; in none of the other figures.</summary>
    public required WordRow Others { get; init; }

    /// <summary>Why sellers are not, or not all, told apart; null where they are.</summary>
    public string? Withheld { get; init; }

    /// <summary>How many deliveries were promised before the schedule was asked.</summary>
    public required WordInherited Inherited { get; init; }
}

/// <summary>Deliveries promised since go-live, and those of them that were not promised from the schedule: before the schedule was asked.</summary>
/// <param name="Since">The day of go-live; null while there was none, and nothing to count.</param>
public sealed record WordInherited(DateOnly? Since, int Deliveries, int BeforeAsked);
