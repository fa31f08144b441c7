using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Mail;
using Troth.Portal;
using Troth.Promises;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Inserts;

/// <summary>The pages of insert review: who asks, who answers, who decides, and who is told.</summary>
public abstract class InsertPageTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!, scheduler = null!, manager = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        (seller, scheduler, manager) = (troth.As(Role.Seller), troth.As(Role.Scheduler), troth.As(Role.Manager));
        if (await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 931))) return;
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            // 931 gains and is nobody's, 932 waits and is the seller's, 933 gains and is the seller's, 934 is somebody else.
            foreach (var (number, name, after) in new (long, string, Guid?)[] { (931, "Halas Kft.", null), (932, "Patient Ltd", troth.SellerId), (933, "Gain & Co", troth.SellerId), (934, "Other GmbH", null) })
            {
                var (account, contact) = (new Account(number, name), new Contact(number, "Cleo", $"No{number}") { Email = $"cleo{number}@example.com" });
                account.LookedAfterBy(after);
                db.AddRange(account, contact, new ContactRole { AccountId = account.Id, ContactId = contact.Id });
                if (number is 932 or 934)
                    db.Add(new Invitation { AccountId = account.Id, ContactId = contact.Id, Email = contact.Email, EmailKey = contact.Email, InvitedAt = troth.Clock.GetUtcNow(), InvitedBy = "Maria" });
            }
            await db.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<TestClient> Customer(int number) =>
        await troth.As(await troth.Database.Db(db => db.Invitations.AsNoTracking().SingleAsync(i => db.Set<Account>().Any(a => a.Id == i.AccountId && a.Number == number))));

    /// <summary>A promise to the patient customer, and nothing else in the plan.</summary>
    private async Task<(string ShopOrder, DateOnly On)> Promised(int quantity)
    {
        foreach (var number in await troth.Database.Db(db => db.ShopOrders.Where(o => o.State == ShopOrderState.Firm).Select(o => o.Number).ToListAsync()))
        {
            var gone = await seller.Json(HttpMethod.Put, $"/api/shop-orders/W-{number}/cancelled", new { });
            Assert.True(gone.Status == HttpStatusCode.OK, gone.Text);
        }
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-932", lines = new[] { new { product = Bracket, quantity } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var label = made.Json.GetProperty("label").GetString();
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/confirmed", new { })).Status);
        var line = (await seller.Get($"/api/quotes/{label}")).Json.GetProperty("lines")[0];
        return (line.GetProperty("shopOrder").GetString()!, DateOnly.Parse(line.GetProperty("promisedOn").GetString()!, CultureInfo.InvariantCulture));
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Asks by the pages, from the desk on.</summary>
    private static async Task<string> Ask(TestClient asker, string account, int quantity, DateOnly on)
    {
        var reasons = await asker.Open($"/desk/reasons?account={account}&product={Bracket}&quantity={quantity}&wantedOn={Iso(on)}");
        var link = Assert.Single(reasons.Page.QuerySelectorAll("a[href^='/inserts/new']"), a => a.GetAttribute("href")!.Contains($"wantedOn={Iso(on)}", StringComparison.Ordinal));
        var page = await asker.Open(link.GetAttribute("href")!);
        Assert.Contains("Patient Ltd", page.Words("table"), StringComparison.Ordinal);
        var asked = await asker.Submit(page, "main form[action='/inserts']", ("plea", "Their line stands still."));
        Assert.True(asked.Status == HttpStatusCode.SeeOther, asked.Text);
        return asked.Location!.Split('/')[^1];
    }

    private async Task<JsonElement> Read(string review) => (await seller.Get($"/api/inserts/{review}")).Json;

    private async Task<List<string>> Moves(string review) => [.. (await Read(review)).GetProperty("moves").EnumerateArray().Select(m => m.GetProperty("shopOrder").ToString())];

    [Fact]
    public async Task A_review_that_would_lead_nowhere_is_not_offered_and_the_desk_says_why()
    {
        troth.Available();
        await Promised(5);
        var today = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime);
        foreach (var (pieces, on) in new[] { (160, today), (4000, today.AddDays(4)) })
        {
            var reasons = await seller.Open($"/desk/reasons?account=A-931&product={Bracket}&quantity={pieces}&wantedOn={Iso(on)}");
            Assert.Empty(reasons.Page.QuerySelectorAll("a[href^='/inserts/new']"));
            Assert.Contains("An insert review would not help. It cannot be had by", reasons.Words("main, turbo-frame"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_decision_breaks_promises_their_seller_is_told_until_noted_and_what_became_of_them_is_seen()
    {
        troth.Available();
        var (shopOrder, on) = await Promised(160);
        var review = await Ask(manager, "A-931", 160, on);
        var page = await scheduler.Open($"/inserts/{review}");
        Assert.Contains("Their line stands still.", page.Text, StringComparison.Ordinal);
        Assert.Contains(shopOrder, page.Words("table"), StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 14);
        Assert.Contains(review, (await scheduler.Open("/")).Text, StringComparison.Ordinal);
        Assert.Contains(review, (await scheduler.Open("/schedule/decisions")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/inserts/" + review, (await manager.Open("/")).Text, StringComparison.Ordinal);

        var without = await scheduler.Submit(page, $"form[action='/inserts/{review}/done']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        var done = await scheduler.Submit(page, $"form[action='/inserts/{review}/done']", ("reason", "Their line stands; ours can wait."), ("key", "reasoned"));
        Assert.True(done.Status == HttpStatusCode.SeeOther, done.Text);
        var after = await scheduler.Open($"/inserts/{review}");
        Assert.Contains("broken by this decision", after.Words("table"), StringComparison.Ordinal);
        Assert.Contains("Their line stands; ours can wait.", after.Text, StringComparison.Ordinal);

        var today = await seller.Open("/");
        Assert.Contains($"/inserts/{review}/seen", today.Text, StringComparison.Ordinal);
        Assert.Contains("Patient Ltd", today.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/inserts/{review}/seen", (await scheduler.Open("/")).Text, StringComparison.Ordinal);
        Assert.Contains($"/inserts/{review}/seen", (await manager.Open("/")).Text, StringComparison.Ordinal); // who asked is told too
        Assert.Equal("/", (await seller.Post($"/inserts/{review}/seen", ("back", "/"))).Location);
        Assert.DoesNotContain($"/inserts/{review}/seen", (await seller.Open("/")).Text, StringComparison.Ordinal);
        Assert.Contains($"/inserts/{review}/seen", (await manager.Open("/")).Text, StringComparison.Ordinal);

        var promise = (await Read(review)).GetProperty("moves")[0].GetProperty("promise").GetString();
        Assert.Contains($"/inserts/{review}", (await seller.Open($"/promises/{promise}")).Text, StringComparison.Ordinal);
        Assert.Contains($"/inserts/{review}", (await seller.Open($"/schedule/orders/{shopOrder}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seller_reads_why_they_may_not_decide_what_they_gain_by()
    {
        troth.Available();
        var (_, on) = await Promised(120);
        var review = await Ask(seller, "A-933", 120, on);
        var page = await seller.Open($"/inserts/{review}");
        Assert.Contains(Words("insert.notScheduler"), page.Text, StringComparison.Ordinal);
        Assert.Null(page.Page.QuerySelector("form[action$='/done']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Post($"/inserts/{review}/done", ("reason", "Please."))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.Post($"/inserts/{review}/done", ("reason", "Please."))).Status);
        var all = await troth.As(Role.Administrator).Post($"/inserts/{review}/done", ("reason", "I may all."));
        Assert.Equal(HttpStatusCode.Conflict, all.Status);
        Assert.Contains(Words("insert.notScheduler"), all.Words(".alert-danger"), StringComparison.Ordinal);
        var own = troth.As(await troth.Somebody("Own Gain", Role.Scheduler, troth.SellerId));
        Assert.Contains(Words("insert.whoGains"), (await own.Open($"/inserts/{review}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await own.Post($"/inserts/{review}/done", ("reason", "Mine."))).Status);
        Assert.Equal("open", (await Read(review)).GetProperty("row").GetProperty("state").GetString());
        Assert.Equal(303, (int)(await scheduler.Post($"/inserts/{review}/refused", ("reason", "No."))).Status);
        Assert.Contains("Gain &amp; Co does not go before others", (await seller.Open("/")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await seller.Post($"/inserts/{review}/withdrawn")).Status);
    }

    [Fact]
    public async Task Customers_answer_by_themselves_once_and_only_for_their_own_company()
    {
        troth.Available();
        var (_, on) = await Promised(140);
        var review = await Ask(manager, "A-931", 100, on);
        var (customer, other) = (await Customer(932), await Customer(934));
        foreach (var theirs in (await Read(review)).GetProperty("moves").EnumerateArray())
        {
            var move = theirs.GetProperty("shopOrder");
            if (theirs.GetProperty("accountNumber").GetInt64() != 932) // an order that went before others in another test
            {
                Assert.Equal(303, (int)(await seller.Post($"/inserts/{review}/answers/{move}",
                    ("answer", "Agreed"), ("whom", "Mr Halas"), ("said", "Yes."), ("saidOn", "2027-03-09"), ("on", theirs.GetProperty("toOn").GetString()!))).Status);
                continue;
            }
            Assert.Contains("cleo932@example.com", (await manager.Open($"/inserts/{review}?act=asked&of={move}")).Text, StringComparison.Ordinal);
            Assert.Equal(303, (int)(await manager.Post($"/inserts/{review}/asked/{move}")).Status);
        }
        var questions = (await customer.Get("/api/portal/questions")).Json.EnumerateArray().Where(q => q.GetProperty("state").GetString() == "asked").ToList();
        Assert.NotEmpty(questions);
        var id = questions[0].GetProperty("id").GetString();
        Assert.True(await troth.Database.Db(db => db.Mails.AnyAsync(m => m.To == "cleo932@example.com" && m.Body!.Contains($"/portal/questions/{id}"))));
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/portal/questions/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/portal/questions/{id}/answer", ("answer", "yes"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Json(HttpMethod.Put, $"/api/portal/questions/{id}/answer", new { answer = "yes" })).Status);
        Assert.Empty((await other.Get("/api/portal/questions")).Json.EnumerateArray());
        Assert.Contains($"/portal/questions/{id}", (await customer.Open("/portal")).Text, StringComparison.Ordinal);

        var first = await customer.Open($"/portal/questions/{id}");
        Assert.DoesNotContain("Halas", first.Text, StringComparison.Ordinal); // who else wants it is nobody's business
        Assert.Equal(422, (int)(await customer.Submit(first, "main form[action$='/answer']")).Status);
        Assert.Equal(422, (int)(await customer.Submit(first, "main form[action$='/answer']", ("answer", "later"), ("until", "2001-01-01"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await customer.Submit(first, "main form[action$='/answer']", ("answer", "yes"), ("on", "2001-01-01"))).Status);
        foreach (var question in questions)
        {
            var page = await customer.Open($"/portal/questions/{question.GetProperty("id")}");
            var until = DateOnly.Parse(question.GetProperty("toOn").GetString()!, CultureInfo.InvariantCulture).AddDays(20);
            Assert.Equal(303, (int)(await customer.Submit(page, "main form[action$='/answer']", ("answer", "later"), ("until", Iso(until)), ("said", "Fine with us."))).Status);
            Assert.Equal(HttpStatusCode.Conflict, (await customer.Submit(page, "main form[action$='/answer']", ("answer", "no"))).Status); // replayed
        }
        var told = (await Read(review)).GetProperty("moves").EnumerateArray().First(m => m.GetProperty("accountNumber").GetInt64() == 932);
        Assert.Equal(("agreed", "portal", "Cleo No932"), (told.GetProperty("consent").GetString(), told.GetProperty("channel").GetString(), told.GetProperty("whom").GetString()));
        Assert.Contains("on their own page", (await scheduler.Open($"/inserts/{review}")).Words("table"), StringComparison.Ordinal);

        var ready = await scheduler.Open($"/inserts/{review}");
        var done = await scheduler.Submit(ready, $"form[action='/inserts/{review}/done']");
        Assert.True(done.Status == HttpStatusCode.SeeOther, done.Text);
        Assert.Contains("moved, agreed", (await scheduler.Open($"/inserts/{review}")).Words("table"), StringComparison.Ordinal);
        Assert.Equal("moved", (await customer.Get($"/api/portal/questions/{id}")).Json.GetProperty("state").GetString());
        Assert.False(await troth.Database.Db(db => db.Promises.AnyAsync(p => p.DecisionRecord == db.Set<InsertReview>().First(r => "R-" + r.Number == review).Id)));
    }

    [Fact]
    public async Task What_they_say_is_put_down_with_who_and_when()
    {
        troth.Available();
        var (_, on) = await Promised(130);
        var review = await Ask(manager, "A-931", 90, on);
        var move = (await Moves(review))[0];
        var page = await seller.Open($"/inserts/{review}?act=answers&of={move}");
        var unnamed = await seller.Submit(page, $"form[action$='/answers/{move}']", ("said", "Well, yes."));
        Assert.Equal(422, (int)unnamed.Status);
        Assert.Contains("Well, yes.", unnamed.Text, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await seller.Submit(unnamed, $"form[action$='/answers/{move}']", ("whom", "Ms Kiss"), ("answer", "Declined"), ("saidOn", "2027-03-08"))).Status);
        Assert.Contains("Ms Kiss, 8 Mar 2027", (await seller.Open($"/inserts/{review}")).Words("table"), StringComparison.Ordinal);
        Assert.Equal(303, (int)(await manager.Post($"/inserts/{review}/withdrawn")).Status);
        Assert.Contains("Ms Kiss", (await seller.Open($"/inserts/{review}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_that_is_put_down_is_to_the_day_that_was_named()
    {
        troth.Available();
        var (_, on) = await Promised(130);
        var review = await Ask(manager, "A-931", 90, on);
        var move = (await Read(review)).GetProperty("moves")[0];
        var (number, named) = (move.GetProperty("shopOrder").GetInt64(), DateOnly.Parse(move.GetProperty("toOn").GetString()!, CultureInfo.InvariantCulture));
        var page = await seller.Open($"/inserts/{review}?act=answers&of={number}");
        Task To(DateOnly? day) => troth.Database.Db(db => db.InsertMoves.Where(m => m.ShopOrderNumber == number
            && db.Set<InsertReview>().Any(r => r.Id == m.ReviewId && "R-" + r.Number == review))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, day))); // as who looks again meanwhile would find
        await To(named.AddDays(10));
        (string, string)[] said = [("whom", "Ms Kiss"), ("answer", "Agreed"), ("said", "All right."), ("saidOn", "2027-03-09")];
        var late = await seller.Submit(page, $"form[action$='/answers/{number}']", said);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal("notAsked", (await Read(review)).GetProperty("moves")[0].GetProperty("consent").GetString());
        var without = await seller.Json(HttpMethod.Put, $"/api/inserts/{review}/answers/{number}",
            new { answer = "agreed", channel = "phone", whom = "Ms Kiss", said = "Yes.", saidOn = "2027-03-09" });
        Assert.Equal(HttpStatusCode.BadRequest, without.Status);
        Assert.Equal(303, (int)(await seller.Submit(late, $"form[action$='/answers/{number}']", said)).Status);
        Assert.Equal(Iso(named.AddDays(10)), (await Read(review)).GetProperty("moves")[0].GetProperty("agreedOn").GetString());

        await To(null);
        var none = await scheduler.Open($"/inserts/{review}");
        Assert.Contains($"W-{number} could be promised for no other day", none.Words("main"), StringComparison.Ordinal);
        Assert.Null(none.Page.QuerySelector("form[action$='/done']"));
        var done = await scheduler.Json(HttpMethod.Put, $"/api/inserts/{review}/done", new { reason = "Go." });
        Assert.Equal((HttpStatusCode.Conflict, "insert.noDay"), (done.Status, done.Json.GetProperty("code").GetString()));
        Assert.Equal(303, (int)(await manager.Post($"/inserts/{review}/withdrawn")).Status);
    }

    [Fact]
    public async Task Who_gains_or_asked_does_not_put_down_the_others_yes()
    {
        troth.Available();
        var (_, on) = await Promised(130);
        var kit = new Seller(932, "Kit Keeper");
        Task LookedAfter(Guid by) => troth.Database.Db(db => db.Accounts.Where(a => a.Number == 932).ExecuteUpdateAsync(set => set.SetProperty(a => a.SellerId, by)));
        await troth.Database.Db(async db =>
        {
            db.Add(kit);
            await db.SaveChangesAsync();
        });
        var keeper = troth.As(await troth.Somebody("Kit Keeper", Role.Seller, kit.Id));
        var review = await Ask(manager, "A-933", 90, on);
        var (customer, move) = (await Customer(932), (await Read(review)).GetProperty("moves")[0]);
        var (number, to) = (move.GetProperty("shopOrder").GetInt64(), move.GetProperty("toOn").GetString());
        async Task<HttpStatusCode> Put(TestClient who, object said) => (await who.Json(HttpMethod.Put, $"/api/inserts/{review}/answers/{number}", said)).Status;
        var all = new { answer = "agreed", channel = "phone", whom = "Cleo", said = "Yes.", saidOn = "2027-03-09", on = to };
        foreach (var (who, why) in new[] { (seller, "insert.answer.whoGains"), (manager, "insert.answer.whoAsked") })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await Put(who, all));
            var page = await who.Open($"/inserts/{review}?act=answers&of={number}");
            Assert.Contains(Words(why), page.Words("main"), StringComparison.Ordinal);
            Assert.Empty(page.Page.QuerySelectorAll("form[action*='/answers/'], a[href*='act=answers']"));
        }
        Assert.Equal(HttpStatusCode.Forbidden, await Put(scheduler, all));
        Assert.Equal(HttpStatusCode.Forbidden, await Put(keeper, all));
        await LookedAfter(kit.Id);
        Assert.Equal(HttpStatusCode.BadRequest, await Put(keeper, all with { said = "" })); // nobody asked them through Troth
        Assert.Equal(HttpStatusCode.BadRequest, await Put(keeper, all with { whom = "" }));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(keeper, all with { saidOn = null! }));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(keeper, all with { answer = "notAsked" }));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(keeper, all with { channel = "portal" })); // as if they had said so themselves
        Assert.Equal(422, (int)(await keeper.Post($"/inserts/{review}/answers/{number}",
            ("answer", "Agreed"), ("whom", "Cleo"), ("said", "Yes."), ("saidOn", "2027-03-09"), ("on", to!), ("channel", "99"))).Status);
        Task<int> Mails() => troth.Database.Db(db => db.Mails.CountAsync());
        var before = await Mails();
        foreach (var _ in new[] { 1, 2 }) Assert.Equal(303, (int)(await seller.Post($"/inserts/{review}/asked/{number}", ("key", "one"))).Status); // who gains may ask them
        Assert.Equal(before + 1, await Mails()); // twice the same is one mail
        Assert.Equal(HttpStatusCode.OK, await Put(keeper, all with { said = "" }));

        Assert.Equal(303, (int)(await seller.Post($"/inserts/{review}/asked/{number}")).Status);
        var question = (await customer.Get("/api/portal/questions")).Json.EnumerateArray().First(q => q.GetProperty("state").GetString() == "asked");
        var asked = await customer.Open($"/portal/questions/{question.GetProperty("id")}");
        Assert.Equal(303, (int)(await customer.Submit(asked, "main form[action$='/answer']", ("answer", "no"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, await Put(keeper, all)); // their own no stands until they are asked again
        Assert.Equal(303, (int)(await manager.Post($"/inserts/{review}/withdrawn")).Status);
        await LookedAfter(troth.SellerId);
    }

    [Fact]
    public async Task Another_person_or_another_day_is_mailed_at_once_and_the_same_is_not_twice()
    {
        troth.Available();
        var (_, on) = await Promised(130);
        var review = await Ask(manager, "A-933", 90, on);
        var number = (await Read(review)).GetProperty("moves")[0].GetProperty("shopOrder").GetInt64();
        var invited = await troth.Database.Db(async db =>
        {
            var (account, bob) = (await db.Set<Account>().SingleAsync(a => a.Number == 932), new Contact(935, "Bob", "Second") { Email = "bob932@example.com" });
            var invitation = new Invitation { AccountId = account.Id, ContactId = bob.Id, Email = bob.Email, EmailKey = bob.Email, InvitedAt = troth.Clock.GetUtcNow(), InvitedBy = "Maria" };
            db.AddRange(bob, new ContactRole { AccountId = account.Id, ContactId = bob.Id }, invitation);
            await db.SaveChangesAsync();
            return invitation.Id;
        });
        async Task<(int Cleo, int Bob)> Mailed(string contact)
        {
            Assert.Equal(303, (int)(await seller.Post($"/inserts/{review}/asked/{number}", ("contact", contact))).Status);
            return await troth.Database.Db(async db => (await db.Mails.CountAsync(m => m.To == "cleo932@example.com"), await db.Mails.CountAsync(m => m.To == "bob932@example.com")));
        }
        var (cleo, _) = await Mailed("C-932");
        Assert.Equal((cleo, 1), await Mailed("C-935"));
        Assert.Equal((cleo, 1), await Mailed("C-935"));
        await troth.Database.Db(db => db.InsertMoves.Where(m => m.ShopOrderNumber == number).ExecuteUpdateAsync(set => set.SetProperty(m => m.ToOn, (DateOnly?)on.AddDays(40))));
        Assert.Equal((cleo, 2), await Mailed("C-935"));
        await troth.Database.Db(db => db.Invitations.Where(i => i.Id == invited).ExecuteDeleteAsync());
        Assert.Equal(303, (int)(await manager.Post($"/inserts/{review}/withdrawn")).Status);
    }

    [Fact]
    public async Task A_yes_from_an_address_that_who_gains_wrote_does_not_count_until_somebody_else_wrote_it()
    {
        troth.Available();
        var (_, on) = await Promised(130);
        var review = await Ask(manager, "A-933", 90, on);
        var number = (await Read(review)).GetProperty("moves")[0].GetProperty("shopOrder").GetInt64();
        var made = await seller.Json(HttpMethod.Post, "/api/contacts", new { account = "A-932", contact = new { firstName = "Dora", lastName = "Made Up", email = "dora@sam.example" } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var contact = made.Location?.Split('/')[^1] ?? made.Json.GetProperty("id").GetString()!;
        async Task<JsonElement> Yes(TestClient invites, TestClient asks)
        {
            var invited = await invites.Json(HttpMethod.Put, $"/api/accounts/A-932/invitations/{contact}");
            Assert.True((int)invited.Status is 200 or 201 or 204, invited.Text);
            var asked = await asks.Json(HttpMethod.Put, $"/api/inserts/{review}/asked/{number}", new { contact });
            Assert.True(asked.Status == HttpStatusCode.OK, asked.Text);
            var dora = await troth.As(await troth.Database.Db(db => db.Invitations.AsNoTracking().SingleAsync(i => i.ContactId == Guid.Parse(contact) && i.EndedAt == null)));
            var question = (await dora.Get("/api/portal/questions")).Json.EnumerateArray().First(q => q.GetProperty("state").GetString() == "asked");
            var answered = await dora.Submit(await dora.Open($"/portal/questions/{question.GetProperty("id")}"), "main form[action$='/answer']", ("answer", "yes"));
            Assert.True(answered.Status == HttpStatusCode.SeeOther, answered.Text);
            return (await Read(review)).GetProperty("moves").EnumerateArray().First(m => m.GetProperty("shopOrder").GetInt64() == number);
        }
        var own = await Yes(seller, seller);
        Assert.Equal(("agreed", false, troth.UserOf(Role.Seller).Name), (own.GetProperty("consent").GetString(), own.GetProperty("agreed").GetBoolean(), own.GetProperty("doubtedFor").GetString()));
        Assert.Equal(0, (await Read(review)).GetProperty("row").GetProperty("agreed").GetInt32());
        Assert.Contains("a yes that does not count", (await scheduler.Open($"/inserts/{review}")).Words("table"), StringComparison.Ordinal);
        var forced = await scheduler.Json(HttpMethod.Put, $"/api/inserts/{review}/done", new { });
        Assert.Equal(HttpStatusCode.BadRequest, forced.Status); // not without a reason: nobody agreed

        // An invitation of somebody else to the same address is not enough; an address that they wrote is.
        var other = troth.As(await troth.Somebody("Careful Colleague", Role.Seller));
        Assert.Equal(HttpStatusCode.OK, (await other.Json(HttpMethod.Patch, $"/api/contacts/{contact}", new { email = "dora@patient.example" })).Status);
        var now = await Yes(other, other);
        Assert.True(now.GetProperty("agreed").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Patch, $"/api/contacts/{contact}", new { email = "dora@sam.example" })).Status);
        Assert.False((await Yes(other, other)).GetProperty("agreed").GetBoolean());
        await troth.Database.Db(db => db.Invitations.Where(i => i.ContactId == Guid.Parse(contact)).ExecuteDeleteAsync());
        Assert.Equal(303, (int)(await manager.Post($"/inserts/{review}/withdrawn")).Status);
    }

    [Fact]
    public async Task A_wish_is_withdrawn_by_who_asked_their_manager_or_a_scheduler()
    {
        troth.Available();
        var (_, on) = await Promised(130);
        var (first, second, third) = (await Ask(seller, "A-931", 70, on), await Ask(seller, "A-931", 71, on), await Ask(seller, "A-931", 72, on));
        var other = troth.As(await troth.Somebody("Other Seller", Role.Seller));
        var away = await troth.Somebody("Manager Elsewhere", Role.Manager);
        await troth.Database.Db(async db =>
        {
            var team = new Troth.Accounts.Team("Elsewhere");
            db.Add(team);
            await db.SaveChangesAsync();
            await db.Users.Where(u => u.Id == away.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TeamId, team.Id));
        });
        foreach (var who in new[] { other, troth.As(away) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await who.Json(HttpMethod.Put, $"/api/inserts/{first}/withdrawn")).Status);
            var page = await who.Open($"/inserts/{first}");
            Assert.Null(page.Page.QuerySelector("form[action$='/withdrawn']"));
            Assert.Contains("was asked for by Seller Tester", page.Words("main"), StringComparison.Ordinal);
        }
        Assert.Equal("open", (await Read(first)).GetProperty("row").GetProperty("state").GetString());
        foreach (var (who, review) in new[] { (seller, first), (manager, second), (scheduler, third) })
            Assert.Equal(HttpStatusCode.OK, (await who.Json(HttpMethod.Put, $"/api/inserts/{review}/withdrawn")).Status);
    }

    [Fact]
    public async Task When_there_is_room_by_now_the_day_is_held_and_nobody_moves()
    {
        troth.Available();
        var (shopOrder, on) = await Promised(150);
        var review = await Ask(manager, "A-931", 150, on);
        var (early, key) = (await manager.Post($"/inserts/{review}/held", ("key", "too early")), "hold-" + review);
        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/shop-orders/{shopOrder}/cancelled", new { })).Status);
        Assert.Contains("Look again", (await manager.Open($"/inserts/{review}")).Words(".insert-stale"), StringComparison.Ordinal);
        Assert.Equal(303, (int)(await manager.Post($"/inserts/{review}/again")).Status);
        var page = await manager.Open($"/inserts/{review}");
        Assert.Null(page.Page.QuerySelector("form[action$='/done']"));
        var held = await manager.Submit(page, $"form[action='/inserts/{review}/held']", ("key", key));
        Assert.True(held.Status == HttpStatusCode.SeeOther, held.Text);
        var read = await Read(review);
        Assert.Equal("held", read.GetProperty("row").GetProperty("state").GetString());
        var quote = (await seller.Get($"/api/quotes/{read.GetProperty("becameQuote").GetString()}")).Json;
        Assert.True(string.CompareOrdinal(quote.GetProperty("lines")[0].GetProperty("promisedOn").GetString(), Iso(on)) <= 0);
        Assert.Equal(HttpStatusCode.SeeOther, (await manager.Post($"/inserts/{review}/held", ("key", key))).Status); // sent twice counts once
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_wins_and_the_other_reads_why()
    {
        troth.Available();
        var (_, on) = await Promised(110);
        var review = await Ask(manager, "A-931", 110, on);
        var second = troth.As(await troth.Somebody("Second Scheduler", Role.Scheduler));
        var both = await Task.WhenAll(
            scheduler.Post($"/inserts/{review}/done", ("reason", "Go."), ("key", "one-" + review)), second.Post($"/inserts/{review}/done", ("reason", "Go on."), ("key", "two-" + review)));
        var lost = Assert.Single(both, a => a.Status == HttpStatusCode.Conflict);
        Assert.Single(both, a => a.Status == HttpStatusCode.SeeOther);
        Assert.Matches("decided already|at the same moment", lost.Words(".alert-danger") ?? lost.Text);
        Assert.Equal(1, await troth.Database.Db(db => db.ShopOrders.CountAsync(o => o.SourceKind == "insert" && db.Set<InsertReview>().Any(r => r.Id == o.SourceId && "R-" + r.Number == review))));
    }

    [Fact]
    public async Task The_list_shows_open_ones_first_by_state_and_whose()
    {
        troth.Available();
        var (_, on) = await Promised(100);
        var (open, gone) = (await Ask(manager, "A-931", 60, on), await Ask(manager, "A-931", 61, on));
        Assert.Equal(303, (int)(await manager.Post($"/inserts/{gone}/withdrawn")).Status);
        var page = await troth.As(Role.Reader).Open("/inserts");
        Assert.True(page.Text.IndexOf($"/inserts/{open}\"", StringComparison.Ordinal) is var first and > 0 && first < page.Text.IndexOf($"/inserts/{gone}\"", StringComparison.Ordinal));
        Assert.InRange(page.Queries.Count, 1, 6);
        Assert.DoesNotContain(gone, (await seller.Open("/inserts?state=open")).Words("#list"), StringComparison.Ordinal);
        Assert.Contains(gone, (await manager.Open("/inserts?state=withdrawn&mine=true")).Words("#list"), StringComparison.Ordinal);
        Assert.DoesNotContain(open, (await troth.As(Role.Marketer).Open("/inserts?mine=true")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await seller.Get("/api/inserts?state=lost")).Status);
        Assert.Equal(1, (await seller.Get("/api/inserts?state=open&limit=1")).Json.GetProperty("items").GetArrayLength());
        var reader = await troth.As(Role.Reader).Open($"/inserts/{open}");
        Assert.Empty(reader.Page.QuerySelectorAll("main form[method=post]"));
        Assert.Contains("Begin at the promise desk", (await seller.Open("/inserts/new")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Reader).Get("/inserts/new")).Status);
    }

    private static string Words(string key) => Troth.Promises.Words.Say(key);
}

public sealed class InsertPageOnSqlite(SqliteServer troth) : InsertPageTests(troth), IClassFixture<SqliteServer>;

public sealed class InsertPageOnPostgres(PostgresServer troth) : InsertPageTests(troth), IClassFixture<PostgresServer>;
