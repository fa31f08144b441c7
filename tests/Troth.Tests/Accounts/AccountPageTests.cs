using System.Net;
using Troth.Accounts;
using Troth.Identity;
using Troth.Tests.Harness;
using Troth.Tests.Import.Reading;

namespace Troth.Tests.Accounts;

public abstract class AccountPageTests(TestServer troth)
{
    [Fact]
    public async Task The_page_says_who_they_are_and_who_looks_after_them()
    {
        troth.Available();
        var parent = await troth.Account("Parent of the page");
        var account = await troth.Account("Northgate Hydraulics", a =>
        {
            a.Industry = "Manufacturer of power units";
            a.SizeIs(140, 2_500_000, "EUR", 1987);
            a.Address = new Address { Street = "1 Mill Lane", City = "Leeds", Country = "United Kingdom" };
            a.BelongsTo(parent.Id);
            a.LookedAfterBy(troth.SellerId);
            a.Extras = """{"erp":{"BankName":"<b>Primary</b>"}}""";
        });
        await troth.Contact("Ian", "Moss", account);
        var page = await troth.As(Role.Reader).Open($"/accounts/{account.Number}");
        Assert.Equal("Northgate Hydraulics", page.Words("h1"));
        foreach (var expected in new[] { "Manufacturer of power units", "140 people", "Leeds", "Sam Seller" }) Assert.Contains(expected, page.Words(".lead-line")!, StringComparison.Ordinal);
        Assert.Contains("Parent of the page", page.Words("[aria-labelledby=family-title]")!, StringComparison.Ordinal);
        Assert.Contains("Ian Moss", page.Words("[aria-labelledby=people-title]")!, StringComparison.Ordinal);
        Assert.Contains("<b>Primary</b>", page.Words(".extras")!, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("form[method=post][action^='/accounts']"));
        Assert.Contains(account.Name, (await troth.As(Role.Reader).Open($"/accounts/{parent.Label}")).Words("[aria-labelledby=family-title]")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_is_changed_where_it_is_read()
    {
        troth.Available();
        var account = await troth.Account("Edited in place", a => { a.Industry = "Old"; a.Address = new Address { City = "Leeds" }; });
        var seller = troth.As(Role.Seller);
        var form = await seller.Open($"/accounts/{account.Label}/about");
        var saved = await seller.Submit(form, "#account-about form", ("industry", "New"), ("employees", "140"), ("tags", "press, tier 1, press"));
        Assert.Equal((HttpStatusCode.SeeOther, $"/accounts/{account.Label}"), (saved.Status, saved.Location));
        var json = (await seller.Get($"/api/accounts/{account.Id}")).Json;
        Assert.Equal("New", json.GetProperty("industry").GetString());
        Assert.Equal("Leeds", json.GetProperty("address").GetProperty("city").GetString());
        Assert.Equal(["press", "tier 1"], json.GetProperty("tags").EnumerateArray().Select(t => t.GetString()!));
        var history = await seller.Open($"/accounts/{account.Label}/history");
        Assert.Contains("Old", history.Words(".history")!, StringComparison.Ordinal);
        Assert.Contains("Seller Tester", history.Words(".history")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        troth.Available();
        var account = await troth.Account("Wrong input");
        var seller = troth.As(Role.Seller);
        var form = await seller.Open($"/accounts/{account.Label}/about");
        var refused = await seller.Submit(form, "#account-about form", ("name", ""), ("employees", "many"), ("segment", "kept"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Page.QuerySelector("#field-employees[aria-invalid=true]"));
        Assert.Equal("many", refused.Page.QuerySelector("#field-employees")!.GetAttribute("value"));
        Assert.Equal("kept", refused.Page.QuerySelector("#field-segment")!.GetAttribute("value"));
        var again = await seller.Submit(refused, "#account-about form", ("name", ""), ("employees", "3"));
        Assert.NotNull(again.Page.QuerySelector("#field-name[aria-invalid=true]"));
        Assert.Equal(1, (await seller.Get($"/api/accounts/{account.Id}")).Json.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_stale_form_shows_what_stands_there_now_and_can_then_be_saved()
    {
        troth.Available();
        var account = await troth.Account("Two editors", a => a.Industry = "Before");
        var (one, two) = (troth.As(Role.Seller), troth.As(Role.Manager));
        var (mine, theirs) = (await one.Open($"/accounts/{account.Label}/about"), await two.Open($"/accounts/{account.Label}/about"));
        Assert.Equal(HttpStatusCode.SeeOther, (await two.Submit(theirs, "#account-about form", ("industry", "Theirs"))).Status);
        var stale = await one.Submit(mine, "#account-about form", ("industry", "Mine"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Theirs", stale.Words(".stale")!, StringComparison.Ordinal);
        Assert.Contains("Mine", stale.Words(".stale")!, StringComparison.Ordinal);
        Assert.Equal("Theirs", (await one.Get($"/api/accounts/{account.Id}")).Json.GetProperty("industry").GetString());
        Assert.Equal(HttpStatusCode.SeeOther, (await one.Submit(stale, "#account-about form")).Status);
        Assert.Equal("Mine", (await one.Get($"/api/accounts/{account.Id}")).Json.GetProperty("industry").GetString());
    }

    [Fact]
    public async Task Numbers_are_read_as_the_reader_writes_them()
    {
        troth.Available();
        var account = await troth.Account("Numbers");
        var client = troth.As(await troth.Somebody("German Reader", Role.Manager));
        await client.Submit(await client.Open("/settings"), "form[action='/settings']", ("Culture", "de-DE"));
        var form = await client.Open($"/accounts/{account.Label}/about");
        Assert.Equal(HttpStatusCode.SeeOther, (await client.Submit(form, "#account-about form", ("revenue", "1.234.567,5"), ("revenueCurrency", "eur"))).Status);
        Assert.Equal(1234567.5m, (await client.Get($"/api/accounts/{account.Id}")).Json.GetProperty("revenue").GetDecimal());
        Assert.Equal("1234567,5", (await client.Open($"/accounts/{account.Label}/about")).Page.QuerySelector("#field-revenue")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Somebody_known_is_offered_before_a_second_record_is_made()
    {
        troth.Available();
        var (here, there) = (await troth.Account("Here"), await troth.Account("There"));
        var known = await troth.Contact("Priya", "Nair", there);
        var seller = troth.As(Role.Seller);
        var form = await seller.Open($"/accounts/{here.Label}/people/new");
        var asked = await seller.Submit(form, "#account-people form", ("firstName", "priya"), ("lastName", "NAIR"), ("role", "decides"));
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        Assert.Contains(known.Label, asked.Words(".alert-warning")!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await seller.Submit(asked, "#account-people form", ("known", known.Label))).Status);
        var contact = await seller.Open($"/contacts/{known.Label}");
        Assert.Contains("Here", contact.Words("#contact-accounts")!, StringComparison.Ordinal);
        Assert.Contains("decides", contact.Words("#contact-accounts")!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await seller.Submit(contact, $"form[action$='/{here.Label}/remove']")).Status);
        Assert.DoesNotContain("Priya", (await seller.Open($"/accounts/{here.Label}")).Words("[aria-labelledby=people-title]")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_much_costs_as_many_queries_as_one_with_little()
    {
        troth.Available();
        var (few, many) = (await troth.Account("Few", a => a.LookedAfterBy(troth.SellerId)), await troth.Account("Many", a => a.LookedAfterBy(troth.SellerId)));
        var parent = await troth.Account("Above few");
        await troth.Database.Db(async db =>
        {
            foreach (var id in new[] { few.Id, many.Id }) (await db.FindAsync<Account>(id))!.BelongsTo(parent.Id);
            var number = await Troth.Platform.Data.Numbers.Take(db, "contacts", 1000, default);
            for (var i = 0; i < 60; i++)
            {
                var contact = new Contact(number + i, "Person", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                db.Add(contact);
                db.Add(new ContactRole { ContactId = contact.Id, AccountId = many.Id });
            }
            await db.SaveChangesAsync();
        });
        await troth.Contact("Only", "One", few);
        for (var i = 0; i < 40; i++) await troth.Order(i < 10 ? few : many, new DateOnly(2026, 1, 1 + i % 28), 100);
        var client = troth.As(Role.Seller);
        async Task Same(string one, string other)
        {
            var (a, b) = (await client.Open(one), await client.Open(other));
            Assert.True(a.Queries.Count == b.Queries.Count, $"{one}\n{string.Join("\n--\n", a.Queries)}\n\n{other}\n{string.Join("\n--\n", b.Queries)}");
        }
        await Same($"/accounts/{few.Label}", $"/accounts/{many.Label}");
        foreach (var panel in new[] { "account-main/orders", "account-side/bought" }) await Same($"/panels/{panel}/{few.Id}", $"/panels/{panel}/{many.Id}");
        Assert.InRange((await client.Open($"/accounts/{many.Label}")).Queries.Count, 3, 16);
        Assert.InRange((await client.Open($"/accounts/{many.Label}/history")).Queries.Count, 3, 8);
    }

    /// <summary>The Big List of Naughty Strings as names: through the form, the pages, the API and the export, unchanged and unexecuted.</summary>
    [Fact]
    public async Task Naughty_names_survive_everywhere()
    {
        troth.Available();
        var file = Path.Combine(Setup.Root, "..", "shared", "data", "csv", "blns.txt");
        if (!File.Exists(file)) Setup.Missing("../shared/data/csv/blns.txt is not there.");
        var names = (await File.ReadAllLinesAsync(file)).Where(l => l.Length > 0 && !l.StartsWith('#')).Select(l => l.Trim()).Where(l => l.Length is > 0 and <= Account.NameMax).Distinct().ToList();
        Assert.True(names.Count > 300);
        var segment = "naughty" + Guid.CreateVersion7().ToString("N");
        var seller = troth.As(Role.Seller);
        foreach (var name in names)
        {
            var made = await seller.Json(HttpMethod.Post, "/api/accounts", new { name, segment, website = name.Length < 200 ? name : null });
            Assert.True(made.Status == HttpStatusCode.Created, $"{name}: {made.Text}");
            Assert.Equal(name, made.Json.GetProperty("name").GetString());
        }
        var expected = names.Order(StringComparer.Ordinal).ToList();
        var (json, shown) = (new List<string>(), new List<string>());
        string? after = null;
        do
        {
            var key = Uri.EscapeDataString(after ?? "");
            var page = (await seller.Get($"/api/accounts?segment={segment}&after={key}")).Json;
            json.AddRange(page.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("name").GetString()!));
            var html = await seller.Open($"/accounts?segment={segment}&after={key}");
            Assert.Empty(html.Page.QuerySelectorAll("main script, main img, main iframe, main svg[onload], main [onerror], main [onclick]"));
            shown.AddRange(html.Page.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
            after = page.GetProperty("after").GetString();
        } while (after is not null);
        Assert.Equal(expected, json.Order(StringComparer.Ordinal));
        Assert.Equal(expected.Select(Html).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));

        var export = await seller.Get($"/accounts/export?segment={segment}");
        var exported = Csv.Reader(export.Bytes, ExportAccounts.Columns.Length, header: true).Rows().Select(row => row[Array.IndexOf(ExportAccounts.Columns, "name")]);
        Assert.Equal(expected.Select(Codes), exported.Order(StringComparer.Ordinal).Select(Codes));

        foreach (var account in (await seller.Get($"/api/accounts?segment={segment}&limit=200")).Json.GetProperty("items").EnumerateArray())
        {
            var page = await seller.Open($"/accounts/{account.GetProperty("number").GetString()}");
            Assert.Equal(Html(account.GetProperty("name").GetString()!), page.Page.QuerySelector("h1")!.TextContent);
            Assert.All(page.Page.QuerySelectorAll("main a"), a => Assert.Matches("^(/|https?://|mailto:|\\?)", a.GetAttribute("href")!));
        }
    }

    /// <summary>With the characters that nobody sees as numbers, so that a difference can be read.</summary>
    private static string Codes(string text) => string.Concat(text.Select(c => c is > ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}"));

    /// <summary>
    /// What a browser reads where the framework wrote this text. It writes the invisible controls U+0080 to U+009F as references, which HTML
    /// takes for the letters that Windows had there; all else comes out as it is.
    /// </summary>
    private static string Html(string text) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument("<p>" + System.Text.Encodings.Web.HtmlEncoder.Default.Encode(text)).QuerySelector("p")!.TextContent;
}

[Trait("Category", "Culture")]
public sealed class AccountPageOnSqlite(SqliteServer troth) : AccountPageTests(troth), IClassFixture<SqliteServer>;

public sealed class AccountPageOnPostgres(PostgresServer troth) : AccountPageTests(troth), IClassFixture<PostgresServer>;
