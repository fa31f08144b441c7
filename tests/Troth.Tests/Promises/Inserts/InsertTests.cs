using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Errors;
using Troth.Promises;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Inserts;

/// <summary>Nobody crashes the schedule: an order goes before others only where their customers agree, or by somebody who does not gain from it.</summary>
public abstract class InsertTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!, scheduler = null!, keeper = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        (seller, scheduler) = (troth.As(Role.Seller), troth.As(Role.Scheduler));
        if (await troth.Database.Db(db => db.Users.FirstOrDefaultAsync(u => u.Name == "Kit Keeper")) is { } there)
        {
            keeper = troth.As(there);
            return;
        }
        await troth.Open();
        var kit = new Seller(901, "Kit Keeper");
        await troth.Database.Db(async db =>
        {
            db.Add(kit);
            await db.SaveChangesAsync();
        });
        keeper = troth.As(await troth.Somebody("Kit Keeper", Role.Seller, kit.Id));
        await troth.Database.Db(async db =>
        {
            foreach (var (number, name, after) in new (long, string, Guid?)[] { (901, "Halas Kft.", troth.SellerId), (902, "Patient Ltd", kit.Id) })
            {
                var account = new Account(number, name);
                account.LookedAfterBy(after);
                db.Add(account);
            }
            await db.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Whatever the tests before have left, nothing stands in the plan.</summary>
    private async Task Empty()
    {
        foreach (var number in await troth.Database.Db(db => db.ShopOrders.Where(o => o.State == ShopOrderState.Firm).Select(o => o.Number).ToListAsync()))
        {
            var gone = await scheduler.Json(HttpMethod.Put, $"/api/shop-orders/W-{number}/cancelled", new { });
            Assert.True(gone.Status == HttpStatusCode.OK, gone.Text);
        }
    }

    /// <summary>A promise to the patient customer that leaves no time to spare.</summary>
    private async Task<(string ShopOrder, DateOnly On)> Promised(int quantity)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-902", lines = new[] { new { product = Bracket, quantity } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var label = made.Json.GetProperty("label").GetString();
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/confirmed", new { })).Status);
        var line = (await seller.Get($"/api/quotes/{label}")).Json.GetProperty("lines")[0];
        return (line.GetProperty("shopOrder").GetString()!, DateOnly.Parse(line.GetProperty("promisedOn").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<JsonElement> Ask(int quantity, DateOnly on)
    {
        var answer = await seller.Json(HttpMethod.Post, "/api/inserts", new { account = "A-901", product = Bracket, quantity, wantedOn = on, plea = "Their line stands still." });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json;
    }

    private static string Label(JsonElement review) => review.GetProperty("row").GetProperty("label").GetString()!;

    private Task<Promise> PromiseOf(string shopOrder) => troth.Database.Db(async db =>
    {
        var number = long.Parse(shopOrder[2..], System.Globalization.CultureInfo.InvariantCulture);
        var id = await db.ShopOrders.Where(o => o.Number == number).Select(o => o.Id).SingleAsync();
        return await db.Promises.AsNoTracking().SingleAsync(p => p.ShopOrder == id);
    });

    [Fact]
    public async Task A_decision_breaks_the_promises_it_moves_and_only_who_does_not_gain_may_take_it()
    {
        troth.Available();
        await Empty();
        var (shopOrder, on) = await Promised(160);
        var review = await Ask(160, on);
        var moved = Assert.Single(review.GetProperty("moves").EnumerateArray(), m => "W-" + m.GetProperty("shopOrder") == shopOrder);
        Assert.True(moved.GetProperty("days").GetInt32() > 0);
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/done", new { reason = "Please." })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Administrator).Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/done", new { reason = "I may all." })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await scheduler.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/done", new { })).Status);
        Assert.True((await PromiseOf(shopOrder)).IsOpen);

        var done = await scheduler.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/done", new { reason = "Their line stands still; ours can wait." });
        Assert.True(done.Status == HttpStatusCode.OK, done.Text);
        Assert.Contains(shopOrder, done.Json.GetProperty("broken").EnumerateArray().Select(b => b.GetString()));
        var broken = await PromiseOf(shopOrder);
        Assert.Equal((PromiseState.Broken, PromiseCause.Insert, "insert"), (broken.State, broken.Cause, broken.DecisionKind));
        Assert.Equal(broken.FirstDueOn, await troth.Database.Db(db => db.OrderLines.Where(l => l.OrderId == broken.OrderId).Select(l => l.PromisedOn).SingleAsync()));
        var inserted = await PromiseOf(done.Json.GetProperty("shopOrder").GetString()!);
        Assert.Equal((PromiseState.Open, on), (inserted.State, inserted.DueOn));
        Assert.Equal("insert.ended", (await scheduler.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/done", new { reason = "Again." })).Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task With_their_customers_yes_promises_move_unbroken()
    {
        troth.Available();
        var (_, on) = await Promised(160);
        var review = await Ask(100, on);
        foreach (var move in review.GetProperty("moves").EnumerateArray())
        {
            // What went before others in another test is the asker's own customer's: nobody but that customer says yes for it.
            if (move.GetProperty("accountNumber").GetInt64() == 901)
            {
                await troth.Database.Db(async db =>
                {
                    var number = move.GetProperty("shopOrder").GetInt64();
                    var own = await db.InsertMoves.SingleAsync(m => m.ShopOrderNumber == number && db.Set<InsertReview>().Any(r => r.Id == m.ReviewId && "R-" + r.Number == Label(review)));
                    own.Asked(troth.Clock.GetUtcNow(), "Sam Seller");
                    own.AnsweredByThemselves(InsertConsent.Agreed, troth.Clock.GetUtcNow(), Guid.CreateVersion7(), "Ms Halas", null, null);
                    await db.SaveChangesAsync();
                });
                continue;
            }
            var told = await keeper.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/answers/{move.GetProperty("shopOrder")}",
                new { answer = "agreed", channel = "phone", whom = "Ms Kiss", said = "Fine with us.", saidOn = "2027-03-09", on = move.GetProperty("toOn").GetString() });
            Assert.True(told.Status == HttpStatusCode.OK, told.Text);
        }
        var done = await scheduler.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/done", new { });
        Assert.True(done.Status == HttpStatusCode.OK, done.Text);
        Assert.Empty(done.Json.GetProperty("broken").EnumerateArray());
        var renegotiated = done.Json.GetProperty("renegotiated").EnumerateArray().Select(o => o.GetString()!).ToList();
        Assert.NotEmpty(renegotiated);
        foreach (var moved in renegotiated)
        {
            var promise = await PromiseOf(moved);
            var order = await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.Id == promise.ShopOrder));
            Assert.Equal(PromiseRisk.None, order.Risk);
            if (!promise.IsOpen) continue; // broken by an earlier decision
            Assert.Equal(promise.DueOn, order.PromisedOn);
            Assert.True(promise.DueOn > promise.FirstDueOn);
            Assert.Equal(order.DueAt, promise.DueAt); // the hour at which the day ends for the customer
            var line = await troth.Database.Db(db => db.OrderLines.AsNoTracking().SingleAsync(l => l.OrderId == order.OrderId && l.LineNo == order.LineNo));
            Assert.Equal(promise.DueOn, line.PromisedOn);
        }
    }

    [Fact]
    public async Task One_that_was_called_broken_before_its_day_is_moved_by_a_review_only_and_that_decision_is_then_its_cause()
    {
        troth.Available();
        await Empty();
        var (shopOrder, on) = await Promised(160);
        var promise = await PromiseOf(shopOrder);
        var said = await keeper.Json(HttpMethod.Put, $"/api/promises/{promise.Label}/broken", new { cause = "other", text = "It will not do." });
        Assert.True(said.Status == HttpStatusCode.OK, said.Text);
        var review = await Ask(160, on);
        Assert.Contains(review.GetProperty("moves").EnumerateArray(), m => "W-" + m.GetProperty("shopOrder") == shopOrder);
        var done = await scheduler.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/done", new { reason = "Their line stands still." });
        Assert.True(done.Status == HttpStatusCode.OK, done.Text);
        Assert.Contains(shopOrder, done.Json.GetProperty("broken").EnumerateArray().Select(b => b.GetString()));
        var broken = await PromiseOf(shopOrder);
        Assert.Equal((PromiseCause.Insert, "insert"), (broken.Cause, broken.DecisionKind));
    }

    [Fact]
    public async Task Only_who_looks_after_a_customer_or_their_manager_puts_down_that_customers_yes()
    {
        troth.Available();
        await Empty();
        var (shopOrder, on) = await Promised(160);
        var review = await Ask(160, on);
        var move = Assert.Single(review.GetProperty("moves").EnumerateArray(), m => "W-" + m.GetProperty("shopOrder") == shopOrder);
        var (near, far) = (await troth.Somebody("Manager Near", Role.Manager), await troth.Somebody("Manager Far", Role.Manager));
        await troth.Database.Db(async db =>
        {
            var (theirs, others) = (new Troth.Accounts.Team("Keepers"), new Troth.Accounts.Team("Others"));
            db.AddRange(theirs, others);
            await db.SaveChangesAsync();
            await db.Set<Seller>().Where(s => s.Name == "Kit Keeper").ExecuteUpdateAsync(set => set.SetProperty(s => s.TeamId, theirs.Id));
            await db.Users.Where(u => u.Id == near.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TeamId, theirs.Id));
            await db.Users.Where(u => u.Id == far.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TeamId, others.Id));
        });
        Task<Answer> Put(TestClient who) => who.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/answers/{move.GetProperty("shopOrder")}",
            new { answer = "agreed", channel = "phone", whom = "Ms Kiss", said = "Yes.", saidOn = "2027-03-09", on = move.GetProperty("toOn").GetString() });
        var unrelated = troth.As(await troth.Somebody("Unrelated Seller", Role.Seller));
        foreach (var who in new[] { unrelated, seller, scheduler, troth.As(far), troth.As(Role.Manager) })
            Assert.Equal(HttpStatusCode.Forbidden, (await Put(who)).Status);
        foreach (var who in new[] { keeper, troth.As(near) })
        {
            var told = await Put(who);
            Assert.True(told.Status == HttpStatusCode.OK, told.Text);
            Assert.True(Assert.Single(told.Json.GetProperty("moves").EnumerateArray(), m => "W-" + m.GetProperty("shopOrder") == shopOrder).GetProperty("toldByUs").GetBoolean());
        }
        Assert.Contains("told by us", (await keeper.Open($"/inserts/{Label(review)}")).Words("table"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await scheduler.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/withdrawn")).Status);
    }

    [Fact]
    public async Task Where_the_plan_has_changed_the_consequences_are_looked_at_again()
    {
        troth.Available();
        var (_, on) = await Promised(160);
        var review = await Ask(160, on);
        await Promised(200); // somebody else is behind now: other dates, perhaps others who move
        var (other, _) = await Promised(120);
        Assert.True(await Stop());
        var done = await scheduler.Json(HttpMethod.Put, $"/api/inserts/{Label(review)}/done", new { reason = "Go." });
        Assert.Equal((HttpStatusCode.Conflict, "insert.changed"), (done.Status, done.Json.GetProperty("code").GetString()));
        Assert.True((await PromiseOf(other)).IsOpen);
    }

    [Fact]
    public async Task The_commit_itself_refuses_what_nobody_reviewed_or_agreed_to()
    {
        troth.Available();
        var (shopOrder, on) = await Promised(80);
        var number = long.Parse(shopOrder[2..], System.Globalization.CultureInfo.InvariantCulture);
        await using var scope = troth.Services.CreateAsyncScope();
        var writer = scope.ServiceProvider.GetRequiredService<PlanWriter>();
        async Task<string> Refused(Func<PlanTurn, PlanAct> act) => (await Assert.ThrowsAsync<BusinessRuleException>(() => writer.Write(Plant.TheFirst, turn =>
        {
            Assert.True(turn.Do(act(turn)).Done);
            return Task.FromResult(true);
        }, default))).Code;
        Assert.Equal("promise.notAgreed", await Refused(turn => new Alter(number, 80, turn.Plan.Find(number)!.Value.Terms.Promised + 14 * 1440)));
        var before = await Plan();
        Assert.Equal("insert.unreviewed", await Refused(turn =>
        {
            var minute = turn.Plan.Find(number)!.Value.Terms.Promised + 21 * 1440;
            return new Insert(999_999, Bracket, 5, turn.Plan.Shop.Classes[0], 950, minute, [number], Guid.CreateVersion7());
        }));
        Assert.Equal((before.Version, before.Orders.Count), ((await Plan()).Version, (await Plan()).Orders.Count));
        Assert.Equal(on, (await PromiseOf(shopOrder)).DueOn);
    }

    private async Task<bool> Stop()
    {
        await using var scope = troth.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PlanWriter>().Write(Plant.TheFirst,
            turn => Task.FromResult(turn.Do(new Happened([new Stopped(Press, 0, turn.Minute, turn.Minute + 3 * 1440)])).Done), default);
    }

    private async Task<PlantPlan> Plan()
    {
        await using var scope = troth.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<PlantPlans>().All(default))[0];
    }
}

public sealed class InsertOnSqlite(SqliteServer troth) : InsertTests(troth), IClassFixture<SqliteServer>;

public sealed class InsertOnPostgres(PostgresServer troth) : InsertTests(troth), IClassFixture<PostgresServer>;
