using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders;
using Troth.Schedule.Describing;
using Troth.Tests.Harness;

namespace Troth.Tests.Schedule.Describing;

/// <summary>A scheduler describes a shop by hand, page by page, until it can give a date.</summary>
public abstract class ShopPagesTests(TestServer troth)
{
    [Fact]
    public async Task A_shop_is_described_by_hand_until_it_gives_dates()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        Assert.Contains("Nobody has described the shop yet", (await scheduler.Open("/schedule/shop")).Text, StringComparison.Ordinal);

        // The week is copied and one time of it changed; the first calendar becomes the plant's.
        var saved = await scheduler.Submit(await scheduler.Open("/schedule/calendars/new?week=two"), "main form", ("name", "Two shifts"), ("d4s1to", "20:00"));
        Assert.Equal(303, (int)saved.Status);
        var week = await scheduler.Get($"/api{saved.Location}");
        Assert.Contains("Fri 14:00-20:00", week.Json.GetProperty("week").GetString(), StringComparison.Ordinal);
        Assert.True(week.Json.GetProperty("usual").GetBoolean());
        Assert.Equal(78m, week.Json.GetProperty("hoursAWeek").GetDecimal());

        Assert.Equal("/schedule/centers/new", (await scheduler.Submit(await scheduler.Open("/schedule/centers/new"), "main form", ("name", "Saws"), ("machines", "2"), ("another", "true"))).Location);
        await scheduler.Submit(await scheduler.Open("/schedule/centers/new"), "main form", ("name", "Paint shop"), ("code", "PAINT"));
        var again = await scheduler.Submit(await scheduler.Open("/schedule/centers/new"), "main form", ("name", "Other"), ("code", "PAINT"));
        Assert.Equal(422, (int)again.Status);

        var added = await scheduler.Submit(await scheduler.Open("/schedule/supplies"), "form[action='/schedule/products']", ("code", "F1"), ("name", "Frame"));
        var supply = await scheduler.Submit(await scheduler.Open(added.Location!), "main form", ("made", "true"));
        Assert.StartsWith("/schedule/routings/", supply.Location!, StringComparison.Ordinal);
        var steel = await scheduler.Submit(await scheduler.Open("/schedule/supplies"), "form[action='/schedule/products']", ("code", "S1"));
        await scheduler.Submit(await scheduler.Open(steel.Location!), "main form", ("leadDays", "3"));

        var (saws, paint) = await troth.Database.Db(async db =>
            (await db.WorkCenters.Where(c => c.Code == "Saws").Select(c => c.Id).SingleAsync(), await db.WorkCenters.Where(c => c.Code == "PAINT").Select(c => c.Id).SingleAsync()));
        var routing = await scheduler.Submit(await scheduler.Open(supply.Location!), "main form",
            ("o0no", "10"), ("o0name", "sawing"), ("o0center", saws.ToString()), ("o0setup", "10"), ("o0run", "5"),
            ("o1no", "20"), ("o1name", "painting"), ("o1center", paint.ToString()), ("o1run", "3"),
            ("o2no", "20"), ("o2center", saws.ToString()), ("o2run", "9"), ("m0component", "S1"), ("m0quantity", "2"));
        Assert.Equal(303, (int)routing.Status);
        var read = (await scheduler.Get($"/api{supply.Location}")).Json;
        Assert.Equal([1, 2], read.GetProperty("operations").EnumerateArray().Select(o => o.GetProperty("centers").GetArrayLength()));
        Assert.Equal("S1", read.GetProperty("materials")[0].GetProperty("component").GetString());

        var shop = (await scheduler.Get("/api/schedule/shop")).Json;
        Assert.Equal(0, shop.GetProperty("problemCount").GetInt32());
        Assert.Equal(2, shop.GetProperty("dated").GetInt32());
        Assert.Contains("Dates can be given for 2 products", (await scheduler.Open("/schedule/shop")).Text, StringComparison.Ordinal);
        Assert.Contains("No plan goes by it yet", (await scheduler.Open("/schedule/shop")).Text, StringComparison.Ordinal);
        Assert.Equal(303, (int)(await scheduler.Submit(await scheduler.Open("/schedule/shop/take"), "form[action='/schedule/shop/take']")).Status);
        var taken = await scheduler.Open("/schedule/shop");
        Assert.Contains("The plan goes by the shop as described now", taken.Text, StringComparison.Ordinal);
        Assert.Null(taken.Page.QuerySelector("a[href='/schedule/shop/take']"));

        // Order systems write 9999-12-31 for a day that nobody knows, and lists with nothing in them.
        var product = supply.Location!.Split('/')[^1];
        Assert.Equal(400, (int)(await scheduler.Get($"/api/dates?product={product}&quantity=1&wantedOn=9999-12-31")).Status);
        Assert.Equal(400, (int)(await scheduler.Get("/schedule?from=9999-12-31")).Status);
        Assert.Equal(200, (int)(await scheduler.Get("/api/schedule/load?from=0001-01-01")).Status);
        var never = await scheduler.Json(HttpMethod.Post, $"/api/schedule/supplies/{product}/receipts", new { quantity = 1, expectedOn = "9999-12-31" });
        Assert.Equal(400, (int)never.Status);
        Assert.Contains("9999-12-31 is no day that can be meant", never.Text, StringComparison.Ordinal);
        var nothing = await scheduler.Json(HttpMethod.Put, $"/api{supply.Location}", new { operations = new object?[] { null } });
        Assert.Equal(400, (int)nothing.Status);
        Assert.Contains("operations", nothing.Text, StringComparison.Ordinal);

