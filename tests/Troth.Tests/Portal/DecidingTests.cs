using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Portal;
using Troth.Promises;
using Troth.Promises.Desk;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Portal;

public abstract class DecidingTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!, customer = null!, other = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        seller = troth.As(Role.Seller);
        if (!await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 921)))
        {
            await troth.Open();
            foreach (var number in new[] { 921, 922 }) await Invite(number);
        }
        customer = await troth.As(await Invited(921));
        other = await troth.As(await Invited(922));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<Invitation> Invited(int number) => troth.Database.Db(db => db.Invitations.AsNoTracking().SingleAsync(i => db.Set<Account>().Any(a => a.Id == i.AccountId && a.Number == number)));

    private Task Invite(int number) => troth.Database.Db(async db =>
    {
        var (account, contact) = (new Account(number, $"Customer {number}"), new Contact(number, "Cleo", $"No{number}") { Email = $"cleo{number}@example.com" });
        db.AddRange(account, contact, new ContactRole { AccountId = account.Id, ContactId = contact.Id },
            new Invitation { AccountId = account.Id, ContactId = contact.Id, Email = contact.Email, EmailKey = contact.Email, InvitedAt = troth.Clock.GetUtcNow(), InvitedBy = "Maria" });
        await db.SaveChangesAsync();
    });

    private async Task<string> Sent(int quantity)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-921", lines = new[] { new { product = Bracket, quantity } } });
        var label = made.Json.GetProperty("label").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/sent", new { })).Status);
        return label;
    }

    [Fact]
    public async Task A_quote_that_was_sent_is_accepted_in_the_customers_name_and_only_by_its_customer()
    {
        troth.Available();
        var quote = await Sent(5);
        Assert.Contains(quote, (await customer.Open("/portal")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(quote, (await other.Open("/portal")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/portal/quotes/{quote}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/portal/quotes/{quote}/accepted")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Json(HttpMethod.Put, $"/api/portal/quotes/{quote}/accepted", new { })).Status);
        var page = await customer.Open($"/portal/quotes/{quote}");
        var accepted = await customer.Submit(page, ".card-footer form");
        Assert.True(accepted.Status == HttpStatusCode.SeeOther, accepted.Text);
        Assert.Equal(accepted.Location, (await customer.Submit(page, ".card-footer form")).Location);
        var saved = await troth.Database.Db(db => db.Quotes.AsNoTracking().SingleAsync(q => "Q-" + q.Number == quote));
        Assert.Equal((QuoteState.Confirmed, "Cleo No921"), (saved.State, saved.EndedBy));
        Assert.Equal(Troth.Orders.SalesChannel.Portal, await troth.Database.Db(db => db.Set<Troth.Orders.Order>().Where(o => o.Id == saved.OrderId).Select(o => o.Channel).SingleAsync()));
        var order = await customer.Open(accepted.Location!);
        Assert.Contains("on its way to be made", order.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_is_to_what_was_shown_and_not_to_what_the_quote_says_since()
    {
        troth.Available();
        var quote = await Sent(4);
        Task<Answer> Requoted(object line) => seller.Json(HttpMethod.Put, $"/api/quotes/{quote}/lines/1", line);
        async Task<string> Resent()
        {
            Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{quote}/sent", new { })).Status);
            return (await customer.Get($"/api/portal/quotes/{quote}")).Text;
        }
        var page = await customer.Open($"/portal/quotes/{quote}");
        Assert.Equal(HttpStatusCode.OK, (await Requoted(new { quantity = 44 })).Status);
        await Resent();
        var late = await customer.Submit(page, ".card-footer form");
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("44", late.Words(".own-order"), StringComparison.Ordinal); // what it says now is shown with the refusal
        Assert.Equal(HttpStatusCode.OK, (await Requoted(new { quantity = 44, unitPrice = 99.5m })).Status);
        var read = System.Text.Json.JsonDocument.Parse(await Resent()).RootElement;
        Assert.Equal(HttpStatusCode.Conflict, (await customer.Submit(late, ".card-footer form")).Status); // another price, the same day
        Assert.Equal(HttpStatusCode.BadRequest, (await customer.Json(HttpMethod.Put, $"/api/portal/quotes/{quote}/accepted", new { })).Status);
        var old = await customer.Json(HttpMethod.Put, $"/api/portal/quotes/{quote}/accepted", new { shown = "0123456789abcdef" });
        Assert.Equal((HttpStatusCode.Conflict, "quote.changed"), (old.Status, old.Json.GetProperty("code").GetString()));
        Assert.Equal(QuoteState.Sent, await troth.Database.Db(db => db.Quotes.Where(q => "Q-" + q.Number == quote).Select(q => q.State).SingleAsync()));
        // Held longer it says the same, and sent again too.
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{quote}/held", new { heldUntil = troth.Clock.GetUtcNow().AddDays(5) })).Status);
        await Resent();
        var yes = await customer.Json(HttpMethod.Put, $"/api/portal/quotes/{quote}/accepted", new { shown = read.GetProperty("shown").GetString() });
        Assert.True(yes.Status == HttpStatusCode.OK, yes.Text);
    }

    [Fact]
    public async Task A_quote_that_was_not_sent_is_none_of_the_customers()
    {
        troth.Available();
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-921", lines = new[] { new { product = Bracket, quantity = 2 } } });
        Assert.Equal(HttpStatusCode.NotFound, (await customer.Get($"/portal/quotes/{made.Json.GetProperty("label").GetString()}")).Status);
    }

    [Fact]
    public async Task An_item_is_ordered_at_the_day_that_was_shown_and_is_a_promise_like_any_other()
    {
        troth.Available();
        var page = await customer.Open($"/portal/reorder?product={Bracket}&quantity=6");
        Assert.Contains("Bracket", page.Words("main"), StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 14);
        var ordered = await customer.Submit(page, "#reorder-date form", ("reference", "PO-77"));
        Assert.True(ordered.Status == HttpStatusCode.SeeOther, ordered.Text);
        Assert.Equal(ordered.Location, (await customer.Submit(page, "#reorder-date form", ("reference", "PO-77"))).Location);
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Quantity == 6));
        Assert.Equal((PromiseOrigin.Quoted, PromiseState.Open), (promise.Origin, promise.State));
        Assert.Contains("PO-77", (await customer.Open("/portal")).Text, StringComparison.Ordinal);
        var item = (await customer.Get($"/api/portal/reorder?product={Bracket}&quantity=12")).Json.GetProperty("item");
        var (price, currency) = (item.GetProperty("price"), item.GetProperty("currency"));
        var lost = await customer.Json(HttpMethod.Post, "/api/portal/reorder", new { product = Bracket, quantity = 12, on = promise.DueOn.AddDays(-1), price, currency });
        Assert.Equal((HttpStatusCode.Conflict, "dateLost"), (lost.Status, lost.Json.GetProperty("code").GetString()));
        Assert.DoesNotContain("PRESS", lost.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await customer.Json(HttpMethod.Post, "/api/portal/reorder", new { product = Guid.CreateVersion7(), quantity = 3, on = promise.DueOn })).Status);
    }

    [Fact]
    public async Task An_order_is_not_done_while_a_line_is_open_that_nobody_promised()
    {
        troth.Available();
        var ordered = await customer.Submit(await customer.Open($"/portal/reorder?product={Bracket}&quantity=7"), "#reorder-date form");
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Quantity == 7));
        await troth.Database.Db(async db =>
        {
            db.Add(new Troth.Orders.OrderLine { OrderId = promise.OrderId!.Value, LineNo = 2, Quantity = 1, UnitPrice = 5, Amount = 5,
                Description = "Manual" });
            await db.SaveChangesAsync();
            await db.Promises.Where(p => p.Id == promise.Id).ExecuteUpdateAsync(set => set
                .SetProperty(p => p.State, PromiseState.Kept).SetProperty(p => p.DoneOn, promise.MadeOn).SetProperty(p => p.DoneAt, promise.MadeAt));
        });
        var (label, home) = (ordered.Location!.Split('/')[^1], await customer.Open("/portal"));
        Assert.Contains(label, home.Words("section[aria-labelledby='open-title']"), StringComparison.Ordinal);
        var order = (await customer.Get($"/api/portal/orders/{label}")).Json.GetProperty("order");
        Assert.Equal("partShipped", order.GetProperty("delivery").GetProperty("state").GetString());
    }

    [Fact]
    public async Task That_it_is_at_risk_is_seen_once_released_or_after_two_working_hours()
    {
        troth.Available();
        await customer.Submit(await customer.Open($"/portal/reorder?product={Bracket}&quantity=9"), "#reorder-date form");
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Quantity == 9));
        var number = await troth.Database.Db(db => db.Set<Troth.Orders.Order>().Where(o => o.Id == promise.OrderId).Select(o => o.Number).SingleAsync());
        async Task<string> Seen() => (await customer.Open($"/portal/orders/O-{number}")).Words("main")!;
        Task Risk(DateTimeOffset since, DateTimeOffset? told) => troth.Database.Db(db => db.ShopOrders.Where(o => o.Id == promise.ShopOrder)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Risk, PromiseRisk.Red).SetProperty(o => o.RiskSince, since).SetProperty(o => o.RiskToldAt, told)));
        var now = troth.Clock.GetUtcNow();
        await Risk(now.AddMinutes(-119), null);
        Assert.DoesNotContain("at risk", await Seen(), StringComparison.Ordinal);
        // It is Tuesday, nine in the morning; the shop opened at six.
        await Risk(now.AddMinutes(-121), null);
        Assert.Contains("at risk", await Seen(), StringComparison.Ordinal);
        await Risk(now.AddMinutes(-1), now);
        Assert.Contains("at risk", await Seen(), StringComparison.Ordinal);
    }
}

public sealed class DecidingOnSqlite(SqliteServer troth) : DecidingTests(troth), IClassFixture<SqliteServer>;

public sealed class DecidingOnPostgres(PostgresServer troth) : DecidingTests(troth), IClassFixture<PostgresServer>;
