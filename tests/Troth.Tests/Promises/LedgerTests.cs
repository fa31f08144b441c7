using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Promises;

public abstract class LedgerTests(TestServer troth)
{
    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(troth.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna")).DateTime);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static List<string?> Whats(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("what").GetString())];

    [Fact]
    public async Task A_seller_promises_a_drawing_and_says_that_it_is_done()
    {
        troth.Available();
        var account = await troth.Account("Drawn for");
        var seller = troth.As(Role.Seller);
        var page = await seller.Open($"/promises/new?account={account.Id}");
        var made = await seller.Submit(page, "main form[method=post]", ("what", "Drawing of the bracket"), ("kind", "Document"), ("dueOn", Text(Today.AddDays(2))));
        Assert.Equal(303, (int)made.Status);
        var promise = await seller.Open(made.Location!);
        Assert.Contains("Sam Seller", promise.Words(".lead-line")!, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await seller.Submit(promise, "form[action$='/kept']")).Status);
        var kept = (await seller.Get($"/api{made.Location}")).Json.GetProperty("promise");
        Assert.Equal(("kept", "told", -2), (kept.GetProperty("state").GetString(), kept.GetProperty("origin").GetString(), kept.GetProperty("daysLate").GetInt32()));
        Assert.Contains("No delivery promised yet", (await seller.Open($"/panels/account-main/word/{account.Id}")).Text, StringComparison.Ordinal); // ours to say is not ours to count
    }