        // A routing seen before somebody changed it is not saved over theirs; what cannot be is told, and nothing typed is lost.
        var mark = read.GetProperty("version").GetInt32();
        var changed = await scheduler.Json(HttpMethod.Put, $"/api{supply.Location}", new { operations = new[] { new { no = 10, name = "sawing", centers = new[] { new { workCenterId = saws, setupMinutes = 10, runMinutes = 4 } } } }, version = mark });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(HttpStatusCode.Conflict, (await scheduler.Json(HttpMethod.Put, $"/api{supply.Location}", new { operations = Array.Empty<object>(), version = mark })).Status);
        var refused = await scheduler.Submit(await scheduler.Open(supply.Location!), "main form", ("o1no", "30"), ("o1name", "nowhere"), ("m0component", "nothing"));
        Assert.Equal(422, (int)refused.Status);
        Assert.Contains("There is no product with the code nothing.", refused.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("nowhere", refused.Page.QuerySelector("[name=o1name]")!.GetAttribute("value"));
    }
}

/// <summary>The other things a scheduler keeps about the shop.</summary>
public abstract class ShopKeepingTests(TestServer troth)
{
    [Fact]
    public async Task Holidays_receipts_classes_and_the_plant_are_kept()
    {
        troth.Available();
        var scheduler = troth.As(Role.Scheduler);
        var calendar = (await scheduler.Submit(await scheduler.Open("/schedule/calendars/new?week=day"), "main form", ("name", "Days"))).Location!;
        await scheduler.Submit(await scheduler.Open(calendar), "form[action$='/days']", ("day", "2030-12-25"), ("note", "Christmas"));
        Assert.Equal(422, (int)(await scheduler.Submit(await scheduler.Open(calendar), "form[action$='/days']", ("day", "2030-12-28"), ("opensAt", "08:00"))).Status);
        var days = (await scheduler.Get($"/api{calendar}")).Json.GetProperty("days");
        Assert.Equal("2030-12-25", Assert.Single(days.EnumerateArray()).GetProperty("day").GetString());
        await scheduler.Submit(await scheduler.Open(calendar), "form[action$='/remove']");
        Assert.Empty((await scheduler.Get($"/api{calendar}")).Json.GetProperty("days").EnumerateArray());
        var overlap = await scheduler.Submit(await scheduler.Open(calendar), "main form", ("d0s2from", "15:00"), ("d0s2to", "18:00"));
        Assert.Contains("overlap", overlap.Page.Body!.TextContent, StringComparison.Ordinal);

        var product = (await scheduler.Submit(await scheduler.Open("/schedule/supplies"), "form[action='/schedule/products']", ("code", "HINGE"))).Location!;
        await scheduler.Submit(await scheduler.Open(product), "form[action$='/receipts']", ("quantity", "40"), ("expectedOn", "2030-01-10"), ("orderedOn", "2029-12-20"));
        await scheduler.Submit(await scheduler.Open(product), "form[action$='/received']");
        Assert.Equal(40, (await scheduler.Get($"/api{product}")).Json.GetProperty("onHand").GetInt32());

        Assert.Equal(303, (int)(await scheduler.Submit(await scheduler.Open("/schedule/classes"), "form[action='/schedule/classes']", ("name", "Rush"), ("shippingBuffer", "60"))).Status);
        Assert.Equal(["Rush", "Standard"], (await scheduler.Get("/api/schedule/classes")).Json.EnumerateArray().Select(c => c.GetProperty("name").GetString()!).Order());

        var bad = await scheduler.Submit(await scheduler.Open("/schedule/plant"), "main form", ("timeZone", "Atlantis/Deep"));
        Assert.Equal(422, (int)bad.Status);
        Assert.Equal(303, (int)(await scheduler.Submit(await scheduler.Open("/schedule/plant"), "main form", ("timeZone", "Asia/Kolkata"), ("shipBy", "15:30"))).Status);
        Assert.Equal("Asia/Kolkata", (await scheduler.Get("/api/schedule/plant")).Json.GetProperty("timeZone").GetString());
        Assert.True(await troth.Database.Db(db => db.Changes.AnyAsync(c => c.Entity == "plant")));
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Reader).Json(HttpMethod.Put, "/api/schedule/plant", new { })).Status);
    }
}

public sealed class ShopPagesOnSqlite(SqliteServer troth) : ShopPagesTests(troth), IClassFixture<SqliteServer>;

public sealed class ShopPagesOnPostgres(PostgresServer troth) : ShopPagesTests(troth), IClassFixture<PostgresServer>;

public sealed class ShopKeepingOnSqlite(SqliteServer troth) : ShopKeepingTests(troth), IClassFixture<SqliteServer>;

public sealed class ShopKeepingOnPostgres(PostgresServer troth) : ShopKeepingTests(troth), IClassFixture<PostgresServer>;
