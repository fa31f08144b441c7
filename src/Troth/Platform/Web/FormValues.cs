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

    public int? Whole(string field) => Parse<int>(field, "a whole number",
        text => int.TryParse(text, NumberStyles.Integer | NumberStyles.AllowThousands, culture, out var number) ? number : null);

    public decimal? Decimal(string field) => Parse<decimal>(field, "a number",
        text => decimal.TryParse(text, NumberStyles.Number, culture, out var number) ? number : null);

    /// <summary>From a date field, which sends yyyy-MM-dd whatever it shows.</summary>
    public DateOnly? Day(string field) => Parse<DateOnly>(field, "a day",
        text => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) || DateOnly.TryParse(text, culture, out day) ? day : null);

    /// <summary>The version that the form was made from.</summary>
    public int Version => int.TryParse(this["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private T? Parse<T>(string field, string kind, Func<string, T?> parse) where T : struct
    {
        if (Text(field) is not { } text) return null;
        // People type an ordinary space where a culture groups digits with one that does not break.
        var value = parse(culture.NumberFormat.NumberGroupSeparator is "\u00a0" or "\u202f" ? text.Replace(" ", "", StringComparison.Ordinal) : text);
        if (value is null) Errors.Add(field, $"“{text}” is not {kind}.");
        return value;
    }
}
