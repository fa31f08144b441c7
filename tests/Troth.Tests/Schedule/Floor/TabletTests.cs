using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Limits;
using Troth.Schedule.Floor;
using Troth.Scheduling.Plans;
using Troth.Tests.Harness;

namespace Troth.Tests.Schedule.Floor;

public abstract class TabletTests(TestServer troth)
{
    private async Task<FloorShop> Shop()
    {
        troth.Available();
        troth.Clock.Set(FloorShop.Tuesday);
        await troth.Database.Db(db => db.Set<TriesCounted>().ExecuteDeleteAsync());
        return await FloorShop.Open(troth.Services);
    }

    private TestClient Scheduler => troth.As(Role.Scheduler);

    private async Task<(Guid Id, string Code)> Add(FloorShop shop, params Guid[] centers)
    {
        var answer = await Scheduler.Json(HttpMethod.Post, "/api/schedule/tablets", new { name = "Tablet", centers, plant = shop.Plant });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (answer.Json.GetProperty("id").GetGuid(), answer.Json.GetProperty("code").GetString()!);
    }

    private async Task<TestClient> Paired(string code)
    {
        var tablet = troth.Visitor();
        var answer = await tablet.Submit(await tablet.Open("/floor/pair"), "main form", ("code", code.ToLowerInvariant()));
        Assert.True((int)answer.Status == 303, answer.Text);
        return tablet;
    }

    private async Task<Guid> Operator(FloorShop shop, string name, string pin = "4711")
    {
        var answer = await Scheduler.Json(HttpMethod.Post, "/api/schedule/operators", new { name, pin, plant = shop.Plant });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json.GetProperty("id").GetGuid();
    }

    private static Task<Answer> Pin(TestClient tablet, Guid who, string pin) => tablet.Json(HttpMethod.Post, "/api/floor/shifts", new { @operator = who, pin });

    private static Task<Answer> Tell(TestClient tablet, Report report, Guid? shift) => tablet.Json(HttpMethod.Post, "/api/floor/reports", new[] { report with { Shift = shift } });

    private static string? Code(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json[0].TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    [Fact]
    public async Task An_operator_reports_from_a_paired_tablet_and_the_tablet_alone_only_shows()
    {
        var shop = await Shop();
        var order = await shop.Order(5);
        var (_, code) = await Add(shop, shop.Saw);
        var tablet = await Paired(code);
        var anna = await Operator(shop, "Anna");
        var page = await tablet.Open("/floor");
        Assert.Equal("Saw", page.Words("h1"));
        Assert.Contains("Anna", page.Text, StringComparison.Ordinal);
        Assert.Contains(order, page.Text, StringComparison.Ordinal);
        Assert.Equal(order, (await tablet.Get("/api/floor/work")).Json.GetProperty("jobs")[0].GetProperty("order").GetString());
        Assert.Equal("noShift", Code(await Tell(tablet, shop.Say("start", order), null)));
        Assert.Equal("noShift", Code(await Tell(tablet, shop.Say("start", order), Guid.CreateVersion7())));
        var shift = (await Pin(tablet, anna, "4711")).Json.GetProperty("id").GetGuid();
        Assert.Null(Code(await Tell(tablet, shop.Say("start", order), shift)));
        Assert.Equal(OperationState.Started, shop.Operation(order).State);
        var kept = Assert.Single(await shop.Kept());
        Assert.Equal(("Anna", (Guid?)anna, true), (kept.Who, kept.OperatorId, kept.DeviceId is not null));
        // A work center where it does not stand, and another plant's.
        Assert.Equal("notHere", Code(await Tell(tablet, shop.Say("finish", order, "PAINT"), shift)));
        var other = await FloorShop.Open(troth.Services);
        Assert.Equal("noCenter", Code(await Tell(tablet, other.Say("nothing", "", other.Saw.ToString()) with { Order = null }, shift)));
        Assert.Equal(HttpStatusCode.NotFound, (await tablet.Get($"/floor?center={other.Saw}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await tablet.Get($"/api/floor/work?center={shop.Paint}&plant={other.Plant}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Pin(tablet, await Operator(other, "Bela"), "4711")).Status);
        // What was told before the operator left still counts when it comes in later; what is told after does not.
        troth.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(HttpStatusCode.NoContent, (await tablet.Json(HttpMethod.Delete, $"/api/floor/shifts/{shift}")).Status);
        troth.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(Code(await Tell(tablet, shop.Say("progress", order, minutesAgo: 45) with { Minutes = 60 }, shift)));
        Assert.Equal("noShift", Code(await Tell(tablet, shop.Say("finish", order), shift)));
    }

    [Fact]
    public async Task Five_wrong_PINs_shut_the_name_out_on_that_tablet_alone()
    {
        var shop = await Shop();
        var (one, other) = (await Paired((await Add(shop, shop.Saw)).Code), await Paired((await Add(shop, shop.Saw)).Code));
        var (anna, bela) = (await Operator(shop, "Anna"), await Operator(shop, "Bela"));
        Assert.Equal(HttpStatusCode.Conflict, (await Pin(one, anna, "0000")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Pin(one, anna, "4711")).Status);
        for (var i = 0; i < 5; i++) Assert.Equal("wrongPin", (await Pin(one, anna, $"000{i}")).Json.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Pin(one, anna, "4711")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Pin(one, bela, "4711")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Pin(other, anna, "4711")).Status);
        troth.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.OK, (await Pin(one, anna, "4711")).Status);
    }

