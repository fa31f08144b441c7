using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Import;
using Troth.Import.Reading;
using Troth.Import.Staging;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
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

    private const string Rates = """{ "file": "r.csv", "dateOrder": "ymd", "decimal": ".", "absent": "end", "records": [ { "entity": "rate", "fields": { "currency": "Code", "validFrom": "From", "rate": "Rate" } } ] }""";

    [Fact]
    public async Task Rates_that_people_corrected_or_made_stay_though_no_key_tells_them()
    {
        database.Available();
        var recipe = ImportSamples.Recipe(ImportSamples.NewSource(), Rates);
        const string file = "Code,From,Rate\nUSD,2024-01-01,0.9\nCHF,2024-01-01,1.1\nSEK,2024-01-01,0.1\n";
        await database.Import(recipe, ("r.csv", "Code,From,Rate\nUSD,2024-01-01,0.8\nCHF,2024-01-01,1\nDKK,2024-01-01,0.13\n"));
        await database.ByHand(async db =>
        {
            (await db.Rates.SingleAsync(r => r.Currency == "USD")).ToBase = 0.85m;
            db.Add(new Rate { Currency = "SEK", ValidFrom = new DateOnly(2024, 1, 1), ToBase = 0.09m });
            db.Add(new Rate { Currency = "NOK", ValidFrom = new DateOnly(2024, 1, 1), ToBase = 0.08m }); // no feed's to end
        });
        var second = await database.Import(recipe, ("r.csv", file));
        Assert.Equal((0, 1, 2, 0), second.Of("rate"));
        Assert.Equal(1, second.Entities["rate"].Ended);
        Assert.Equal([("SEK 2024-01-01", "rate", "0.09", "0.1"), ("USD 2024-01-01", "rate", "0.85", "0.9")], second.KeptEdits.Select(k => (k.Key, k.Field, k.Yours!, k.Theirs!)).Order());
        await database.Db(async db => Assert.Equal([("CHF", 1.1m, false), ("DKK", 0.13m, true), ("NOK", 0.08m, false), ("SEK", 0.09m, false), ("USD", 0.85m, false)],
            (await db.Rates.OrderBy(r => r.Currency).ToListAsync()).Select(r => (r.Currency, r.ToBase, r.EndedOn is not null))));
    }

    [Fact]
    public async Task Roles_that_people_corrected_stay()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": {} } ] }""",
            """{ "file": "p.csv", "records": [ { "entity": "contact", "key": "Mail", "fields": { "name": "Mail", "account": "Account", "role": "Role", "department": "Dept" } } ] }""");
        await database.Import(recipe, ("a.csv", "Id\nX\n"), ("p.csv", "Mail,Account,Role,Dept\na@x,X,Buyer,One\n"));
        await database.ByHand(async db =>
        {
            var account = await db.Accounts.SingleAsync(a => a.SourceId == Source(db, source));
            (await db.ContactRoles.SingleAsync(r => r.AccountId == account.Id)).Department = "Mine";
        });
        var second = await database.Import(recipe, ("a.csv", "Id\nX\n"), ("p.csv", "Mail,Account,Role,Dept\na@x,X,Boss,Two\n"));
        Assert.Equal(("contactRole", "a@x X", "department", "Mine", "Two"), second.KeptEdits.Select(k => (k.Entity, k.Key, k.Field, k.Yours!, k.Theirs!)).Single());
        await database.Db(async db => Assert.Equal(("Boss", "Mine"), (await db.ContactRoles.Where(r => r.SourceId == Source(db, source)).ToListAsync()).Select(r => (r.Role!, r.Department!)).Single()));
    }

    [Fact]
    public async Task Claims_are_signed_by_the_seller_that_the_row_names_and_none_is_of_a_day_to_come()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        string Claims(string by) => $$$"""{ "file": "c.csv", "dateOrder": "ymd", "records": [ { "entity": "claim", "fields": { "account": "Account", "seller": {{{by}}}, "step": "Step", "claimedOn": "Day" } } ] }""";
        const string sellers = """{ "file": "s.csv", "records": [ { "entity": "seller", "key": "Id", "fields": { "firstName": "First", "lastName": "Last" } } ] }""";
        const string accounts = """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": {} } ] }""";
        const string head = "Account,Seller,Step,Day\n";
        var today = database.Clock.GetUtcNow();
        var first = await database.Import(ImportSamples.Recipe(source, sellers, accounts, Claims("\"Seller\"")), ("s.csv", "Id,First,Last\n7,Sonja,Reed\n"), ("a.csv", "Id\nX\n"),
            ("c.csv", head + $"X,7,2,2024-01-01\nX,,3,2024-01-02\nX,7,5,{today.AddDays(2):yyyy-MM-dd}\n"));
        Assert.Equal((2, 0, 0, 1), first.Of("claim"));
        Assert.Contains("is a day to come", Assert.Single(first.Refusals).Reason, StringComparison.Ordinal);
        await database.Import(ImportSamples.Recipe(source, Claims("""{ "column": "Seller", "by": "name" }""")), ("c.csv", head + "X,sonja reed,4,2024-01-03\n"));
        await database.Db(async db => Assert.Equal(["Sonja Reed", db.Actor.Name, "Sonja Reed"],
            await db.Claims.Where(c => c.SourceId == Source(db, source)).OrderBy(c => c.Step).Select(c => c.ClaimedBy).ToListAsync()));
        Assert.Equal((0, 0, 1, 0), (await database.Import(ImportSamples.Recipe(source, sellers, Claims("\"Seller\"")), ("s.csv", "Id,First,Last\n7,Sonja,Other\n"), ("c.csv", head + "X,7,2,2024-01-01\n"))).Of("claim"));
    }

    [Theory]
    [InlineData("sale,2,5,", "Sale 2 5 10 ")]
    [InlineData(",2,5,10", "Sale 2 5 10 ")]
    [InlineData("cancellation,-2,5,-10", "Cancellation 2 5 10 ")]
    [InlineData("cancellation,2,5,10", "Cancellation 2 5 10 ")]
    [InlineData("return,-2,5,", "Return 2 5 10 ")]
    [InlineData("sale,-2,5,", "Adjustment 2 5 10 {\"Qty\":\"-2\"}")]
    [InlineData(",-2,0,", "Adjustment 2 0 0 {\"Qty\":\"-2\"}")]
    [InlineData("adjustment,1,-5,", "Adjustment 1 5 5 {\"Price\":\"-5\"}")]
    [InlineData("adjustment,,,-5.00", "Adjustment 1 5 5 {\"Amount\":\"-5.00\"}")]
    [InlineData("adjustment,1,50,", "Sale 1 50 50 {\"Kind\":\"adjustment\"}")]
    [InlineData("Adjustment,,,50", "Sale 1 50 50 {\"Kind\":\"Adjustment\"}")]
    [InlineData("adjustment,3,0,", "Adjustment 3 0 0 ")]
    [InlineData("sale,-2,-5,10", "quantity and unitPrice are both negative")]
    [InlineData("sale,2,5,-10", "different signs")]
    public async Task Lines_are_kept_positive_and_nothing_of_them_is_lost(string line, string expected)
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var report = await database.Import(ImportSamples.Recipe(source, """
            { "file": "l.csv", "dateOrder": "ymd", "decimal": ".", "records": [
              { "entity": "order", "key": "Order", "fields": { "orderedOn": "Day" } },
              { "entity": "orderLine", "fields": { "order": "Order", "kind": "Kind", "quantity": "Qty", "unitPrice": "Price", "amount": "Amount" }, "negative": "adjustment" } ] }
            """), ("l.csv", $"Order,Day,Kind,Qty,Price,Amount\nA,2024-01-01,{line}\n"));
        if (report.Refusals is [var refusal])
        {
            Assert.Contains(expected, refusal.Reason, StringComparison.Ordinal);
            return;
        }
        await database.Db(async db =>
        {
            var kept = await db.OrderLines.SingleAsync(l => l.SourceId == Source(db, source));
            var extras = kept.Extras is null ? "" : System.Text.Json.JsonDocument.Parse(kept.Extras).RootElement.GetProperty(source).GetRawText();
            Assert.Equal(expected, FormattableString.Invariant($"{kept.Kind} {kept.Quantity:0.##} {kept.UnitPrice:0.##} {kept.Amount:0.##} {extras}"));
            var order = await db.Orders.SingleAsync(o => o.SourceId == Source(db, source));
            Assert.Equal(kept.Kind == LineKind.Sale ? kept.Amount : -kept.Amount, order.Net);
            Assert.Equal(order.Net, report.OrderAmount);
        });
    }

    [Fact]
    public async Task An_error_in_the_program_leaves_nothing_staged()
    {
        database.Available();
        var request = new ImportRequest(RecipeText.Parse(ImportSamples.Recipe(ImportSamples.NewSource(), Accounts)), ImportSamples.Folder(("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,1,Graz,5\n")));
        var run = 0;
        await Assert.ThrowsAsync<OverflowException>(() => database.Do(services => Task.FromResult(services.GetRequiredService<RunImport>().Run(request, id => run = id, new Fails()))));
        await database.Db(async db => Assert.Equal(ImportState.Failed, (await db.ImportRuns.SingleAsync(r => r.Id == run)).State));
        Assert.Equal(0, await database.Count($"accounts WHERE batch_id = {run}"));
        Assert.Equal(0, await database.Count("hidden_batches"));
    }

    private sealed class Fails : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Rows > 0) throw new OverflowException("a bug");
        }
    }

    /// <summary>A crash between the step that shows the import and the one that counts the last totals again: whoever computes from them must hear of it.</summary>
    [Fact]
    public async Task Totals_counted_after_the_rows_appeared_are_news_to_the_Book()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var report = await database.Import(ImportSamples.Recipe(source, Lines), ("l.csv", "Order,Day,Item,Qty,Price\nA,2024-01-01,x,1,10\n"));
        await database.Db(async db =>
        {
            var order = await db.Orders.AsNoTracking().SingleAsync(o => o.SourceId == Source(db, source));
            await db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Sold, 0m));
            db.Add(new ImportUpdate { BatchId = report.Id!.Value, Seq = 1, Entity = "order", RecordId = order.Id });
            await db.SaveChangesAsync();
            await db.ImportRuns.Where(r => r.Id == report.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ImportState.Publishing));
            await db.Database.ExecuteSqlRawAsync("DELETE FROM book_changes");
        });
        await Assert.ThrowsAsync<NotFoundException>(() => database.Revert(report with { Id = 999_999 })); // carries on what is unfinished first
        await database.Db(async db => Assert.Equal(10m, (await db.Orders.SingleAsync(o => o.SourceId == Source(db, source))).Net));
        Assert.NotEqual(0, await database.Count("book_changes"));
        Assert.Equal(0, await database.Count("hidden_batches"));
    }

    /// <summary>The figures are computed anew for what an import brought or took, and not because somebody looked for one that is not there.</summary>
    [Fact]
    public async Task Taking_away_what_is_not_hidden_is_no_news_to_the_Book()
    {
        database.Available();
        async Task<long> After(string sql)
        {
            await database.Db(async db =>
            {
                await db.Database.ExecuteSqlRawAsync("DELETE FROM book_changes");
                await db.Database.ExecuteSqlRawAsync(sql);
            });
            return await database.Count("book_changes");
        }
        Assert.Equal(0, await After("DELETE FROM hidden_batches WHERE id = -1"));
        Assert.Equal(0, await After("INSERT INTO hidden_batches (id) VALUES (-1)"));
        Assert.Equal(1, await After("DELETE FROM hidden_batches WHERE id = -1"));
    }

    [Fact]
    public async Task Records_end_on_the_day_it_is_where_the_company_is()
    {
        database.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Accounts.Replace("\"file\"", "\"absent\": \"end\", \"file\"", StringComparison.Ordinal));
        await database.Db(async db =>
        {
            db.Add(new Company { Name = "Southern", BaseCurrency = "EUR", Culture = "en-GB", TimeZone = "Pacific/Auckland" });
            await db.SaveChangesAsync();
        });
        try
        {
            database.Clock.Set(new DateTimeOffset(2026, 1, 31, 20, 0, 0, TimeSpan.Zero));
            await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n1,Alpha,1,Graz,5\n"));
            await database.Import(recipe, ("a.csv", "Id,Name,Phone,City,Staff\n"));
        }
        finally
        {
            database.Clock.Set(TimeProvider.System.GetUtcNow());
        }
        await database.Db(async db => Assert.Equal(new DateOnly(2026, 2, 1), (await db.Accounts.SingleAsync(a => a.SourceId == Source(db, source))).EndedOn));
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

[Trait("Category", "Culture")]
public sealed class UpdatesOnSqlite(SqliteDatabase database) : UpdateTests(database), IClassFixture<SqliteDatabase>;

public sealed class UpdatesOnPostgres(PostgresDatabase database) : UpdateTests(database), IClassFixture<PostgresDatabase>;
