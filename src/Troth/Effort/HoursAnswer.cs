using Troth.Evidence;

namespace Troth.Effort;

/// <summary>A figure a year in the Book's currency, and between what it lies nine times in ten.</summary>
public sealed record WorthFigure(double Value, double Low, double High)
{
    internal static WorthFigure Of(double value, Interval range) => new(Math.Round(value, 2), Math.Round(range.Low, 2), Math.Round(range.High, 2));
}

/// <summary>A seller's time, for programs.</summary>
/// <param name="Seller">S-7.</param>
/// <param name="Hours">Hours a month that are split.</param>
/// <param name="Needed">Hours the minima need; more than there are when there is no split.</param>
/// <param name="Stated">Accounts whose hours were said; those of the others are a guess.</param>
/// <param name="Doubted">Accounts whose ceiling has an interval.</param>
/// <param name="NextHour">What one hour a month more would add a year.</param>
/// <param name="LastHour">What the last hour adds; null when one hour less would not do for the minima.</param>
/// <param name="Week">Accounts where the next hours pay, the best first.</param>
public sealed record HoursAnswer(
    string Seller, string Name, string Currency, DateTimeOffset? ComputedAt, decimal Hours, decimal Needed, bool Feasible, int Stated, int Doubted,
    WorthFigure? Today, WorthFigure? Best, WorthFigure? Difference, double NextHour, double? LastHour, IReadOnlyList<string> Week,
    IReadOnlyList<HoursOfAccount> Accounts)
{
    internal static HoursAnswer Of(HoursView view)
    {
        var (hours, gain) = (view.Hours, view.Hours.Gain);
        return new(FormattableString.Invariant($"S-{view.Seller.Number}"), view.Seller.Name, view.Currency, view.ComputedAt, hours.Hours, hours.Needed, hours.Feasible, hours.Stated,
            gain?.Doubted ?? 0,
            gain is null ? null : WorthFigure.Of(gain.Today, gain.TodayRange), gain is null ? null : WorthFigure.Of(gain.Other, gain.OtherRange),
            gain is null ? null : WorthFigure.Of(gain.Gain, gain.GainRange), Math.Round(hours.NextHour, 2), hours.LastHour is { } last ? Math.Round(last, 2) : null,
            [.. hours.Week.Select(r => r.Number)], [.. hours.Rows.Concat(hours.Kept).Select(HoursOfAccount.Of)]);
    }
}

/// <summary>One account in it.</summary>
/// <param name="Account">A-1042.</param>
/// <param name="HoursSaid">Somebody said so; else it is a guess.</param>
/// <param name="Best">Hours a month in the best split.</param>
/// <param name="Curve">What it buys at so many hours a month; null where nobody knows what it could buy, so that it keeps its hours.</param>
/// <param name="PointsStale">Judged points no longer go with what it buys or with its hours, and are left out.</param>
public sealed record HoursOfAccount(
    string Account, string Name, decimal Hours, bool HoursSaid, decimal Best, decimal Bought, double Worth, double WorthBest, ResponseCurve? Curve,
    Interval? Ceiling, CurveFrom From, bool PointsStale, AccountEffortInput Said, string? JudgedBy, DateOnly? JudgedOn)
{
    internal static HoursOfAccount Of(HoursRow row) => new(row.Number, row.Facts.Name, row.Hours, row.HoursSaid, row.Response is null ? row.Hours : row.Best, row.Facts.Bought,
        Math.Round(row.Worth, 2), Math.Round(row.WorthBest, 2), row.Response?.Curve, row.Response?.Range, row.From, row.PointsStale, AccountEffortInput.Of(row.Said) with { Hours = row.HoursSaid ? row.Said!.Hours : null },
        row.Said?.JudgedBy, row.Said?.JudgedOn);
}

/// <summary>A seller whose time the reader may look at.</summary>
/// <param name="Seller">S-7.</param>
/// <param name="Accounts">Accounts in the Book.</param>
/// <param name="Stated">Of these, accounts whose hours were said.</param>
public sealed record SellerInHours(string Seller, string Name, int Accounts, int Stated);
