using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Import.Reporting;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>Files are looked over and corrected on their page, a step at a time.</summary>
public abstract class DraftPageTests(TestServer troth)
{
    private const string Form = "form.stack";

    [Fact]
    public async Task What_is_also_made_of_the_rows_is_chosen_first_and_its_columns_then()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var address = await Sent(manager, ("Kundenliste.csv", "Kundennr;Firma;Ort;Chef\n1;Eins;Graz;Anna Alt\n2;Zwei;Linz;\n"));
        var saved = await manager.Submit(await manager.Open(address), Form, ("f0.add", "seller"), ("then", "save"));
        Assert.Equal((HttpStatusCode.SeeOther, address), (saved.Status, saved.Location));

        var page = await manager.Open(address);
        Assert.Equal(["sellers", "accounts"], page.AllWords("fieldset legend"));
        var missing = Assert.Single(page.AllWords(".draft-gaps li"));
        Assert.Equal("Kundenliste.csv, sellers: choose the column for “Key in the source”. By it they are recognised on the next import.", missing);
        Assert.Equal("true", page.Page.QuerySelector("[name='f0.r0.key']")!.GetAttribute("aria-invalid"));

        // Only trying it out and importing need it whole; what was chosen meanwhile stays.
        var tried = await manager.Submit(page, Form, ("name", "Spring list"), ("then", "preview"));
        Assert.Equal(HttpStatusCode.Conflict, tried.Status);
        Assert.DoesNotContain("[0]", tried.Words("main [role=alert]"), StringComparison.Ordinal);
        Assert.Contains("Key in the source", tried.Words("main [role=alert]"), StringComparison.Ordinal);
        Assert.Equal("Spring list", tried.Page.QuerySelector("[name=name]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Conflict, (await manager.Post($"{address}/import")).Status);

        var whole = await manager.Submit(tried, Form, ("f0.r0.key", "=Chef"), ("then", "preview"));
        Assert.Equal(HttpStatusCode.SeeOther, whole.Status);
        var report = await Previewed(address);
        Assert.Equal(((1, 0, 0, 0), (2, 0, 0, 0)), (report.Of("seller"), report.Of("account"))); // a row without a chef makes none
        Assert.Empty((await manager.Open(address)).AllWords(".draft-gaps li"));
    }

    [Fact]
    public async Task A_file_of_which_nothing_is_made_yet_keeps_its_place_and_is_left_out()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var address = await Sent(manager, ("customers.csv", "Id,Name,City\nn1,One,Ulm\nn2,Two,Bonn\n"), ("strange.csv", "Foo;Bar\n1;2\n3;4\n"));
        Assert.Equal(HttpStatusCode.SeeOther, (await manager.Submit(await manager.Open(address), Form, ("then", "preview"))).Status);
        Assert.Equal(["customers.csv"], (await Previewed(address)).Files.Select(f => f.Name));
        var page = await manager.Open(address);
        Assert.Contains("strange.csv", page.AllWords("h2.card-title"));
        Assert.Contains("Nothing is made of this file: it is left out.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_that_name_their_sellers_come_in_with_their_orders()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var address = await Sent(manager,
            ("auftraege.csv", "Auftrag;Kundennr;Datum;Verkaeufer;Artikel;Menge;Preis\nA1;10001;15.03.2025;Anna Alt;Ventil;2;10,50\nA1;10001;15.03.2025;Anna Alt;Dichtung;10;0,25\nA2;10002;16.03.2025;Curt Kern;Ventil;1;10,50\n"),
            ("kunden.csv", "Kundennr;Name;Ort;Betreuer\n10001;Nordtor GmbH;Graz;Anna Alt\n10002;Südtor AG;Linz;Bert Neu\n10003;Osttor KG;Wels;\n"));
        await manager.Submit(await manager.Open(address), Form, ("source", ImportSamples.NewSource()), ("currency", "EUR"), ("then", "preview"));
        var report = await Previewed(address);
        Assert.Empty(report.Refusals);
        Assert.Equal((3, 3, 2, 3), (report.Entities["seller"].Created, report.Entities["account"].Created, report.Entities["order"].Created, report.Entities["orderLine"].Created));
    }

    [Fact]
    public async Task A_column_that_is_nearly_the_key_is_named_at_the_key_with_what_is_wrong_with_it()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var page = await manager.Open(await Sent(manager, ("Kundenliste.csv", "Kundennr;Firma;Ort\n10001;Erste Firma;Bad Ischl\n10001;Zweite Firma;Bad Ischl\n;Dritte Firma;Bad Aussee\n")));
        Assert.Equal("Kundennr looks like the key, but 10001 stands there 2 times and one row is empty.", page.Words("[id='field-f0.r0.key-hint']"));
        Assert.Equal("true", page.Page.QuerySelector("[name='f0.r0.key']")!.GetAttribute("aria-invalid"));
    }

    private async Task<string> Sent(TestClient manager, params (string Name, string Text)[] files)
    {
        var sent = (await manager.Upload("/import", "files", [.. files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text)))])).Location!;
        await troth.Services.GetRequiredService<ImportJobs>().Of($"draft-{Guid.Parse(sent.Split('/')[^1]):N}")!.Done;
        return sent;
    }

    private async Task<ImportReport> Previewed(string address)
    {
        var job = troth.Services.GetRequiredService<ImportJobs>().Of($"draft-{Guid.Parse(address.Split('/')[^1]):N}-preview")!;
        await job.Done;
        return job.Report ?? throw new InvalidOperationException(job.Failure);
    }
}

public sealed class DraftPageOnSqlite(SqliteServer troth) : DraftPageTests(troth), IClassFixture<SqliteServer>;

public sealed class DraftPageOnPostgres(PostgresServer troth) : DraftPageTests(troth), IClassFixture<PostgresServer>;
