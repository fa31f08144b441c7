using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Troth.Platform.Web;

/// <summary>Numbers, money and dates in the reader's culture and time zone. A business day has no time and so never shifts.</summary>
public sealed class Formats(ReaderSettings reader, IStringLocalizer<Words> words, TimeProvider time)
{
    private const char Thin = '\u202f';
    private static readonly (decimal Size, string Key)[] s_sizes =
        [(1_000_000_000m, "compact.billion"), (1_000_000m, "compact.million"), (1_000m, "compact.thousand")];

    private CultureInfo Culture => reader.Culture;

    /// <summary>1,234 or 1,234.5: grouped, with at most the given decimals.</summary>
    public string Number(decimal value, int decimals = 0) =>
        value.ToString(decimals == 0 ? "#,0" : "#,0." + new string('#', decimals), Culture);

    public string Number(long value) => Number((decimal)value);

    public string Number(double value, int decimals = 0) => Number((decimal)value, decimals);

    /// <summary>€61,240.00, or 61.240,00 €: to the currency's own decimals unless told otherwise.</summary>
    public string Money(decimal amount, string currency, int? decimals = null)
    {
        if (amount < 0)
            return "−" + Money(-amount, currency, decimals);
        var format = (NumberFormatInfo)Culture.NumberFormat.Clone();
        format.CurrencySymbol = Currencies.Symbol(currency);
        format.CurrencyDecimalDigits = decimals ?? Currencies.Decimals(currency);
        if (format.CurrencySymbol.Length > 1 && char.IsLetter(format.CurrencySymbol[^1]))
            format.CurrencyPositivePattern = format.CurrencyPositivePattern switch { 0 => 2, 1 => 3, var other => other };
        return amount.ToString("C", format);
    }

    /// <summary>€15.00, €0.0042: what one costs, to the currency's own decimals or as many as it has, six at most.</summary>
    public string Price(decimal each, string currency)
    {
        var decimals = Currencies.Decimals(currency);
        while (decimals < 6 && decimal.Round(each, decimals) != decimal.Round(each, 6)) decimals++;
        return Money(each, currency, decimals);
    }

    /// <summary>€61k, €5.1m: for reading at a glance, never for adding up.</summary>
    public string MoneyShort(decimal amount, string currency)
    {
        if (Size(amount) is not var (unit, suffix))
            return Money(amount, currency, 0);
        var shown = Rounded(amount / unit);
        var money = Money(shown, currency, shown % 1 == 0 ? 0 : 1);
        // The suffix follows the last digit, wherever the culture puts the currency.
        var end = money.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        return money[..end] + words[suffix] + money[end..];
    }

    /// <summary>22 %, from .22. </summary>
    public string Percent(double share, int decimals = 0) =>
        Number(Math.Round((decimal)share * 100m, decimals, MidpointRounding.AwayFromZero), decimals) + Thin + "%";

    /// <summary>+12 %, −18 %.</summary>
    public string Change(double share) => (share > 0 ? "+" : share < 0 ? "−" : "") + Percent(Math.Abs(share));

    /// <summary>9 Dec 2025.</summary>
    public string Date(DateOnly day) => day.ToString(Days.Pattern(Culture), Culture);

    /// <summary>9 Dec, for a year nobody doubts.</summary>
    public string DayMonth(DateOnly day) => day.ToString(Pattern("d MMM", "MMM d"), Culture);

    /// <summary>Nov 2025.</summary>
    public string Month(DateOnly day) => day.ToString("MMM yyyy", Culture);

    /// <summary>Saturday 22 November, with the year where it is not this one.</summary>
    public string Weekday(DateOnly day) => day.ToString(
        day.Year == DayOf(time.GetUtcNow()).Year ? Pattern("dddd d MMMM", "dddd, MMMM d") : Pattern("dddd d MMMM yyyy", "dddd, MMMM d, yyyy"), Culture);

    /// <summary>Saturday 22 Nov 2025.</summary>
    public string WeekdayDate(DateOnly day) => Days.SayWithWeekday(day, Culture);

    /// <summary>Mon–Fri, from what is kept of them.</summary>
    public string? Weekdays(string? kept) => Platform.Weekdays.Read(kept)?.Say(Culture);

    /// <summary>19 Nov 2025, 14:02, where the reader is.</summary>
    public string Moment(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, reader.TimeZone);
        return Date(DateOnly.FromDateTime(local.DateTime)) + ", " + local.ToString("t", Culture);
    }

    /// <summary>The reader's business day at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, reader.TimeZone).DateTime);

    private string Pattern(string dayFirst, string monthFirst) =>
        Days.MonthFirst(Culture) ? monthFirst : dayFirst;

    private static (decimal, string)? Size(decimal value)
    {
        foreach (var size in s_sizes)
            // 999,600 is "1m", not "1,000k".
            if (Math.Abs(value) >= size.Size * .9995m)
                return size;
        return null;
    }

    private static decimal Rounded(decimal value) =>
        Math.Round(value, Math.Abs(value) < 9.95m ? 1 : 0, MidpointRounding.AwayFromZero);
}
