using System.Net;
using Troth.Identity;
using Troth.Schedule.Describing;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Schedule.Seeing;

public abstract class SchedulePageTests(TestServer troth) : IAsyncLifetime
{
    public Task InitializeAsync() => troth.Ready();
    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_picture_and_the_table_show_what_the_plan_has()
    {
        troth.Available();
        var order = await troth.Promise(30);
        var (_, held) = await troth.Hold(20);
        var scheduler = troth.As(Role.Scheduler);
        var told = (await scheduler.Ok("/api/schedule?days=28")).GetProperty("rows")[0];
        Assert.Equal("PRESS", told.GetProperty("name").GetString());
        var bars = told.GetProperty("bars").EnumerateArray().ToDictionary(b => b.GetProperty("order").GetString()!);
        Assert.Equal(("kept", "held"), (bars[order].GetProperty("standing").GetString(), bars[held].GetProperty("standing").GetString()));
        Assert.True(bars[order].GetProperty("end").GetDateTimeOffset() - bars[order].GetProperty("start").GetDateTimeOffset() >= TimeSpan.FromHours(3));
        // Nights and weekends of 28 days: 20 working days, or 21, leave as many stretches closed and one.
        Assert.InRange(told.GetProperty("closed").GetArrayLength(), 20, 22);

        var page = await scheduler.Open("/schedule?days=28&center=&order=");
        Assert.InRange(page.Queries.Count, 0, 4);
        Assert.Contains(page.Page.QuerySelectorAll(".gantt-bar"), b => b.GetAttribute("aria-label")!.StartsWith(order + ", pressing, 30 × Bracket", StringComparison.Ordinal) && b.GetAttribute("data-movable") == "true");
        Assert.NotNull(page.Page.QuerySelector(".gantt-bar.is-held .gantt-held"));
        Assert.All(page.Page.QuerySelectorAll("[style]"), e => Assert.Fail(e.OuterHtml));
        var table = await scheduler.Open("/schedule?days=28&view=table");
        Assert.Contains(table.AllWords("tbody tr"), r => r.Contains(order, StringComparison.Ordinal) && r.Contains("in time", StringComparison.Ordinal));
        var byOrder = await scheduler.Ok($"/api/schedule?days=28&by=order&order={order}");
        Assert.Equal(order, Assert.Single(byOrder.GetProperty("rows").EnumerateArray()).GetProperty("key").GetString());
        // Readers see it and move nothing.
        Assert.All((await troth.As(Role.Reader).Open("/schedule?days=28")).Page.QuerySelectorAll(".gantt-bar"), b => Assert.Null(b.GetAttribute("data-movable")));
    }

    [Fact]
    public async Task The_load_is_the_planned_work_of_the_open_hours()
    {
        troth.Available();
        await troth.Promise(10);
        var scheduler = troth.As(Role.Scheduler);
        var center = (await scheduler.Ok("/api/schedule/load?weeks=3")).GetProperty("centers")[0];
        var weeks = center.GetProperty("weeks").EnumerateArray().ToList();
        Assert.Equal(3, weeks.Count);
        Assert.Equal(40m, weeks[1].GetProperty("openHours").GetDecimal());
        Assert.True(weeks.Sum(w => w.GetProperty("busyHours").GetDecimal()) >= 1);
        Assert.Equal(HttpStatusCode.BadRequest, (await scheduler.Get("/api/schedule/load?weeks=99")).Status);
    }

    [Fact]
    public async Task The_list_finds_counts_and_exports_shop_orders()
    {
        troth.Available();
        var order = await troth.Promise(7);
        var (_, held) = await troth.Hold(5);
        var scheduler = troth.As(Role.Scheduler);
        var list = await scheduler.Ok("/api/schedule/orders?limit=200");
        var row = list.GetProperty("items").EnumerateArray().Single(o => o.GetProperty("number").GetString() == order);
        Assert.Equal(("Halas Kft.", "firm"), (row.GetProperty("account").GetString(), row.GetProperty("state").GetString()));
        var onlyHeld = (await scheduler.Ok("/api/schedule/orders?state=held&account=A-901&product=BR-1&limit=200")).GetProperty("items").EnumerateArray().Select(o => o.GetProperty("number").GetString()).ToList();
        Assert.Contains(held, onlyHeld);
        Assert.DoesNotContain(order, onlyHeld);
        var first = await scheduler.Ok("/api/schedule/orders?limit=1&sort=number");
        var second = await scheduler.Ok($"/api/schedule/orders?limit=1&sort=number&after={first.GetProperty("after").GetString()}");
        Assert.NotEqual(first.GetProperty("items")[0].GetProperty("number").GetString(), second.GetProperty("items")[0].GetProperty("number").GetString());
        var page = await scheduler.Open("/schedule/orders");
        Assert.Contains(order, page.Text, StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 6);
        Assert.Contains($"{order},Bracket,7,0,Halas Kft.", (await scheduler.Get("/schedule/orders/export")).Text, StringComparison.Ordinal);
        foreach (var wrong in new[] { "state=lost", "sort=colour", "from=tomorrow" })
            Assert.Equal(HttpStatusCode.BadRequest, (await scheduler.Get($"/api/schedule/orders?{wrong}")).Status);
    }

