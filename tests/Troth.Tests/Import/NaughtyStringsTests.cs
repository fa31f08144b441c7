using System.Buffers;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Import.Reading;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>The Big List of Naughty Strings comes in, is shown, goes out and comes in again: unchanged, and nowhere executed.</summary>
public abstract class NaughtyStringsTests(TestServer troth)
{
    /// <summary>Signs that mean something where they are not encoded.</summary>
    private static readonly SearchValues<char> Telling = SearchValues.Create("<>\"'&:={");

    [RealDataFact]
    public async Task They_survive_import_pages_export_and_reimport()
    {
        troth.Available();
        var texts = File.ReadAllText(RealData.File("csv", "blns.txt")).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Distinct().ToList();
        Assert.True(texts.Count > 400);
        var source = ImportSamples.NewSource();
        var first = await troth.Database.Import(Recipe(source, "Segment"), ImportSamples.Folder(("a.csv", Csv(["key", "name", "street", "Segment", "Remark"],
            texts.Select((text, n) => new[] { $"k{n}", Name(text, n), text, "naughty", text })))));
        Assert.Equal((texts.Count, 0, 0, 0), first.Of("account"));
        Assert.Empty(first.Refusals);

        var seller = troth.As(Role.Seller);
        var shown = await Names(seller);
        Assert.Equal(texts.Select((text, n) => Name(text, n)).Select(Html).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        var before = await Stored(source);
        for (var n = 0; n < texts.Count; n++)
        {
            var (label, name, street, remark) = before[$"k{n}"];
            Assert.Equal((Codes(Name(texts[n], n)), Codes(texts[n])), (Codes(name), Codes(street ?? "")));
            Assert.Equal(Codes(texts[n]), Codes(remark ?? ""));
            if (texts[n].AsSpan().IndexOfAny(Telling) < 0) continue; // the list has shown it
            var page = Unexecuted(await seller.Open($"/accounts/{label}"));
            Assert.Equal(Html(name), page.Page.QuerySelector("h1")!.TextContent);
        }

        var export = await seller.Get("/accounts/export?segment=naughty");
        var folder = ImportSamples.Folder();
        await File.WriteAllBytesAsync(Path.Combine(folder, "a.csv"), export.Bytes);
        var second = await troth.Database.Import(Recipe(source, "segment"), folder);
        Assert.Equal((0, 0, texts.Count, 0), second.Of("account"));
        Assert.Equal(before, await Stored(source));
    }

    private static Recipe Recipe(string source, string segment) => RecipeText.Parse(ImportSamples.Recipe(source,
        $$"""{ "file": "a.csv", "delimiter": ",", "header": true, "records": [ { "entity": "account", "key": "key", "fields": { "name": "name", "street": "street", "segment": "{{segment}}" } } ] }"""));

    /// <summary>Names have at most 200 characters; what is longer stands in the address, which takes 400, and in the extras.</summary>
    private static string Name(string text, int n) => text.Length <= Account.NameMax && text.Trim().Length > 0 ? text : $"text {n}";

    private Task<Dictionary<string, (string Label, string Name, string? Street, string? Remark)>> Stored(string source) => troth.Database.Db(async db =>
    {
        var id = await db.ImportSources.Where(s => s.Name == source).Select(s => s.Id).SingleAsync();
        return (await db.Accounts.AsNoTracking().Where(a => a.SourceId == id).ToListAsync()).ToDictionary(a => a.ExternalKey!, a => (a.Label, a.Name, a.Address.Street, Remark(a.Extras, source)));
    });

    private static string? Remark(string? extras, string source) =>
        extras is null ? null : System.Text.Json.JsonDocument.Parse(extras).RootElement.GetProperty(source).GetProperty("Remark").GetString();

    private static async Task<List<string>> Names(TestClient seller)
    {
        var names = new List<string>();
        string? after = null;
        do
        {
            var key = Uri.EscapeDataString(after ?? "");
            names.AddRange(Unexecuted(await seller.Open($"/accounts?segment=naughty&after={key}")).Page.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
            after = (await seller.Get($"/api/accounts?segment=naughty&after={key}")).Json.GetProperty("after").GetString();
        } while (after is not null);
        return names;
    }

    private static Answer Unexecuted(Answer page)
    {
        Assert.Empty(page.Page.QuerySelectorAll("main script, main img, main iframe, main object, main embed, main svg[onload], main [onerror], main [onclick], main [onload], main [style]"));
        Assert.All(page.Page.QuerySelectorAll("main a"), a => Assert.Matches("^(/|https?://|mailto:|tel:|\\?|#)", a.GetAttribute("href")!));
        return page;
    }

    private static string Csv(string[] columns, IEnumerable<string[]> rows) =>
        string.Concat(rows.Prepend(columns).Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));

    /// <summary>With the characters that nobody sees as numbers, so that a difference can be read.</summary>
    private static string Codes(string text) => string.Concat(text.Select(c => c is > ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}"));

    /// <summary>What a browser reads where the framework wrote this text; it takes references to U+0080 to U+009F for the letters that Windows had there.</summary>
    private static string Html(string text) =>
        new HtmlParser().ParseDocument("<p>" + System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text)).QuerySelector("p")!.TextContent;
}

public sealed class NaughtyStringsOnSqlite(SqliteServer troth) : NaughtyStringsTests(troth), IClassFixture<SqliteServer>;

public sealed class NaughtyStringsOnPostgres(PostgresServer troth) : NaughtyStringsTests(troth), IClassFixture<PostgresServer>;
