using Microsoft.EntityFrameworkCore;
using Troth.Import.Reporting;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Tests.Harness;
using Troth.Tests.Import;

namespace Troth.Tests.Promises;

public abstract class PromiseImportTests(TestDatabase database)
{
    private const string Fields = """
        "account": "account", "what": "what", "madeOn": "made", "dueOn": "due", "doneOn": { "column": "done", "unreadable": "keep" }
        """;

    private static string Recipe(string source, string absent = "leave") => ImportSamples.Recipe(source, $$"""
        { "file": "p.csv", "absent": "{{absent}}", "dateOrder": "ymd", "records": [ { "entity": "account", "key": "account", "repeated": "first" },
          { "entity": "promise", "key": "key", "fields": { {{Fields}} } } ] }
        """);

    private static Dictionary<string, long> Tally(ImportReport report) => report.Counted.Single(one => one.Name == "promises").Counts.ToDictionary(count => count.Name, count => count.Count);

    [RealDataFact]
    public async Task The_published_deliveries_come_in_with_their_real_counts()
    {
        database.Available();
        var folder = RealData.File("deliveries");
        var report = await database.Import(ImportSamples.Shipped("deliveries"), folder);
        Assert.Equal((10_324, 0, 0, 0), report.Of("promise"));
        Assert.Equal((10_324, 0, 0, 0), report.Of("orderLine"));
        Assert.Equal((6_233, 0, 0, 0), report.Of("order"));
        Assert.Equal((43, 0, 0, 0), report.Of("account"));
        Assert.Equal(new() { ["made"] = 10_324, ["kept"] = 9_138, ["broken"] = 1_186, ["early"] = 2_814, ["inherited"] = 10_324 }, Tally(report));
        Assert.Contains("\"promises\":{\"broken\":1186,\"early\":2814,\"inherited\":10324,\"kept\":9138,\"made\":10324}", report.ToJson(), StringComparison.Ordinal);
        Assert.Contains(report.Notes, note => note.Contains("PQ First Sent to Client Date", StringComparison.Ordinal) && note.Contains("Pre-PQ Process", StringComparison.Ordinal));
        Assert.Contains(report.Notes, note => note.Contains("PO Sent to Vendor Date", StringComparison.Ordinal) && note.Contains("N/A - From RDC", StringComparison.Ordinal));
        Assert.Equal(2, report.Notes.Count);
        await database.EveryReferenceLeadsSomewhere();
        await database.Db(async db =>
        {
            var scms = (await db.ImportSources.SingleAsync(s => s.Name == "scms")).Id;
            var promises = db.Promises.Where(p => p.SourceId == scms);
            Assert.Equal(1_186, await promises.CountAsync(p => p.State == PromiseState.Broken));
            Assert.Equal(2_814, await promises.CountAsync(p => p.State == PromiseState.Kept && p.DaysLate < 0));
            Assert.Equal(10_324, await promises.CountAsync(p => p.Origin == PromiseOrigin.Inherited && p.OrderId != null && p.ProductId != null));
            Assert.Equal(73, await promises.Select(p => p.Vendor).Distinct().CountAsync());
            Assert.Equal(10_324 - 2_681, await promises.CountAsync(p => p.QuotedDays != null));
            Assert.Equal(2_476, await promises.CountAsync(p => p.Extras!.Contains("\"PQ First Sent to Client Date\":\"Pre-PQ Process\"")));
            return 0;
        });
        var again = await database.Import(ImportSamples.Shipped("deliveries"), folder);
        Assert.Equal((0, 0, 10_324, 0), again.Of("promise"));
        Assert.Equal(10_324, Tally(again)["made"]);
        var reverted = await database.Revert(report);
        Assert.Equal(0, await database.Count("promises WHERE source_id = (SELECT id FROM import_sources WHERE name = 'scms')"));
        Assert.Equal(0, reverted.KeptCount);
    }