    [Fact]
    public async Task A_tablet_reports_the_work_of_its_own_work_centers_only()
    {
        var shop = await Shop();
        var order = await shop.Order(5);
        var tablet = await Paired((await Add(shop, shop.Saw)).Code);
        var shift = (await Pin(tablet, await Operator(shop, "Dora"), "4711")).Json.GetProperty("id").GetGuid();
        // Named by its place or its name, planned or under way: painting is the paint shop's.
        Assert.Equal("notHere", Code(await Tell(tablet, shop.Say("finish", order) with { Operation = "1" }, shift)));
        Assert.Equal("notHere", Code(await Tell(tablet, shop.Say("start", order) with { Operation = "painting" }, shift)));
        Assert.Equal("notHere", Code(await Tell(tablet, shop.Say("scrap", order) with { Operation = "1", Pieces = 1 }, shift)));
        troth.Clock.Advance(TimeSpan.FromMinutes(10));
        await shop.Tell(shop.Say("finish", order, minutesAgo: 8), shop.Say("start", order, "PAINT", 5));
        Assert.Equal(OperationState.Started, shop.Operation(order, 1).State);
        var refused = await Tell(tablet, shop.Say("progress", order) with { Operation = "painting", Minutes = 5 }, shift);
        Assert.Equal("notHere", Code(refused));
        Assert.Contains("PAINT", refused.Json[0].GetProperty("because").GetString(), StringComparison.Ordinal);
        Assert.Equal("notHere", Code(await Tell(tablet, shop.Say("finish", order) with { Operation = "painting" }, shift)));
        Assert.Equal((OperationState.Done, OperationState.Started), (shop.Operation(order).State, shop.Operation(order, 1).State));
        Assert.Empty(shop.Plan.Remakes);
    }

