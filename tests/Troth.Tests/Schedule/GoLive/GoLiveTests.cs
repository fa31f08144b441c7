using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Troth.Accounts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Live;
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

/// <summary>An order book promised elsewhere comes into the plan of the little shop. Each test has its own order lines and leaves nothing open.</summary>
public abstract class GoLiveTests(TestServer troth) : IAsyncLifetime
{
    /// <summary>What the server takes in by itself after some seconds is taken in here when a test says so.</summary>
    public async Task InitializeAsync()
    {
        await troth.Ready();
        await troth.Services.GetServices<IHostedService>().OfType<FeedJob>().Single().StopAsync(default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private TestClient Scheduler => troth.As(Role.Scheduler);
    private PlantPlan Plan => troth.Services.GetRequiredService<PlanMemory>().Known(Plant.TheFirst)!;
    private DateOnly Today => Plan.Shop.Clock.DayOf(Plan.Shop.Clock.MinuteOf(troth.Database.Clock.GetUtcNow()));

    /// <summary>An order as an import brings it: a line for each day promised elsewhere; a cell left empty promises nothing.</summary>
    private Task<Order> Order(Guid? product, decimal quantity, DateOnly ordered, params DateOnly?[] promised) => troth.Database.Db(async db =>
    {
        var account = await db.Accounts.SingleAsync(a => a.Number == 901);
        var order = new Order { Number = await db.Take<Order>(default), AccountId = account.Id, OrderedOn = ordered, Currency = "EUR", LineCount = promised.Length };
        db.Add(order);
        db.AddRange(promised.Select((on, i) => new OrderLine
        {
            OrderId = order.Id, LineNo = i + 1, ProductId = product, Quantity = quantity, UnitPrice = 10, Amount = 10 * quantity, PromisedOn = on,
        }));
        await db.SaveChangesAsync();
        return order;
    });

    private Task<List<ShopOrder>> ShopOrders(Order order) => troth.Database.Db(db => db.ShopOrders.AsNoTracking().Where(o => o.OrderId == order.Id).OrderBy(o => o.LineNo).ToListAsync());
    private Task<List<Promise>> Promises(Order order) => troth.Database.Db(db => db.Promises.AsNoTracking().Where(p => p.OrderId == order.Id).OrderBy(p => p.OrderLineNo).ToListAsync());

    private async Task<JsonElement> Post(string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await Scheduler.Json(HttpMethod.Post, path, body);
        Assert.True(answer.Status == expected, $"{path}: {answer.Text}");
        return answer.Json;
    }

    [Fact]
    public async Task An_order_book_is_looked_at_and_taken_in_and_displaces_nobody()
    {
        troth.Available();
        for (var i = 0; i < 4; i++) await troth.Promise(160);
        await troth.Hold(80);
        var ours = Plan.Orders.Keys.ToDictionary(number => number, number => Plan.Finish(number));
        // Far more than the press can do by tomorrow, something that is easy, something without a day, and what nobody can plan.
        var (late, easy) = (await Order(Bracket, 900, Today.AddDays(-20), Today.AddDays(1)), await Order(Bracket, 10, Today.AddDays(-3), Today.AddDays(120), null));
        var overdue = await Order(Bracket, 5, Today.AddDays(-90), Today.AddDays(-30));
        await Order(null, 3, Today, Today.AddDays(5));
        await Order(Bracket, 2.5m, Today, Today.AddDays(5));

        var view = await Scheduler.Ok("/api/schedule/go-live");
        Assert.Equal(4, view.GetProperty("backlog").GetProperty("lines").GetInt32());
        Assert.Equal(925, view.GetProperty("backlog").GetProperty("pieces").GetInt64());
        Assert.Equal(["noProduct", "quantity"], view.GetProperty("backlog").GetProperty("gaps").EnumerateArray().Select(g => g.GetProperty("gap").GetString()!).Order());
        var look = await Scheduler.Ok("/api/schedule/go-live/look");
        Assert.Equal((4, 2), (look.GetProperty("lines").GetInt32(), look.GetProperty("cannotBeMet").GetInt32()));
        Assert.Empty(await ShopOrders(late)); // nothing was written

        Assert.Equal("planMoved", (await Post("/api/schedule/go-live", new { seen = "another" }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        var scheduler = Scheduler;
        var page = await scheduler.Open("/schedule/go-live/look");
        Assert.InRange(page.Queries.Count, 1, 14);
        var answer = await scheduler.Submit(page, "main form");
        Assert.True((int)answer.Status == 303, answer.Text);
        var after = await scheduler.Open(answer.Location!);
        Assert.InRange(after.Queries.Count, 1, 18);
        Assert.Contains("Bracket", after.Words("main"), StringComparison.Ordinal);

        PlanChecker.Assert(Plan.Plan);
        Assert.All(ours, o => Assert.Equal(o.Value, Plan.Finish(o.Key)));
        var taken = Assert.Single(await ShopOrders(late));
        Assert.Equal((ShopOrderOrigin.Inherited, ShopOrderState.Firm, PromiseRisk.Late, Today.AddDays(1)), (taken.Origin, taken.State, taken.Risk, taken.PromisedOn!.Value));
        Assert.True(Plan.Find(taken.Number)!.Value.Terms.Inherited);
        Assert.Equal([PromiseRisk.None, PromiseRisk.None], (await ShopOrders(easy)).Select(o => o.Risk));
        Assert.Null((await ShopOrders(easy))[1].PromisedOn);
        var told = Assert.Single(await Promises(late));
        Assert.Equal((PromiseOrigin.Inherited, Today.AddDays(1), Today.AddDays(-20), true, taken.Id), (told.Origin, told.DueOn, told.MadeOn, told.AtRisk, told.ShopOrder));
        Assert.Equal(Today.AddDays(-30), Assert.Single(await Promises(overdue)).DueOn); // as told, though it has passed
        Assert.Equal([told.Id], (await scheduler.Ok($"/api/promises?q={taken.Label}")).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetGuid()));
        // What the plan found its day to rest on; and why it cannot be met. What was overdue before is late for reasons that no plan saw.
        Assert.Equal((Press, null), (told.WorkCenter, told.Cause));
        Task<List<ShopOrderDelay>> Delays(Guid? order) => troth.Database.Db(db => db.ShopOrderDelays.AsNoTracking().Where(d => d.ShopOrder == order).ToListAsync());
        Assert.Equal(Press, Assert.Single(await Delays(taken.Id)).Center);
        Assert.Empty(await Delays((await ShopOrders(overdue))[0].Id));
        Assert.Single(await Promises(easy)); // where no day was promised there is no promise

        // Again it takes nothing, and quotes go on beside it.
        Assert.Equal(0, (await Post("/api/schedule/go-live", new { })).GetProperty("taken").GetInt32());
        Assert.Single(await ShopOrders(late));
        Assert.Equal(Today, (await troth.Database.Db(db => db.Plants.SingleAsync(p => p.Id == Plant.TheFirst))).GoLiveOn);
        var plan = Plan; // of one moment: the server learns from what is past by itself
        var rebuilt = await troth.Database.Db(async db => await PlanStore.Version(db, Plant.TheFirst, plan.Version, default));
        Assert.Equal(PlanSnapshots.Write(plan), PlanSnapshots.Write(rebuilt!));
        await troth.Promise(10);
    }

    [Fact]
    public async Task What_is_promised_elsewhere_after_it_is_taken_in_at_once_and_counted_as_promised_before_the_schedule_was_asked()
    {
        troth.Available();
        await Post("/api/schedule/go-live", new { });
        var live = (await troth.Database.Db(db => db.Plants.SingleAsync(p => p.Id == Plant.TheFirst))).GoLiveOn!.Value;
        var before = (await Scheduler.Ok("/api/promises?origin=unasked")).GetProperty("items").GetArrayLength();
        var (fed, old, open) = (await Order(Bracket, 20, live, Today.AddDays(60)), await Order(Bracket, 20, live.AddDays(-40), Today.AddDays(61)), await Order(Bracket, 7, live, [null]));
        var took = await Post("/api/schedule/go-live/feed", new { });
        Assert.Equal((2, 0), (took.GetProperty("taken").GetInt32(), took.GetProperty("shipped").GetInt32()));
        Assert.Equal(0, (await Post("/api/schedule/go-live/feed", new { })).GetProperty("taken").GetInt32());
        Assert.Equal(ShopOrderOrigin.Inherited, Assert.Single(await ShopOrders(fed)).Origin);
        Assert.Empty(await ShopOrders(open)); // nothing was promised: the desk, or the page of going live, plans it
        var unasked = (await Scheduler.Ok("/api/promises?origin=unasked")).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(before + 1, unasked.Count);
        Assert.Contains(Assert.Single(await Promises(fed)).Id, unasked);
        Assert.DoesNotContain(Assert.Single(await Promises(old)).Id, unasked);

        var word = (await Scheduler.Ok("/api/word")).GetProperty("inherited");
        Assert.Equal((live.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), before + 1), (word.GetProperty("since").GetString(), word.GetProperty("beforeAsked").GetInt32()));
        Assert.True(word.GetProperty("deliveries").GetInt32() >= before + 1);

        // The feed says that it is shipped: it leaves the plan, and its promise is kept.
        await troth.Database.Db(async db =>
        {
            (await db.OrderLines.SingleAsync(l => l.OrderId == fed.Id)).ShippedOn = Today;
            (await db.OrderLines.SingleAsync(l => l.OrderId == open.Id)).ShippedOn = Today;
            await db.SaveChangesAsync();
        });
        Assert.Equal(1, (await Post("/api/schedule/go-live/feed", new { })).GetProperty("shipped").GetInt32());
        var gone = Assert.Single(await ShopOrders(fed));
        Assert.Equal((ShopOrderState.Shipped, 20), (gone.State, gone.ShippedQuantity));
        Assert.Null(Plan.Find(gone.Number));
        Assert.Equal((PromiseState.Kept, Today), (Assert.Single(await Promises(fed)) is var kept ? kept.State : default, Assert.Single(await Promises(fed)).DoneOn));
    }

    [Fact]
    public async Task Two_who_take_it_in_at_once_and_one_who_was_stopped_between_take_nothing_twice()
    {
        troth.Available();
        await Post("/api/schedule/go-live", new { }); // what other tests left open
        var lines = 2 * TakeBacklog.AtOnce + 130;
        var order = await Order(Bracket, 1, Today.AddDays(-2), [.. Enumerable.Range(0, lines).Select(i => (DateOnly?)Today.AddDays(30 + i % 50))]);
        using (var stop = new CancellationTokenSource())
        using (var news = troth.Services.GetRequiredService<LiveNews>().Listen())
        {
            // Stopped as soon as the first of its turns is committed.
            await using var scope = troth.Services.CreateAsyncScope();
            var taking = scope.ServiceProvider.GetRequiredService<TakeBacklog>().Run(Plan, null, null, stop.Token);
            while ((await ShopOrders(order)).Count == 0 && !taking.IsCompleted) await news.Next(default);
            await stop.CancelAsync();
            await taking.ContinueWith(_ => { }, TaskScheduler.Default);
        }
        var first = (await ShopOrders(order)).Count;
        Assert.True(first == lines || first % TakeBacklog.AtOnce == 0, $"{first} lines: half a turn");
        var both = await Task.WhenAll(Post("/api/schedule/go-live", new { }), Post("/api/schedule/go-live", new { }));
        Assert.Equal(lines - first, both.Sum(b => b.GetProperty("taken").GetInt32()));
        Assert.Equal(Enumerable.Range(1, lines), (await ShopOrders(order)).Select(o => o.LineNo!.Value));
        Assert.Equal(lines, (await Promises(order)).Select(p => p.ShopOrder).Distinct().Count());
        PlanChecker.Assert(Plan.Plan);
    }

    [Fact]
    public async Task What_an_import_put_down_as_promised_is_not_promised_twice()
    {
        troth.Available();
        var order = await Order(Bracket, 4, Today.AddDays(-5), Today.AddDays(45));
        await troth.Database.Db(async db =>
        {
            var known = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, PromiseOrigin.Inherited, "4 brackets", order.AccountId!.Value, new(Today.AddDays(45)),
                Today.AddDays(-5), troth.Database.Clock.GetUtcNow().AddDays(-5));
            known.Of(Bracket, 4, order.Id, null, null, null);
            db.Add(known);
            await db.SaveChangesAsync();
        });
        await Post("/api/schedule/go-live", new { });
        var promise = Assert.Single(await Promises(order));
        Assert.Equal(("4 brackets", Assert.Single(await ShopOrders(order)).Id), (promise.What, promise.ShopOrder));
    }

    private static string Feed(string source) => ImportSamples.Recipe(source, """
        { "file": "f.csv", "dateOrder": "ymd", "decimal": ".", "records": [
          { "entity": "account", "key": "no", "repeated": "first" }, { "entity": "product", "key": "product", "repeated": "first" },
          { "entity": "order", "key": "order", "fields": { "account": "no", "orderedOn": "ordered" } },
          { "entity": "orderLine", "key": "line", "fields": { "order": "order", "product": "product", "quantity": "pieces",
            "unitPrice": { "value": "10" }, "promisedOn": "due", "shippedOn": "done" } },
          { "entity": "promise", "key": "line", "fields": { "account": "no", "product": "product", "order": "order", "quantity": "pieces",
            "madeOn": "ordered", "dueOn": "due", "doneOn": "done" } } ] }
        """);

    private const string FeedHead = "no,product,order,line,ordered,pieces,due,done\n";

    [Fact]
    public async Task A_feed_that_says_delivered_and_shipped_in_one_row_lets_its_order_go_and_takes_in_the_next()
    {
        troth.Available();
        await Post("/api/schedule/go-live", new { });
        var source = ImportSamples.NewSource();
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
        string Row(string key, DateOnly due, DateOnly? done) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"HA,BR,G{key},G{key},{Today.AddDays(-9):yyyy-MM-dd},3,{due:yyyy-MM-dd},{done:yyyy-MM-dd}\n");
        await troth.Database.Import(Feed(source), ("f.csv", FeedHead + Row("1", Today.AddDays(50), null)));
        await Post("/api/schedule/go-live/feed", new { });
        var order = await troth.Database.Db(db => db.Orders.AsNoTracking().SingleAsync(o => o.ExternalKey == "G1"));
        var planned = Assert.Single(await ShopOrders(order));
        Assert.Equal(planned.Id, Assert.Single(await Promises(order)).ShopOrder);
        var report = await troth.Database.Import(Feed(source), ("f.csv",
            FeedHead + Row("1", Today.AddDays(80), Today) + Row("2", Today.AddDays(51), null)));
        Assert.Equal(["doneOn", "dueOn"], report.KeptEdits.Where(e => e.Entity == "promise").Select(e => e.Field).Order());
        var open = Assert.Single(await Promises(order));
        Assert.Equal((PromiseState.Open, Today.AddDays(50)), (open.State, open.DueOn));
        var took = await Post("/api/schedule/go-live/feed", new { });
        Assert.Equal((1, 1), (took.GetProperty("taken").GetInt32(), took.GetProperty("shipped").GetInt32()));
        Assert.Equal(0, took.GetProperty("notShipped").GetArrayLength());
        Assert.Equal(ShopOrderState.Shipped, Assert.Single(await ShopOrders(order)).State);
        var kept = Assert.Single(await Promises(order));
        Assert.Equal((PromiseState.Kept, Today), (kept.State, kept.DoneOn!.Value));
    }

    [Fact]
    public async Task What_we_promised_ourselves_is_not_planned_again_when_the_order_system_brings_it_back()
    {
        troth.Available();
        await Post("/api/schedule/go-live", new { });
        var number = await troth.Promise(17);
        var ours = await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => "W-" + o.Number == number));
        var (back, another) = (await Order(Bracket, 17, Today, ours.PromisedOn), await Order(Bracket, 17, Today, ours.PromisedOn));
        var took = await Post("/api/schedule/go-live/feed", new { });
        Assert.Equal(1, took.GetProperty("taken").GetInt32()); // one stands for ours, and the other is one more
        Assert.Empty(await ShopOrders(back));
        Assert.Empty(await Promises(back));
        Assert.Single(await ShopOrders(another));
        var gaps = (await Scheduler.Ok("/api/schedule/go-live")).GetProperty("backlog").GetProperty("gaps");
        Assert.Contains("ours", gaps.EnumerateArray().Select(g => g.GetProperty("gap").GetString()!));
        await troth.Database.Db(async db =>
        {
            (await db.OrderLines.SingleAsync(l => l.OrderId == back.Id)).ShippedOn = Today; // leaves nothing open for others
            await db.SaveChangesAsync();
        });
    }

    [Fact]
    public async Task The_day_of_going_live_moves_only_to_a_day_with_a_plan_and_for_a_reason()
    {
        troth.Available();
        var order = await Order(Bracket, 2, Today.AddDays(-1), Today.AddDays(90));
        await Post("/api/schedule/go-live", new { });
        Assert.Single(await ShopOrders(order));
        async Task<Answer> Put(DateOnly? day, string? why)
        {
            var plant = System.Text.Json.Nodes.JsonNode.Parse((await Scheduler.Get("/api/schedule/plant")).Text)!.AsObject();
            (plant["goLiveOn"], plant["goLiveWhy"]) = (day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), why);
            return await Scheduler.Json(HttpMethod.Put, "/api/schedule/plant", plant);
        }
        var was = (await troth.Database.Db(db => db.Plants.AsNoTracking().SingleAsync(p => p.Id == Plant.TheFirst))).GoLiveOn!.Value;
        foreach (var day in new DateOnly?[] { new(9999, 12, 31), Today.AddDays(1), new(1, 1, 1), null })
        {
            var no = await Put(day, "Typed wrong");
            Assert.True(no.Status == HttpStatusCode.BadRequest && no.Text.Contains("goLiveOn", StringComparison.Ordinal), no.Text);
        }
        Assert.Equal(HttpStatusCode.OK, (await Put(was, null)).Status); // the same day needs no reason
        await troth.Database.Db(async db =>
        {
            (await db.Plants.SingleAsync(p => p.Id == Plant.TheFirst)).GoLiveOn = was.AddDays(-5);
            await db.SaveChangesAsync();
        });
        var silent = await Put(Today, null);
        Assert.True(silent.Status == HttpStatusCode.BadRequest && silent.Text.Contains("goLiveWhy", StringComparison.Ordinal), silent.Text);
        Assert.Equal(HttpStatusCode.OK, (await Put(Today, "Typed wrong")).Status);
        var said = await troth.Database.Db(db => db.Changes.AsNoTracking().Where(c => c.RecordId == Plant.TheFirst).Select(c => c.Fields).ToListAsync());
        Assert.Contains(said, fields => fields?.Contains("Typed wrong", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_is_done_already_is_told_in_the_order_systems_words_and_counts_once()
    {
        troth.Available();
        var order = await Order(Bracket, 6, Today.AddDays(-5), Today.AddDays(70));
        await Post("/api/schedule/go-live", new { });
        var number = Assert.Single(await ShopOrders(order)).Number;
        var done = new[] { new { order = $"O-{order.Number}", line = 1, operation = "pressing", pieces = 6 }, new { order = "O-999999", line = 1, operation = "pressing", pieces = 6 } };
        var answers = await Post("/api/schedule/go-live/work", done);
        Assert.Equal(["accepted", "refused"], answers.EnumerateArray().Select(a => a.GetProperty("outcome").GetString()!));
        Assert.Equal(Scheduling.Plans.OperationState.Done, Plan.Find(number)!.Value.Operations.Single().State);
        troth.Database.Clock.Advance(TimeSpan.FromMinutes(2));
        var again = await Post("/api/schedule/go-live/work", done.Take(1));
        Assert.Equal("repeated", again[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task An_order_that_Troth_promised_itself_or_that_came_after_going_live_is_not_begun_before_it()
    {
        troth.Available();
        var before = await Order(Bracket, 4, Today.AddDays(-5), Today.AddDays(75));
        await Post("/api/schedule/go-live", new { });
        var live = (await troth.Database.Db(db => db.Plants.AsNoTracking().SingleAsync(p => p.Id == Plant.TheFirst))).GoLiveOn!.Value;
        var after = await Order(Bracket, 4, live.AddDays(1), Today.AddDays(76));
        await Post("/api/schedule/go-live", new { });
        var label = await troth.Promise(5);
        var ours = await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => "W-" + o.Number == label));
        var line = await troth.Database.Db(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == ours.OrderId));
        var answers = (await Post("/api/schedule/go-live/work", new[] { line, before, after }.Select(o => new { order = $"O-{o.Number}", line = 1, operation = "pressing" }))).EnumerateArray().ToList();
        Assert.Equal(["refused", "accepted", "refused"], answers.Select(a => a.GetProperty("outcome").GetString()!));
        Assert.Contains($"of O-{line.Number} is {label}", answers[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("notTakenOver", answers[2].ToString(), StringComparison.Ordinal);
        Assert.NotEqual(Scheduling.Plans.OperationState.Done, Plan.Find(ours.Number)!.Value.Operations.Single().State);
        var pasted = await Scheduler.Post("/schedule/go-live/work", ("work", $"order,operation\nO-{line.Number},pressing"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, pasted.Status);
        Assert.Contains("not taken over at going live", pasted.Words("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_already_is_pasted_on_the_page_and_what_cannot_be_is_named_with_its_line()
    {
        troth.Available();
        var order = await Order(Bracket, 6, Today.AddDays(-5), Today.AddDays(72));
        await Post("/api/schedule/go-live", new { });
        var number = Assert.Single(await ShopOrders(order)).Number;
        Assert.Contains("/schedule/go-live/work", (await Scheduler.Get("/schedule/go-live")).Text, StringComparison.Ordinal);
        Task<Answer> Paste(string text) => Scheduler.Post("/schedule/go-live/work", ("work", text));
        foreach (var (text, told) in new[]
        {
            ("order;line;operation\nO-1;first;pressing", "Line 2: line is “first”"), ("order\tcolour\nO-1\tred", "column “colour”"), ("order\nO-1", "order and operation"), ("", "There is no operation"),
        })
        {
            var no = await Paste(text);
            Assert.True(no.Status == HttpStatusCode.UnprocessableEntity && no.Words("main")!.Contains(told, StringComparison.Ordinal), no.Words("main"));
        }
        var some = await Paste($"Order\tLine\tOperation\tPieces\nO-{order.Number}\t1\tpressing\t6\nO-999999\t1\tpressing\t6\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, some.Status);
        Assert.Contains("Line 3:", some.Text, StringComparison.Ordinal);
        Assert.Contains("O-999999", some.Text, StringComparison.Ordinal); // what was pasted stays there to be corrected
        Assert.Equal(Scheduling.Plans.OperationState.Done, Plan.Find(number)!.Value.Operations.Single().State);
        var again = await Paste($"order,line,operation,pieces\nO-{order.Number},1,pressing,6\n");
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Paste($"order,operation\nO-{order.Number},0\n")).Status); // the same, called otherwise
        var otherwise = await Paste($"order,operation,pieces\nO-{order.Number},PRESSING,4\n");
        Assert.Contains("was told with 6 good pieces already, not 4", otherwise.Words("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Seller).Post("/schedule/go-live/work", ("work", "order,operation\nO-1,pressing"))).Status);
    }

    [Fact]
    public async Task A_seller_looks_and_does_not_take()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        Assert.Equal(HttpStatusCode.OK, (await seller.Get("/api/schedule/go-live")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Json(HttpMethod.Post, "/api/schedule/go-live", new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Json(HttpMethod.Post, "/api/schedule/go-live/feed", new { })).Status);
    }
}

public sealed class GoLiveOnSqlite(SqliteServer troth) : GoLiveTests(troth), IClassFixture<SqliteServer>;

public sealed class GoLiveOnPostgres(PostgresServer troth) : GoLiveTests(troth), IClassFixture<PostgresServer>;
