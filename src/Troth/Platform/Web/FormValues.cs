using System.Globalization;
using Troth.Platform.Errors;

namespace Troth.Platform.Web;

/// <summary>What a person typed into a form, read in the person's culture; what cannot be read is gathered and told at its field.</summary>
public sealed class FormValues(IFormCollection form, CultureInfo culture)
{
    public FieldErrors Errors { get; } = new();

    public static async Task<FormValues> Read(HttpContext http) =>
        new(await http.Request.ReadFormAsync(http.RequestAborted), http.RequestServices.GetRequiredService<ReaderSettings>().Culture);

    /// <summary>As typed, to be shown again; null when the form had no such field.</summary>
    public string? this[string field] => form.TryGetValue(field, out var value) ? value.ToString() : null;

    /// <summary>Without the spaces around it; null when nothing is left.</summary>
    public string? Text(string field) => this[field]?.Trim() is { Length: > 0 } text ? text : null;

    public int? Whole(string field) => Parse<int>(field, "whole", text => Number(text) is { } number
        && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null);

    public decimal? Decimal(string field) => Parse(field, "number", Number);

    /// <summary>From a date field, which sends yyyy-MM-dd whatever it shows; typed, it is read as the person writes days.</summary>
    public DateOnly? Day(string field) => Parse<DateOnly>(field, "day",
        text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || DateOnly.TryParse(text, culture, out day) ? DayReach.Has(day) ? day : null : null);

    /// <summary>The version that the form was made from.</summary>
    public int Version => int.TryParse(this["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>
    /// Refuses digits grouped otherwise than the culture groups them: .NET would read 0.85, typed by somebody who writes 0,85, as 85.
    /// </summary>
    private decimal? Number(string text)
    {
        var format = culture.NumberFormat;
        // People type an ordinary space where a culture groups digits with one that does not break.
        if (format.NumberGroupSeparator is "\u00a0" or "\u202f")
            text = text.Replace(" ", format.NumberGroupSeparator, StringComparison.Ordinal).Replace("\u00a0", format.NumberGroupSeparator, StringComparison.Ordinal)
                .Replace("\u202f", format.NumberGroupSeparator, StringComparison.Ordinal);
        if (!decimal.TryParse(text, NumberStyles.Number, culture, out var number)) return null;
        var point = text.IndexOf(format.NumberDecimalSeparator, StringComparison.Ordinal);
        var whole = (point < 0 ? text : text[..point]).Replace(format.NegativeSign, "", StringComparison.Ordinal).Trim('-', '+', '−', ' ');
        var grouped = whole.Contains(format.NumberGroupSeparator, StringComparison.Ordinal);
        return grouped && whole != Math.Abs(decimal.Truncate(number)).ToString("N0", culture) ? null : number;
    }

    private T? Parse<T>(string field, string kind, Func<string, T?> parse) where T : struct
    {
        if (Text(field) is not { } text) return null;
        var value = parse(text);
        if (value is null) Errors.Add(field, Words.Say($"form.not.{kind}", text));
        return value;
    }
}
