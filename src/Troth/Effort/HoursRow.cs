using Troth.Book.Contracts;
using Troth.Evidence;

namespace Troth.Effort;

/// <summary>What an account's curve rests on, besides what the Book says.</summary>
public enum CurveFrom
{
    /// <summary>Through what it buys at its hours.</summary>
    Today,

    /// <summary>Somebody judged more points of it.</summary>
    Judged,

    /// <summary>It buys nothing yet or gets no time: as fast as at the seller's other accounts.</summary>
    Others,

    /// <summary>As the company assumes: no account tells.</summary>
    Assumed,
}

/// <summary>One account in its seller's split of time.</summary>
public sealed class HoursRow
{
    public required BuyingFacts Facts { get; init; }
    public AccountEffort? Said { get; init; }

    /// <summary>Hours a month now.</summary>
    public decimal Hours { get; init; }

    /// <summary>The seller said so; else it is a guess.</summary>
    public bool HoursSaid { get; init; }

    /// <summary>Null where nobody knows what it could buy: then it keeps its hours.</summary>
    public UncertainResponse? Response { get; internal set; }
    public CurveFrom From { get; internal set; }

    /// <summary>Points were judged that no longer go with what it buys or with its hours.</summary>
    public bool PointsStale { get; internal set; }

    /// <summary>Hours a month in the best split.</summary>
    public decimal Best { get; internal set; }

    /// <summary>Worth a year at today's hours, by the curve.</summary>
    public double Worth { get; internal set; }

    /// <summary>Worth a year at the best split's hours.</summary>
    public double WorthBest { get; internal set; }

    public string Number => FormattableString.Invariant($"A-{Facts.Number}");
    public decimal Change => Best - Hours;

    /// <summary>What each hour that is moved here brings, or each hour taken from here costs, a year.</summary>
    public double PerHour => Change == 0 ? 0 : (WorthBest - Worth) / (double)Change;
}
