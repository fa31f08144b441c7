namespace Troth.Promises.Radar;

/// <summary>Signs of the vicious circle in which promises are pushed, broken, padded and pushed again.</summary>
public enum RadarSign
{
    /// <summary>Wanted before the day that the plan gave.</summary>
    Earlier,

    /// <summary>Promised without asking the schedule, after going live.</summary>
    Unasked,

    /// <summary>Somebody asked to go before others.</summary>
    Inserts,

    /// <summary>Not kept because another went before.</summary>
    InsertLate,

    /// <summary>Days between the plan's earliest moment and the one that was promised.</summary>
    Padding,

    /// <summary>Days from the order to the day it was wanted.</summary>
    Asking,
}

/// <summary>How many of how many: a share. Or how many days, in the middle of how many. Null where there are too few.</summary>
/// <param name="Of">How many facts it rests on.</param>
/// <param name="Count">How many of them show the sign; null for days.</param>
/// <param name="Value">The share, 0 … 1, or the median of the days.</param>
public sealed record RadarFigure(int Of, int? Count, double? Value, double? Low, double? High)
{
    /// <summary>With fewer neither a share nor a median says anything.</summary>
    public const int Least = 5;
}

/// <param name="Month">Its first day.</param>
public sealed record RadarMonth(DateOnly Month, RadarFigure Figure);

/// <summary>Where a sign goes over the months.</summary>
/// <param name="Worse">Null: no trend, or too few months for one.</param>
/// <param name="PerYear">Theil-Sen slope of the share or the days in a year.</param>
/// <param name="Months">Months with enough facts to count.</param>
public sealed record RadarTrend(bool? Worse, double? PerYear, int Months, bool TooFew);

/// <summary>One sign: the last three months beside the three before, the last twelve one by one, and where it goes.</summary>
public sealed record RadarCard(RadarSign Sign, RadarFigure Now, RadarFigure Before, RadarTrend Trend, IReadOnlyList<RadarMonth> Months)
{
    public bool IsDays => Sign is RadarSign.Padding or RadarSign.Asking;
}

/// <param name="From">First day of the twelve months.</param>
/// <param name="GoLiveOn">From when on the schedule could be asked; null before going live.</param>
public sealed record RadarView(DateOnly From, DateOnly To, DateOnly? GoLiveOn, IReadOnlyList<RadarCard> Cards);
