using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Live;
using Troth.Promises;
using Troth.Promises.Contracts;
using Troth.Promises.Desk;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk;

public abstract class ChangeDeliveryTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        seller = troth.As(Role.Seller);
        if (await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 902))) return;
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            db.Add(new Account(902, "Pék Zrt."));
            await db.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<Answer> Put(string path, object body, string? key = null) => seller.Json(HttpMethod.Put, path, body, key is null ? null : ("Idempotency-Key", key));

    private Task<Promise> Saved(Guid id) => troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Id == id));

    private Task<Order> Order(Promise promise) => troth.Database.Db(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == promise.OrderId));

    private async Task<(Promise Promise, string ShopOrder)> Promised(int quantity)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-902", lines = new[] { new { product = Bracket, quantity } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var label = made.Json.GetProperty("label").GetString();
        Assert.Equal(HttpStatusCode.OK, (await Put($"/api/quotes/{label}/confirmed", new { })).Status);
        var quote = (await seller.Get($"/api/quotes/{label}")).Json;
        var order = quote.GetProperty("order").GetGuid();
        return (await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == order)), quote.GetProperty("lines")[0].GetProperty("shopOrder").GetString()!);
    }

    private static void Refused(Answer answer, string code) => Assert.Equal((HttpStatusCode.Conflict, code), (answer.Status, answer.Json.GetProperty("code").GetString()));

    [Fact]
    public async Task Another_quantity_changes_plan_order_and_promise_and_counts_once()
    {
        troth.Available();
        var (promise, order) = await Promised(10);
        Assert.Equal(HttpStatusCode.BadRequest, (await Put($"/api/shop-orders/{order}/quantity", new { quantity = 0 })).Status);
        var changed = await Put($"/api/shop-orders/{order}/quantity", new { quantity = 12 }, "change-1");
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Text);
        Assert.Equal(changed.Text, (await Put($"/api/shop-orders/{order}/quantity", new { quantity = 12 }, "change-1")).Text);
        Refused(await Put($"/api/shop-orders/{order}/quantity", new { quantity = 13 }, "change-1"), "keyUsed");
        Assert.Equal((12m, promise.DueOn), ((await Saved(promise.Id)).Quantity, (await Saved(promise.Id)).DueOn));
        Assert.StartsWith("12 × ", (await Saved(promise.Id)).What, StringComparison.Ordinal);
        Assert.Equal(150m, (await Order(promise)).Sold);
        var tooMany = await Put($"/api/shop-orders/{order}/quantity", new { quantity = 5000 });
        Refused(tooMany, "dateLost");
        Assert.Equal((12m, 150m), ((await Saved(promise.Id)).Quantity, (await Order(promise)).Sold));
    }

    [Fact]
    public async Task What_the_customer_cancels_leaves_plan_and_order_and_does_not_count()
    {
        troth.Available();
        var (promise, order) = await Promised(20);
        var cancelled = await Put($"/api/shop-orders/{order}/cancelled", new { text = "Project stopped", whom = "Ms Pék", channel = "mail" }, "cancel-1");
        Assert.True(cancelled.Status == HttpStatusCode.OK, cancelled.Text);
        Assert.Equal(cancelled.Text, (await Put($"/api/shop-orders/{order}/cancelled", new { text = "Project stopped", whom = "Ms Pék", channel = "mail" }, "cancel-1")).Text);
        Assert.Equal((PromiseState.Withdrawn, "Project stopped"), ((await Saved(promise.Id)).State, (await Saved(promise.Id)).CauseText));
        var saved = await Order(promise);
        Assert.Equal((250m, 250m, 2), (saved.Sold, saved.Returned, saved.LineCount));
        Assert.Equal(LineKind.Cancellation, (await troth.Database.Db(db => db.OrderLines.AsNoTracking().SingleAsync(l => l.OrderId == saved.Id && l.LineNo == 2))).Kind);
        Refused(await Put($"/api/shop-orders/{order}/cancelled", new { }), "notThere");
    }

    [Fact]
    public async Task Only_with_the_customers_yes_does_the_day_change()
    {
        troth.Available();
        var (promise, _) = await Promised(8);
        var path = $"/api/promises/{promise.Label}/renegotiation";
        Refused(await seller.Json(HttpMethod.Post, path, new { channel = "phone", answer = "agreed", whom = "Ms Pék" }), "notLater");
        Refused(await seller.Json(HttpMethod.Post, path, new { channel = "phone", answer = "agreed", on = "2027-01-04", whom = "Ms Pék" }),
            "dateLost");
        var later = promise.DueOn.AddDays(7);
        using var news = troth.Services.GetRequiredService<LiveNews>().Listen();
        var no = await seller.Json(HttpMethod.Post, path, new { channel = "phone", answer = "refused", on = later, whom = "Ms Pék", said = "Not possible" });
        Assert.True(no.Status == HttpStatusCode.OK, no.Text);
        Assert.Equal(promise.DueOn, (await Saved(promise.Id)).DueOn);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        Assert.Contains("promises", await news.Next(soon.Token)); // no act of the plan tells open pages
        var yes = await seller.Json(HttpMethod.Post, path, new { channel = "mail", answer = "agreed", on = later, whom = "Ms Pék",
            said = "Better then" }, ("Idempotency-Key", "later-1"));
        Assert.True(yes.Status == HttpStatusCode.OK, yes.Text);
        Assert.Equal(yes.Text, (await seller.Json(HttpMethod.Post, path, new { channel = "mail", answer = "agreed", on = later,
            whom = "Ms Pék", said = "Better then" }, ("Idempotency-Key", "later-1"))).Text);
        var saved = await Saved(promise.Id);
        Assert.Equal((promise.FirstDueOn, later), (saved.FirstDueOn, saved.DueOn));
        Assert.Null(saved.Notice); // the plan kept the day: nothing slipped
        Assert.Equal(later, (await Order(promise)).PromisedOn);
        Assert.Equal(later, (await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.Id == promise.ShopOrder))).PromisedOn);
        var talks = await troth.Database.Db(db => db.PromiseTalks.AsNoTracking().Where(t => t.PromiseId == promise.Id).OrderBy(t => t.At).ThenBy(t => t.Answer).ToListAsync());
        Assert.Equal([(PromiseAnswer.Agreed, "Ms Pék"), (PromiseAnswer.Refused, "Ms Pék")], talks.Select(t => (t.Answer, t.Whom)).Order());
    }

    [Fact]
    public async Task What_comes_back_for_our_fault_was_not_kept()
    {
        troth.Available();
        var (promise, order) = await Promised(4);
        Refused(await Put($"/api/promises/{promise.Label}/returned", new { cause = "defect" }), "promise.notDone");
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Scheduler).Json(HttpMethod.Post, $"/api/shop-orders/{order}/shipments",
            new { pieces = 4, why = "From the fair" })).Status);
        Assert.Equal(PromiseState.Kept, (await Saved(promise.Id)).State);
        using var news = troth.Services.GetRequiredService<LiveNews>().Listen();
        var returned = await Put($"/api/promises/{promise.Label}/returned", new { cause = "defect", text = "Bent" }, "back-1");
        Assert.True(returned.Status == HttpStatusCode.OK, returned.Text);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        Assert.Contains("promises", await news.Next(soon.Token));
        Assert.Equal(returned.Text, (await Put($"/api/promises/{promise.Label}/returned", new { cause = "defect", text = "Bent" }, "back-1")).Text);
        Assert.Equal((PromiseState.Broken, PromiseCause.Defect), ((await Saved(promise.Id)).State, (await Saved(promise.Id)).Cause));
    }

    [Fact]
    public async Task The_ledger_changes_no_delivery_that_stands_in_the_plan()
    {
        troth.Available();
        var (promise, _) = await Promised(3);
        Refused(await Put($"/api/promises/{promise.Label}/kept", new { }), "promise.planned");
        Refused(await Put($"/api/promises/{promise.Label}/withdrawn", new { }), "promise.planned");
        Refused(await seller.Json(HttpMethod.Post, $"/api/promises/{promise.Label}/told", new { channel = "phone", answer = "unanswered" }), "promise.planned");
        Assert.True((await Saved(promise.Id)).IsOpen);
    }

    [Fact]
    public async Task A_hold_is_changed_at_its_quote()
    {
        troth.Available();
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-902", lines = new[] { new { product = Bracket, quantity = 2 } } });
        var order = (await seller.Get($"/api/quotes/{made.Json.GetProperty("label").GetString()}")).Json.GetProperty("lines")[0].GetProperty("shopOrder").GetString();
        Refused(await Put($"/api/shop-orders/{order}/cancelled", new { }), "stillHeld");
    }

    [Fact]
    public async Task A_day_is_meant_where_the_customer_is_and_counts_the_days_on_the_way()
    {
        troth.Available();
        await troth.Database.Db(async db =>
        {
            var far = new Account(903, "Far Ltd");
            far.IsReached("Asia/Tokyo", 9, null);
            db.Add(far);
            await db.SaveChangesAsync();
        });
        var lines = new[] { new { product = Bracket, quantity = 2 } };
        var near = (await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-902", lines })).Json.GetProperty("id").GetGuid();
        var made = (await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-903", lines })).Json.GetProperty("id").GetGuid();
        var (there, here) = await troth.Database.Db(async db =>
            (await db.QuoteLines.AsNoTracking().SingleAsync(l => l.QuoteId == made), await db.QuoteLines.AsNoTracking().SingleAsync(l => l.QuoteId == near)));
        var order = await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.Id == there.ShopOrder));
        Assert.Equal(("Asia/Tokyo", 9), (order.TimeZone, order.TransitDays));
        Assert.InRange(there.PromisedOn!.Value.DayNumber - here.PromisedOn!.Value.DayNumber, 8, 13);
    }

    [Fact]
    public async Task A_day_is_one_on_which_the_customer_receives_and_what_is_wanted_on_another_has_to_be_there_before()
    {
        troth.Available();
        await troth.Database.Db(async db =>
        {
            var closed = new Account(904, "Open on Wednesdays");
            closed.IsReached(null, 2, "Wed");
            db.Add(closed);
            await db.SaveChangesAsync();
        });
        async Task<(string Day, string Label)> Made(DateOnly? wantedOn)
        {
            var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-904", lines = new[] { new { product = Bracket, quantity = 2, wantedOn } } });
            Assert.True(made.Status == HttpStatusCode.Created, made.Text);
            var label = made.Json.GetProperty("label").GetString()!;
            return ((await seller.Get($"/api/quotes/{label}")).Json.GetProperty("lines")[0].GetProperty("promisedOn").GetString()!, label);
        }
        var first = DateOnly.Parse((await Made(null)).Day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(DayOfWeek.Wednesday, first.DayOfWeek);
        var (later, quote) = await Made(first.AddDays(14 + 3)); // a Saturday
        Assert.Equal(first.AddDays(14).ToString("O", System.Globalization.CultureInfo.InvariantCulture), later);
        // A day they agree to later is meant the same way.
        var order = (await Put($"/api/quotes/{quote}/confirmed", new { })).Json.GetProperty("order").GetGuid();
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == order));
        var told = await seller.Json(HttpMethod.Post, $"/api/promises/{promise.Label}/renegotiation",
            new { channel = "phone", answer = "agreed", on = first.AddDays(21 + 2), whom = "Anna", said = "The Friday after is enough" });
        Assert.True(told.Status == HttpStatusCode.OK, told.Text);
        Assert.Equal(first.AddDays(21), (await Saved(promise.Id)).DueOn);
        var asked = await seller.Get($"/api/dates?product={Bracket}&quantity=2&receivesOn=Wed&wantedOn={first.AddDays(17):yyyy-MM-dd}");
        Assert.Contains("They receive nothing on Saturday", asked.Json.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.AddDays(14).ToString("O", System.Globalization.CultureInfo.InvariantCulture), asked.Json.GetProperty("thereBy").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await seller.Get($"/api/dates?product={Bracket}&quantity=2&receivesOn=someday")).Status);
    }

    [Fact]
    public async Task What_a_feed_has_ended_can_still_leave_the_house()
    {
        troth.Available();
        var ((back, first), (done, second)) = (await Promised(2), await Promised(3));
        await troth.Database.Db(async db =>
        {
            await db.Promises.Where(p => p.Id == back.Id).ExecuteUpdateAsync(set => set
                .SetProperty(p => p.State, PromiseState.Withdrawn).SetProperty(p => p.WithdrawnOn, back.MadeOn));
            await db.Promises.Where(p => p.Id == done.Id).ExecuteUpdateAsync(set => set
                .SetProperty(p => p.State, PromiseState.Kept).SetProperty(p => p.DoneOn, done.MadeOn));
            return 0;
        });
        // Its day is all that a feed tells, and its customer reads it so long after the promised one.
        await using var scope = troth.Services.CreateAsyncScope();
        var own = (await scope.ServiceProvider.GetRequiredService<OwnDeliveries>().Of([done.OrderId!.Value],
            default))[done.OrderId!.Value].Single();
        Assert.Equal(DeliveryWord.Delivered, own.State);
        var scheduler = troth.As(Role.Scheduler);
        foreach (var (order, pieces) in new[] { (first, 2), (second, 3) })
        {
            var shipped = await scheduler.Json(HttpMethod.Post, $"/api/shop-orders/{order}/shipments", new { pieces,
                why = "Said by the order system" });
            Assert.True(shipped.Status == HttpStatusCode.OK, shipped.Text);
        }
        Assert.Equal((PromiseState.Withdrawn, 2m), ((await Saved(back.Id)).State, (await Saved(back.Id)).Delivered));
        Assert.Equal((PromiseState.Kept, 3m, done.MadeOn), ((await Saved(done.Id)).State, (await Saved(done.Id)).Delivered,
            (await Saved(done.Id)).DoneOn));
    }

    /// <summary>With the customer's word in time it is what was promised; without it fewer are short.</summary>
    [Fact]
    public async Task An_order_cut_to_what_has_left_already_ends_with_that()
    {
        troth.Available();
        var ((theirs, first), (ours, second)) = (await Promised(5), await Promised(5));
        foreach (var order in new[] { first, second })
        {
            var sent = await troth.As(Role.Scheduler).Json(HttpMethod.Post, $"/api/shop-orders/{order}/shipments", new { pieces = 3,
                why = "Left from the fair" });
            Assert.True(sent.Status == HttpStatusCode.OK, sent.Text);
        }
        Refused(await Put($"/api/shop-orders/{first}/quantity", new { quantity = 2, whom = "Ms Pék", channel = "phone" }), "tooMany");
        Assert.Equal((true, 5m), ((await Saved(theirs.Id)).IsOpen, (await Saved(theirs.Id)).Quantity));
        var cut = await Put($"/api/shop-orders/{first}/quantity", new { quantity = 3, whom = "Ms Pék", channel = "phone" });
        Assert.True(cut.Status == HttpStatusCode.OK, cut.Text);
        var alone = await Put($"/api/shop-orders/{second}/quantity", new { quantity = 3 });
        Assert.True(alone.Status == HttpStatusCode.OK, alone.Text);
        Assert.Equal((PromiseState.Kept, 3m, 3m), ((await Saved(theirs.Id)).State, (await Saved(theirs.Id)).Quantity, (await Saved(theirs.Id)).Delivered));
        Assert.Equal((PromiseState.Broken, PromiseCause.Short), ((await Saved(ours.Id)).State, (await Saved(ours.Id)).Cause));
        foreach (var (promise, order) in new[] { (theirs, first), (ours, second) })
        {
            var made = await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.Id == promise.ShopOrder));
            Assert.Equal((ShopOrderState.Shipped, 3), (made.State, made.Quantity));
            Assert.Equal(37.5m, (await Order(promise)).Sold);
            Refused(await Put($"/api/shop-orders/{order}/quantity", new { quantity = 4 }), "notThere");
            Assert.Equal(HttpStatusCode.OK, (await seller.Open($"/promises/{promise.Label}")).Status);
        }
        Assert.Contains("3 of 5 came", (await seller.Open($"/promises/{ours.Label}")).Words("[aria-labelledby=end-title]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_promise_offers_what_the_plan_allows()
    {
        troth.Available();
        var (promise, _) = await Promised(6);
        var page = await seller.Open($"/promises/{promise.Label}?act=renegotiation");
        Assert.DoesNotContain($"/promises/{promise.Label}/kept", page.Text, StringComparison.Ordinal);
        var agreed = promise.DueOn.AddDays(promise.DueOn.DayOfWeek is DayOfWeek.Wednesday or DayOfWeek.Thursday ? 6 : 3);
        var later = agreed.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var answer = await seller.Submit(page, "main form", ("answer", "Agreed"), ("channel", "Phone"), ("on", later), ("whom", "Ms Pék"),
            ("said", "Better then"));
        Assert.Equal(303, (int)answer.Status);
        Assert.Equal(agreed, (await Saved(promise.Id)).DueOn);
        var refused = await seller.Submit(await seller.Open($"/promises/{promise.Label}?act=quantity"), "main form", ("quantity", "90000"));
        Assert.Equal(409, (int)refused.Status);
    }
}

public sealed class ChangeDeliveryOnSqlite(SqliteServer troth) : ChangeDeliveryTests(troth), IClassFixture<SqliteServer>;

public sealed class ChangeDeliveryOnPostgres(PostgresServer troth) : ChangeDeliveryTests(troth), IClassFixture<PostgresServer>;
