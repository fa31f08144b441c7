using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Import.Reading;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>What somebody meets who brings files for the first time.</summary>
public abstract class NewcomerTests(TestServer troth)
{
    [Fact]
    public async Task One_system_under_a_second_name_is_noticed_before_it_doubles_every_account()
    {
        troth.Available();
        const string accounts = """{ "file": "a.csv", "records": [{ "entity": "account", "key": "no", "fields": { "name": "name" } }] }""";
        var (first, second) = (ImportSamples.NewSource(), ImportSamples.NewSource());
        await troth.Database.Import(ImportSamples.Recipe(first, accounts), ("a.csv", "no,name\nT1,Twin\nT2,Other twin\n"));
        var again = await troth.Database.Preview(ImportSamples.Recipe(second, accounts), ("a.csv", "no,name\nT1,Twin\nT3,No twin\n"));
        Assert.Contains(again.Notes, note => note.StartsWith($"Keys of new accounts that accounts from “{first}” have too: 1.", StringComparison.Ordinal));
        Assert.Empty((await troth.Database.Preview(ImportSamples.Recipe(first, accounts), ("a.csv", "no,name\nT1,Twin\nT3,No twin\n"))).Notes);
        // The next files are taken for files of the system that the last ones came from.
        var sent = (await troth.As(Role.Manager).Upload("/import", "files", "Bestellungen.csv", "Nr;Datum\n1;2026-01-31\n"u8.ToArray())).Location!;
        await troth.Services.GetRequiredService<ImportJobs>().Of($"draft-{Guid.Parse(sent.Split('/')[^1]):N}")!.Done; // the page waits for it a second at most
        var page = await troth.As(Role.Manager).Open(sent);
        Assert.Equal(first, page.Page.QuerySelector("[name=source]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_guides_small_recipe_can_be_copied_as_it_stands()
    {
        troth.Available();
        var guide = await File.ReadAllTextAsync(Path.Combine(Setup.Root, "docs", "guide", "recipe.md"));
        var from = guide.IndexOf("```json", StringComparison.Ordinal) + 7;
        var recipe = RecipeText.Parse(guide[from..guide.IndexOf("```", from, StringComparison.Ordinal)]);
        var folder = ImportSamples.Folder(("customers.csv", "Customer no.;Company;Town;Land;Last changed\n10;Guide Works;Graz;Austria;x\n"));
        await using (var gzip = new GZipStream(File.Create(Path.Combine(folder, "orders-1.csv.gz")), CompressionLevel.Fastest))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("Order;Customer no.;Date;Item;Article;Pieces;Price\n77;10;31.12.2025;P1;Bolt;2;1,50\n"));
        var report = await troth.Database.Import(recipe, folder);
        Assert.Empty(report.Refusals);
        Assert.Equal(3m, report.OrderAmount);
    }

    [Fact]
    public async Task A_refusal_names_a_seller_as_the_file_does()
    {
        troth.Available();
        await troth.Database.Import(ImportSamples.Recipe(ImportSamples.NewSource(), """{ "file": "s.csv", "records": [{ "entity": "seller", "key": "no", "fields": { "name": "name" } }] }"""),
            ("s.csv", "no,name\n1,Anna Alt\n2,Bert Neu\n"));
        var report = await troth.Database.Preview(ImportSamples.Recipe(ImportSamples.NewSource(),
            """{ "file": "a.csv", "records": [{ "entity": "account", "key": "no", "fields": { "name": "name", "seller": { "column": "who", "by": "name" } } }] }"""),
            ("a.csv", "no,name,who\n1,One,Anna Alt\n1,One,Bert Neu\n"));
        var refusal = Assert.Single(report.Refusals);
        Assert.Equal("seller: … differs from …, which an earlier row tells of the account …. Correct one, or say which counts: under “Where rows tell one record differently” on the page, or by “repeated” in the recipe (first or last).", refusal.Reason);
        Assert.StartsWith("seller: \"Bert Neu\" differs from \"Anna Alt\"", refusal.First[0].Reason, StringComparison.Ordinal);
    }

    /// <summary>Revenue in no currency could not be saved on the account's page.</summary>
    [Theory]
    [InlineData("", "EUR")]
    [InlineData(""", "revenueCurrency": "cur" """, "CHF")]
    public async Task Revenue_without_a_currency_of_its_own_has_that_of_the_import(string field, string expected)
    {
        troth.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source,
            $$"""{ "file": "a.csv", "records": [{ "entity": "account", "key": "no", "fields": { "name": "name", "revenue": "revenue"{{field}} } }] }""");
        const string rows = "no,name,revenue,cur\n1,Rich,1500000,CHF\n2,Silent,,\n";
        await troth.Database.Import(recipe, ("a.csv", rows));
        Assert.Equal([("Rich", expected), ("Silent", null)], await troth.Database.Db(async db => (await db.Accounts
            .Where(a => db.Set<ImportSource>().Any(s => s.Id == a.SourceId && s.Name == source)).OrderBy(a => a.Name).ToListAsync()).Select(a => (a.Name, a.RevenueCurrency)).ToList()));
        Assert.Equal((0, 0, 2, 0), (await troth.Database.Import(recipe, ("a.csv", rows))).Of("account"));
    }

    [Fact]
    public async Task A_negative_line_is_refused_with_the_pages_and_the_recipes_word_for_the_remedy()
    {
        troth.Available();
        var report = await troth.Database.Preview(ImportSamples.Recipe(ImportSamples.NewSource(), """
            { "file": "o.csv", "records": [ { "entity": "order", "key": "no", "fields": { "orderedOn": "day" } },
              { "entity": "orderLine", "fields": { "order": "no", "quantity": "qty", "unitPrice": "price" } } ] }
            """), ("o.csv", "no,day,qty,price\n1,2024-01-31,-2,5\n"));
        Assert.EndsWith("Say what such lines are: under “Lines with a negative quantity are” on the page, or by “negative” in the recipe (return, cancellation or adjustment).",
            Assert.Single(report.Refusals).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_which_nothing_was_taken_is_a_failure_to_a_script()
    {
        troth.Available();
        var folder = ImportSamples.Folder(("a.csv", "no,name\n1,\n"), ("recipe.json", ImportSamples.Recipe(ImportSamples.NewSource(),
            """{ "file": "a.csv", "records": [{ "entity": "account", "key": "no", "fields": { "name": "name" } }] }""")));
        using var import = troth.Database.Types("import", "--recipe", Path.Combine(folder, "recipe.json"), folder);
        Assert.Equal(1, await import.Ends());
        Assert.Contains("Refused 1, account", import.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_rows_are_corrected_and_read_by_the_same_recipe_and_the_same_page()
    {
        troth.Available();
        var source = ImportSamples.NewSource();
        const string rows = "no;Firma;Gründung\nR1;Refused Müller;neunzehn\nR2;Taken;1990\n";
        var recipe = ImportSamples.Recipe(source,
            """{ "file": "a.csv", "delimiter": ";", "encoding": "utf-8", "records": [{ "entity": "account", "key": "no", "fields": { "name": "Firma", "yearFounded": "Gründung" } }] }""");
        var report = await troth.Database.Import(recipe, ("a.csv", rows));
        Assert.Equal(("a.csv", 1), (report.Files[0].RefusedRows, report.Files[0].Refused));
        var manager = troth.As(Role.Manager);
        var refused = (await manager.Get($"/import/{report.Id}/refused/a.csv")).Text;
        Assert.Contains("reason;refused line", refused, StringComparison.Ordinal);
        var corrected = refused.Replace("neunzehn", "1919", StringComparison.Ordinal);
        // In the browser it is known again, even under another name.
        var sent = (await manager.Upload("/import", "files", "a (1).csv", Encoding.UTF8.GetBytes(corrected))).Location!;
        await troth.Services.GetRequiredService<ImportJobs>().Of($"draft-{Guid.Parse(sent.Split('/')[^1]):N}")!.Done; // the page waits for it a second at most
        var page = await manager.Open(sent);
        Assert.Equal(source, page.Page.QuerySelector("[name=source]")!.GetAttribute("value"));
        Assert.Equal("=Gründung", page.Page.QuerySelector("[name='f0.r0.yearFounded'] option[selected]")!.GetAttribute("value"));
        // By the recipe it is the file it came from.
        var again = await troth.Database.Import(recipe, ("a.csv", corrected));
        Assert.Equal((1, 0), (again.Entities["account"].Created, again.Entities["account"].Refused));
    }

    [Fact]
    public async Task A_link_to_a_kind_that_its_reader_does_not_see_shows_the_list_without_it()
    {
        troth.Available();
        var answer = await troth.As(Role.Reader).Get("/book?kind=smokeScreen&sort=name");
        Assert.Equal((302, "/book?sort=name"), ((int)answer.Status, answer.Location));
    }
}

public sealed class NewcomerOnSqlite(SqliteServer troth) : NewcomerTests(troth), IClassFixture<SqliteServer>;

public sealed class NewcomerOnPostgres(PostgresServer troth) : NewcomerTests(troth), IClassFixture<PostgresServer>;

public sealed class FolderTests
{
    [Theory]
    [InlineData("/x/troth.db", null, "/x")]
    [InlineData("/x/own.db", null, "/x/own.db.files")]
    [InlineData("/x/own.db", "/data", "/data")]
    public void Databases_in_one_folder_keep_their_files_apart(string database, string? data, string expected) =>
        Assert.Equal(expected, TrothSettings.From(name => name switch { "TROTH_DB" => database, "TROTH_DATA" => data, _ => null }).Folder);
}
