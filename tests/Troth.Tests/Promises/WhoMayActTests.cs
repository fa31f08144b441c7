using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises;
using Troth.Promises.Desk;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises;

/// <summary>What Olga held and promised for her customer, and who may do something about it.</summary>
public abstract class WhoMayActTests(TestServer troth) : IAsyncLifetime
{
    private TestClient olga = null!, sam = null!;
    private Troth.Accounts.Team team = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        sam = troth.As(Role.Seller);
        if (!await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 930)))
        {
            await troth.Open();
            team = await troth.Team("North");
            var seller = await troth.Seller("Olga Other", team.Id);
            await troth.Somebody("Olga User", Role.Seller, seller.Id);
            await troth.Database.Db(async db =>
            {
                var account = new Account(930, "Olga's customer");
                account.LookedAfterBy(seller.Id);
                db.AddRange(account, new Account(931, "Nobody's customer"));
                await db.SaveChangesAsync();
            });
        }
        team = await troth.Database.Db(db => db.Set<Troth.Accounts.Team>().AsNoTracking().SingleAsync(t => t.Name == "North"));
        olga = troth.As(await troth.Database.Db(db => db.Users.AsNoTracking().SingleAsync(u => u.Name == "Olga User")));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private TestClient Manager(Guid? of) => troth.As(new User
    {
        Id = troth.UserOf(Role.Manager).Id, Name = "Team's manager", UserName = "x", Roles = [Role.Manager], TeamId = of,
        SecurityStamp = troth.UserOf(Role.Manager).SecurityStamp,
    });

    private async Task<string> Held(int quantity = 3, string account = "A-930")
    {
        var made = await olga.Json(HttpMethod.Post, "/api/quotes", new { account, lines = new[] { new { product = Bracket, quantity } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return made.Json.GetProperty("label").GetString()!;
    }

    private async Task<(Promise Promise, string ShopOrder)> Promised(int quantity = 3)
    {
        var quote = await Held(quantity);
        Assert.Equal(HttpStatusCode.OK, (await olga.Json(HttpMethod.Put, $"/api/quotes/{quote}/confirmed", new { })).Status);
        var told = (await olga.Get($"/api/quotes/{quote}")).Json;
        var order = told.GetProperty("order").GetGuid();
        return (await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == order)),
            told.GetProperty("lines")[0].GetProperty("shopOrder").GetString()!);
    }

    private async Task<string> Drawing()
    {
        var due = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime).AddDays(5);
        var made = await olga.Json(HttpMethod.Post, "/api/promises", new { kind = "document", what = "Drawing", account = "A-930",
            dueOn = due });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return made.Json.GetProperty("promise").GetProperty("number").GetString()!;
    }

    private Task<Promise> Saved(Guid id) => troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Id == id));

    private static void NotTheirs(Answer answer)
    {
        Assert.Equal((HttpStatusCode.Forbidden, "notAllowed"), (answer.Status, answer.Json.GetProperty("code").GetString()));
        Assert.Contains("Olga Other looks after this; ask them, their manager or a scheduler.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_seller_changes_nothing_of_a_quote()
    {
        troth.Available();
        var quote = await Held();
        foreach (var (act, body) in new (string, object)[]
        {
            ("confirmed", new { }), ("declined", new { }), ("withdrawn", new { }), ("again", new { }), ("sent", new { }),
            ("held", new { heldUntil = troth.Clock.GetUtcNow().AddDays(9) }), ("lines/1", new { quantity = 1 }),
        })
            NotTheirs(await sam.Json(HttpMethod.Put, $"/api/quotes/{quote}/{act}", body));
        Assert.Equal(QuoteState.Held, await troth.Database.Db(db =>
            db.Quotes.OrderByDescending(q => q.Number).Select(q => q.State).FirstAsync()));
        var page = await sam.Open($"/quotes/{quote}");
        Assert.Contains("Olga Other looks after this", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/quotes/{quote}/confirmed", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/quotes/{quote}/confirmed", (await olga.Open($"/quotes/{quote}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seller_promises_in_their_own_name_and_managers_and_schedulers_in_that_of_others()
    {
        troth.Available();
        var other = await troth.Database.Db(db => db.Set<Seller>().Where(s => s.Name == "Olga Other").Select(s => s.Number).SingleAsync());
        var due = DateOnly.FromDateTime(troth.Clock.GetUtcNow().UtcDateTime).AddDays(5);
        Task<Answer> Make(TestClient who, string? seller) => who.Json(HttpMethod.Post, "/api/promises",
            new { kind = "document", what = "Drawing", account = "A-930", dueOn = due, seller });
        var refused = await Make(sam, $"S-{other}");
        Assert.Equal((HttpStatusCode.Forbidden, "notAllowed"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        Assert.Contains("Olga Other makes promises in their own name", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Make(Manager(Guid.CreateVersion7()), $"S-{other}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Make(Manager(Guid.CreateVersion7()), null)).Status); // hers, as she looks after it
        var own = await Make(sam, null);
        Assert.Equal(troth.SellerId, own.Json.GetProperty("promise").GetProperty("sellerId").GetGuid());
        foreach (var who in new[] { olga, Manager(team.Id), Manager(null), troth.As(Role.Scheduler), troth.As(Role.Administrator) })
            Assert.Equal(HttpStatusCode.Created, (await Make(who, $"S-{other}")).Status);
    }

    [Fact]
    public async Task Another_seller_changes_nothing_of_a_promise()
    {
        troth.Available();
        var (promise, order) = await Promised(3);
        NotTheirs(await sam.Json(HttpMethod.Put, $"/api/shop-orders/{order}/quantity", new { quantity = 1 }));
        NotTheirs(await sam.Json(HttpMethod.Put, $"/api/shop-orders/{order}/cancelled", new { }));
        NotTheirs(await sam.Json(HttpMethod.Put, $"/api/promises/{promise.Label}/broken", new { cause = "other" }));
        NotTheirs(await sam.Json(HttpMethod.Put, $"/api/promises/{promise.Label}/returned", new { cause = "other" }));
        NotTheirs(await sam.Json(HttpMethod.Post, $"/api/promises/{promise.Label}/message", new { text = "It will be late." }));
        NotTheirs(await sam.Json(HttpMethod.Post, $"/api/promises/{promise.Label}/renegotiation",
            new { channel = "phone", answer = "agreed", on = promise.DueOn.AddDays(90), whom = "Mr X", said = "Fine" }));
        var drawing = await Drawing();
        NotTheirs(await sam.Json(HttpMethod.Put, $"/api/promises/{drawing}/kept"));
        NotTheirs(await sam.Json(HttpMethod.Put, $"/api/promises/{drawing}/withdrawn", new { }));
        NotTheirs(await sam.Json(HttpMethod.Put, $"/api/promises/{drawing}/reopened", new { cause = "other" }));
        NotTheirs(await sam.Json(HttpMethod.Post, $"/api/promises/{drawing}/told", new { channel = "phone", answer = "unanswered" }));
        var now = await Saved(promise.Id);
        Assert.Equal((true, 3m, promise.DueOn), (now.IsOpen, now.Quantity, now.DueOn));
        var page = await sam.Open($"/promises/{promise.Label}");
        Assert.Contains("Olga Other looks after this", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("?act=cancelled", page.Text, StringComparison.Ordinal);
        Assert.Equal(403, (int)(await sam.Post($"/promises/{drawing}/kept")).Status);
    }

    [Fact]
    public async Task Who_looks_after_it_their_manager_schedulers_and_administrators_may()
    {
        troth.Available();
        Task<Answer> Cancel(TestClient who, string order) => who.Json(HttpMethod.Put, $"/api/shop-orders/{order}/cancelled", new { });
        NotTheirs(await Cancel(Manager(Guid.CreateVersion7()), (await Promised()).ShopOrder));
        foreach (var who in new[] { olga, Manager(null), Manager(team.Id), troth.As(Role.Scheduler), troth.As(Role.Administrator) })
        {
            var done = await Cancel(who, (await Promised()).ShopOrder);
            Assert.True(done.Status == HttpStatusCode.OK, done.Text);
        }
        NotTheirs(await Cancel(troth.As(await troth.Somebody("Sells and plans", Role.Scheduler, troth.SellerId)), (await Promised()).ShopOrder));
        // Promised by another: who looks after the account may all the same.
        var (promise, _) = await Promised();
        await troth.Database.Db(db => db.Promises.Where(p => p.Id == promise.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.SellerId,
            troth.SellerId)));
        Assert.NotEqual(HttpStatusCode.Forbidden, (await olga.Json(HttpMethod.Put, $"/api/promises/{promise.Label}/broken",
            new { cause = "other" })).Status);
        // Where nobody does, whoever has the right.
        var free = await Held(2, "A-931");
        await troth.Database.Db(db => db.Quotes.Where(q => q.State == QuoteState.Held && q.AccountId == db.Set<Account>().Single(a =>
            a.Number == 931).Id)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.SellerId, (Guid?)null)));
        Assert.Equal(HttpStatusCode.OK, (await sam.Json(HttpMethod.Put, $"/api/quotes/{free}/declined", new { })).Status);
    }

    [Fact]
    public async Task A_promise_is_called_broken_before_its_day_is_over_by_its_seller_their_manager_or_an_administrator()
    {
        troth.Available();
        var (promise, _) = await Promised();
        var (both, scheduler) = (troth.As(await troth.Somebody("Both Roles", Role.Scheduler, troth.SellerId)), troth.As(Role.Scheduler));
        foreach (var who in new[] { scheduler, both, Manager(Guid.CreateVersion7()) })
        {
            var early = await who.Json(HttpMethod.Put, $"/api/promises/{promise.Label}/broken", new { cause = "other", text = "They will not mind" });
            Assert.Equal((HttpStatusCode.Forbidden, "notAllowed"), (early.Status, early.Json.GetProperty("code").GetString()));
        }
        Assert.DoesNotContain("?act=broken", (await scheduler.Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);
        Assert.Contains("?act=broken", (await olga.Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);
        Assert.Contains("?act=broken", (await Manager(team.Id).Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);
        Assert.Contains("?act=broken", (await troth.As(Role.Administrator).Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);
        var mute = await olga.Json(HttpMethod.Put, $"/api/promises/{promise.Label}/broken", new { cause = "other" });
        Assert.Equal(HttpStatusCode.BadRequest, mute.Status);
        Assert.True((await Saved(promise.Id)).IsOpen);
        var said = await olga.Json(HttpMethod.Put, $"/api/promises/{promise.Label}/broken", new { cause = "defect",
            text = "The casting is cracked." });
        Assert.True(said.Status == HttpStatusCode.OK, said.Text);
        Assert.Equal((PromiseState.Broken, "The casting is cracked."), ((await Saved(promise.Id)).State,
            (await Saved(promise.Id)).CauseText));
    }

    [Fact]
    public async Task A_later_day_that_the_plan_does_not_ask_for_is_the_customers_wish_in_their_words()
    {
        troth.Available();
        var (promise, _) = await Promised();
        var (path, later) = ($"/api/promises/{promise.Label}/renegotiation", promise.DueOn.AddDays(14));
        static void Lacks(Answer answer, string field)
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Text);
        }
        Lacks(await olga.Json(HttpMethod.Post, path, new { channel = "phone", answer = "agreed", on = later, said = "Rather then" }),
            "whom");
        Lacks(await olga.Json(HttpMethod.Post, path, new { channel = "phone", answer = "agreed", on = later, whom = "Ms Alt" }), "said");
        Assert.Equal(promise.DueOn, (await Saved(promise.Id)).DueOn);
        var wished = await olga.Json(HttpMethod.Post, path, new { channel = "phone", answer = "agreed", on = later, whom = "Ms Alt",
            said = "Our hall is not ready" });
        Assert.True(wished.Status == HttpStatusCode.OK, wished.Text);
        var now = await Saved(promise.Id);
        // It is no slip of ours that we gave notice of; it is made and not kept all the same.
        Assert.Equal((promise.FirstDueOn, later, null, null), (now.FirstDueOn, now.DueOn, now.ToldAt, now.Notice));
        var details = (await olga.Get($"/api/promises/{promise.Label}")).Json;
        Assert.True(details.GetProperty("told")[0].GetProperty("theirWish").GetBoolean());
        Assert.Contains("their own wish", (await olga.Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);
        Lacks(await olga.Json(HttpMethod.Post, $"/api/promises/{await Drawing()}/told", new { channel = "phone", answer = "agreed",
            laterOn = later }), "whom");
    }
}

public sealed class WhoMayActOnSqlite(SqliteServer troth) : WhoMayActTests(troth), IClassFixture<SqliteServer>;

public sealed class WhoMayActOnPostgres(PostgresServer troth) : WhoMayActTests(troth), IClassFixture<PostgresServer>;