    [Fact]
    public async Task A_delivery_date_cannot_be_typed()
    {
        troth.Available();
        var account = await troth.Account("Wants a date");
        var refused = await troth.As(Role.Seller).Json(HttpMethod.Post, "/api/promises", new { kind = "delivery", what = "40 brackets", account = account.Label, dueOn = Text(Today.AddDays(9)) });
        Assert.Equal((HttpStatusCode.Conflict, "promise.typedDelivery"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        var delivery = await Delivery(account.Id, Today.AddDays(9));
        var moved = await troth.As(Role.Seller).Json(HttpMethod.Post, $"/api/promises/{delivery.Label}/told", new { channel = "phone", answer = "agreed", laterOn = Text(Today.AddDays(12)) });
        Assert.Equal((HttpStatusCode.Conflict, "promise.typedDelivery"), (moved.Status, moved.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_is_missing_is_said_at_once()
    {
        troth.Available();
        var refused = await troth.As(Role.Seller).Json(HttpMethod.Post, "/api/promises", new { kind = "callBack", account = "A-999999" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        foreach (var field in new[] { "what", "account", "dueOn", "dueTime" }) Assert.True(refused.Json.GetProperty("errors").TryGetProperty(field, out _), field);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Reader).Json(HttpMethod.Post, "/api/promises", new { kind = "other", what = "x", account = "A-1", dueOn = Text(Today) })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await troth.As(Role.Reader).Get("/api/promises/P-999999")).Status);
    }

    [Fact]
    public async Task Telling_early_moves_the_day_with_a_yes_and_stays_on_the_promise()
    {
        troth.Available();
        var promise = await Make(await troth.Account("Told early"), PromiseKind.Document, Today.AddDays(5));
        var seller = troth.As(Role.Seller);
        var page = await seller.Open($"/promises/{promise}?act=told");
        var told = await seller.Submit(page, "form[action$='/told']", ("laterOn", Text(Today.AddDays(8))), ("answer", "Agreed"), ("channel", "Mail"), ("whom", "Ms Alt"), ("said", "Fine with us"));
        Assert.Equal(303, (int)told.Status);
        var details = (await seller.Get($"/api/promises/{promise}")).Json;
        Assert.Equal(Text(Today.AddDays(8)), details.GetProperty("promise").GetProperty("dueOn").GetString());
        Assert.Equal(Text(Today.AddDays(5)), details.GetProperty("promise").GetProperty("firstDueOn").GetString());
        Assert.Equal(("Ms Alt", "agreed"), (details.GetProperty("told")[0].GetProperty("whom").GetString(), details.GetProperty("told")[0].GetProperty("answer").GetString()));
        Assert.True(details.GetProperty("noticeMinutes").GetInt32() > 4 * 1440);
        Assert.Contains("Fine with us", (await seller.Open($"/promises/{promise}")).Text, StringComparison.Ordinal);
        var back = await seller.Submit(page, "form[action$='/told']", ("laterOn", Text(Today)), ("answer", "Agreed"), ("channel", "Mail"),
            ("whom", "Ms Alt"));
        Assert.Equal(409, (int)back.Status);
    }

    [Fact]
    public async Task Filters_let_through_what_they_say()
    {
        troth.Available();
        var account = await troth.Account("Filtered promises");
        var (open, kept, broken) = (await Make(account, PromiseKind.Document, Today.AddDays(3), "open one"), await Make(account, PromiseKind.Price, Today.AddDays(3), "kept one"), await Make(account, PromiseKind.Other, Today.AddDays(4), "broken one"));
        var seller = troth.As(Role.Seller);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/promises/{kept}/kept")).Status);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/promises/{broken}/broken", new { cause = "forgot", text = "Lost the note" })).Status);
        async Task<List<string?>> Found(string filter) => Whats(await seller.Get($"/api/promises?account={account.Label}&{filter}"));
        Assert.Equal(["open one"], await Found("state=open"));
        Assert.Equal(["kept one"], await Found("state=early"));
        Assert.Equal(["broken one"], await Found("state=notKept"));
        Assert.Equal(["broken one", "kept one"], await Found("state=counted"));
        Assert.Equal(["kept one"], await Found("kind=price"));
        Assert.Equal(3, (await Found("mine=true")).Count);
        Assert.Equal(["broken one"], await Found($"from={Text(Today.AddDays(4))}"));
        Assert.Equal(["open one"], await Found("q=open"));
        Assert.Equal(["open one"], await Found("q=ONE%20Open")); // any case, any order
        Assert.Empty(await Found("q=opened"));
        Assert.Equal(["kept one"], await Found($"q={kept.ToLowerInvariant()}"));
        async Task<List<string?>> Anywhere(string filter) => Whats(await seller.Get($"/api/promises?{filter}"));
        Assert.Equal(["broken one", "kept one", "open one"], (await Anywhere("q=PROMISES%20filtered")).Order()); // by the customer's name
        Assert.Equal(["open one"], await Anywhere("q=filtered%20promises&state=open"));
        Assert.Equal(["open one"], await Anywhere("account=FILTERED&state=open"));
        Assert.Empty(await Anywhere("account=nobody%20is%20called%20that"));
        var named = await seller.Open("/promises?q=Filtered%20PROMISES");
        Assert.InRange(named.Queries.Count, 1, 11);
        Assert.Contains("kept one", named.Words("main table"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await seller.Get("/api/promises?state=nonsense")).Status);
        var page = await seller.Open($"/promises?account={account.Label}&limit=2");
        Assert.InRange(page.Queries.Count, 1, 9);
        Assert.Contains("Lost the note", (await seller.Get($"/promises/export?account={account.Label}")).Text, StringComparison.Ordinal);
        Assert.Contains($"/promises/{open}", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_customers_called_alike_none_is_left_out()
    {
        troth.Available();
        await troth.Database.Db(async db =>
        {
            var first = await db.Take("accounts", 205, default);
            for (var i = 0; i < 205; i++) db.Add(new Account(first + i, $"Quillon works {i:000}"));
            return await db.SaveChangesAsync();
        });
        await Make(await troth.Account("Quillon works, last of all"), PromiseKind.Price, Today.AddDays(3), "a price for the last");
        var seller = troth.As(Role.Seller);
        foreach (var filter in new[] { "q=works%20QUILLON", "account=quillon", "account=quillon&q=quillon", "account=quillon&q=price" })
            Assert.Equal(["a price for the last"], Whats(await seller.Get($"/api/promises?{filter}")));
        Assert.Contains("a price for the last", (await seller.Get("/promises/export?q=quillon")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_the_ledger_follow_one_another()
    {
        troth.Available();
        var account = await troth.Account("Many promises");
        var made = new List<string>();
        for (var i = 0; i < 7; i++) made.Add(await Make(account, PromiseKind.Other, Today.AddDays(i % 3), $"p{i}"));
        var (seen, after) = (new List<string?>(), (string?)null);
        do
        {
            var page = await troth.As(Role.Reader).Get($"/api/promises?account={account.Label}&limit=2&sort=due&after={after}");
            seen.AddRange(Whats(page));
            after = page.Json.GetProperty("after").GetString();
        } while (after is not null);
        Assert.Equal(["p0", "p3", "p6", "p1", "p4", "p2", "p5"], seen);
        Assert.Equal(made.Count, seen.Count);
    }

    [Fact]
    public async Task Today_ends_a_promise_with_one_tap()
    {
        troth.Available();
        var promise = await Make(await troth.Account("Due today"), PromiseKind.Document, Today, "Due right now");
        var seller = troth.As(Role.Seller);
        var today = await seller.Open("/");
        Assert.Contains("Due right now", today.Text, StringComparison.Ordinal);
        var done = await seller.Submit(today, $"form[action='/promises/{promise}/kept']");
        Assert.Equal((303, "/"), ((int)done.Status, done.Location));
        Assert.DoesNotContain("Due right now", (await seller.Open("/")).Words("main")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Today_does_not_offer_to_end_what_the_plan_ends()
    {
        troth.Available();
        var account = await troth.Account("Taken over");
        var (planned, told) = await troth.Database.Db(async db =>
        {
            var product = new Troth.Orders.Product { Code = $"X{Guid.CreateVersion7():N}"[^12..], Name = "Frame", NameKey = "frame" };
            db.Add(product);
            Task<Promise> Inherited(Guid? order) => PromiseLedger.MakeDelivery(db, new(account.Id, product.Id, 4, "4 frames", new(Today),
                Today, troth.Clock.GetUtcNow())
            {
                Origin = PromiseOrigin.Inherited, Seller = troth.SellerId, ShopOrder = order,
            }, default);
            var both = (await Inherited(Guid.CreateVersion7()), await Inherited(null));
            await db.SaveChangesAsync();
            return both;
        });
        var today = await troth.As(Role.Seller).Open("/");
        Assert.Contains($"/promises/{planned.Label}", today.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/promises/{planned.Label}/kept", today.Text, StringComparison.Ordinal);
        Assert.Contains($"/promises/{told.Label}/kept", today.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_rooms_act_within_their_own_transaction()
    {
        troth.Available();
        var account = await troth.Account("In one transaction");
        var promise = await Delivery(account.Id, Today.AddDays(9));
        await troth.Database.Db(async db =>
        {
            await PromiseLedger.Deliver(db, promise.Id, 10, Today, troth.Clock.GetUtcNow(), default);
            return 0; // nothing saved
        });
        Assert.Equal(0, (await troth.Database.Db(db => db.Promises.SingleAsync(p => p.Id == promise.Id))).Delivered);
        var insert = Guid.CreateVersion7();
        await troth.Database.Db(async db =>
        {
            await PromiseLedger.Renegotiate(db, promise.Id, new(Today.AddDays(12)), PromiseAnswer.Agreed, PromiseChannel.Portal, "Sam", null, null, troth.Clock.GetUtcNow(), default);
            await PromiseLedger.BreakByDecision(db, promise.Id, Today, "insert", insert, "rush", default);
            return await db.SaveChangesAsync();
        });
        var broken = (await troth.As(Role.Reader).Get($"/api/promises/{promise.Label}")).Json;
        Assert.Equal(("broken", insert), (broken.GetProperty("promise").GetProperty("state").GetString(), broken.GetProperty("decision").GetGuid()));
        Assert.Contains("A decision moved it", (await troth.As(Role.Reader).Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);
        Assert.NotEmpty((await troth.As(Role.Reader).Get($"/api/promises/{promise.Label}/changes")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_return_counts_within_the_days_the_company_has_settled()
    {
        troth.Available();
        var promise = await Make(await troth.Account("Came back"), PromiseKind.Other, Today);
        var seller = troth.As(Role.Seller);
        await seller.Json(HttpMethod.Put, $"/api/promises/{promise}/kept");
        var reopened = await seller.Json(HttpMethod.Put, $"/api/promises/{promise}/reopened", new { cause = "defect", text = "Wrong thread" });
        Assert.Equal("broken", reopened.Json.GetProperty("promise").GetProperty("state").GetString());
    }

    private async Task<string> Make(Troth.Accounts.Account account, PromiseKind kind, DateOnly due, string what = "Something")
    {
        var made = await troth.As(Role.Seller).Json(HttpMethod.Post, "/api/promises", new { kind = kind.ToString(), what, account = account.Label, dueOn = Text(due) });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return made.Json.GetProperty("promise").GetProperty("number").GetString()!;
    }

    private Task<Promise> Delivery(Guid account, DateOnly due) => troth.Database.Db(async db =>
    {
        var product = new Troth.Orders.Product { Code = $"X{Guid.CreateVersion7():N}"[^12..], Name = "Bracket", NameKey = "bracket" };
        db.Add(product);
        var promise = await PromiseLedger.MakeDelivery(db, new(account, product.Id, 40, "40 brackets", new(due), Today, troth.Clock.GetUtcNow()) { Seller = troth.SellerId, SourceKind = "quote", Source = Guid.CreateVersion7() }, default);
        await db.SaveChangesAsync();
        return promise;
    });
}

public sealed class LedgerOnSqlite(SqliteServer troth) : LedgerTests(troth), IClassFixture<SqliteServer>;

public sealed class LedgerOnPostgres(PostgresServer troth) : LedgerTests(troth), IClassFixture<PostgresServer>;
