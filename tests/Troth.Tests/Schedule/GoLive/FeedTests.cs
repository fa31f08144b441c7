using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Troth.Accounts;
using Troth.Identity;
using Troth.Import.Reporting;
using Troth.Integrations.Outbox;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.GoLive;
using Troth.Schedule.Planning;
using Troth.Scheduling.Checking;
using Troth.Tests.Harness;
using Troth.Tests.Import;
using Troth.Tests.Schedule.Seeing;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Schedule.GoLive;

/// <summary>What an order system changes about orders that stand in the plan. Each test is a system of its own.</summary>
public abstract class FeedTests(TestServer troth) : IAsyncLifetime
{
    private readonly string source = ImportSamples.NewSource();

    public async Task InitializeAsync()
    {
        await troth.Ready();
        if (troth.Database.MissingBecause is not null) return;
        await troth.Services.GetServices<IHostedService>().OfType<FeedJob>().Single().StopAsync(default);
        await troth.Database.Db(async db =>
        {
            var id = (await db.ImportSources.MaxAsync(s => (int?)s.Id) ?? 0) + 1;
            db.Add(new ImportSource { Id = id, Name = source });
            await db.SaveChangesAsync();
            var product = await db.Products.SingleAsync(p => p.Id == Bracket);
            var account = await db.Accounts.SingleAsync(a => a.Number == 901);
            (product.SourceId, product.ExternalKey, account.SourceId, account.ExternalKey) = (id, "BR", id, "HA");
            await db.SaveChangesAsync();
        });
        await Scheduler.Json(HttpMethod.Post, "/api/schedule/go-live", new { });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private TestClient Scheduler => troth.As(Role.Scheduler);
    private PlantPlan Plan => troth.Services.GetRequiredService<PlanMemory>().Known(Plant.TheFirst)!;
    private DateOnly Today => Plan.Shop.Clock.DayOf(Plan.Shop.Clock.MinuteOf(troth.Database.Clock.GetUtcNow()));

    private Task<ImportReport> Import(params IEnumerable<(string Key, decimal Pieces, int DueIn, string Status)> rows) => troth.Database.Import(ImportSamples.Recipe(source, """
        { "file": "f.csv", "absent": "end", "dateOrder": "ymd", "decimal": ".", "records": [
          { "entity": "account", "key": "no", "repeated": "first" }, { "entity": "product", "key": "product", "repeated": "first" },
          { "entity": "order", "key": "order", "fields": { "account": "no", "orderedOn": "ordered", "status": "status" } },
          { "entity": "orderLine", "key": "line", "fields": { "order": "order", "product": "product", "quantity": "pieces",
            "unitPrice": { "value": "10" }, "promisedOn": "due" } } ] }
        """), ("f.csv", "no,product,order,line,ordered,pieces,due,status\n" + string.Concat(rows.Select(r => string.Create(CultureInfo.InvariantCulture,
            $"HA,BR,{r.Key},{r.Key},{Today.AddDays(-9):yyyy-MM-dd},{r.Pieces},{Today.AddDays(r.DueIn):yyyy-MM-dd},{r.Status}\n")))));

    private async Task<(int LetGo, int Changed, int Differ)> Take()
    {
        var answer = await Scheduler.Json(HttpMethod.Post, "/api/schedule/go-live/feed", new { });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (answer.Json.GetProperty("letGo").GetInt32(), answer.Json.GetProperty("changed").GetInt32(), answer.Json.GetProperty("differ").GetInt32());
    }

    private async Task<(ShopOrder Order, Promise Promise)> Of(string key) => await troth.Database.Db(async db =>
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.ExternalKey == key && db.ImportSources.Any(s => s.Id == o.SourceId && s.Name == source));
        var planned = await db.ShopOrders.AsNoTracking().SingleAsync(o => o.OrderId == order.Id);
        return (planned, await db.Promises.AsNoTracking().SingleAsync(p => p.ShopOrder == planned.Id));
    });

    private async Task<Dictionary<string, JsonElement>> Differences() =>
        (await Scheduler.Ok("/api/schedule/go-live")).GetProperty("differ").EnumerateArray().ToDictionary(d => d.GetProperty("order").GetString()!);

    private async Task Begin(string key)
    {
        var order = (await Of(key)).Order.OrderId;
        var label = await troth.Database.Db(async db => (await db.Orders.SingleAsync(o => o.Id == order)).Label);
        var told = await Scheduler.Json(HttpMethod.Post, "/api/schedule/go-live/work", new[] { new { order = label, line = 1, operation = "pressing", pieces = 20 } });
        Assert.True(told.Status == HttpStatusCode.OK && told.Text.Contains("accepted", StringComparison.Ordinal), told.Text);
    }

    [Fact]
    public async Task The_plan_follows_what_an_order_system_changes_about_its_own_orders_once()
    {
        troth.Available();
        await Take();
        var standing = (await Differences()).Count; // of other tests
        var before = new[] { "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8" }.Select((key, i) => (key, 20m, 30 + i, "Open")).ToList();
        await Import(before);
        await Take();
        var ours = await troth.Promise(40);
        await Begin("A2");
        await Begin("A7");
        var others = Plan.Orders.Keys.ToDictionary(number => number, number => Plan.Finish(number));
        var outbox = await troth.Database.Db(db => db.Outbox.CountAsync());

        (string, decimal, int, string)[] now = [("A1", 20, 30, "CANCELLED"), ("A2", 20, 31, "Cancelled"), ("A4", 20, 90, "Open"), ("A5", 20, 20, "Open"), ("A6", 30, 35, "Open"), ("A8", 5000, 37, "Open")];
        await Import(now);
        Assert.Equal((2, 3, 3 + standing), await Take());
        PlanChecker.Assert(Plan.Plan);

        // What is not wanted any more has let go of its place, and nobody broke a word about it.
        foreach (var (key, why) in new[] { ("A1", "Cancelled in the order system"), ("A3", "Not in the order system any more") })
        {
            var (order, promise) = await Of(key);
            Assert.Equal((ShopOrderState.Cancelled, PromiseState.Withdrawn), (order.State, promise.State));
            Assert.StartsWith(why, promise.CauseText, StringComparison.Ordinal);
            Assert.Null(Plan.Find(order.Number));
        }
        // Another day is planned as told and the day first promised goes on to judge it; another quantity is planned, too.
        var (later, moved) = await Of("A4");
        Assert.Equal((Today.AddDays(90), Today.AddDays(90), Today.AddDays(33), true, (int?)null), (later.PromisedOn!.Value, moved.DueOn, moved.FirstDueOn, moved.IsOpen, moved.Notice));
        var (earlier, pulled) = await Of("A5");
        Assert.Equal((Today.AddDays(20), Today.AddDays(20), Today.AddDays(34)), (earlier.PromisedOn!.Value, pulled.DueOn, pulled.FirstDueOn));
        Assert.Equal(earlier.ReadyBy, Plan.Shop.Clock.InstantOf(Plan.Find(earlier.Number)!.Value.Terms.Promised));
        var (more, all) = await Of("A6");
        Assert.Equal((30, 30m, 30), (more.Quantity, all.Quantity, Plan.Find(more.Number)!.Value.Terms.Quantity));
        // What has begun, or would need others to make room, keeps its place until somebody decides.
        var (kept, still) = await Of("A8");
        Assert.Equal((20, true, others[kept.Number]), (kept.Quantity, still.IsOpen, Plan.Finish(kept.Number)));
        var differ = await Differences();
        Assert.Equal(["begun", "begun", "noRoom"], new[] { "A2", "A7", "A8" }.Select(key => differ[Of(key).Result.Order.Label].GetProperty("because").GetString()!));
        Assert.Equal(["cancelled", "gone", "changed"], new[] { "A2", "A7", "A8" }.Select(key => differ[Of(key).Result.Order.Label].GetProperty("says").GetString()!));
        Assert.Contains("5,000 pieces instead of 20", differ[kept.Label].GetProperty("text").GetString(), StringComparison.Ordinal);
        var changed = new[] { "A1", "A3", "A4", "A5", "A6" }.Select(key => Of(key).Result.Order.Number).ToHashSet();
        Assert.All(others.Where(o => !changed.Contains(o.Key)), o => Assert.Equal(o.Value, Plan.Finish(o.Key)));

        // In the log it is the import's doing; what the order system said itself is not told back to it.
        var said = (await Scheduler.Ok($"/api/schedule/orders/{later.Label}/changes")).GetProperty("items")[0];
        Assert.StartsWith("Import I-", said.GetProperty("who").GetString(), StringComparison.Ordinal);
        Assert.Equal(("import", true), (said.GetProperty("through").GetString(), said.GetProperty("text").GetString()!.Contains("told", StringComparison.Ordinal)));
        Assert.Equal(outbox, await troth.Database.Db(db => db.Outbox.CountAsync()));
        foreach (var path in new[] { "/schedule/go-live", "/schedule/decisions", "/" })
            Assert.Contains(kept.Label, (await Scheduler.Open(path)).Words("main") ?? "", StringComparison.Ordinal);

        // The same again changes nothing, also not how long it has been open; and the log makes the same plan.
        var (version, since) = (await Events(), differ[kept.Label].GetProperty("since").GetDateTimeOffset());
        troth.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await Import(now);
        Assert.Equal((0, 0, 3 + standing), await Take());
        Assert.Equal((version, since), (await Events(), (await Differences())[kept.Label].GetProperty("since").GetDateTimeOffset()));
        var plan = Plan; // of one moment: the server learns from what is past by itself
        var rebuilt = await troth.Database.Db(async db => await PlanStore.Version(db, Plant.TheFirst, plan.Version, default));
        Assert.Equal(PlanSnapshots.Write(plan), PlanSnapshots.Write(rebuilt!));

        // Where the two agree again there is nothing left to decide.
        now[^1] = ("A8", 20, 37, "Open");
        await Import(now);
        Assert.Equal((0, 0, 2 + standing), await Take());
        Assert.DoesNotContain(ours, (await Differences()).Keys);
    }

    private Task<int> Events() => troth.Database.Db(db => db.PlanEvents.CountAsync(e => e.ShopOrder != null));

    [Fact]
    public async Task What_was_agreed_here_is_not_taken_back_by_a_feed_that_says_what_it_said_before()
    {
        troth.Available();
        await Import(("B1", 20, 40, "Open"));
        await Take();
        var (order, promise) = await Of("B1");
        var told = await Scheduler.Json(HttpMethod.Post, $"/api/promises/{promise.Label}/renegotiation",
            new { channel = "phone", answer = "agreed", on = Today.AddDays(50), whom = "Zsolt", said = "The 50th day suits us better" });
        Assert.True(told.Status == HttpStatusCode.OK, told.Text);
        await Import(("B1", 20, 40, "Open"));
        Assert.Equal((0, 0), await Take() is var (letGo, changed, _) ? (letGo, changed) : default);
        Assert.Equal((Today.AddDays(50), Today.AddDays(50)), ((await Of("B1")).Order.PromisedOn!.Value, (await Of("B1")).Promise.DueOn));
        Assert.Equal(order.Id, (await Of("B1")).Order.Id);
    }

    [Fact]
    public async Task What_was_promised_here_no_feed_changes_and_a_person_is_told_what_to_do()
    {
        troth.Available();
        var label = await troth.Promise(11);
        await troth.Database.Db(async db =>
        {
            var planned = await db.ShopOrders.SingleAsync(o => "W-" + o.Number == label);
            var order = await db.Orders.SingleAsync(o => o.Id == planned.OrderId);
            (order.SourceId, order.ExternalKey) = ((await db.ImportSources.SingleAsync(s => s.Name == source)).Id, "C1");
            await db.SaveChangesAsync();
        });
        await troth.Database.Import(ImportSamples.Recipe(source, """
            { "file": "o.csv", "dateOrder": "ymd", "records": [ { "entity": "account", "key": "no", "repeated": "first" },
              { "entity": "order", "key": "order", "fields": { "account": "no", "orderedOn": "ordered", "status": "status" } } ] }
            """), ("o.csv", $"no,order,ordered,status\nHA,C1,{Today:yyyy-MM-dd},Storniert\n"));
        Assert.Equal((0, 0), await Take() is var (letGo, changed, _) ? (letGo, changed) : default);
        var differ = (await Differences())[label];
        Assert.Equal(("cancelled", "ours"), (differ.GetProperty("says").GetString(), differ.GetProperty("because").GetString()));
        Assert.Contains("Ask the customer", differ.GetProperty("act").GetString(), StringComparison.Ordinal);
        Assert.Equal(ShopOrderState.Firm, await troth.Database.Db(db => db.ShopOrders.Where(o => "W-" + o.Number == label).Select(o => o.State).SingleAsync()));
        // A full feed of orders alone that leaves it out takes nothing out of the plan either.
        await troth.Database.Import(ImportSamples.Recipe(source, """
            { "file": "o.csv", "absent": "end", "dateOrder": "ymd", "records": [ { "entity": "account", "key": "no", "repeated": "first" },
              { "entity": "order", "key": "order", "fields": { "account": "no", "orderedOn": "ordered" } } ] }
            """), ("o.csv", $"no,order,ordered\nHA,C9,{Today:yyyy-MM-dd}\n"));
        await Take();
        Assert.Equal(ShopOrderState.Firm, await troth.Database.Db(db => db.ShopOrders.Where(o => "W-" + o.Number == label).Select(o => o.State).SingleAsync()));
        // Decided by a person, it is nothing to decide any more.
        Assert.Equal(HttpStatusCode.OK, (await Scheduler.Json(HttpMethod.Put, $"/api/shop-orders/{label}/cancelled", new { text = "As the order system says" })).Status);
        Assert.DoesNotContain(label, (await Differences()).Keys);
        await Take();
        Assert.DoesNotContain(label, (await Differences()).Keys);
    }

    [Fact]
    public async Task An_order_promised_here_that_comes_back_with_lines_of_their_own_keys_is_promised_once()
    {
        troth.Available();
        var label = await troth.Promise(12);
        var (id, on) = await troth.Database.Db(async db =>
        {
            var planned = await db.ShopOrders.SingleAsync(o => "W-" + o.Number == label);
            var order = await db.Orders.SingleAsync(o => o.Id == planned.OrderId);
            (order.SourceId, order.ExternalKey) = ((await db.ImportSources.SingleAsync(s => s.Name == source)).Id, "D1");
            db.Add(new Account(902, "Tisza Zrt.") { SourceId = order.SourceId, ExternalKey = "TI" });
            await db.SaveChangesAsync();
            return (order.Id, planned.PromisedOn!.Value);
        });
        foreach (var account in new[] { "HA", "HA", "TI" })
        {
            await Shipping("end", $"{account},D1,D1/10,{Today:yyyy-MM-dd},12,{on:yyyy-MM-dd},");
            await Take();
            var line = await troth.Database.Db(db => db.OrderLines.AsNoTracking().SingleAsync(l => l.OrderId == id));
            Assert.Equal(("D1/10", 12m, (DateOnly?)null), (line.ExternalKey, line.Quantity, line.EndedOn));
            Assert.Equal(1, await troth.Database.Db(db => db.ShopOrders.CountAsync(o => o.OrderId == id)));
            Assert.Equal(1, await troth.Database.Db(db => db.Promises.CountAsync(p => p.OrderId == id)));
        }
        // It was taken here, for its account.
        Assert.Equal(901, await troth.Database.Db(async db =>
        {
            var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id);
            return (await db.Accounts.SingleAsync(a => a.Id == order.AccountId)).Number;
        }));
        Assert.DoesNotContain(label, (await Differences()).Keys);
        // Split, or of another key: it may be a part of what is promised, so a person says what it is.
        await Shipping("end", $"HA,D1,D1/10,{Today:yyyy-MM-dd},7,{on:yyyy-MM-dd},", $"HA,D1,D1/20,{Today:yyyy-MM-dd},5,{on:yyyy-MM-dd},");
        await Take();
        Assert.Equal(1, await troth.Database.Db(db => db.ShopOrders.CountAsync(o => o.OrderId == id)));
        Assert.Contains("\"split\"", (await Scheduler.Get("/api/schedule/go-live")).Text, StringComparison.Ordinal);
    }

    private Task<ImportReport> Shipping(string absent, params string[] rows) => troth.Database.Import(ImportSamples.Recipe(source, $$"""
        { "file": "s.csv", "absent": "{{absent}}", "dateOrder": "ymd", "decimal": ".", "records": [
          { "entity": "account", "key": "no", "repeated": "first" }, { "entity": "product", "key": "product", "repeated": "first" },
          { "entity": "order", "key": "order", "fields": { "account": "no", "orderedOn": "ordered" } },
          { "entity": "orderLine", "key": "line", "fields": { "order": "order", "product": "product", "quantity": "pieces",
            "unitPrice": { "value": "10" }, "promisedOn": "due", "shippedOn": "left" }, "negative": "cancellation" } ] }
        """), ("s.csv", "no,order,line,ordered,pieces,due,left,product\n" + string.Concat(rows.Select(r => r + ",BR\n"))));

    /// <summary>Less than was promised is not all of it, and a day before the order is none: neither is a promise kept.</summary>
    [Fact]
    public async Task A_short_shipment_and_one_before_its_order_keep_no_promise()
    {
        troth.Available();
        var (ordered, due) = (Today.AddDays(-9), Today.AddDays(30));
        string Line(string key, int pieces, DateOnly? left) => string.Create(CultureInfo.InvariantCulture, $"HA,{key},{key},{ordered:yyyy-MM-dd},{pieces},{due:yyyy-MM-dd},{left:yyyy-MM-dd}");
        await Shipping("leave", Line("E1", 40, null), Line("E2", 20, null), Line("E3", 20, null), Line("E4", 20, null));
        await Take();
        for (var i = 0; i < 2; i++)
        {
            await Shipping("leave", Line("E1", 1, Today), Line("E2", 20, ordered.AddDays(-1)), Line("E3", 20, Today), Line("E4", 20, null));
            await Take();
            var (part, open) = await Of("E1");
            Assert.Equal((ShopOrderState.Firm, 1, 40, true), (part.State, part.ShippedQuantity, part.Quantity, open.IsOpen));
            var (early, unkept) = await Of("E2");
            Assert.Equal((ShopOrderState.Firm, 0, true), (early.State, early.ShippedQuantity, unkept.IsOpen));
            var (gone, kept) = await Of("E3");
            Assert.Equal((ShopOrderState.Shipped, PromiseState.Kept), (gone.State, kept.State));
            var differ = await Differences();
            Assert.Equal(("shipped", "part"), (differ[part.Label].GetProperty("says").GetString(), differ[part.Label].GetProperty("because").GetString()));
            Assert.Contains("1 of 40 pieces", differ[part.Label].GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Equal(("shipped", "noDay"), (differ[early.Label].GetProperty("says").GetString(), differ[early.Label].GetProperty("because").GetString()));
            Assert.False(differ.ContainsKey((await Of("E4")).Order.Label));
        }
        // Nor is one to come, or of what is not wanted any more.
        await Shipping("leave", Line("E4", 20, Today.AddDays(9)), Line("E5", 20, null));
        await Take();
        await Shipping("leave", Line("E5", -20, Today));
        await Take();
        foreach (var (key, because) in new[] { ("E4", "noDay"), ("E5", "unclear") })
        {
            Assert.True((await Of(key)).Promise.IsOpen);
            Assert.Equal(because, (await Differences())[(await Of(key)).Order.Label].GetProperty("because").GetString());
        }
        // Fewer are wanted by what the system that promised it says: so many are all.
        await Shipping("leave", Line("E4", 12, null));
        await Take();
        await Shipping("leave", Line("E4", 12, Today));
        await Take();
        Assert.Equal((ShopOrderState.Shipped, PromiseState.Kept), ((await Of("E4")).Order.State, (await Of("E4")).Promise.State));
        // The day corrected, it has left.
        await Shipping("leave", Line("E2", 20, Today));
        await Take();
        Assert.Equal((ShopOrderState.Shipped, PromiseState.Kept), ((await Of("E2")).Order.State, (await Of("E2")).Promise.State));
        Assert.DoesNotContain((await Of("E2")).Order.Label, (await Differences()).Keys);
    }

    /// <summary>Of a day before the promise, or of another account: neither keeps it. Part of the same pieces: not promised twice.</summary>
    [Fact]
    public async Task What_left_before_it_was_promised_or_for_another_keeps_nothing_and_a_part_is_no_second_promise()
    {
        troth.Available();
        await troth.Database.Db(async db =>
        {
            db.Add(new Account(903, "Drava d.o.o.") { SourceId = (await db.ImportSources.SingleAsync(s => s.Name == source)).Id, ExternalKey = "DR" });
            await db.SaveChangesAsync();
        });
        string Line(string key, int pieces = 20, int? left = null, int ordered = -9, string account = "HA", string? line = null) => string.Create(CultureInfo.InvariantCulture,
            $"{account},{key},{line ?? key},{Today.AddDays(ordered):yyyy-MM-dd},{pieces},{Today.AddDays(30):yyyy-MM-dd},{(left is { } day ? Today.AddDays(day) : null):yyyy-MM-dd}");
        await Shipping("leave", Line("F2"), Line("F3", 40), Line("F4"));
        await Take();
        await Shipping("leave", Line("F2", ordered: -60, left: -50), Line("F3", 1, left: 0), Line("F3", 39, line: "F3/2"), Line("F4", account: "DR", left: 0));
        await Take();

        Assert.True((await Of("F2")).Promise.IsOpen); // its order says another day by now, the promise does not
        Assert.True((await Of("F4")).Promise.IsOpen);
        Assert.Equal(1, await troth.Database.Db(async db =>
        {
            var order = (await Of("F3")).Order.OrderId;
            return await db.ShopOrders.CountAsync(o => o.OrderId == order);
        }));
        var differ = await Differences();
        foreach (var (key, because) in new[] { ("F2", "refused"), ("F4", "otherAccount") })
            Assert.Equal(because, differ[(await Of(key)).Order.Label].GetProperty("because").GetString());
    }
}

public sealed class FeedOnSqlite(SqliteServer troth) : FeedTests(troth), IClassFixture<SqliteServer>;

public sealed class FeedOnPostgres(PostgresServer troth) : FeedTests(troth), IClassFixture<PostgresServer>;
