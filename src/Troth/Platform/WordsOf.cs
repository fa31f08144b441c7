using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Resources;

namespace Troth.Platform;

/// <summary>
/// A room's texts (Words.resx) where no <c>IStringLocalizer</c> is at hand: in an entity's rule, in what is said of a refused row. The same
/// file, language and figures as on a page: <c>class Words : WordsOf&lt;Words&gt;</c>, then <c>Words.Say("name.tooLong", length, most)</c>.
/// </summary>
[SuppressMessage("Design", "CA1000", Justification = "Called through the room's own class, which is not generic.")]
public abstract class WordsOf<TWords> where TWords : WordsOf<TWords>
{
    private static readonly ResourceManager s_texts = new(typeof(TWords));
    private static readonly ConcurrentDictionary<CultureInfo, CultureInfo> s_figures = new();

    /// <summary>The text in the reader's language, with figures and days as the reader writes them.</summary>
    public static string Say(string key, params ReadOnlySpan<object?> values) => Say(Figures(CultureInfo.CurrentCulture), key, values);

    /// <summary>The same with figures as programs write them, where they are compared with what stands in a file.</summary>
    public static string SayPlainly(string key, params ReadOnlySpan<object?> values) => Say(CultureInfo.InvariantCulture, key, values);

    /// <summary>Days as pages write them: 04/01/2027 is another day in another country.</summary>
    private static CultureInfo Figures(CultureInfo culture) => s_figures.GetOrAdd(culture, one =>
    {
        var figures = (CultureInfo)one.Clone();
        figures.DateTimeFormat.ShortDatePattern = Days.Pattern(one);
        return figures;
    });

    private static string Say(CultureInfo figures, string key, ReadOnlySpan<object?> values)
    {
        var text = s_texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return values.IsEmpty ? text : string.Format(figures, text, values);
    }
}