    [Fact]
    public async Task An_order_says_why_it_ends_when_it_ends_and_what_was_done()
    {
        troth.Available();
        var order = await troth.Promise(40);
        var page = await troth.As(Role.Seller).Open($"/schedule/orders/{order}");
        Assert.Contains("Halas Kft.", page.Text, StringComparison.Ordinal);
        Assert.Contains(page.AllWords("ol li"), w => w.StartsWith("pressing takes 4 h at PRESS", StringComparison.Ordinal));
        Assert.Equal(["The date held was promised.", "A date was set aside for 40 pieces."], page.AllWords(".list-group-flush:not(ol) li").Select(w => w[..(w.IndexOf('.', StringComparison.Ordinal) + 1)]));
        Assert.InRange(page.Queries.Count, 1, 8);
        Assert.Equal(2, (await troth.As(Role.Seller).Ok($"/api/schedule/orders/{order}/changes")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_dispatch_list_tells_what_is_next_in_turn()
    {
        troth.Available();
        var order = await troth.Promise(3);
        var scheduler = troth.As(Role.Scheduler);
        var page = await scheduler.Open("/schedule/dispatch?days=14");
        Assert.Contains(page.AllWords("tbody th"), w => w == order);
        Assert.InRange(page.Queries.Count, 0, 4);
        var csv = (await scheduler.Get("/schedule/dispatch/export?days=14")).Text;
        Assert.Contains($"{order},pressing,Bracket (BR-1),3,2027-03-", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await scheduler.Get("/api/schedule/dispatch?days=0")).Status);
    }

    [Fact]
    public async Task What_the_plan_does_not_know_of_the_shop_needs_a_decision()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        Assert.DoesNotContain("described anew", (await scheduler.Open("/schedule/decisions")).Text, StringComparison.Ordinal);
        await troth.Database.Db(async db =>
        {
            db.Add(new CalendarDay { CalendarId = Week, Day = new(2027, 3, 13), OpensAt = new(6, 0), ClosesAt = new(12, 0) });
            await db.SaveChangesAsync();
        });
        try
        {
            var decisions = await scheduler.Ok("/api/schedule/decisions");
            var one = decisions.GetProperty("items").EnumerateArray().Single(d => d.GetProperty("kind").GetString() == "shopChanged");
            Assert.Equal("the hours of 1 work center differ", one.GetProperty("why").GetString());
            Assert.Contains("described anew", (await scheduler.Open("/schedule/decisions")).Text, StringComparison.Ordinal);
            // It is taken after it was seen, by those who may; then it is known.
            var page = await scheduler.Open("/schedule/shop/take");
            Assert.Contains("Nothing is wrong", page.Text, StringComparison.Ordinal);
            Assert.Null((await troth.As(Role.Seller).Open("/schedule/shop/take")).Page.QuerySelector("main form[method=post]"));
            Assert.Equal(HttpStatusCode.Conflict, (await scheduler.Submit(page, "main form[method=post]", ("seen", "0"))).Status);
            Assert.Contains("described anew", (await scheduler.Open("/schedule/decisions")).Text, StringComparison.Ordinal);
            Assert.Equal(303, (int)(await scheduler.Submit(page, "main form[method=post]")).Status);
            Assert.DoesNotContain("described anew", (await scheduler.Open("/schedule/decisions")).Text, StringComparison.Ordinal);
            var week = (await scheduler.Ok("/api/schedule/load?weeks=1")).GetProperty("centers")[0].GetProperty("weeks")[0];
            Assert.Equal(35m, week.GetProperty("openHours").GetDecimal());
        }
        finally
        {
            await troth.Database.Db(async db => { db.RemoveRange(db.CalendarDays); await db.SaveChangesAsync(); });
        }
    }
}

public sealed class SchedulePageOnSqlite(SqliteServer troth) : SchedulePageTests(troth), IClassFixture<SqliteServer>;

public sealed class SchedulePageOnPostgres(PostgresServer troth) : SchedulePageTests(troth), IClassFixture<PostgresServer>;
