using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Promises;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Schedule.Seeing;

/// <summary>Nothing is moved before its consequences were seen, and nothing else than what was seen is done.</summary>
public abstract class MoveWorkTests(TestServer troth) : IAsyncLifetime
{
    public Task InitializeAsync() => troth.Ready();
    public Task DisposeAsync() => Task.CompletedTask;

    private static string Operation(string order) => $"orders/{order}/operations/0/0";

    private async Task<JsonElement> Bar(string order) => (await troth.As(Role.Scheduler).Ok($"/api/shop-orders/{order}")).GetProperty("operations")[0];

    private async Task<string> Seen(string order, string query) =>
        (await troth.As(Role.Scheduler).Ok($"/api/schedule/{Operation(order)}?{query}")).GetProperty("consequences").GetProperty("seen").GetString()!;

    [Fact]
    public async Task Work_is_moved_after_its_consequences_were_seen()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var order = await troth.Promise(10, "2027-05-14");
        var before = (await scheduler.Ok($"/api/shop-orders/{order}")).GetProperty("order").GetProperty("promisedOn").GetString();
        // Four weeks later: before its promise still.
        var query = $"center={Press}&machine=1&start=2027-04-06T08:00";
        var page = await scheduler.Open($"/schedule/{Operation(order)}?{query}");
        Assert.Contains("Halas Kft.", page.Text, StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 8);
        Assert.NotEqual("pinned", (await Bar(order)).GetProperty("pinned").ToString());
        var done = await scheduler.Submit(page, "main form[method=post]");
        Assert.True((int)done.Status == 303, done.Text);
        var bar = await Bar(order);
        Assert.True(bar.GetProperty("pinned").GetBoolean());
        Assert.Equal(new DateTimeOffset(2027, 4, 6, 6, 0, 0, TimeSpan.Zero), bar.GetProperty("start").GetDateTimeOffset());
        var after = await scheduler.Ok($"/api/shop-orders/{order}");
        Assert.Equal((before, "none"), (after.GetProperty("order").GetProperty("promisedOn").GetString(), after.GetProperty("order").GetProperty("risk").GetString()));
        var events = (await scheduler.Ok($"/api/schedule/orders/{order}/changes")).GetProperty("items")[0];
        Assert.Equal("“pressing” was put on PRESS 1 and pinned there.", events.GetProperty("text").GetString());
        Assert.Equal(troth.UserOf(Role.Scheduler).Name, events.GetProperty("who").GetString());
    }

    [Fact]
    public async Task A_promise_that_was_in_time_is_not_broken_by_a_choice()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var (order, other) = (await troth.Promise(10), await troth.Promise(10, "2027-06-11"));
        var (was, version) = (await Bar(order), (await scheduler.Ok("/api/schedule/headline")).GetProperty("version").GetInt64());
        // Three weeks later: long after its promise. It is said beforehand, with whose promise it is, and there is nothing to press.
        var query = $"center={Press}&machine=1&start=2027-04-07T08:00";
        var page = await scheduler.Open($"/schedule/{Operation(order)}?{query}");
        Assert.Contains("The plan would no longer keep P-", page.Text, StringComparison.Ordinal);
        Assert.Contains("Halas Kft.", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Page.QuerySelector("main section a[href='/inserts']"));
        Assert.Null(page.Page.QuerySelector("main form[method=post]"));
        var looked = (await scheduler.Ok($"/api/schedule/{Operation(order)}?{query}")).GetProperty("consequences");
        Assert.Equal([order], looked.GetProperty("breaks").EnumerateArray().Select(o => o.GetString()));
        var moved = await scheduler.Json(HttpMethod.Post, $"/api/schedule/{Operation(order)}",
            new { how = "move", center = Press, machine = 1, start = "2027-04-07T08:00", seen = looked.GetProperty("seen").GetString() });
        Assert.Equal((HttpStatusCode.Conflict, "breaksPromise"), (moved.Status, moved.Json.GetProperty("code").GetString()));
        // In another turn: the same.
        var big = await troth.Promise(900, "2027-07-30");
        var address = $"centers/{Press}/machines/1/sequence";
        var late = await troth.Promise(10);
        Assert.Equal(HttpStatusCode.OK, (await scheduler.Get($"/api/schedule/{address}")).Status);
        var turns = (await scheduler.Ok($"/api/schedule/{address}?turns={big}.0.0,{late}.0.0")).GetProperty("consequences");
        if (turns.GetProperty("breaks").GetArrayLength() > 0)
        {
            var given = new { turns = new[] { $"{big}.0.0", $"{late}.0.0" }, seen = turns.GetProperty("seen").GetString() };
            var put = await scheduler.Json(HttpMethod.Post, $"/api/schedule/{address}", given);
            Assert.Equal((HttpStatusCode.Conflict, "breaksPromise"), (put.Status, put.Json.GetProperty("code").GetString()));
        }
        Assert.Equal(was.GetProperty("start").GetDateTimeOffset(), (await Bar(order)).GetProperty("start").GetDateTimeOffset());
        // What keeps them all is done.
        var to = "2027-06-08T08:00";
        var seen = await Seen(other, $"center={Press}&machine=1&start={to}");
        var done = await scheduler.Json(HttpMethod.Post, $"/api/schedule/{Operation(other)}", new { how = "move", center = Press, machine = 1, start = to, seen });
        Assert.True(done.Status == HttpStatusCode.OK, done.Text);
        Assert.True(done.Json.GetProperty("version").GetInt64() > version);
    }

    [Fact]
    public async Task A_promise_that_somebody_called_broken_before_its_day_is_no_freer_to_be_moved()
    {
        troth.Available();
        var (scheduler, order) = (troth.As(Role.Scheduler), await troth.Promise(10));
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => db.Set<ShopOrder>().Any(o => o.Id == p.ShopOrder && "W-" + o.Number == order)));
        var said = await troth.As(Role.Seller).Json(HttpMethod.Put, $"/api/promises/{promise.Label}/broken", new { cause = "other", text = "It will not do." });
        Assert.True(said.Status == HttpStatusCode.OK, said.Text);
        var start = (await Bar(order)).GetProperty("start").GetDateTimeOffset();
        var query = $"center={Press}&machine=1&start=2027-04-07T08:00";
        var looked = (await scheduler.Ok($"/api/schedule/{Operation(order)}?{query}")).GetProperty("consequences");
        Assert.Equal([order], looked.GetProperty("breaks").EnumerateArray().Select(o => o.GetString()));
        var moved = await scheduler.Json(HttpMethod.Post, $"/api/schedule/{Operation(order)}",
            new { how = "move", center = Press, machine = 1, start = "2027-04-07T08:00", seen = looked.GetProperty("seen").GetString() });
        Assert.Equal((HttpStatusCode.Conflict, "breaksPromise"), (moved.Status, moved.Json.GetProperty("code").GetString()));
        Assert.Contains(promise.Label, moved.Text, StringComparison.Ordinal);
        Assert.Equal(start, (await Bar(order)).GetProperty("start").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_has_become_something_else_is_shown_again()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var (order, other) = (await troth.Promise(6, "2027-05-21"), await troth.Promise(6, "2027-05-21"));
        var query = $"center={Press}&machine=1&start=2027-04-13T08:00";
        var page = await scheduler.Open($"/schedule/{Operation(order)}?{query}");
        // Meanwhile somebody puts another there: now that one has to give way.
        var seen = await Seen(other, query);
        Assert.Equal(HttpStatusCode.OK, (await scheduler.Json(HttpMethod.Post, $"/api/schedule/{Operation(other)}", new { center = Press, machine = 1, start = "2027-04-13T08:00", seen })).Status);
        var again = await scheduler.Submit(page, "main form[method=post]");
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.False((await Bar(order)).GetProperty("pinned").GetBoolean());
        var guessed = await scheduler.Json(HttpMethod.Post, $"/api/schedule/{Operation(order)}", new { how = "move", center = Press, machine = 1, start = "2027-04-20T08:00", seen = "0" });
        Assert.Equal((HttpStatusCode.Conflict, "planMoved"), (guessed.Status, guessed.Json.GetProperty("code").GetString()));
        Assert.False((await Bar(order)).GetProperty("pinned").GetBoolean());
    }

    [Fact]
    public async Task Work_is_pinned_released_and_let_go()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var order = await troth.Promise(4);
        foreach (var (how, pinned, state) in new[] { ("pin", true, "planned"), ("release", true, "released"), ("unpin", false, "planned") })
        {
            var page = await scheduler.Open($"/schedule/{Operation(order)}?how={how}");
            Assert.Equal(303, (int)(await scheduler.Submit(page, "main form[method=post]")).Status);
            var bar = await Bar(order);
            Assert.Equal((pinned, state), (bar.GetProperty("pinned").GetBoolean(), bar.GetProperty("state").GetString()));
        }
    }

    [Fact]
    public async Task What_cannot_be_is_told_and_not_done()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var order = await troth.Promise(2);
        // In the time that the shop has been told already.
        var frozen = await scheduler.Open($"/schedule/{Operation(order)}?center={Press}&machine=1&start=2027-03-09T10:00");
        Assert.Contains("That place is not free", frozen.Text, StringComparison.Ordinal);
        Assert.Null(frozen.Page.QuerySelector("main form[method=post]"));
        foreach (var wrong in new[] { "machine=1&start=2027-04-06T08:00", $"center={Press}&machine=7&start=2027-04-06T08:00", $"center={Press}&machine=1&start=soon", "how=push" })
            Assert.Equal(HttpStatusCode.BadRequest, (await scheduler.Get($"/api/schedule/{Operation(order)}?{wrong}")).Status);
        Assert.Equal(422, (int)(await scheduler.Get($"/schedule/{Operation(order)}?how=push")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await scheduler.Get($"/api/schedule/orders/{order}/operations/0/9")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Seller).Json(HttpMethod.Post, $"/api/schedule/{Operation(order)}", new { how = "pin" })).Status);
    }

    [Fact]
    public async Task What_waits_at_a_machine_is_put_in_another_turn()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var (one, two) = (await troth.Promise(90, "2027-06-04"), await troth.Promise(90, "2027-06-04"));
        var address = $"centers/{Press}/machines/1/sequence";
        var bars = (await scheduler.Ok($"/api/schedule/{address}")).GetProperty("sequence").GetProperty("bars").EnumerateArray().Select(b => b.GetProperty("order").GetString()).ToList();
        Assert.True(bars.IndexOf(one) < bars.IndexOf(two));
        var page = await scheduler.Open($"/schedule/{address}?turns={two}.0.0,{one}.0.0");
        Assert.Equal(303, (int)(await scheduler.Submit(page, "main form[method=post]")).Status);
        Assert.True((await Bar(two)).GetProperty("start").GetDateTimeOffset() < (await Bar(one)).GetProperty("start").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.BadRequest, (await scheduler.Get($"/api/schedule/{address}?turns=W-x")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await scheduler.Get($"/api/schedule/centers/{Press}/machines/9/sequence")).Status);
    }
}

public sealed class MoveWorkOnSqlite(SqliteServer troth) : MoveWorkTests(troth), IClassFixture<SqliteServer>;

public sealed class MoveWorkOnPostgres(PostgresServer troth) : MoveWorkTests(troth), IClassFixture<PostgresServer>;
