using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Mail;
using Troth.Portal;
using Troth.Promises;
using Troth.Promises.Desk;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk;

public abstract class QuotePageTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        seller = troth.As(Role.Seller);
        if (await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 907))) return;
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            var (account, contact) = (new Account(907, "Vale Rail"), new Contact(907, "Priya", "Nair") { Email = "priya@vale.example" });
            db.AddRange(account, contact, new ContactRole { AccountId = account.Id, ContactId = contact.Id }, new Account(908, "Ostler & Sons"));
            db.Add(new Invitation { AccountId = account.Id, ContactId = contact.Id, Email = contact.Email, EmailKey = contact.Email, InvitedAt = troth.Clock.GetUtcNow(), InvitedBy = "Maria" });
            await db.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<string> Held(string account, int quantity)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account, lines = new[] { new { product = Bracket, quantity } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return made.Json.GetProperty("label").GetString()!;
    }

    private async Task<JsonElement> Read(string quote) => (await seller.Get($"/api/quotes/{quote}")).Json;

    private Task<Answer> Act(string quote, string act, params (string, string)[] fields) => seller.Post($"/quotes/{quote}/{act}", fields);

    [Fact]
    public async Task The_same_send_twice_mails_once()
    {
        troth.Available();
        var quote = await Held("A-907", 3);
        Task<int> Mails() => troth.Database.Db(db => db.Mails.CountAsync(m => m.Subject.Contains(quote)));
        var contact = await troth.Database.Db(db => db.Contacts.Where(c => c.Number == 907).Select(c => c.Id).SingleAsync());
        foreach (var _ in new[] { 1, 2 }) Assert.Equal(303, (int)(await Act(quote, "sent", ("contact", contact.ToString()), ("key", "one"))).Status);
        Assert.Equal(1, await Mails());
        Task<Answer> Put(string? key) => seller.Json(HttpMethod.Put, $"/api/quotes/{quote}/sent", new { }, key is null ? null : ("Idempotency-Key", key));
        var answers = await Task.WhenAll(Put("two"), Put("two"), Put("two"));
        Assert.All(answers, a => Assert.Equal(answers[0].Text, a.Text));
        Assert.Equal(2, await Mails()); // another key is another send
        Assert.Equal(HttpStatusCode.OK, (await Put(null)).Status);
        Assert.Equal(2, await Mails()); // without one, the same so soon is a click too many
        troth.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await Put(null)).Status);
        Assert.Equal(3, await Mails());
    }

    [Fact]
    public async Task A_quote_is_in_a_currency_there_is_for_somebody_of_theirs_at_a_discount_that_is_kept()
    {
        troth.Available();
        async Task<Answer> Made(object more) => await seller.Json(HttpMethod.Post, "/api/quotes", more);
        async Task Refused(object more, string field, string says)
        {
            var answer = await Made(more);
            Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
            Assert.Contains(says, answer.Json.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
        }
        var lines = new[] { new { product = Bracket, quantity = 1 } };
        await Refused(new { account = "A-907", lines, currency = "ABC" }, "currency", "ABC");
        await Refused(new { account = "A-907", lines, currency = "euro" }, "currency", "euro");
        await Refused(new { account = "A-908", lines, contact = "C-907" }, "contact", "C-907");
        await Refused(new { account = "A-907", lines = new[] { new { product = Bracket, quantity = 1, discount = 0.1234567m } } }, "lines[0].discount", "0.1234567");
        var made = await Made(new { account = "A-907", contact = "C-907", currency = "usd", lines = new[] { new { product = Bracket, quantity = 1, discount = 0.123456m } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var read = await Read(made.Json.GetProperty("label").GetString()!);
        Assert.Equal(("USD", 0.123456m), (read.GetProperty("currency").GetString(), read.GetProperty("lines")[0].GetProperty("discount").GetDecimal()));
    }

    [Fact]
    public async Task Quotes_are_listed_by_state_and_downloaded()
    {
        troth.Available();
        var (one, two) = (await Held("A-907", 3), await Held("A-908", 4));
        Assert.Equal(303, (int)(await Act(two, "declined")).Status);
        var page = await seller.Open("/quotes?state=open");
        Assert.Contains(one, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(two, page.Words("#list"), StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 9);
        Assert.Contains($"{two},A-908", (await seller.Open("/quotes/export")).Text, StringComparison.Ordinal);
        var api = (await seller.Get("/api/quotes?limit=1")).Json;
        Assert.Single(api.GetProperty("items").EnumerateArray());
        Assert.NotEqual(JsonValueKind.Null, api.GetProperty("after").ValueKind);
        Assert.Equal(HttpStatusCode.BadRequest, (await seller.Get("/api/quotes?state=lost")).Status);
        Assert.Contains("3 × Bracket", (await seller.Open("/quotes?account=A-907")).Words("#list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_mailed_to_who_is_invited_and_to_nobody_else()
    {
        troth.Available();
        var quote = await Held("A-907", 7);
        Assert.Contains("Priya Nair", (await seller.Open($"/quotes/{quote}?act=sent")).Text, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await Act(quote, "sent")).Status);
        var mail = await troth.Database.Db(db => db.Mails.AsNoTracking().SingleAsync(m => m.Subject.EndsWith(quote)));
        Assert.Equal("priya@vale.example", mail.To);
        Assert.Contains($"/portal/quotes/{quote}", mail.Body, StringComparison.Ordinal);
        Assert.Equal("sent", (await Read(quote)).GetProperty("state").GetString());
        Assert.Equal(303, (int)(await Act(quote, "confirmed")).Status);
        var order = (await Read(quote)).GetProperty("order").GetGuid(); // what is confirmed is promised to whom it was mailed
        Assert.NotNull((await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == order))).ContactId);
        var nobody = await Held("A-908", 7);
        Assert.Contains("Nobody of this account", (await seller.Open($"/quotes/{nobody}?act=sent")).Text, StringComparison.Ordinal);
        var refused = await seller.Json(HttpMethod.Put, $"/api/quotes/{nobody}/sent", new { });
        Assert.Equal((HttpStatusCode.Conflict, "quote.noReader"), (refused.Status, refused.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_line_that_is_wanted_otherwise_is_asked_for_again()
    {
        troth.Available();
        var quote = await Held("A-907", 20);
        var before = (await Read(quote)).GetProperty("lines")[0];
        var changed = await Act(quote, "line", ("lineNo", "1"), ("quantity", "900"), ("unitPrice", "11.5"), ("key", "line-1"));
        Assert.True(changed.Status == HttpStatusCode.SeeOther, changed.Text);
        await Act(quote, "line", ("lineNo", "1"), ("quantity", "900"), ("unitPrice", "11.5"), ("key", "line-1"));
        var line = (await Read(quote)).GetProperty("lines")[0];
        Assert.Equal((900, 11.5m), (line.GetProperty("quantity").GetInt32(), line.GetProperty("unitPrice").GetDecimal()));
        Assert.True(string.CompareOrdinal(before.GetProperty("promisedOn").GetString(), line.GetProperty("promisedOn").GetString()) < 0);
        var old = long.Parse(before.GetProperty("shopOrder").GetString()![2..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(ShopOrderState.Cancelled, (await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.Number == old))).State);
        var tooMany = await Act(quote, "line", ("lineNo", "1"), ("quantity", "999999"));
        Assert.Equal(HttpStatusCode.Conflict, tooMany.Status);
        Assert.Equal(900, (await Read(quote)).GetProperty("lines")[0].GetProperty("quantity").GetInt32());
        Assert.Equal(303, (int)(await Act(quote, "declined")).Status);
    }

    [Fact]
    public async Task A_hold_is_made_longer_ends_by_itself_and_is_asked_for_again()
    {
        troth.Available();
        var quote = await Held("A-907", 2);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Act(quote, "held", ("hours", "0"))).Status);
        Assert.Equal(303, (int)(await Act(quote, "held", ("hours", "100"))).Status);
        Assert.Equal(troth.Clock.GetUtcNow().AddHours(100), (await Read(quote)).GetProperty("heldUntil").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
        var early = await seller.Json(HttpMethod.Put, $"/api/quotes/{quote}/again", new { });
        Assert.Equal("quote.notExpired", early.Json.GetProperty("code").GetString());
        await troth.Database.Db(db => db.Quotes.Where(q => "Q-" + q.Number == quote).ExecuteUpdateAsync(set => set.SetProperty(q => q.HeldUntil, troth.Clock.GetUtcNow().AddMinutes(-1))));
        Assert.Contains("Ask again", (await seller.Open($"/quotes/{quote}")).Text, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await Act(quote, "again")).Status);
        Assert.False((await Read(quote)).GetProperty("expired").GetBoolean());
        Assert.Equal(303, (int)(await Act(quote, "confirmed")).Status);
        Assert.Equal("confirmed", (await Read(quote)).GetProperty("state").GetString());
    }
}

public sealed class QuotePageOnSqlite(SqliteServer troth) : QuotePageTests(troth), IClassFixture<SqliteServer>;

public sealed class QuotePageOnPostgres(PostgresServer troth) : QuotePageTests(troth), IClassFixture<PostgresServer>;