    [Fact]
    public async Task A_later_feed_ends_the_promise_and_taking_it_back_opens_it_again()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var first = await database.Import(Recipe(source), ("p.csv", "key,account,what,made,due,done\n1,Acme,Ten bolts,2026-01-05,2026-02-02,\n2,Acme,Nuts,2026-01-05,2026-02-02,2026-02-05\n"));
        Assert.Equal(new() { ["made"] = 2, ["kept"] = 0, ["broken"] = 1, ["early"] = 0, ["inherited"] = 2, ["overdue"] = 1 }, Tally(first));
        Assert.Equal(PromiseState.Open, (await Of(source, "1")).State);
        var second = await database.Import(Recipe(source), ("p.csv", "key,account,what,made,due,done\n1,Acme,Ten bolts,2026-01-05,2026-02-02,2026-01-30\n"));
        Assert.Equal((0, 1, 0, 0), second.Of("promise"));
        var kept = await Of(source, "1");
        Assert.Equal((PromiseState.Kept, -3, 28, 25), (kept.State, kept.DaysLate, kept.QuotedDays, kept.RealisedDays));
        await database.Revert(second);
        var open = await Of(source, "1");
        Assert.Equal((PromiseState.Open, null, null), (open.State, open.DaysLate, open.DoneOn));
    }

    [Fact]
    public async Task A_feed_that_moves_the_day_does_not_move_what_was_first_promised()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        await database.Import(Recipe(source), ("p.csv", "key,account,what,made,due,done\n1,Acme,Bolts,2026-01-05,2026-02-02,\n"));
        await database.Import(Recipe(source), ("p.csv", "key,account,what,made,due,done\n1,Acme,Bolts,2026-01-05,2026-02-20,2026-02-19\n"));
        var promise = await Of(source, "1");
        Assert.Equal((new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 20), PromiseState.Renegotiated), (promise.FirstDueOn, promise.DueOn, promise.State));
    }

    [Fact]
    public async Task What_a_person_put_down_stays_when_a_feed_says_otherwise()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        await database.Import(Recipe(source), ("p.csv", "key,account,what,made,due,done\n1,Acme,Bolts,2026-01-05,2026-02-02,\n"));
        await database.ByHand(async db => (await db.Promises.SingleAsync(p => p.ExternalKey == "1" && p.SourceId == db.ImportSources.Single(s => s.Name == source).Id)).Withdraw(new(2026, 1, 20), new(2026, 1, 20, 9, 0, 0, TimeSpan.Zero), "Not wanted"));
        var again = await database.Import(Recipe(source), ("p.csv", "key,account,what,made,due,done\n1,Acme,Bolts,2026-01-05,2026-02-02,2026-02-10\n"));
        Assert.Equal((0, 1, 0, 0), again.Of("promise"));
        Assert.Equal((PromiseState.Withdrawn, new DateOnly(2026, 2, 10)), ((await Of(source, "1")).State, (await Of(source, "1")).DoneOn));
    }

    private static string WithFirst(string source, string absent = "leave") => ImportSamples.Recipe(source, $$"""
        { "file": "p.csv", "absent": "{{absent}}", "dateOrder": "ymd", "decimal": ".", "records": [
          { "entity": "account", "key": "account", "repeated": "first" },
          { "entity": "product", "key": "product", "repeated": "first" },
          { "entity": "promise", "key": "key", "fields": { "account": "account", "product": "product", "quantity": "qty",
            "dueOn": "due", "firstDueOn": "first", "doneOn": "done", "withdrawnOn": "gone", "vendor": "vendor" } } ] }
        """);

    private const string Head = "key,account,product,qty,due,first,done,gone,vendor\n";

    [Fact]
    public async Task The_first_day_stays_whatever_a_later_feed_says_of_it()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        await database.Import(WithFirst(source), ("p.csv",
            Head + "1,Acme,Bolt,5,2026-02-02,,,,\n2,Acme,Bolt,5,2026-02-02,2026-01-20,,,\n"));
        var empty = await database.Import(WithFirst(source), ("p.csv",
            Head + "1,Acme,Bolt,5,2026-02-20,,,,\n2,Acme,Bolt,5,2026-02-02,,,,\n"));
        Assert.Equal((0, 1, 1, 0), empty.Of("promise"));
        Assert.Empty(empty.KeptEdits);
        var one = await Of(source, "1");
        Assert.Equal((new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 20)), (one.FirstDueOn, one.DueOn));
        var later = await database.Import(WithFirst(source), ("p.csv",
            Head + "1,Acme,Bolt,5,2026-02-20,2027-12-31,2026-02-19,,\n2,Acme,Bolt,5,2026-02-02,2026-01-20,,,\n"));
        Assert.Equal((0, 1, 1, 0), later.Of("promise"));
        var kept = Assert.Single(later.KeptEdits);
        Assert.Equal(("1", "firstDueOn", "2026-02-02", "2027-12-31"), (kept.Key, kept.Field, kept.Yours, kept.Theirs));
        Assert.NotNull(kept.Because);
        one = await Of(source, "1");
        Assert.Equal((new DateOnly(2026, 2, 2), PromiseState.Renegotiated), (one.FirstDueOn, one.State));
    }

    [Fact]
    public async Task What_stands_in_the_plan_is_neither_moved_nor_ended_by_a_feed()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        await database.Import(WithFirst(source), ("p.csv",
            Head + "1,Acme,Bolt,5,2026-12-18,,,,\n2,Acme,Bolt,5,2026-12-18,,,,\n3,Acme,Bolt,5,2026-12-18,,,,\n"));
        var moved = await database.Import(WithFirst(source), ("p.csv", Head + "3,Acme,Bolt,5,2026-12-19,,,,\n"));
        await database.ByHand(async db =>
        {
            var id = (await db.ImportSources.SingleAsync(s => s.Name == source)).Id;
            foreach (var promise in await db.Promises.Where(p => p.SourceId == id).ToListAsync())
                promise.Of(promise.ProductId!.Value, 5, promise.OrderId, 1, Guid.CreateVersion7(), null);
        });
        var report = await database.Import(WithFirst(source, "end"), ("p.csv",
            Head + "1,Acme,Bolt,9,2027-03-31,,2026-11-22,,Forge\n2,Acme,Bolt,5,2026-12-18,,,2026-11-20,\n"));
        Assert.Equal([("1", "doneOn", null, "2026-11-22"), ("1", "dueOn", "2026-12-18", "2027-03-31"), ("1", "quantity", "5", "9"),
            ("2", "withdrawnOn", null, "2026-11-20"),
            ("3", "EndedOn", null, database.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))],
            report.KeptEdits.Select(e => (e.Key, e.Field, e.Yours, e.Theirs!)).Order());
        Assert.All(report.KeptEdits, edit => Assert.NotNull(edit.Because));
        Assert.Equal((0, 1, 1, 0), report.Of("promise")); // who makes it for us is told all the same
        var planned = await Of(source, "1");
        Assert.Equal((PromiseState.Open, new DateOnly(2026, 12, 18)), (planned.State, planned.DueOn));
        Assert.Equal((5, "Forge"), ((int)planned.Quantity!, planned.Vendor));
        Assert.Equal(PromiseState.Open, (await Of(source, "2")).State);
        Assert.Null((await Of(source, "3")).EndedOn);
        await database.Revert(moved); // its day stands in the plan by now
        Assert.Equal(new DateOnly(2026, 12, 19), (await Of(source, "3")).DueOn);
    }

    [Fact]
    public async Task What_is_due_or_done_stays_in_the_count_when_a_full_feed_has_it_no_more()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var ahead = DateOnly.FromDateTime(database.Clock.GetUtcNow().AddDays(30).UtcDateTime).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await database.Import(WithFirst(source), ("p.csv", Head + $"1,Acme,Bolt,5,2026-02-02,,,,\n2,Acme,Bolt,5,2026-02-02,,2026-02-09,,\n3,Acme,Bolt,5,{ahead},,,,\n4,Acme,Bolt,5,{ahead},,,,\n"));
        var report = await database.Import(WithFirst(source, "end"), ("p.csv", Head + $"4,Acme,Bolt,5,{ahead},,,,\n"));
        Assert.Empty(report.KeptEdits); // the next feed leaves them out as well
        Assert.Contains(report.Notes, note => note.Contains("promise: 1 are not in this feed", StringComparison.Ordinal) && note.Contains("stay in the count", StringComparison.Ordinal));
        Assert.Null((await Of(source, "1")).EndedOn); // nobody delivered it
        Assert.Null((await Of(source, "2")).EndedOn); // a week late
        Assert.NotNull((await Of(source, "3")).EndedOn);
    }

    [Fact]
    public async Task Words_in_a_column_of_days_are_kept_and_counted()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var report = await database.Import(Recipe(source), ("p.csv", "key,account,what,made,due,done\n1,Acme,Bolts,2026-01-05,2026-02-02,in transit\n2,Acme,Nuts,2026-01-05,2026-02-02,2026-02-02\n3,Acme,Nuts,2026-01-05,someday,\n4,Acme,Nuts,2026-01-05,2026-02-02,2099-01-01\n"));
        Assert.Equal((2, 0, 0, 2), report.Of("promise"));
        Assert.Contains("in transit", Assert.Single(report.Notes), StringComparison.Ordinal);
        var promise = await Of(source, "1");
        Assert.Equal((null, true), (promise.DoneOn, promise.Extras!.Contains("in transit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_of_an_import_is_seen_before_it_is_published()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var report = await database.Preview(Recipe(source), ("p.csv", "key,account,what,made,due,done\n1,Acme,Bolts,2026-01-05,2026-02-02,2026-02-02\n"));
        Assert.Equal(1, Tally(report)["kept"]);
        Assert.Equal(0, await database.Db(db => db.Promises.CountAsync(p => p.SourceId == db.ImportSources.Where(s => s.Name == source).Select(s => s.Id).FirstOrDefault())));
    }

    private Task<Promise> Of(string source, string key) => database.Db(async db =>
    {
        var id = (await db.ImportSources.SingleAsync(s => s.Name == source)).Id;
        return await db.Promises.AsNoTracking().SingleAsync(p => p.SourceId == id && p.ExternalKey == key);
    });
}

public sealed class PromiseImportOnSqlite(SqliteDatabase database) : PromiseImportTests(database), IClassFixture<SqliteDatabase>;

public sealed class PromiseImportOnPostgres(PostgresDatabase database) : PromiseImportTests(database), IClassFixture<PostgresDatabase>;
