using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>What people read of a record that stayed when its import was taken back.</summary>
public abstract class KeptTests(TestServer troth)
{
    [Fact]
    public async Task A_kept_record_tells_of_the_import_and_of_its_taking_back_and_is_found_from_there()
    {
        troth.Available();
        var source = ImportSamples.NewSource();
        var report = await troth.Database.Import(ImportSamples.Recipe(source,
            """{ "file": "a.csv", "records": [{ "entity": "account", "key": "no", "fields": { "name": "name", "phone": "phone" } }] }""",
            """
            { "file": "o.csv", "dateOrder": "ymd", "decimal": ".", "records": [
              { "entity": "order", "key": "order", "fields": { "account": "no", "orderedOn": "day" } },
              { "entity": "orderLine", "fields": { "order": "order", "quantity": "pieces", "unitPrice": "price" } } ] }
            """), ("a.csv", "no,name,phone\n1,Kept Kilns,1\n2,Gone Gears,2\n3,Needed Nuts,3\n"), ("o.csv", "order,no,day,pieces,price\nA,3,2024-01-01,1,10\nA,3,2024-01-01,2,10\n"));
        await troth.Database.ByHand(async db =>
        {
            (await db.Accounts.SingleAsync(a => a.Name == "Kept Kilns")).Phone = "mine";
            (await db.Orders.SingleAsync(o => o.ExternalKey == "A")).Status = "disputed"; // needs its account and its lines
        });
        var manager = troth.As(Role.Manager);
        await manager.Submit(await manager.Open($"/import/{report.Id}"), $"form[action='/import/{report.Id}/revert']");
        if (troth.Services.GetRequiredService<ImportJobs>().Of($"revert-{report.Id}") is { } job) await job.Done; // the page waits for it a second at most
        Assert.Equal(1, await troth.Database.Count($"import_runs WHERE id = {report.Id} AND state = 'Reverted'"));

        var page = await manager.Open($"/import/{report.Id}");
        var kept = page.Page.QuerySelectorAll(".list-group-item a").ToDictionary(a => a.TextContent, a => a.GetAttribute("href")!);
        Assert.Equal(["account 1", "account 3", "order A"], kept.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Kept Kilns", (await manager.Open(kept["account 1"])).Words("h1"));
        foreach (var (key, entries, of) in new[] { ("account 1", new[] { "Account kept when its import was taken back", "Account changed", "Account added" }, 3),
            ("account 3", ["Account kept when its import was taken back", "Account added"], 3),
            ("order A", ["Order kept when its import was taken back", "Order changed", "Order added"], 1) })
        {
            var history = await manager.Open($"{kept[key]}/history");
            Assert.Equal(entries, history.AllWords(".history-entry b"));
            Assert.All([history.AllWords(".history-entry")[0], history.AllWords(".history-entry")[^1]], entry => Assert.Contains($"I-{report.Id}", entry, StringComparison.Ordinal));
            if (of > 1) Assert.Contains($"one of {of}", history.AllWords(".history-entry")[^1], StringComparison.Ordinal);
        }
    }
}

public sealed class KeptOnSqlite(SqliteServer troth) : KeptTests(troth), IClassFixture<SqliteServer>;

public sealed class KeptOnPostgres(PostgresServer troth) : KeptTests(troth), IClassFixture<PostgresServer>;
