using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Mail;
using Troth.Portal;
using Troth.Portal.Access;
using Troth.Tests.Harness;

namespace Troth.Tests.Portal;

public abstract class PortalSignInTests(TestServer troth)
{
    [Fact]
    public async Task A_seller_invites_a_contact_who_opens_the_page_with_one_press()
    {
        troth.Available();
        var customer = await troth.Customer("Alder");
        await troth.Database.Db(db => db.Set<Invitation>().Where(i => i.Id == customer.Invitation.Id).ExecuteDeleteAsync());
        var seller = troth.As(Role.Seller);
        var people = await seller.Open($"/accounts/{customer.Account.Label}/invitations");
        var sent = await seller.Submit(people, "main form", ("contact", customer.Contact.Label));
        Assert.Equal(303, (int)sent.Status);
        await troth.SendMails();
        var link = Assert.Single(troth.Links(customer.Email));

        // Nothing that opens every word of the secret lies in the database.
        var secret = link.Split('/')[^1];
        await troth.Database.Db(async db =>
        {
            Assert.DoesNotContain(secret, string.Join(' ', await db.Mails.Select(m => m.Body + m.Subject + m.Error).ToListAsync()),
                StringComparison.Ordinal);
            Assert.Contains(PortalSecret.Hash(secret), await db.PortalLinks.Select(l => l.Hash).ToListAsync());
        });

        var visitor = troth.Visitor();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await troth.Visitor().Get(link)).Status); // mail scanners follow links
        var door = await visitor.Open(link);
        Assert.DoesNotContain("Alder-PO", door.Text, StringComparison.Ordinal);
        var pressed = await visitor.Submit(door, "main form");
        Assert.Equal((303, "/portal"), ((int)pressed.Status, pressed.Location));
        var cookie = pressed.Header("Set-Cookie")!;
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var page = await visitor.Open("/portal");
        Assert.Contains("Alder-PO", page.Text, StringComparison.Ordinal);
        Assert.Contains("Kim Alder", page.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await troth.Visitor().Get(link)).Status); // once
        var replayed = await troth.Visitor().Post(link);
        Assert.Equal((HttpStatusCode.NotFound, null), (replayed.Status,
            replayed.Header("Set-Cookie")?.Contains(PortalScheme.Cookie + "=ey", StringComparison.Ordinal) == true ? "signed in" : null));
        var history = await seller.Open($"/accounts/{customer.Account.Label}/history");
        Assert.Contains("invitation", history.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_many_who_press_at_once_one_gets_in()
    {
        troth.Available();
        var customer = await troth.Customer("Birch");
        var link = await troth.NewLink(customer);
        var visitors = Enumerable.Range(0, 6).Select(_ => troth.Visitor()).ToList();
        var answers = await Task.WhenAll(visitors.Select(v => v.Post(link)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.SeeOther);
        Assert.Equal(1, await troth.Database.Db(db => db.PortalSessions.CountAsync(s => s.InvitationId == customer.Invitation.Id)));
    }

    [Fact]
    public async Task A_link_ends_with_its_time()
    {
        troth.Available();
        var customer = await troth.Customer("Cedar");
        var link = await troth.NewLink(customer);
        await troth.Database.Db(db => db.PortalLinks.Where(l => l.InvitationId == customer.Invitation.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.EndsAt, troth.Clock.GetUtcNow().AddSeconds(-1))));
        Assert.Equal(HttpStatusCode.NotFound, (await troth.Visitor().Post(link)).Status);
    }

    [Theory]
    [InlineData("uninvited")]
    [InlineData("left the account")]
    [InlineData("ended")]
    [InlineData("another address")]
    [InlineData("account ended")]
    public async Task Links_and_sign_ins_end_with_what_they_rest_on(string why)
    {
        troth.Available();
        var customer = await troth.Customer("Elm");
        var link = await troth.NewLink(customer);
        var browser = await troth.As(customer.Invitation);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/portal")).Status);
        var seller = troth.As(Role.Seller);
        switch (why)
        {
            case "uninvited":
                Assert.Equal(303, (int)(await seller.Post($"/accounts/{customer.Account.Label}/invitations/{customer.Contact.Label}/remove")).Status);
                break;
            case "left the account":
                Assert.Equal(303, (int)(await seller.Post($"/contacts/{customer.Contact.Label}/accounts/{customer.Account.Label}/remove")).Status);
                break;
            case "ended": // as an import says it, which asks nobody
                await troth.Database.Db(db => db.Set<Contact>().Where(c => c.Id == customer.Contact.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedOn, new DateOnly(2025, 1, 1))));
                break;
            case "another address":
                await troth.Database.Db(async db =>
                {
                    (await db.Set<Contact>().SingleAsync(c => c.Id == customer.Contact.Id)).Email = "somebody.else@customer.example";
                    await db.SaveChangesAsync();
                });
                break;
            default:
                await troth.Database.Db(db => db.Set<Account>().Where(a => a.Id == customer.Account.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.EndedOn, new DateOnly(2025, 1, 1))));
                break;
        }
        var after = await browser.Get("/portal");
        Assert.Equal(HttpStatusCode.Found, after.Status);
        Assert.StartsWith("/portal/sign-in", after.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await troth.Visitor().Post(link)).Status);

        // And stay ended when the contact comes back.
        await troth.Database.Db(async db =>
        {
            await db.Set<Contact>().Where(c => c.Id == customer.Contact.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedOn, (DateOnly?)null).SetProperty(c => c.Email, customer.Email));
            await db.Set<Account>().Where(a => a.Id == customer.Account.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.EndedOn, (DateOnly?)null));
            if (!await db.Set<ContactRole>().AnyAsync(r => r.ContactId == customer.Contact.Id)) db.Add(new ContactRole { ContactId = customer.Contact.Id, AccountId = customer.Account.Id });
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.Found, (await browser.Get("/portal")).Status);
        if (why is "uninvited" or "left the account" or "another address") Assert.Equal(HttpStatusCode.NotFound,
            (await troth.Visitor().Post(link)).Status);
    }

    [Fact]
    public async Task Whoever_asks_for_a_link_learns_nothing()
    {
        troth.Available();
        var customer = await troth.Customer("Fir");
        await Ask("first@customer.example"); // of this network and hour
        var known = await Ask(customer.Email.ToUpperInvariant());
        var unknown = await Ask("nobody@customer.example");
        Assert.Equal((known.Status, known.Location, known.Text), (unknown.Status, unknown.Location, unknown.Text));
        Assert.Equal(known.Queries.Select(q => q.Split('\n')[0]), unknown.Queries.Select(q => q.Split('\n')[0]));
        await troth.SendMails();
        var link = Assert.Single(troth.Links(customer.Email));
        Assert.Empty(troth.Links("nobody@customer.example"));
        Assert.False(await troth.Database.Db(db => db.Mails.AnyAsync(m => m.To == "nobody@customer.example")));
        Assert.Equal(303, (int)(await troth.Visitor().Post(link)).Status);
    }

    [Fact]
    public async Task A_link_leads_where_the_setting_says_whatever_a_request_calls_us()
    {
        troth.Available();
        var customer = await troth.Customer("Gorse");
        var client = troth.Visitor();
        var page = await client.Open("/portal/sign-in");
        var (method, action, content) = page.Form("main form", [("email", customer.Email)]);
        var request = new HttpRequestMessage(method, action) { Content = content };
        request.Headers.Host = "evil.example";
        await client.Send(request);
        await troth.SendMails();
        var file = Directory.GetFiles(Path.Combine(troth.Database.Folder, "mail"), "*.eml").Select(File.ReadAllText)
            .Single(m => m.Contains($"To: {customer.Email}", StringComparison.Ordinal));
        Assert.DoesNotContain("evil.example", file, StringComparison.Ordinal);
        Assert.Contains(troth.Address.Authority, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_is_a_new_one_whatever_the_browser_brought()
    {
        troth.Available();
        var (old, customer) = (await troth.Customer("Hazel"), await troth.Customer("Ivy"));
        var browser = await troth.As(old.Invitation);
        await browser.Open("/portal");
        var before = browser.Cookies.GetAllCookies().Single(c => c.Name == PortalScheme.Cookie).Value;
        var link = await troth.NewLink(customer);
        Assert.Equal(303, (int)(await browser.Submit(await browser.Open(link), "main form")).Status);
        Assert.NotEqual(before, browser.Cookies.GetAllCookies().Single(c => c.Name == PortalScheme.Cookie).Value);
        var page = await browser.Open("/portal");
        Assert.Contains("Ivy-PO", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hazel", page.Text, StringComparison.Ordinal);
        Assert.False(await troth.Database.Db(db => db.PortalSessions.AnyAsync(s => s.InvitationId == old.Invitation.Id
            && s.EndedAt == null)));
    }

    [Fact]
    public async Task Signing_out_ends_every_copy_of_the_cookie()
    {
        troth.Available();
        var customer = await troth.Customer("Juniper");
        var browser = await troth.As(customer.Invitation);
        var copy = troth.Visitor();
        var cookie = (await browser.GetCookies()).Single(c => c.Name == PortalScheme.Cookie);
        await copy.Get("/portal/sign-in");
        copy.Cookies.Add(troth.Address, new Cookie(cookie.Name, cookie.Value));
        Assert.Equal(HttpStatusCode.OK, (await copy.Get("/portal")).Status);
        Assert.Equal(303, (int)(await browser.Submit(await browser.Open("/portal"), "footer form")).Status);
        Assert.Equal(HttpStatusCode.Found, (await copy.Get("/portal")).Status);
    }

    private async Task<Answer> Ask(string email)
    {
        var client = troth.Visitor();
        return await client.Submit(await client.Open("/portal/sign-in"), "main form", ("email", email));
    }
}

public sealed class PortalSignInOnSqlite(SqliteServer troth) : PortalSignInTests(troth), IClassFixture<SqliteServer>;

public sealed class PortalSignInOnPostgres(PostgresServer troth) : PortalSignInTests(troth), IClassFixture<PostgresServer>;

/// <summary>Tries are counted in the database; these use them up, so they have a server to themselves.</summary>
public abstract class PortalLimitsTests(TestServer troth)
{
    [Fact]
    public async Task Too_many_tries_are_refused_until_an_hour_has_passed()
    {
        troth.Available();
        var visitor = troth.Visitor();
        for (var i = 0; i < AskForLink.MostForAddress; i++) Assert.Equal(303,
            (int)(await visitor.Post("/portal/sign-in", ("email", "one@customer.example"))).Status);
        var often = await visitor.Post("/portal/sign-in", ("email", "ONE@customer.example"));
        Assert.Equal(429, (int)often.Status);
        Assert.Contains("too often", often.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/portal\"", often.Text, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await visitor.Post("/portal/sign-in", ("email", "two@customer.example"))).Status);
        for (var i = AskForLink.MostForAddress + 2; i < AskForLink.MostFromNetwork; i++) await visitor.Post("/portal/sign-in",
            ("email", $"p{i}@customer.example"));
        Assert.Equal(429, (int)(await visitor.Post("/portal/sign-in", ("email", "other@customer.example"))).Status);

        for (var i = 0; i < SignInByLink.MostWrong; i++) Assert.Equal(404,
            (int)(await visitor.Get($"/portal/in/{PortalSecret.New()}")).Status);
        Assert.Equal(429, (int)(await visitor.Get($"/portal/in/{PortalSecret.New()}")).Status);
        var customer = await troth.Customer("Kelp");
        Assert.Equal(200, (int)(await visitor.Get(await troth.NewLink(customer))).Status); // a link that holds is nobody's guess

        troth.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(303, (int)(await visitor.Post("/portal/sign-in", ("email", "one@customer.example"))).Status);
        Assert.Equal(404, (int)(await visitor.Get($"/portal/in/{PortalSecret.New()}")).Status);
    }
}

public sealed class PortalLimitsOnSqlite(SqliteServer troth) : PortalLimitsTests(troth), IClassFixture<SqliteServer>;

public sealed class PortalLimitsOnPostgres(PostgresServer troth) : PortalLimitsTests(troth), IClassFixture<PostgresServer>;
