using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Seeing;
using Troth.Schedule.Trying;
using Troth.Scheduling.Checking;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Seeing;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Schedule.Trying;

/// <summary>What would be is worked out on copies, and applying gives exactly what was shown. Each test has the little shop to itself in another month.</summary>
public abstract class WhatIfTests(TestServer troth) : IAsyncLifetime
{
    public Task InitializeAsync() => troth.Ready();
    public Task DisposeAsync() => Task.CompletedTask;

    private static object Saturday(string from = "2027-03-13", string to = "2027-04-03") => new { kind = "shift", calendar = "One shift", from, to, on = "6", opens = "06:00", closes = "14:00" };

    private async Task<JsonElement> Keep(TestClient who, string name, params object[] changes)
    {
        var made = await who.Json(HttpMethod.Post, "/api/what-if", new { name, changes });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return made.Json;
    }

    private async Task<JsonElement> Try(params object[] changes)
    {
        var tried = await troth.As(Role.Scheduler).Json(HttpMethod.Post, "/api/what-if/try", new { changes });
        Assert.True(tried.Status == HttpStatusCode.OK, tried.Text);
        return tried.Json;
    }

    private PlantPlan Plan => troth.Services.GetRequiredService<PlanMemory>().Known(Plant.TheFirst)!;

    /// <summary>A stop of the press from now on for so many days: promises of these days come late.</summary>
    private async Task Stop(int days)
    {
        var now = troth.Database.Clock.GetUtcNow();
        await using var scope = troth.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlanWriter>().Write(Plant.TheFirst, turn => Task.FromResult(turn.Do(new Troth.Schedule.Planning.Acts.Happened(
            [new Troth.Schedule.Planning.Acts.Stopped(Press, 0, turn.Minute, turn.Plan.Shop.Clock.MinuteOf(now.AddDays(days)))]) { Reporting = [Press] }).Done), default);
    }

