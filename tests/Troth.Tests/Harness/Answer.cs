using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Troth.Tests.Harness;

/// <summary>What the server said, and the SQL it took.</summary>
public sealed class Answer(
    HttpRequestMessage request, HttpStatusCode status, string? location, byte[] bytes, HttpResponseMessage response, IReadOnlyList<string> queries)
{
    private IHtmlDocument? page;
    private string? text;

    public HttpStatusCode Status => status;

    /// <summary>Where it sends the browser.</summary>
    public string? Location => location;

    public byte[] Bytes => bytes;

    public string Text => text ??= Encoding.UTF8.GetString(bytes);

    /// <summary>The SQL that the request sent to the database.</summary>
    public IReadOnlyList<string> Queries => queries;

    public string? ContentType => response.Content.Headers.ContentType?.MediaType;

    public string? Header(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public IHtmlDocument Page => page ??= new HtmlParser().ParseDocument(Text);

    public JsonElement Json => JsonDocument.Parse(bytes).RootElement;

    /// <summary>The words of the first element, white space evened out; null when there is none.</summary>
    public string? Words(string selector) => Page.QuerySelector(selector) is { } found ? Even(found.TextContent) : null;

    /// <summary>The words of all elements.</summary>
    public IReadOnlyList<string> AllWords(string selector) => [.. Page.QuerySelectorAll(selector).Select(e => Even(e.TextContent))];

    /// <summary>A form as a browser would send it: its method, address and fields, with some filled in.</summary>
    public (HttpMethod Method, string Action, FormUrlEncodedContent Content) Form(string selector, IEnumerable<(string Name, string Value)> fields)
    {
        var form = Page.QuerySelector(selector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"{request.RequestUri} has no form “{selector}”: {Text}");
        var filled = fields.ToLookup(f => f.Name, f => f.Value);
        var all = form.Elements.Where(e => e.HasAttribute("name") && !e.HasAttribute("disabled"))
            .Where(e => !filled.Contains(e.GetAttribute("name")!)).SelectMany(Values)
            .Concat(filled.SelectMany(f => f.Select(value => KeyValuePair.Create(f.Key, value))));
        var method = string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase) ? HttpMethod.Post : HttpMethod.Get;
        return (method, form.GetAttribute("action") is { Length: > 0 } action ? action : request.RequestUri!.ToString(), new FormUrlEncodedContent(all));
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(IElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? [KeyValuePair.Create(box.Name!, box.Value)] : [],
        IHtmlInputElement { Type: "submit" or "image" or "file" or "button" } => [],
        IHtmlInputElement input => [KeyValuePair.Create(input.Name!, input.Value)],
        IHtmlSelectElement choice => choice.Options.Where(o => o.IsSelected).Select(o => KeyValuePair.Create(choice.Name!, o.Value)),
        IHtmlTextAreaElement area => [KeyValuePair.Create(area.Name!, area.Value)],
        _ => [],
    };

    private static string Even(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