    [Fact]
    public async Task A_code_pairs_once_and_for_a_while_and_a_tablet_that_is_shut_out_does_nothing_more()
    {
        var shop = await Shop();
        var (id, code) = await Add(shop, shop.Saw);
        var tablet = await Paired(code);
        foreach (var wrong in new[] { code, "", "ABCD EFGH" })
        {
            var visitor = troth.Visitor();
            Assert.Equal(422, (int)(await visitor.Submit(await visitor.Open("/floor/pair"), "main form", ("code", wrong))).Status);
        }
        var second = (await Scheduler.Json(HttpMethod.Post, $"/api/schedule/tablets/{id}/code")).Json.GetProperty("code").GetString()!;
        troth.Clock.Advance(KeepTablets.CodeHolds);
        var late = troth.Visitor();
        Assert.Equal(422, (int)(await late.Submit(await late.Open("/floor/pair"), "main form", ("code", second))).Status);
        await tablet.Open("/floor");
        // Pairing another browser ends the first.
        var moved = await Paired((await Scheduler.Json(HttpMethod.Post, $"/api/schedule/tablets/{id}/code")).Json.GetProperty("code").GetString()!);
        Assert.Equal("/floor/pair", (await tablet.Get("/floor")).Location);
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.Json(HttpMethod.Post, "/api/floor/reports", Array.Empty<object>())).Status);
        await moved.Open("/floor");
        Assert.Equal(HttpStatusCode.OK, (await Scheduler.Json(HttpMethod.Put, $"/api/schedule/tablets/{id}/revoked")).Status);
        Assert.Equal("/floor/pair", (await moved.Get("/floor")).Location);
        Assert.Equal(HttpStatusCode.Unauthorized, (await moved.Get("/api/floor/work")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Scheduler.Json(HttpMethod.Post, $"/api/schedule/tablets/{id}/code")).Status);
    }

    [Fact]
    public async Task A_tablet_gets_in_nowhere_else()
    {
        var shop = await Shop();
        var tablet = await Paired((await Add(shop, shop.Saw)).Code);
        var routes = Routes.Of(troth);
        var floor = routes.Where(r => r.Pattern == "/floor" || r.Pattern.StartsWith("/api/floor/", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, floor.Count);
        var wrong = new List<string>();
        foreach (var route in routes.Where(r => !r.OpenToAll && !floor.Contains(r)))
        {
            var answer = route switch
            {
                { Changes: false } => await tablet.Get(route.Address),
                { IsApi: true } => await tablet.Json(route.Method, route.Address, new { }),
                _ => await tablet.Post(route.Address),
            };
            if (route.IsApi ? answer.Status != HttpStatusCode.Unauthorized : answer.Status != HttpStatusCode.Found) wrong.Add($"{route}: {(int)answer.Status}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Schedulers_keep_operators_and_tablets_on_their_pages_and_no_secret_stands_in_the_history()
    {
        var (shop, scheduler) = (await Shop(), Scheduler);
        var added = await scheduler.Submit(await scheduler.Open("/schedule/operators"), "form[action='/schedule/operators']", ("name", "Cili Kovács"), ("pin", "123"));
        Assert.Equal(422, (int)added.Status);
        added = await scheduler.Submit(await scheduler.Open("/schedule/operators"), "form[action='/schedule/operators']", ("name", $"Cili {shop.Plant:N}"), ("pin", "98765"));
        Assert.Equal(303, (int)added.Status);
        var cili = await shop.Db(db => db.Operators.AsNoTracking().SingleAsync(o => o.Name == $"Cili {shop.Plant:N}"));
        await scheduler.Submit(await scheduler.Open("/schedule/operators"), $"form[action='/schedule/operators/{cili.Id}']", ("pin", "11223344"));
        await scheduler.Json(HttpMethod.Put, $"/api/schedule/operators/{cili.Id}", new { name = cili.Name, active = false });
        var changes = await shop.Db(db => db.Changes.AsNoTracking().Where(c => c.RecordId == cili.Id).ToListAsync());
        Assert.True(changes.Count >= 3);
        Assert.All(changes, c => Assert.DoesNotContain(cili.PinHash, c.Fields ?? "", StringComparison.Ordinal));
        var tablets = await scheduler.Open("/schedule/tablets");
        var tablet = await scheduler.Submit(tablets, "form[action='/schedule/tablets']", ("name", "At the saws"), ("centers", shop.Saw.ToString()));
        Assert.True(tablet.Status == HttpStatusCode.OK, tablet.Text);
        // The answer is the page with the code and leads nowhere else: Turbo would throw it away.
        var forms = tablet.Page.QuerySelectorAll("form[method=post][action='/schedule/tablets'], form[method=post][action$='/code']");
        Assert.True(forms.Length > 1);
        Assert.All(forms, form => Assert.Equal("false", form.GetAttribute("data-turbo")));
        await Paired(tablet.Words(".floor-code")!);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Seller).Get("/schedule/tablets")).Status);
        // A scheduler sees any work center's page and needs no PIN.
        Assert.Equal("Paint shop", (await scheduler.Open($"/floor?center={shop.Paint}")).Words("h1"));
        await scheduler.Open("/floor");
        Assert.Equal("accepted", (await scheduler.Json(HttpMethod.Post, $"/api/floor/reports?plant={shop.Plant}", new[] { shop.Say("nothing", "") with { Order = null } })).Json[0].GetProperty("outcome").GetString());
    }
}

public sealed class TabletOnSqlite(SqliteServer troth) : TabletTests(troth), IClassFixture<SqliteServer>;

public sealed class TabletOnPostgres(PostgresServer troth) : TabletTests(troth), IClassFixture<PostgresServer>;