    /// <summary>All that the database holds, row by row, but for scenarios and sessions.</summary>
    private Task<string> Everything() => troth.Database.Db(async db =>
    {
        var all = new List<string>();
        foreach (var table in new[] { "plan_heads", "plan_events", "plan_shops", "shop_orders", "calendar_days", "center_days", "work_centers", "plants", "promises", "changes", "counters", "scenarios" })
#pragma warning disable EF1002 // names of tables, from above
            all.Add($"{table} {(await db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM {table}").ToListAsync())[0]}");
#pragma warning restore EF1002
        all.Add(string.Join(",", await db.PlanHeads.Select(h => h.Version).ToListAsync()));
        all.Add(string.Join(",", await db.ShopOrders.OrderBy(o => o.Number).Select(o => o.Number + "/" + o.Risk + "/" + o.PromisedOn).ToListAsync()));
        return string.Join("\n", all);
    });

    [Fact]
    public async Task Trying_changes_nothing_and_applying_gives_exactly_what_was_shown()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        for (var i = 0; i < 4; i++) await troth.Promise(160);
        await Stop(3);
        var before = await Everything();
        var tried = await Try(Saturday(), new { kind = "overtime", center = "PRESS", from = "2027-03-10", to = "2027-03-19", opens = "14:00", closes = "22:00" });
        Assert.Equal(before, await Everything());
        var (today, then) = (tried.GetProperty("today"), tried.GetProperty("scenarios")[0]);
        Assert.True(today.GetProperty("late").GetInt32() > then.GetProperty("late").GetInt32(), tried.ToString());
        Assert.True(then.GetProperty("kept").GetInt32() > today.GetProperty("kept").GetInt32());
        // Four Saturdays and ten evenings of eight hours, of which two fall into the stop.
        Assert.Equal((4 + 10 - 2) * 8m, then.GetProperty("moreHours").GetDecimal());
        Assert.Equal(JsonValueKind.Null, then.GetProperty("cost").ValueKind);

        var kept = (await Keep(scheduler, "Saturdays", Saturday(), new { kind = "overtime", center = "PRESS", from = "2027-03-10", to = "2027-03-19", opens = "14:00", closes = "22:00" }))
            .GetProperty("label").GetString()!;
        var page = await scheduler.Open($"/schedule/what-if/{kept}/apply");
        var shown = (await scheduler.Ok($"/api/what-if/{kept}/comparison")).GetProperty("scenarios")[0];
        Assert.Equal(then.GetProperty("seen").GetString(), shown.GetProperty("seen").GetString());
        Assert.InRange(page.Queries.Count, 1, 30);
        var done = await scheduler.Submit(page, "main form[method=post]", ("why", "three days lost"));
        Assert.True((int)done.Status == 303, done.Text);

        var plan = Plan;
        PlanChecker.Assert(plan.Plan);
        var stands = PlanHeadline.Of(plan);
        Assert.Equal((shown.GetProperty("kept").GetInt32(), shown.GetProperty("inDanger").GetInt32(), shown.GetProperty("late").GetInt32()), (stands.Kept, stands.AtRisk, stands.Broken));
        foreach (var move in shown.GetProperty("consequences").GetProperty("orders").EnumerateArray())
        {
            var number = long.Parse(move.GetProperty("order").GetString()![2..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(move.GetProperty("after").GetDateTimeOffset(), plan.Shop.Clock.InstantOf(plan.Finish(number)!.Value));
            Assert.Equal(move.GetProperty("becomes").GetString(), JsonNamingPolicy.CamelCase.ConvertName(Standings.Of(plan, number).ToString()));
        }
        var rebuilt = await troth.Database.Db(db => PlanStore.Version(db, Plant.TheFirst, plan.Version, default));
        Assert.Equal(PlanSnapshots.Write(plan), PlanSnapshots.Write(rebuilt!));
        Assert.DoesNotContain((await scheduler.Ok("/api/schedule/decisions")).GetProperty("items").EnumerateArray(), d => d.GetProperty("kind").GetString() == "shopChanged");
        var days = await troth.Database.Db(db => db.CalendarDays.Where(d => d.Note!.StartsWith(kept)).ToListAsync());
        Assert.Equal((4, $"{kept}: three days lost"), (days.Count, days[0].Note));
        var own = (await scheduler.Ok($"/api/schedule/centers/{Press}/days")).EnumerateArray().ToList();
        Assert.Equal(10, own.Count);
        Assert.Contains(kept, (await scheduler.Open($"/schedule/centers/{Press}")).Text, StringComparison.Ordinal);
        // Once is enough.
        var again = await scheduler.Json(HttpMethod.Put, $"/api/what-if/{kept}/applied", new { seen = "x" });
        Assert.Equal((HttpStatusCode.Conflict, "scenarioApplied"), (again.Status, again.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_has_become_something_else_is_shown_again_and_changes_nothing()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var kept = (await Keep(scheduler, "Summer", Saturday("2027-07-03", "2027-07-31"))).GetProperty("label").GetString()!;
        var page = await scheduler.Open($"/schedule/what-if/{kept}/apply");
        // The description changes meanwhile.
        await troth.Database.Db(async db =>
        {
            db.Add(new CalendarDay { CalendarId = Week, Day = new(2027, 8, 20), Note = "holiday" });
            await db.SaveChangesAsync();
        });
        var before = await Everything();
        var refused = await scheduler.Submit(page, "main form[method=post]");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("The plan or the shop has changed meanwhile", refused.Text, StringComparison.Ordinal);
        Assert.Contains("described otherwise", refused.Text, StringComparison.Ordinal);
        Assert.Equal(before, await Everything());
        Assert.Equal(303, (int)(await scheduler.Submit(refused, "main form[method=post]")).Status);
        Assert.Equal(5, await troth.Database.Db(db => db.CalendarDays.CountAsync(d => d.Note!.StartsWith(kept))));
    }

    [Fact]
    public async Task Promises_that_become_late_are_named_and_need_a_yes_and_stay_promised()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var order = await troth.Promise(200);
        var promised = (await scheduler.Ok($"/api/shop-orders/{order}")).GetProperty("order").GetProperty("promisedOn").GetString();
        var kept = (await Keep(scheduler, "Press away", new { kind = "down", center = Press, from = "2027-03-10", to = "2027-06-30" })).GetProperty("label").GetString()!;
        var page = await scheduler.Open($"/schedule/what-if/{kept}/apply");
        Assert.Contains("Halas Kft.", page.Words("label.form-check") ?? page.Text, StringComparison.Ordinal);
        var before = await Everything();
        var refused = await scheduler.Submit(page, "main form[method=post]");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains(order, refused.Text, StringComparison.Ordinal);
        Assert.Contains("would become late", refused.Text, StringComparison.Ordinal);
        Assert.Equal("planned", (await scheduler.Ok($"/api/shop-orders/{order}")).GetProperty("operations")[0].GetProperty("state").GetString());
        Assert.Equal(0, await troth.Database.Db(db => db.CenterDays.CountAsync(d => d.Note!.StartsWith(kept))));
        Assert.Equal(before.Split('\n')[..6], (await Everything()).Split('\n')[..6]);
        var silent = await scheduler.Submit(refused, "main form[method=post]", ("late", "true"));
        Assert.Equal(HttpStatusCode.Conflict, silent.Status); // their day is a decision, and needs a reason
        Assert.Contains("Say why it is taken all the same", silent.Text, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await scheduler.Submit(silent, "main form[method=post]", ("late", "true"), ("why", "The press is overhauled."))).Status);
        Assert.Equal("The press is overhauled.", (await scheduler.Ok("/api/inserts/shops"))[0].GetProperty("reason").GetString());
        var after = (await scheduler.Ok($"/api/shop-orders/{order}")).GetProperty("order");
        Assert.Equal((promised, "late"), (after.GetProperty("promisedOn").GetString(), after.GetProperty("risk").GetString()));
        // Let the press work again, for the others here.
        await troth.Database.Db(db => db.CenterDays.Where(d => d.Note!.StartsWith(kept)).ExecuteDeleteAsync());
        await using var scope = troth.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TakeShop>().Run(Plant.TheFirst, default);
    }

    [Fact]
    public async Task Machines_come_on_a_day_and_go_on_another()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var kept = (await Keep(scheduler, "Rented", new { kind = "machines", center = "PRESS", machines = 2, from = "2027-09-06" },
            new { kind = "machines", center = "PRESS", machines = 1, from = "2027-10-04" })).GetProperty("label").GetString()!;
        var shown = (await scheduler.Ok($"/api/what-if/{kept}/comparison")).GetProperty("scenarios")[0];
        // Four weeks of five days of eight hours.
        Assert.Equal(4 * 5 * 8m, shown.GetProperty("moreHours").GetDecimal());
        var done = await scheduler.Json(HttpMethod.Put, $"/api/what-if/{kept}/applied", new { seen = shown.GetProperty("seen").GetString(), why = "rented" });
        Assert.True(done.Status == HttpStatusCode.OK, done.Text);
        var plan = Plan;
        PlanChecker.Assert(plan.Plan);
        Assert.Equal(2, plan.Shop.Definition.WorkCenters[plan.Shop.Center(Press)!.Value].Machines);
        Assert.Equal(2, await troth.Database.Db(db => db.WorkCenters.Where(c => c.Id == Press).Select(c => c.Machines).SingleAsync()));
        Assert.Contains(await troth.Database.Db(db => db.Changes.Where(c => c.RecordId == Press).Select(c => c.Fields).ToListAsync()), f => f?.Contains($"{kept}: rented", StringComparison.Ordinal) == true);
        var load = plan.Plan.Load(plan.Shop.Center(Press)!.Value, plan.Shop.Clock.MinuteOf(new DateOnly(2027, 9, 6), TimeOnly.MinValue), plan.Shop.Clock.MinuteOf(new DateOnly(2027, 10, 4), TimeOnly.MinValue), 40_320)[0];
        Assert.Equal(0, load.Stopped);
        var gone = await Keep(scheduler, "Back", new { kind = "machines", center = "PRESS", machines = 1, from = "2027-03-10" });
        var fewer = (await scheduler.Ok($"/api/what-if/{gone.GetProperty("label").GetString()}/comparison")).GetProperty("scenarios")[0];
        Assert.Equal(4 * 5 * 8m, fewer.GetProperty("fewerHours").GetDecimal()); // only then was it there
    }

    [Fact]
    public async Task An_order_won_is_dated_with_and_without_and_goes_to_the_desk()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var order = new { kind = "order", product = "BR-1", quantity = 400, from = "2027-06-01" };
        var won = (await Try(order, new { kind = "order", product = Bracket, quantity = 400, from = "2027-06-01" }, new { kind = "machines", center = Press, machines = 4, from = "2027-03-09" }))
            .GetProperty("scenarios")[0].GetProperty("won").EnumerateArray().ToList();
        Assert.Equal(2, won.Count);
        Assert.All(won, w => Assert.True(string.CompareOrdinal(w.GetProperty("thenOn").GetString(), w.GetProperty("todayOn").GetString()) <= 0));
        Assert.True(string.CompareOrdinal(won[1].GetProperty("thenOn").GetString(), won[1].GetProperty("todayOn").GetString()) < 0);
        var kept = (await Keep(scheduler, "Only an order", order)).GetProperty("label").GetString()!;
        var page = await scheduler.Open($"/schedule/what-if/{kept}");
        Assert.Contains(page.Page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")), h => h == "/desk?product=BR-1&quantity=400&wantedOn=2027-06-01");
        Assert.InRange(page.Queries.Count, 1, 12);
        var seen = (await scheduler.Ok($"/api/what-if/{kept}/comparison")).GetProperty("scenarios")[0].GetProperty("seen").GetString();
        var nothing = await scheduler.Json(HttpMethod.Put, $"/api/what-if/{kept}/applied", new { seen });
        Assert.Equal("nothingToApply", nothing.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_Saturday_shift_says_why_it_is_at_a_work_center_only_where_trouble_chose_it()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        async Task<bool> Said(string more = "") =>
            (await scheduler.Open($"/schedule/what-if?start=saturday{more}")).Text.Contains("that orders in trouble wait longest for", StringComparison.Ordinal);
        Assert.False(PlanHeadline.Of(Plan).InDanger == 0 && await Said());
        for (var i = 0; i < 4; i++) await troth.Promise(160);
        // How long it takes to bring something into trouble depends on what the tests before have left in the plan.
        for (var days = 3; days <= 24 && PlanHeadline.Of(Plan).InDanger == 0; days += 3) await Stop(days);
        Assert.True(PlanHeadline.Of(Plan).InDanger > 0);
        Assert.Equal((true, true, false), (await Said(), await Said($"&center={Press}"), await Said($"&center={Guid.CreateVersion7()}")));
    }

    [Fact]
    public async Task Scenarios_are_made_by_forms_and_compared_side_by_side()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var list = await scheduler.Open("/schedule/what-if?start=saturday");
        var made = await scheduler.Submit(list, "main form[method=post]");
        Assert.True((int)made.Status == 303, made.Text);
        var page = await scheduler.Open(made.Location!);
        Assert.Contains("Saturday shifts", page.Words("h1"), StringComparison.Ordinal);
        var wrong = await scheduler.Submit(page, "main form[action$=changes]", ("from", "2031-01-01"), ("closes", "soon"));
        Assert.Equal(422, (int)wrong.Status);
        Assert.Contains("2031-01-01", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("“soon” is no time", WebUtility.HtmlDecode(wrong.Text), StringComparison.Ordinal);
        Assert.Equal(303, (int)(await scheduler.Submit(page, "main form[action$=changes]")).Status);
        var label = made.Location!.Split('/', '?')[3];
        var other = (await Keep(scheduler, "Down", new { kind = "down", center = "PRESS", from = "2027-05-03" })).GetProperty("label").GetString()!;
        var frame = await scheduler.Open($"/schedule/what-if/{label}/comparison?with={other}");
        Assert.InRange(frame.Queries.Count, 1, 30);
        Assert.Contains("What an extra hour costs is not set", frame.Text, StringComparison.Ordinal);
        Assert.Equal([label, other], frame.Page.QuerySelectorAll("table.what-if thead a").Select(a => a.TextContent));
        var version = (await scheduler.Ok($"/api/what-if/{label}")).GetProperty("workedOn").GetInt64();
        Assert.Contains($"Worked out on plan {version:N0}.", (await scheduler.Open($"/schedule/what-if/{label}/standing?on={version}")).Text, StringComparison.Ordinal);
        await troth.Promise(1);
        Assert.Contains("the plan is at", (await scheduler.Open($"/schedule/what-if/{label}/standing?on={version}")).Text, StringComparison.Ordinal);
        Assert.Contains("Last worked out on plan", (await scheduler.Open($"/schedule/what-if/{label}")).Text, StringComparison.Ordinal);
        // Nobody else's business, and gone when nobody uses it.
        Assert.Equal(HttpStatusCode.NotFound, (await troth.As(Role.Manager).Get($"/api/what-if/{label}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await scheduler.Get($"/api/what-if/{label}/comparison?with=S-1,S-2,S-3,S-4,S-5")).Status);
        await troth.Database.Db(db => db.Scenarios.Where(s => s.Name == "Down").ExecuteUpdateAsync(set => set.SetProperty(s => s.UsedAt, troth.Database.Clock.GetUtcNow().AddDays(-31))));
        Assert.Equal(HttpStatusCode.NotFound, (await scheduler.Get($"/api/what-if/{other}")).Status);
        await Keep(scheduler, "Another");
        Assert.Equal(0, await troth.Database.Db(db => db.Scenarios.CountAsync(s => s.Name == "Down")));
    }

    [Fact]
    public async Task Only_who_keeps_the_schedule_applies()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var kept = (await Keep(seller, "Mine", Saturday("2027-11-06", "2027-11-06"))).GetProperty("label").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await seller.Get($"/schedule/what-if/{kept}/comparison")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Get($"/schedule/what-if/{kept}/apply")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Json(HttpMethod.Put, $"/api/what-if/{kept}/applied", new { seen = "x" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await troth.As(Role.Scheduler).Json(HttpMethod.Put, $"/api/what-if/{kept}/applied", new { seen = "x" })).Status);
    }

    [Theory]
    [InlineData("""{"kind":"party"}""", "party")]
    [InlineData("""{"kind":"3","center":"PRESS","from":"2027-04-01"}""", "“3”")]
    [InlineData("""{"kind":"shift","calendar":"One shift","from":"2027-02-30","to":"2027-03-20","opens":"06:00","closes":"14:00"}""", "2027-02-30")]
    [InlineData("""{"kind":"shift","calendar":"One shift","from":"2027-03-01","opens":"06:00","closes":"14:00"}""", "1 Mar 2027")]
    [InlineData("""{"kind":"shift","calendar":"Night","from":"2027-04-01","opens":"06:00","closes":"14:00"}""", "Night")]
    [InlineData("""{"kind":"shift","calendar":"One shift","from":"2027-04-01","to":"2027-12-01","opens":"06:00","closes":"14:00"}""", "245")]
    [InlineData("""{"kind":"shift","calendar":"One shift","from":"2027-04-05","to":"2027-04-09","on":"6","opens":"06:00","closes":"14:00"}""", "9 Apr 2027")]
    [InlineData("""{"kind":"shift","calendar":"One shift","from":"2027-04-05","on":"6-9","opens":"06:00","closes":"14:00"}""", "6-9")]
    [InlineData("""{"kind":"machines","center":"PRESS","from":"2027-04-05","machines":0}""", "“0”")]
    [InlineData("""{"kind":"machines","center":"PRESS","from":"2027-04-05","machines":100000}""", "100000")]
    [InlineData("""{"kind":"down","center":"SAW","from":"2027-04-05"}""", "SAW")]
    [InlineData("""{"kind":"order","product":"BR-9","quantity":5,"from":"2027-04-05"}""", "BR-9")]
    [InlineData("""{"kind":"order","product":"BR-1","quantity":-5,"from":"2027-04-05"}""", "-5")]
    public async Task What_is_wrong_is_told_with_its_value(string change, string value)
    {
        troth.Available();
        var refused = await troth.As(Role.Scheduler).Json(HttpMethod.Post, "/api/what-if/try", new { changes = new[] { JsonDocument.Parse(change).RootElement } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(value, System.Text.RegularExpressions.Regex.Unescape(refused.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_night_shift_over_a_change_of_the_clocks_is_as_long_as_the_night()
    {
        troth.Available();
        var night = new { kind = "shift", calendar = "One shift", from = "2027-10-30", to = "2027-10-30", opens = "22:00", closes = "06:00" };
        var spring = new { kind = "overtime", center = "PRESS", from = "2028-03-25", to = "2028-03-25", opens = "22:00", closes = "06:00" };
        Assert.Equal(9m, (await Try(night)).GetProperty("scenarios")[0].GetProperty("moreHours").GetDecimal());
        Assert.Equal(7m, (await Try(spring)).GetProperty("scenarios")[0].GetProperty("moreHours").GetDecimal());
        var tooMany = await troth.As(Role.Scheduler).Json(HttpMethod.Post, "/api/what-if/try", new { changes = Enumerable.Repeat(night, 21) });
        Assert.Contains("21", tooMany.Text, StringComparison.Ordinal);
    }
}

public sealed class WhatIfOnSqlite(SqliteServer troth) : WhatIfTests(troth), IClassFixture<SqliteServer>;

public sealed class WhatIfOnPostgres(PostgresServer troth) : WhatIfTests(troth), IClassFixture<PostgresServer>;
