using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>What a second import does with what is there.</summary>
public abstract class UpdateTests(TestDatabase database)
{
    private const string Accounts = """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Name", "phone": "Phone", "city": "City", "employees": "Staff" } } ] }""";

    [Fact]
    public async Task Only_what_changed_is_updated_and_said_in_the_history()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Accounts);
        await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,111,Graz,5\n2,Beta,222,Wien,6\n3,Gamma,333,Linz,7\n"));
        var second = await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,111,Graz,5\n2,Beta,999,,6\n3,Gamma,333,Linz,7\n4,Delta,444,Enns,8\n"));
        Assert.Equal((1, 1, 2, 0), second.Of("account"));
        await database.Db(async db =>
        {
            var beta = await db.Accounts.SingleAsync(a => a.ExternalKey == "2" && a.SourceId == Source(db, source));
            Assert.Equal(("Beta", "999", null, NameKey.Last, 2), (beta.Name, beta.Phone, beta.Address.City, beta.CityKey, beta.Version));
            var change = await db.Changes.SingleAsync(c => c.RecordId == beta.Id);
            Assert.Equal(("account", "updated", "import", second.Id!.Value), (change.Entity, change.Action, change.Through, change.BatchId));
            Assert.Equal([new("Phone", "222", "999"), new FieldChange("Address.City", "Wien", null)], Recorder.Read(change.Fields));
            var made = await db.Changes.SingleAsync(c => c.BatchId == second.Id && c.Action == "created");
            Assert.Equal(("account", null, 1), (made.Entity, made.RecordId, made.Count));
        });
    }

    [Fact]
    public async Task Records_made_by_hand_and_imported_ones_are_counted_together()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        Task ByHand(string name) => database.ByHand(async db =>
        {
            db.Add(new Account(await db.Take<Account>(default), name));
            db.Add(new Seller(await db.Take<Seller>(default), name));
            db.Add(new Contact(await db.Take<Contact>(default), null, null, name));
            db.Add(new Order { Number = await db.Take<Order>(default), OrderedOn = new DateOnly(2024, 1, 1), Currency = "EUR" });
        });
        var recipe = ImportSamples.Recipe(source,
            """{ "file": "s.csv", "records": [ { "entity": "seller", "key": "Id" } ] }""", """{ "file": "s.csv", "records": [ { "entity": "account", "key": "Id" } ] }""",
            """{ "file": "s.csv", "records": [ { "entity": "contact", "key": "Id", "fields": { "name": "Id" } } ] }""",
            """{ "file": "s.csv", "dateOrder": "ymd", "records": [ { "entity": "order", "key": "Id", "fields": { "orderedOn": "Day" } } ] }""");
        await ByHand("before");
        Assert.Equal((2, 0, 0, 0), (await database.Import(recipe, ("s.csv", "Id,Day\n1,2024-01-01\n2,2024-01-01\n"))).Of("order"));
        await ByHand("between");
        await database.Import(recipe, ("s.csv", "Id,Day\n3,2024-01-01\n"));
        await ByHand("after"); // each number is unique, or the database refuses the record
    }

    [Fact]
    public async Task What_people_changed_stays_and_the_difference_is_listed()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Accounts);
        await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,111,Graz,5\n"));
        await database.ByHand(async db =>
        {
            var account = await db.Accounts.SingleAsync(a => a.ExternalKey == "1" && a.SourceId == Source(db, source));
            account.Phone = "mine";
            account.Address = account.Address with { City = "Wels" };
        });
        var second = await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,112,Graz,6\n"));
        Assert.Equal((0, 1, 0, 0), second.Of("account"));
        Assert.Equal([("phone", "mine", "112"), ("city", "Wels", "Graz")], second.KeptEdits.Select(k => (k.Field, k.Yours!, k.Theirs!)));
        Assert.All(second.KeptEdits, kept => Assert.Equal("1", kept.Key));
        await database.Db(async db =>
        {
            var account = await db.Accounts.SingleAsync(a => a.ExternalKey == "1" && a.SourceId == Source(db, source));
            Assert.Equal(("mine", "Wels", 6), (account.Phone, account.Address.City, account.Employees));
        });
        var third = await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,112,Graz,6\n"));
        Assert.Equal((0, 0, 1, 0), third.Of("account"));
        Assert.Equal(2, third.KeptEditCount);
    }

    [Fact]
    public async Task Lines_without_a_key_are_told_apart_by_their_order_and_their_number_among_equals()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        const string head = "Order,Day,Item,Qty,Price\n";
        var recipe = ImportSamples.Recipe(source, Lines);
        var first = await database.Import(recipe, ("l.csv", head + "A,2024-01-01,x,1,10\nA,2024-01-01,x,1,10\nA,2024-01-01,y,2,5\nB,2024-01-02,x,1,7\n"));
        Assert.Equal((4, 0, 0, 0), first.Of("orderLine"));
        // One of the two equal lines has gone, y costs more, z is new, B stands before A.
        var second = await database.Import(recipe, ("l.csv", head + "B,2024-01-02,x,1,7\nA,2024-01-01,y,2,6\nA,2024-01-01,x,1,10\nA,2024-01-01,z,1,1\nA,2024-01-01,x,1,10\n"));
        Assert.Equal((1, 1, 3, 0), second.Of("orderLine"));
        Assert.Equal((0, 0, 2, 0), second.Of("order"));
        await database.Db(async db =>
        {
            var order = await db.Orders.SingleAsync(o => o.ExternalKey == "A" && o.SourceId == Source(db, source));
            Assert.Equal((33m, 0m, 4), (order.Sold, order.Returned, order.LineCount));
            var lines = await db.OrderLines.Where(l => l.OrderId == order.Id).OrderBy(l => l.LineNo).ToListAsync();
            Assert.Equal([(1, 10m, 1), (2, 10m, 1), (3, 12m, 2), (4, 1m, 1)], lines.Select(l => (l.LineNo, l.Amount, l.Version)));
        });
    }

    [Fact]
    public async Task Lines_with_a_key_are_known_by_it()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Lines.Replace("\"entity\": \"orderLine\",", "\"entity\": \"orderLine\", \"key\": \"No\",", StringComparison.Ordinal));
        const string head = "Order,Day,No,Item,Qty,Price\n";
        await database.Import(recipe, ("l.csv", head + "A,2024-01-01,1,x,1,10\nA,2024-01-01,2,x,1,10\n"));
        var second = await database.Import(recipe, ("l.csv", head + "A,2024-01-01,2,x,1,11\nA,2024-01-01,1,x,1,10\nA,2024-01-01,2,x,1,12\nA,2024-01-01,1,x,1,10\n"));
        Assert.Equal((0, 1, 2, 1), second.Of("orderLine"));
        Assert.Contains("is told differently by an earlier row", Assert.Single(second.Refusals).First[0].Reason, StringComparison.Ordinal);
        await database.Db(async db => Assert.Equal([("1", 10m), ("2", 11m)], (await db.OrderLines.Where(l => l.SourceId == Source(db, source)).OrderBy(l => l.LineNo).ToListAsync())
            .Select(l => (l.ExternalKey!, l.Amount))));
    }

    [Fact]
    public async Task Very_many_updates_are_published_in_steps()
    {
        database.Available();
        var recipe = ImportSamples.Recipe(ImportSamples.NewSource(), Accounts);
        string File(string phone) => "Id,Name,Phone,City,Staff\n" + string.Concat(Enumerable.Range(0, 5_200).Select(i => FormattableString.Invariant($"{i},Name {i},{phone},Graz,5\n")));
        await database.Import(recipe, ("a.csv", File("1")));
        var second = await database.Import(recipe, ("a.csv", File("2")));
        Assert.Equal((0, 5_200, 0, 0), second.Of("account"));
        Assert.Equal(0, await database.Count($"import_updates WHERE batch_id = {second.Id}"));
        Assert.Equal(5_200, await database.Count($"changes WHERE batch_id = {second.Id} AND action = 'updated'"));
        Assert.Equal(5_200, (await database.Revert(second)).Entities["account"].Restored);
        Assert.Equal((0, 5_200, 0, 0), (await database.Import(recipe, ("a.csv", File("2")))).Of("account"));
    }

    [Theory]
    [InlineData("leave", 2, 0)]
    [InlineData("end", 1, 1)]
    public async Task Records_that_a_full_feed_no_longer_holds_are_left_or_ended(string absent, int current, long ended)
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Accounts.Replace("\"file\"", $"\"absent\": \"{absent}\", \"file\"", StringComparison.Ordinal));
        const string both = "Id,Name,Phone,City,Staff\n1,Alpha,1,Graz,5\n2,Beta,2,Wien,6\n";
        await database.Import(recipe, ("a.csv", both));
        var second = await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,1,Graz,5\n"));
        Assert.Equal((0, 0, 1, 0), second.Of("account"));
        Assert.Equal(ended, second.Entities["account"].Ended);
        Assert.Equal(current, await database.Db(db => db.Accounts.CountAsync(a => a.SourceId == Source(db, source) && a.EndedOn == null)));
        Assert.Equal(0, (await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,1,Graz,5\n"))).Entities["account"].Ended); // ended once
        Assert.Equal((0, ended, 2 - ended, 0), (await database.Import(recipe, ("a.csv", both))).Of("account")); // it is back
        Assert.Equal(2, await database.Db(db => db.Accounts.CountAsync(a => a.SourceId == Source(db, source) && a.EndedOn == null)));
    }

    [Fact]
    public async Task Lines_and_orders_that_ended_no_longer_count()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Lines.Replace("\"file\"", "\"absent\": \"end\", \"file\"", StringComparison.Ordinal));
        const string head = "Order,Day,Item,Qty,Price\n";
        await database.Import(recipe, ("l.csv", head + "A,2024-01-01,x,1,10\nA,2024-01-01,y,1,3\nB,2024-01-02,x,1,7\nB,2024-01-02,y,1,1\n"));
        var second = await database.Import(recipe, ("l.csv", head + "A,2024-01-01,x,1,10\n"));
        Assert.Equal((3, 1), (second.Entities["orderLine"].Ended, second.Entities["order"].Ended));
        await database.Db(async db => Assert.Equal([("A", 10m, 1), ("B", 0m, 0)],
            (await db.Orders.Where(o => o.SourceId == Source(db, source)).OrderBy(o => o.ExternalKey).ToListAsync()).Select(o => (o.ExternalKey!, o.Net, o.LineCount))));
    }

    private const string Lines = """
        { "file": "l.csv", "dateOrder": "ymd", "decimal": ".", "records": [
          { "entity": "product", "key": "Item" },
          { "entity": "order", "key": "Order", "fields": { "orderedOn": "Day" } },
          { "entity": "orderLine", "fields": { "order": "Order", "product": "Item", "quantity": "Qty", "unitPrice": "Price" } } ] }
        """;

    private static int Source(TrothContext db, string name) => db.ImportSources.Single(s => s.Name == name).Id;
}

public sealed class UpdatesOnSqlite(SqliteDatabase database) : UpdateTests(database), IClassFixture<SqliteDatabase>;

public sealed class UpdatesOnPostgres(PostgresDatabase database) : UpdateTests(database), IClassFixture<PostgresDatabase>;
