using System.Net;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Schedule.Floor;

public abstract class ReadAgesTests(TestServer troth)
{
    [Fact]
    public async Task A_silent_work_center_is_named_with_what_is_unreported_until_it_reports()
    {
        troth.Available();
        troth.Clock.Set(FloorShop.Tuesday);
        var shop = await FloorShop.Open(troth.Services);
        var order = await shop.Order(5);
        await shop.Tell(shop.Say("start", order));
        var scheduler = troth.As(Role.Scheduler);
        async Task<System.Text.Json.JsonElement> Saw() =>
            (await scheduler.Get("/api/schedule/reports")).Json.EnumerateArray().Single(a => a.GetProperty("center").GetGuid() == shop.Saw);
        Assert.Equal("fresh", (await Saw()).GetProperty("state").GetString());
        // From Tuesday 9:00 to Wednesday 13:00: 5 hours of the first shift and 7 of the next; 8 widen, 24 stop.
        troth.Clock.Advance(TimeSpan.FromHours(28));
        await shop.Tell(shop.Say("nothing", "", "PAINT") with { Order = null });
        var saw = await Saw();
        Assert.Equal(("widens", 12 * 60), (saw.GetProperty("state").GetString(), saw.GetProperty("ageMinutes").GetInt32()));
        Assert.Equal(order, saw.GetProperty("unreported")[0].GetProperty("order").GetString());
        Assert.Contains("Saw", (await scheduler.Open("/")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Paint shop", (await scheduler.Open("/")).Text, StringComparison.Ordinal);
        Assert.Contains(order, (await troth.As(Role.Seller).Open("/schedule/reports")).Text, StringComparison.Ordinal);
        troth.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal("stops", (await Saw()).GetProperty("state").GetString());
        await shop.Tell(shop.Say("nothing", "") with { Order = null });
        Assert.Equal(("fresh", 0), ((await Saw()).GetProperty("state").GetString(), (await Saw()).GetProperty("unreported").GetArrayLength()));
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Reader).Get("/api/schedule/reports")).Status);
    }
}

public sealed class ReadAgesOnSqlite(SqliteServer troth) : ReadAgesTests(troth), IClassFixture<SqliteServer>;

public sealed class ReadAgesOnPostgres(PostgresServer troth) : ReadAgesTests(troth), IClassFixture<PostgresServer>;
