using Microsoft.Extensions.Localization;

namespace Troth.Platform.Web;

/// <summary>A text by key in a room's Words.resx, for things registered before anybody reads them: <c>Text.Of&lt;Words&gt;("menu.book")</c>.</summary>
public sealed record Text(Type Words, string Key)
{
    public static Text Of<TWords>(string key) => new(typeof(TWords), key);

    public string In(IStringLocalizerFactory factory) => factory.Create(Words)[Key];
}

public static class Counting
{
    /// <summary>"1 fact", "2 facts": looks up <c>key.one</c> or <c>key.many</c>, with the number as {0} in the reader's digits.</summary>
    public static string Count(this IStringLocalizer words, string key, long count) =>
        words[count == 1 ? key + ".one" : key + ".many", count.ToString("N0", System.Globalization.CultureInfo.CurrentCulture)];
}
