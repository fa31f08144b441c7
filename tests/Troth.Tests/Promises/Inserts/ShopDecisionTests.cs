using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Inserts;

/// <summary>A machine that is taken away again takes nobody's promise with it unseen.</summary>
public abstract class ShopDecisionTests(TestServer troth)
{
    private static readonly string Shop = $"/api/plants/{Plant.TheFirst}/plan/shop";

    private Task<int> Machines(int many) => troth.Database.Db(db => db.WorkCenters.Where(c => c.Id == Press).ExecuteUpdateAsync(set => set.SetProperty(c => c.Machines, many)));

    private Task<List<Promise>> Promises() => troth.Database.Db(db => db.Promises.AsNoTracking().Where(p => p.ShopOrder != null).OrderBy(p => p.Number).ToListAsync());

    [Fact]
    public async Task A_shop_that_makes_promises_late_needs_a_reason_and_somebody_who_does_not_gain_and_is_their_cause()
    {
        troth.Available();
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            var account = new Account(941, "Patient Ltd");
            account.LookedAfterBy(troth.SellerId);
            db.Add(account);
            await db.SaveChangesAsync();
        });
        var (seller, scheduler) = (troth.As(Role.Seller), troth.As(Role.Scheduler));
        var both = troth.As(await troth.Somebody("Both Roles", Role.Scheduler, troth.SellerId));
        var boss = await troth.Somebody("Boss Of All", Role.Scheduler);
        await troth.Database.Db(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == boss.Id)).Roles = [Role.Scheduler, Role.Manager];
            await db.SaveChangesAsync();
        });
        boss.Roles = [Role.Scheduler, Role.Manager];

        await Machines(2);
        var more = await both.Json(HttpMethod.Post, Shop, new { });
        Assert.True(more.Status == HttpStatusCode.OK, more.Text); // nobody is late by it
        for (var i = 0; i < 4; i++)
        {
            var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-941", lines = new[] { new { product = Bracket, quantity = 160 } } });
            Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{made.Json.GetProperty("label").GetString()}/confirmed", new { })).Status);
        }
        // Taken again as it is, it was promised from all the same.
        troth.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await both.Json(HttpMethod.Post, Shop, new { })).Status);
        await Machines(1);
        var looked = (await scheduler.Get(Shop)).Json;
        var late = looked.GetProperty("late").EnumerateArray().Select(l => l.GetProperty("order").GetString()!).ToList();
        Assert.NotEmpty(late);

        var without = await scheduler.Json(HttpMethod.Post, Shop, new { });
        Assert.Equal((HttpStatusCode.Conflict, "shopBreaksPromises"), (without.Status, without.Json.GetProperty("code").GetString()));
        foreach (var promise in (await Promises()).Where(p => late.Contains(Order(p)))) Assert.Contains(promise.Label + ":", without.Text, StringComparison.Ordinal);
        foreach (var who in new[] { both, troth.As(boss) })
            Assert.Equal(HttpStatusCode.Forbidden, (await who.Json(HttpMethod.Post, Shop, new { reason = "It broke." })).Status);
        Assert.All(await Promises(), p => Assert.Null(p.DecisionRecord));
        var page = await scheduler.Open("/schedule/shop/take");
        Assert.NotNull(page.Page.QuerySelector("textarea[name=reason]"));
        Assert.Equal(HttpStatusCode.Conflict, (await scheduler.Submit(page, "main form[action='/schedule/shop/take']")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await both.Submit(await both.Open("/schedule/shop/take"), "main form[action='/schedule/shop/take']", ("reason", "It broke."))).Status);

        var taken = await scheduler.Submit(page, "main form[action='/schedule/shop/take']", ("reason", "The second press was never bought." + new string('!', 1900)));
        Assert.True(taken.Status == HttpStatusCode.SeeOther, taken.Text);
        var decision = (await scheduler.Get("/api/inserts/shops")).Json[0];
        Assert.Equal((troth.UserOf(Role.Scheduler).Name, "The second press was never bought." + new string('!', 1900)), (decision.GetProperty("decidedBy").GetString(), decision.GetProperty("reason").GetString()));
        Assert.Equal(late.Order(), decision.GetProperty("late").EnumerateArray().Select(l => l.GetProperty("order").GetString()!).Order());
        Assert.Contains("The second press was never bought.", (await seller.Open("/inserts")).Text, StringComparison.Ordinal);
        Assert.Contains("a shop that was taken makes", (await seller.Open("/")).Text, StringComparison.Ordinal);
        var marked = (await Promises()).Where(p => p.DecisionRecord is not null).ToList();
        Assert.Equal(late.Order(), marked.Select(Order).Order());
        Assert.All(marked, p => Assert.Equal((PromiseState.Open, "shop"), (p.State, p.DecisionKind)));
        var label = decision.GetProperty("label").GetString()!;
        Assert.Contains(label, (await seller.Open($"/promises/{marked[0].Label}")).Words("main"), StringComparison.Ordinal);

        // What ends broken by it names it.
        troth.Database.Clock.Advance(TimeSpan.FromDays(30));
        var shipped = await troth.As(Role.Scheduler).Json(HttpMethod.Post, $"/api/shop-orders/{Order(marked[0])}/shipments", new { pieces = 160, why = "Counted by hand" });
        Assert.True(shipped.Status == HttpStatusCode.OK, shipped.Text);
        var ended = (await Promises()).Single(p => p.Id == marked[0].Id);
        Assert.Equal((PromiseState.Broken, PromiseCause.Decision), (ended.State, ended.Cause));
        Assert.Contains(label, ended.CauseText, StringComparison.Ordinal);
    }

    private string Order(Promise promise) => orders.GetValueOrDefault(promise.ShopOrder!.Value) ?? Read()[promise.ShopOrder!.Value];

    private Dictionary<Guid, string> orders = [];

    private Dictionary<Guid, string> Read() =>
        orders = troth.Database.Db(db => db.ShopOrders.AsNoTracking().ToDictionaryAsync(o => o.Id, o => "W-" + o.Number)).GetAwaiter().GetResult();
}

public sealed class ShopDecisionOnSqlite(SqliteServer troth) : ShopDecisionTests(troth), IClassFixture<SqliteServer>;

public sealed class ShopDecisionOnPostgres(PostgresServer troth) : ShopDecisionTests(troth), IClassFixture<PostgresServer>;
