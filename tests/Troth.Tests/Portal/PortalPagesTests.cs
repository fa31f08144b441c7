using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Live;
using Troth.Portal;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Portal;

public abstract class PortalPagesTests(TestServer troth)
{
    [Fact]
    public async Task A_customer_sees_the_promised_days_and_what_became_of_them()
    {
        troth.Available();
        var customer = await troth.Customer("Quince");
        var today = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime);
        await troth.OrderOf(customer.Account, "Late-PO", today.AddDays(-3));
        await troth.OrderOf(customer.Account, "Done-PO", today.AddDays(-3), today.AddDays(-4));
        await troth.OrderOf(customer.Account, "Open-PO", null);
        var browser = await troth.As(customer.Invitation);
        var page = await browser.Open("/portal");
        Assert.Contains("Test Works", page.Words(".portal-head .brand")!, StringComparison.Ordinal);
        Assert.Null(page.Page.QuerySelector(".side"));
        var open = page.AllWords("#portal-orders .own-order");
        Assert.Equal(3, open.Count);
        Assert.Contains("Late-PO", open[0], StringComparison.Ordinal);
        Assert.Contains("late", open[0], StringComparison.Ordinal);
        Assert.Contains("Quince-PO", open[1], StringComparison.Ordinal);
        Assert.Contains("We have not promised a day yet.", open[2], StringComparison.Ordinal);
        Assert.Contains(page.AllWords(".own-order"), o => o.Contains("Done-PO", StringComparison.Ordinal)
            && o.Contains("Shipped on", StringComparison.Ordinal));
        Assert.InRange(page.Queries.Count, 1, 13);

        var order = await browser.Open($"/portal/orders/{customer.Order.Label}");
        Assert.Contains("Quince-PO pump", order.Text, StringComparison.Ordinal);
        Assert.Equal(customer.Order.Label, (await browser.Get($"/api/portal/orders/{customer.Order.Id}")).Json.GetProperty("order")
            .GetProperty("label").GetString());
        Assert.Equal(4, (await browser.Get("/api/portal/orders")).Json.GetProperty("items").GetArrayLength());

