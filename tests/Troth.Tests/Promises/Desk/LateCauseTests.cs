using System.Net;
using System.Text.Json;
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

namespace Troth.Tests.Promises.Desk;

/// <summary>What a promised day rests on, and what made it late, is known from the plan. Time passes here: each test has a server of its own.</summary>
public abstract class LateCauseTests(TestServer troth)
{
    private readonly TestClient seller = troth.Database.MissingBecause is null ? troth.As(Role.Seller) : null!;
    private readonly TestClient scheduler = troth.Database.MissingBecause is null ? troth.As(Role.Scheduler) : null!;

    [Fact]
    public async Task A_stop_an_idle_truck_and_a_day_in_time_are_told_apart_and_open_to_what_the_plan_saw()
    {
        troth.Available();
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            var account = new Account(950, "Late & Sons");
            account.LookedAfterBy(troth.SellerId);
            db.Add(account);
            await db.SaveChangesAsync();
        });
        var (left, stopped, again) = (await Promised(20), await Promised(40), await Quote("A-950", 50));
        var asked = await seller.Json(HttpMethod.Put, $"/api/quotes/{again}/lines/1", new { quantity = 60 });
        Assert.True(asked.Status == HttpStatusCode.OK, asked.Text);
        var early = await Confirm(again);
        Assert.All([left, stopped, early], p => Assert.Equal((Press, null, null), (p.WorkCenter, p.Cause, p.CauseCenter)));

        // The first is made as planned; the press breaks down then, for weeks.
        await At(left.DueOn.AddDays(-1), 13);
        await Report(new { key = "made", what = "finish", center = "PRESS", order = await Order(left), pieces = 20, at = troth.Clock.GetUtcNow() });
        await Report(new { key = "stop", what = "stop", center = "PRESS", machine = 1, minutes = 60 * 24 * 21, reason = "breakdown", at = troth.Clock.GetUtcNow() });
        await At(left.DueOn.AddDays(2), 9);
        await Ship(left, null);
        await At(stopped.DueOn.AddDays(4), 9);
        await Ship(stopped, "made on the old press");

        var forgotten = await Saved(left);
        Assert.Equal((PromiseState.Broken, PromiseCause.Forgot, null, Press), (forgotten.State, forgotten.Cause, forgotten.CauseCenter, forgotten.WorkCenter));
        Assert.Contains("was ready on", forgotten.CauseText, StringComparison.Ordinal);
        var broken = await Saved(stopped);
        Assert.Equal((PromiseState.Broken, PromiseCause.Stop, Press, Press), (broken.State, broken.Cause, broken.CauseCenter, broken.WorkCenter));
        var seen = await troth.Database.Db(db => db.ShopOrderDelays.AsNoTracking().Where(d => d.ShopOrder == stopped.ShopOrder).ToListAsync());
        Assert.Equal((Press, Troth.Scheduling.Explaining.CauseKind.Stopped), Assert.Single(seen) is var slip ? (slip.Center, slip.Kind) : default);

        var page = await scheduler.Open($"/promises/{stopped.Label}");
        Assert.InRange(page.Queries.Count, 1, 14);
        Assert.Contains("What made it late: a stop, at Press.", page.Words("main"), StringComparison.Ordinal);
        Assert.Contains("waits", page.Words("[aria-labelledby=late-title]"), StringComparison.Ordinal);
        Assert.Contains("stands still until", page.Words("[aria-labelledby=late-title]"), StringComparison.Ordinal);
        Assert.Contains($"/schedule/centers/{Press}", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/schedule/orders/{await Order(stopped)}", page.Text, StringComparison.Ordinal);
        var api = (await seller.Get($"/api/promises/{stopped.Label}")).Json;
        Assert.Equal(("Press", "Press"), (api.GetProperty("workCenter").GetProperty("name").GetString(), api.GetProperty("causeCenter").GetProperty("name").GetString()));
        Assert.Contains("stands still", api.GetProperty("delays")[0].GetProperty("why").GetString(), StringComparison.Ordinal);

        // With the customer's yes to a later day the reason of the slip is kept, whatever comes.
        var yes = await seller.Json(HttpMethod.Post, $"/api/promises/{early.Label}/renegotiation", new { channel = "phone", answer = "agreed", whom = "Ms Alt" });
        Assert.True(yes.Status == HttpStatusCode.OK, yes.Text);
        Assert.Equal((PromiseState.Open, PromiseCause.Stop, Press), ((await Saved(early)).State, (await Saved(early)).Cause!.Value, (await Saved(early)).CauseCenter!.Value));

        // By work center: those of the press, and those of which nobody knows, come to the total.
        await troth.Database.Db(async db =>
        {
            for (var i = 0; i < 5; i++)
            {
                var unknown = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, PromiseOrigin.Inherited, "Brackets", left.AccountId, new(left.MadeOn!.Value),
                    left.MadeOn.Value.AddDays(-9), left.MadeAt!.Value.AddDays(-9));
                unknown.Keep(left.MadeOn.Value, left.MadeAt.Value);
                db.Add(unknown);
            }
            return await db.SaveChangesAsync();
        });
        var word = (await seller.Get("/api/word?by=workCenter")).Json;
        var rows = word.GetProperty("rows").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!, r => r.GetProperty("made").GetInt32());
        Assert.Equal(["none, or not known", "Press"], rows.Keys.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(5, rows["none, or not known"]);
        Assert.Equal(word.GetProperty("total").GetProperty("made").GetInt32(), rows.Values.Sum());
        Assert.Equal(rows["Press"], (await seller.Get($"/api/word?workCenter={Press}")).Json.GetProperty("total").GetProperty("made").GetInt32());
        Assert.Equal(5, (await seller.Get($"/api/word?workCenter={Guid.Empty}")).Json.GetProperty("total").GetProperty("made").GetInt32());
        Assert.Equal(5, (await seller.Get($"/api/promises?state=counted&workCenter={Guid.Empty}")).Json.GetProperty("items").GetArrayLength());
        var told = await scheduler.Open("/word?by=workCenter");
        Assert.InRange(told.Queries.Count, 1, 12);
        Assert.Contains("Press", told.Words("main table"), StringComparison.Ordinal);
        Assert.Contains($"/schedule/centers/{Press}", told.Text, StringComparison.Ordinal);
    }

    private async Task<string> Quote(string account, int quantity)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account, lines = new[] { new { product = Bracket, quantity } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return made.Json.GetProperty("label").GetString()!;
    }

    private async Task<Promise> Confirm(string quote)
    {
        var yes = await seller.Json(HttpMethod.Put, $"/api/quotes/{quote}/confirmed", new { });
        Assert.True(yes.Status == HttpStatusCode.OK, yes.Text);
        var order = (await seller.Get($"/api/quotes/{quote}")).Json.GetProperty("order").GetGuid();
        return await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == order));
    }

    private async Task<Promise> Promised(int quantity) => await Confirm(await Quote("A-950", quantity));

    private Task<Promise> Saved(Promise promise) => troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Id == promise.Id));

    private Task<string> Order(Promise promise) => troth.Database.Db(db => db.ShopOrders.Where(o => o.Id == promise.ShopOrder).Select(o => "W-" + o.Number).SingleAsync());

    private Task At(DateOnly day, int hour)
    {
        troth.Clock.Set(new(day, new(hour, 0), TimeSpan.Zero));
        return Task.CompletedTask;
    }

    private async Task Report(object report)
    {
        var answer = await scheduler.Json(HttpMethod.Post, $"/api/plants/{Plant.TheFirst}/reports", new[] { report });
        Assert.True(answer.Json[0].GetProperty("outcome").GetString() == "accepted", answer.Text);
    }

    private async Task Ship(Promise promise, string? why)
    {
        var answer = await scheduler.Json(HttpMethod.Post, $"/api/shop-orders/{await Order(promise)}/shipments", new { pieces = (int)promise.Quantity!, why });
        Assert.True((int)answer.Status is 200 or 201, answer.Text);
    }
}

public sealed class LateCauseOnSqlite(SqliteServer troth) : LateCauseTests(troth), IClassFixture<SqliteServer>;

public sealed class LateCauseOnPostgres(PostgresServer troth) : LateCauseTests(troth), IClassFixture<PostgresServer>;
