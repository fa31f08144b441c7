using Microsoft.Extensions.Localization;
using Troth.Platform.Web;

namespace Troth.Effort;

/// <summary>Why the next hour goes to an account, and why there sooner than to the next, in one plain sentence each.</summary>
public sealed class HoursWhy(IStringLocalizer<Words> words, Formats formats)
{
    public string Hours(decimal hours) => words["hours.short", formats.Number(hours, 1)];

    public string Money(double amount, string currency) => formats.MoneyShort((decimal)Math.Clamp(amount, -1e15, 1e15), currency);

    /// <summary>For an account that gets more.</summary>
    public string More(HoursRow row, string currency) => words["why.more", Hours(row.Change), Money(row.Response!.Saturation, currency),
        formats.MoneyShort(row.Facts.Bought, currency), Money(row.PerHour, currency)];

    /// <summary>Why before the next in the list.</summary>
    public string Above(HoursRow row, HoursRow next, string currency) => words["why.above", Money(row.PerHour, currency), Money(next.PerHour, currency), next.Facts.Name];

    /// <summary>What its curve rests on.</summary>
    public string From(HoursRow row, SellerHours hours) => row.From switch
    {
        CurveFrom.Judged => words["from.judged", row.Said!.JudgedBy, formats.Date(row.Said.JudgedOn)],
        CurveFrom.Others => words["from.others", formats.Number((decimal)hours.HalfHours, 1), formats.Number(hours.Tellers)],
        CurveFrom.Assumed => words["from.assumed", formats.Number(hours.Settings.HalfHours, 1)],
        _ => words["from.today", formats.Percent(hours.Settings.Stays / 100d)],
    };
}
