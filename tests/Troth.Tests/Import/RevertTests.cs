using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book.Questions;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

public abstract class RevertTests(TestDatabase database)
{
    private const string Accounts = """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Name", "phone": "Phone" } } ] }""";
    private const string People = """{ "file": "p.csv", "records": [ { "entity": "contact", "key": "Mail", "fields": { "name": "Name", "account": "Account", "role": "Role" } } ] }""";
    private const string Orders = """
        { "file": "o.csv", "dateOrder": "ymd", "decimal": ".", "records": [
          { "entity": "product", "key": "Item" },
          { "entity": "order", "key": "Order", "fields": { "account": "Account", "orderedOn": "Day" } },
          { "entity": "orderLine", "fields": { "order": "Order", "product": "Item", "quantity": "Qty", "unitPrice": "Price" } } ] }
        """;

    private const string OrderHead = "Order,Account,Day,Item,Qty,Price\n";

    [RealDataFact]
    public async Task Adventure_Works_leaves_no_trace_but_history()
    {
        database.Available();
        var before = await database.Checksum();
        var report = await database.Import(ImportSamples.Shipped("adventureworks"), RealData.File("adventureworks"));
        Assert.NotEqual(before, await database.Checksum());
        var reverted = await database.Revert(report);
        Assert.Equal(before, await database.Checksum());
        Assert.Equal(57_851, reverted.Entities["orderLine"].Removed);
        foreach (var table in new[] { "accounts", "contacts", "contact_roles", "orders", "order_lines", "products", "sellers", "teams", "work_centers", "routing_operations",
            "routing_centers", "routing_materials", "supplies" })
            Assert.Equal(0, await database.Count($"{table} WHERE batch_id = {report.Id}"));
        Assert.Equal(0, await database.Count("hidden_batches"));
        Assert.Equal(13, await database.Count($"changes WHERE batch_id = {report.Id} AND action = 'created'"));
        Assert.Equal(13, await database.Count($"changes WHERE batch_id = {report.Id} AND action = 'reverted'"));
    }