        // A full feed of another system that does not have an order of ours ends it for the figures, not for its customer.
        await troth.Database.Db(async db =>
        {
            await db.Orders.Where(o => o.Id == customer.Order.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.EndedOn, today));
            await db.OrderLines.Where(l => l.OrderId == customer.Order.Id).ExecuteUpdateAsync(set => set.SetProperty(l => l.EndedOn, today));
        });
        Assert.Contains("Quince-PO pump", (await browser.Open($"/portal/orders/{customer.Order.Label}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_customer_says_reaches_the_seller_and_is_answered()
    {
        troth.Available();
        var customer = await troth.Customer("Poplar");
        var browser = await troth.As(customer.Invitation);
        using var news = troth.Services.GetRequiredService<LiveNews>().Listen();
        var form = await browser.Open($"/portal/let-down?order={customer.Order.Label}");
        var empty = await browser.Submit(form, "main form", ("text", "  "));
        Assert.Equal(422, (int)empty.Status);
        var long_ = await browser.Submit(form, "main form", ("text", new string('x', CustomerWord.TextMax + 1)));
        Assert.Equal(422, (int)long_.Status);
        Assert.Equal(303, (int)(await browser.Submit(form, "main form", ("text", "Four of twelve were <b>wrong</b>"))).Status);
        Assert.Contains($"account:{customer.Account.Id}", await news.Next(default));

        var seller = troth.As(Role.Seller);
        Assert.Contains("Poplar Works: you let us down", (await seller.Open("/")).Text, StringComparison.Ordinal);
        var other = await troth.Somebody("Olga Other " + Guid.CreateVersion7().ToString("N"), Role.Seller,
            (await troth.Seller("Olga Other")).Id);
        Assert.DoesNotContain("Poplar Works", (await troth.As(other).Open("/")).Text, StringComparison.Ordinal);
        var panel = await seller.Open($"/panels/account-main/words/{customer.Account.Id}");
        Assert.Contains("Four of twelve were &lt;b&gt;wrong&lt;/b&gt;", panel.Text, StringComparison.Ordinal);
        Assert.Contains(customer.Order.Label, panel.Text, StringComparison.Ordinal);

        var words = await seller.Open($"/accounts/{customer.Account.Label}/words");
        var word = await troth.Database.Db(db => db.CustomerWords.SingleAsync(w => w.AccountId == customer.Account.Id
            && w.Kind == WordKind.LetDown));
        var form2 = $"form[action='/accounts/{customer.Account.Label}/words/{word.Id}/answer']";
        Assert.Equal(422, (int)(await seller.Submit(words, form2, ("answer", ""))).Status);
        Assert.Equal(303, (int)(await seller.Submit(words, form2, ("answer", "We are sorry and send four today."))).Status);
        Assert.Equal(409, (int)(await seller.Submit(words, form2, ("answer", "Again"))).Status);
        Assert.Contains("We are sorry and send four today.", (await browser.Open("/portal")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Poplar Works: you let us down", (await seller.Open("/")).Text, StringComparison.Ordinal);
        // An answer to another account's word is none.
        var elsewhere = await troth.Account("Elsewhere");
        Assert.Equal(404, (int)(await seller.Json(HttpMethod.Put, $"/api/accounts/{elsewhere.Label}/words/{word.Id}/answer",
            new { answer = "x" })).Status);
    }

    [Fact]
    public async Task A_customer_reads_in_their_own_culture_and_zone()
    {
        troth.Available();
        var customer = await troth.Customer("Nutmeg");
        var browser = await troth.As(customer.Invitation);
        var page = await browser.Open("/portal/settings");
        Assert.Equal(422, (int)(await browser.Submit(page, "main form", ("culture", "xx-XX"))).Status);
        Assert.Equal(303, (int)(await browser.Submit(page, "main form", ("culture", "de-AT"), ("timeZone", "America/New_York"))).Status);
        Assert.Equal("de-AT", (await browser.Open("/portal")).Page.DocumentElement.GetAttribute("data-culture"));
        Assert.Equal("America/New_York", (await browser.Get("/api/portal/settings")).Json.GetProperty("timeZone").GetString());
    }

    [Fact]
    public async Task Our_people_see_what_the_customer_sees_and_can_change_nothing_there()
    {
        troth.Available();
        var (customer, other) = (await troth.Customer("Medlar"), await troth.Customer("Lilac"));
        var seller = troth.As(Role.Seller);
        var page = await seller.Open($"/accounts/{customer.Account.Label}/portal");
        Assert.Contains("This is what Medlar Works sees.", page.Words(".portal-preview")!, StringComparison.Ordinal);
        Assert.Contains("Medlar-PO", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lilac", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("main form"));
        Assert.DoesNotContain("href=\"/portal", page.Text, StringComparison.Ordinal);
        await seller.Open(page.Page.QuerySelector(".own-order a")!.GetAttribute("href")!);
        Assert.Equal(404, (int)(await seller.Get($"/accounts/{customer.Account.Label}/portal/orders/{other.Order.Label}")).Status);
        Assert.Equal(403, (int)(await troth.As(Role.Reader).Get($"/accounts/{customer.Account.Label}/portal")).Status);
        var orders = (await seller.Get($"/api/accounts/{customer.Account.Label}/portal")).Json;
        Assert.Equal("Medlar-PO", orders.GetProperty("all").GetProperty("items")[0].GetProperty("reference").GetString());
    }

    [Fact]
    public async Task Inviting_needs_an_address_that_mail_can_go_to()
    {
        troth.Available();
        var account = await troth.Account("Oleander");
        var contact = await troth.Contact("No", "Address", account);
        var elsewhere = await troth.Contact("Not", "Here");
        var seller = troth.As(Role.Seller);
        Assert.Equal(409, (int)(await seller.Post($"/accounts/{account.Label}/invitations", ("contact", contact.Label))).Status);
        Assert.Equal(404, (int)(await seller.Post($"/accounts/{account.Label}/invitations", ("contact", elsewhere.Label))).Status);
        await troth.Database.Db(db => db.Set<Troth.Accounts.Contact>().Where(c => c.Id == contact.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Email, "a@b.example, c@d.example")));
        var bad = await seller.Json(HttpMethod.Put, $"/api/accounts/{account.Label}/invitations/{contact.Label}");
        Assert.Equal("contact.badAddress", bad.Json.GetProperty("code").GetString());
        Assert.Contains("Customer's page", WebUtility.HtmlDecode((await seller.Open($"/contacts/{contact.Label}")).Text),
            StringComparison.Ordinal);
        Assert.Contains("No Address", (await seller.Open($"/accounts/{account.Label}/invitations")).Text, StringComparison.Ordinal);
        await seller.Open($"/panels/account-side/invited/{account.Id}");
    }

    [Fact]
    public async Task The_stream_tells_of_the_customers_own_account_alone()
    {
        troth.Available();
        var (mine, other) = (await troth.Customer("Jasmine"), await troth.Customer("Hyssop"));
        var cookies = string.Join("; ", (await (await troth.As(mine.Invitation)).GetCookies()).Select(c => $"{c.Name}={c.Value}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/portal/live");
        request.Headers.Add("Cookie", cookies);
        using var http = new HttpClient { BaseAddress = troth.Address, Timeout = TimeSpan.FromSeconds(30) };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.StartsWith("retry", await reader.ReadLineAsync(), StringComparison.Ordinal);
        var news = troth.Services.GetRequiredService<LiveNews>();
        news.Publish("book");
        news.Publish($"account:{other.Account.Id}");
        news.Publish($"account:{mine.Account.Id}");
        string? line;
        while (string.IsNullOrEmpty(line = await reader.ReadLineAsync())) Assert.NotNull(line);
        Assert.Equal($"data: account:{mine.Account.Id}", line);
    }
}

public sealed class PortalPagesOnSqlite(SqliteServer troth) : PortalPagesTests(troth), IClassFixture<SqliteServer>;

public sealed class PortalPagesOnPostgres(PostgresServer troth) : PortalPagesTests(troth), IClassFixture<PostgresServer>;
