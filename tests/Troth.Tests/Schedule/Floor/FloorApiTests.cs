using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Schedule.Floor;
using Troth.Scheduling.Plans;
using Troth.Tests.Harness;

namespace Troth.Tests.Schedule.Floor;

public abstract class FloorApiTests(TestServer troth)
{
    private Task<FloorShop> Shop()
    {
        troth.Available();
        troth.Clock.Set(FloorShop.Tuesday);
        return FloorShop.Open(troth.Services);
    }

    private async Task<Answer> Csv(Guid plant, string text)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/plants/{plant}/reports/csv") { Content = new StringContent(text, Encoding.UTF8, "text/csv") };
        request.Headers.Add("X-Troth", "test");
        return await troth.As(Role.Scheduler).Send(request);
    }

    private static IEnumerable<string?> Codes(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json.EnumerateArray().Select(a => a.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    [Fact]
    public async Task A_program_reports_and_sees_what_is_next()
    {
        var shop = await Shop();
        var (first, second) = (await shop.Order(4), await shop.Order(6));
        var scheduler = troth.As(Role.Scheduler);
        var work = await scheduler.Get($"/api/plants/{shop.Plant}/centers/saw/work");
        Assert.True(work.Status is HttpStatusCode.NotFound or HttpStatusCode.OK, work.Text);
        work = await scheduler.Get($"/api/plants/{shop.Plant}/centers/SAW/work");
        Assert.Equal([first, second], work.Json.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("order").GetString()).Order());
        Assert.Equal("Europe/Budapest", work.Json.GetProperty("timeZone").GetString());
        var told = await scheduler.Json(HttpMethod.Post, $"/api/plants/{shop.Plant}/reports", new[]
        {
            new { key = "1", what = "start", center = "SAW", order = second, at = troth.Clock.GetUtcNow() }, new { key = "2", what = "start", center = "SAW", order = "W-99999", at = troth.Clock.GetUtcNow() },
        });
        Assert.Equal(["accepted", "refused"], told.Json.EnumerateArray().Select(a => a.GetProperty("outcome").GetString()));
        work = await scheduler.Get($"/api/plants/{shop.Plant}/centers/{shop.Saw}/work");
        Assert.Equal((second, true), (work.Json.GetProperty("jobs")[0].GetProperty("order").GetString(), work.Json.GetProperty("jobs")[0].GetProperty("running").GetBoolean()));
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Seller).Json(HttpMethod.Post, $"/api/plants/{shop.Plant}/reports", Array.Empty<object>())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await scheduler.Get($"/api/plants/{shop.Plant}/centers/NOWHERE/work")).Status);
    }

    [Fact]
    public async Task What_is_no_report_at_all_is_answered_to_that_one_alone()
    {
        var shop = await Shop();
        var nothing = shop.Say("nothing", "") with { Order = null };
        var answer = await troth.As(Role.Scheduler).Json(HttpMethod.Post, $"/api/plants/{shop.Plant}/reports", new[] { null, nothing });
        Assert.Equal(["noKey", null], Codes(answer));
        foreach (var path in new[] { $"/api/plants/{shop.Plant}/reports", $"/api/floor/reports?plant={shop.Plant}" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Content = new StringContent("null", Encoding.UTF8, "application/json");
            request.Headers.Add("X-Troth", "test");
            Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Scheduler).Send(request)).Status);
        }
    }

    [Fact]
    public async Task A_file_is_taken_line_by_line_and_counts_once()
    {
        var shop = await Shop();
        var order = await shop.Order(5);
        troth.Clock.Advance(TimeSpan.FromHours(2));
        var text = $"center;order;what;at;pieces;reason\r\nSAW;{order};start;2027-03-09 09:10;;\r\nSAW;{order};finish;2027-03-09 09:50;5;\r\nSAW;{order};finish;yesterday;5;\r\nSAW;{order};scrap;2027-03-09 09:50;five;\r\nSAW;;nothing;2027-03-09T09:51:00Z;;\"a \"\"good\"\"; day\"\r\n";
        var answer = await Csv(shop.Plant, text);
        Assert.Equal([null, null, "badLine", "badLine", null], Codes(answer));
        Assert.Contains("yesterday", answer.Json[2].GetProperty("because").GetString(), StringComparison.Ordinal);
        Assert.Equal(5, answer.Json[3].GetProperty("line").GetInt32());
        Assert.Contains("five", answer.Json[3].GetProperty("because").GetString(), StringComparison.Ordinal);
        Assert.Equal(OperationState.Done, shop.Operation(order).State);
        Assert.Equal(50, shop.Plan.Shop.Clock.LocalOf(shop.Operation(order).End).Minute);
        Assert.Equal("a \"good\"; day", (await shop.Kept()).Single(r => r.What == ReportKind.Nothing).Reason);
        Assert.Equal(["repeated", "repeated", "refused", "refused", "repeated"], (await Csv(shop.Plant, text)).Json.EnumerateArray().Select(a => a.GetProperty("outcome").GetString()));
        foreach (var wrong in new[] { "", "center,what,at,colour\n", "center,what\n", "center,what,at,what\n" })
            Assert.Equal(HttpStatusCode.BadRequest, (await Csv(shop.Plant, wrong)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Csv(Guid.CreateVersion7(), text)).Status);
    }

    [Fact]
    public async Task The_same_report_told_to_two_nodes_counts_once()
    {
        var shop = await Shop();
        var order = await shop.Order(10);
        var scrap = shop.Say("scrap", order) with { Pieces = 2 };
        Task<IReadOnlyList<ReportAnswer>> Other() => troth.Database.Do(scope => scope.GetRequiredService<TakeReports>().Run(shop.Plant, [scrap], new("Other"), default));
        var answers = await Task.WhenAll(Other(), shop.Tell(scrap), Other(), shop.Tell(scrap));
        Assert.Equal(1, answers.Count(a => a[0].Outcome == ReportOutcome.Accepted));
        Assert.Equal(3, answers.Count(a => a[0].Outcome == ReportOutcome.Repeated));
        await shop.Tell(shop.Say("nothing", "") with { Order = null });
        Assert.Equal(2, shop.Plan.Remakes.Values.Single().Sum(h => shop.Plan.Plan.Find(h)!.Value.Terms.Quantity));
    }
}

public sealed class FloorApiOnSqlite(SqliteServer troth) : FloorApiTests(troth), IClassFixture<SqliteServer>;

public sealed class FloorApiOnPostgres(PostgresServer troth) : FloorApiTests(troth), IClassFixture<PostgresServer>;