    [Fact]
    public async Task Updates_get_their_earlier_values_back()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Accounts, Orders);
        await database.Import(recipe, ("a.csv", "Id,Name,Phone\n1,Alpha,111\n2,Beta,\n"), ("o.csv", OrderHead + "A,1,2024-01-01,x,1,10\nA,1,2024-01-01,y,1,5\n"));
        var before = await database.Checksum();
        var second = await database.Import(recipe, ("a.csv", "Id,Name,Phone\n1,Älpha & Söhne,\n2,Beta,222\n3,New,3\n"),
            ("o.csv", OrderHead + "A,2,2024-01-02,x,1,10\nA,2,2024-01-02,y,3,5\nA,2,2024-01-02,z,1,1\nB,3,2024-01-03,x,1,2\n"));
        Assert.Equal((2, 1, 1, 0), second.Of("orderLine"));
        var reverted = await database.Revert(second);
        Assert.Equal(before, await database.Checksum());
        Assert.Equal(0, reverted.KeptCount);
        Assert.Equal((1, 2, 0), (reverted.Entities["account"].Removed, reverted.Entities["account"].Restored, reverted.Entities["account"].Kept));
        await database.Db(async db =>
        {
            var alpha = await db.Accounts.SingleAsync(a => a.ExternalKey == "1" && a.SourceId == Source(db, source));
            Assert.Equal(("Alpha", "alpha", "111"), (alpha.Name, alpha.NameKey, alpha.Phone));
            Assert.Equal(["updated", "reverted"], (await db.Changes.Where(c => c.RecordId == alpha.Id).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync()).Select(c => c.Action));
            var order = await db.Orders.SingleAsync(o => o.ExternalKey == "A" && o.SourceId == Source(db, source));
            Assert.Equal((15m, 2), (order.Net, order.LineCount));
        });
    }

    [Fact]
    public async Task Imports_are_taken_back_one_after_the_other_the_last_first()
    {
        database.Available();
        var recipe = ImportSamples.Recipe(ImportSamples.NewSource(), Accounts, Orders);
        (string, string) Orders1(string lines) => ("o.csv", OrderHead + lines);
        var states = new List<string> { await database.Checksum() };
        var imports = new List<Troth.Import.Reporting.ImportReport>();
        foreach (var (accounts, lines) in new[]
        {
            ("1,Alpha,1\n", "A,1,2024-01-01,x,1,10\n"), ("1,Alpha,2\n2,Beta,2\n", "A,1,2024-01-01,x,2,10\nB,2,2024-01-01,x,1,10\n"),
            ("1,Alfa,2\n2,Beta,3\n", "A,1,2024-01-01,x,2,11\nA,1,2024-01-01,y,2,11\n"), ("1,Alpha,1\n", "A,1,2024-01-01,x,1,10\n"),
        })
        {
            imports.Add(await database.Import(recipe, ("a.csv", "Id,Name,Phone\n" + accounts), Orders1(lines)));
            states.Add(await database.Checksum());
        }
        for (var at = imports.Count - 1; at >= 0; at--)
        {
            Assert.Equal(0, (await database.Revert(imports[at])).KeptCount);
            Assert.Equal(states[at], await database.Checksum());
        }
    }

    [Fact]
    public async Task What_people_have_changed_since_stays_with_what_it_needs()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Accounts, People, Orders);
        var report = await database.Import(recipe, ("a.csv", "Id,Name,Phone\n1,Alpha,1\n2,Beta,2\n3,Gamma,3\n4,Delta,4\n"),
            ("p.csv", "Mail,Name,Account,Role\na@x,Anna,1,Boss\nb@x,Bert,2,Boss\n"),
            ("o.csv", OrderHead + "A,1,2024-01-01,x,1,10\nB,3,2024-01-01,y,1,10\nB,3,2024-01-01,z,1,10\n"));
        await database.ByHand(async db =>
        {
            (await db.Accounts.SingleAsync(a => a.ExternalKey == "4" && a.SourceId == Source(db, source))).Phone = "mine";
            (await db.Orders.SingleAsync(o => o.ExternalKey == "B" && o.SourceId == Source(db, source))).Status = "disputed"; // needs account 3, products y, z and its lines
            var beta = await db.Accounts.SingleAsync(a => a.ExternalKey == "2" && a.SourceId == Source(db, source));
            db.Add(new Claim(beta.Id, null, 4, new DateOnly(2024, 5, 1), DateTimeOffset.UnixEpoch, "Hanna")); // refers to account 2
        });
        var reverted = await database.Revert(report);
        Assert.Equal([("account", "2"), ("account", "3"), ("account", "4"), ("order", "B"), ("product", "y"), ("product", "z")],
            reverted.Kept.Select(k => (k.Entity, k.Key)).Order());
        Assert.Contains(reverted.Kept, k => k is { Key: "2", Because: "referred to by claim" });
        Assert.Contains(reverted.Kept, k => k is { Key: "4", Because: "changed since" });
        await database.Db(async db =>
        {
            var id = Source(db, source);
            Assert.Equal(["2", "3", "4"], await db.Accounts.Where(a => a.SourceId == id).OrderBy(a => a.ExternalKey).Select(a => a.ExternalKey!).ToListAsync());
            Assert.Equal(2, await db.OrderLines.CountAsync(l => l.SourceId == id));
            Assert.Equal(0, await db.Contacts.CountAsync(c => c.SourceId == id));
            Assert.All(await db.Accounts.Where(a => a.SourceId == id).ToListAsync(), a => Assert.Equal(0, a.BatchId));
        });
        Assert.Equal((1, 0, 3, 0), (await database.Import(recipe, ("a.csv", "Id,Name,Phone\n1,Alpha,1\n2,Beta,2\n3,Gamma,3\n4,Delta,4\n"),
            ("p.csv", "Mail,Name,Account,Role\n"), ("o.csv", OrderHead))).Of("account"));
    }

    [Fact]
    public async Task What_users_are_and_what_was_answered_stays_and_open_questions_go()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var report = await database.Import(ImportSamples.Recipe(source, Accounts,
            """{ "file": "s.csv", "records": [ { "entity": "seller", "key": "Id", "fields": { "name": "Id", "team": "Team" } } ] }""",
            """{ "file": "c.csv", "dateOrder": "ymd", "records": [ { "entity": "claim", "fields": { "account": "Account", "step": "Step", "claimedOn": "Day" } } ] }"""),
            ("a.csv", "Id,Name,Phone\n1,Alpha,1\n2,Beta,1\n"), ("s.csv", "Id,Team\nS1,North\nS2,South\nS3,East\n"), ("c.csv", "Account,Step,Day\n1,4,2024-05-01\n2,4,2024-05-01\n"));
        await database.Db(async db =>
        {
            var id = Source(db, source);
            var sellers = await db.Sellers.Where(s => s.SourceId == id).OrderBy(s => s.ExternalKey).ToListAsync();
            db.Add(new User { Name = "Una", UserName = source, Email = source, Roles = [Role.Seller], SellerId = sellers[0].Id, CreatedAt = DateTimeOffset.UnixEpoch });
            db.Add(new User { Name = "Tom", UserName = source + "t", Email = source + "t", Roles = [Role.Manager], TeamId = sellers[1].TeamId, CreatedAt = DateTimeOffset.UnixEpoch });
            foreach (var claim in await db.Claims.Where(c => c.SourceId == id).ToListAsync())
            {
                var question = new ClaimQuestion { ClaimId = claim.Id, AccountId = claim.AccountId };
                question.Ask(new DateOnly(2024, 6, 1), "{}");
                if ((await db.Accounts.SingleAsync(a => a.Id == claim.AccountId)).ExternalKey == "1") question.AnswerWith("They come back each spring.", "Una", DateTimeOffset.UnixEpoch);
                db.Add(question);
            }
            await db.SaveChangesAsync();
        });
        var reverted = await database.Revert(report);
        Assert.Equal([("account", "1"), ("claim", ""), ("seller", "S1"), ("team", "")], reverted.Kept.Select(k => (k.Entity, k.Entity is "team" or "claim" ? "" : k.Key)).Order().Distinct());
        Assert.Contains(reverted.Kept, k => k is { Key: "S1", Because: "referred to by user" });
        Assert.Contains(reverted.Kept, k => k is { Entity: "claim", Because: "referred to by claimQuestion" });
        await database.Db(async db =>
        {
            Assert.Equal("1", (await db.Accounts.SingleAsync(a => a.SourceId == Source(db, source))).ExternalKey);
            var claim = await db.Claims.SingleAsync(c => c.SourceId == Source(db, source));
            Assert.Equal(claim.Id, (await db.Set<ClaimQuestion>().SingleAsync()).ClaimId);
            Assert.Equal(["North", "South"], await db.Set<Troth.Accounts.Team>().Where(t => t.SourceId == Source(db, source)).OrderBy(t => t.Name).Select(t => t.Name).ToListAsync());
        });
    }

    [Fact]
    public async Task Very_many_records_may_stay()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var numbers = Enumerable.Range(1, 1_200).ToList();
        var first = await database.Import(ImportSamples.Recipe(source, Accounts), ("a.csv", "Id,Name,Phone\n" + string.Concat(numbers.Select(n => $"{n},Name {n},1\n"))));
        await database.Import(ImportSamples.Recipe(source, Orders), ("o.csv", OrderHead + string.Concat(numbers.Skip(1).Select(n => $"O{n},{n},2024-01-01,x,1,10\n"))));
        var reverted = await database.Revert(first);
        Assert.Equal((1_199, 1_000), (reverted.KeptCount, reverted.Kept.Count));
        Assert.Equal((1, 1_199), (reverted.Entities["account"].Removed, reverted.Entities["account"].Kept));
        Assert.Equal(1_199, await database.Db(db => db.Accounts.CountAsync(a => a.SourceId == Source(db, source))));
    }

    [Fact]
    public async Task Fields_changed_since_stay_and_are_listed()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Accounts);
        await database.Import(recipe, ("a.csv", "Id,Name,Phone\n1,Alpha,1\n2,Beta,1\n"));
        var second = await database.Import(recipe, ("a.csv", "Id,Name,Phone\n1,Alfa,2\n2,Bета,2\n"));
        await database.ByHand(async db => (await db.Accounts.SingleAsync(a => a.ExternalKey == "1" && a.SourceId == Source(db, source))).Phone = "mine");
        var third = await database.Import(recipe, ("a.csv", "Id,Name,Phone\n1,Alfa,2\n2,Bета,3\n"));
        var reverted = await database.Revert(second);
        Assert.Equal([("1", "Phone"), ("2", "Phone")], reverted.Kept.Select(k => (k.Key, k.Field!)).Order());
        Assert.Equal(2, reverted.Entities["account"].Restored);
        await database.Db(async db => Assert.Equal([("Alpha", "mine"), ("Beta", "3")],
            (await db.Accounts.Where(a => a.SourceId == Source(db, source)).OrderBy(a => a.ExternalKey).ToListAsync()).Select(a => (a.Name, a.Phone!))));
        Assert.NotNull(third.Id);
    }

    [Fact]
    public async Task What_a_later_import_changed_or_refers_to_stays()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var first = await database.Import(ImportSamples.Recipe(source, Accounts), ("a.csv", "Id,Name,Phone\n1,Alpha,1\n2,Beta,1\n3,Gamma,1\n"));
        await database.Import(ImportSamples.Recipe(source, Accounts), ("a.csv", "Id,Name,Phone\n1,Alpha,9\n"));
        await database.Import(ImportSamples.Recipe(source, Orders), ("o.csv", OrderHead + "A,2,2024-01-01,x,1,10\n"));
        var reverted = await database.Revert(first);
        Assert.Equal([("1", "changed since"), ("2", "referred to by order")], reverted.Kept.Select(k => (k.Key, k.Because)).Order());
        Assert.Equal(2, await database.Db(db => db.Accounts.CountAsync(a => a.SourceId == Source(db, source))));
    }

    [Fact]
    public async Task Lines_added_to_an_older_order_go_and_its_totals_with_them()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Accounts, Orders);
        await database.Import(recipe, ("a.csv", "Id,Name,Phone\n1,Alpha,1\n"), ("o.csv", OrderHead + "A,1,2024-01-01,x,1,10\n"));
        var before = await database.Checksum();
        var second = await database.Import(recipe, ("a.csv", "Id,Name,Phone\n"), ("o.csv", OrderHead + "A,1,2024-01-01,x,1,10\nA,1,2024-01-01,y,1,20\n"));
        Assert.Equal(30m, await database.Db(async db => (await db.Orders.SingleAsync(o => o.SourceId == Source(db, source))).Net));
        await database.Revert(second);
        Assert.Equal(10m, await database.Db(async db => (await db.Orders.SingleAsync(o => o.SourceId == Source(db, source))).Net));
        Assert.Equal(before, await database.Checksum());
    }

    [Fact]
    public async Task Only_what_was_published_can_be_taken_back_and_only_once()
    {
        database.Available();
        var report = await database.Import(ImportSamples.Recipe(ImportSamples.NewSource(), Accounts), ("a.csv", "Id,Name,Phone\n1,Alpha,1\n"));
        await database.Revert(report);
        Assert.Equal("import.reverted", (await Assert.ThrowsAsync<BusinessRuleException>(() => database.Revert(report))).Code);
        await Assert.ThrowsAsync<NotFoundException>(() => database.Revert(report with { Id = 999_999 }));
    }

    private static int Source(TrothContext db, string name) => db.ImportSources.Single(s => s.Name == name).Id;
}

public sealed class RevertOnSqlite(SqliteDatabase database) : RevertTests(database), IClassFixture<SqliteDatabase>;

public sealed class RevertOnPostgres(PostgresDatabase database) : RevertTests(database), IClassFixture<PostgresDatabase>;
