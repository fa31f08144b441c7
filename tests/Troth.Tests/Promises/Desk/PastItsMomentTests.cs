using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Live;
using Troth.Promises;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk;

/// <summary>When the moment of a promise has passed, nothing that is said makes it better. Time passes here: a server of its own.</summary>
public abstract class PastItsMomentTests(TestServer troth)
{
    private readonly TestClient seller = troth.Database.MissingBecause is null ? troth.As(Role.Seller) : null!;

    [Fact]
    public async Task Nothing_said_when_its_moment_has_passed_makes_it_better()
    {
        troth.Available();
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            var account = new Account(970, "Waited Ltd");
            account.LookedAfterBy(troth.SellerId);
            db.Add(account);
            return await db.SaveChangesAsync();
        });
        var (some, _) = await Promised(2, null);
        var day = some.DueOn.AddDays(7);
        var (moved, byDay) = await Promised(3, day);
        var (cut, fewer) = await Promised(8, day);
        var (left, gone) = await Promised(2, day);
        Assert.All([moved, cut, left], p => Assert.Equal(day, p.DueOn));
        var (drawing, call) = (await Told("document", day, null), await Told("callBack", day, "10:00"));
        await Ship(fewer, 1);

        // The same day, late in the evening.
        troth.Clock.Set(new(day, new(20, 0), TimeSpan.Zero));
        using var news = troth.Services.GetRequiredService<LiveNews>().Listen();
        await Put($"/api/promises/{call}/withdrawn", new { text = "No need any more" });
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        Assert.Contains("promises", await news.Next(soon.Token)); // open pages hear of it
        Assert.Equal("broken", await State(call));
        await Put($"/api/shop-orders/{gone}/cancelled", new { whom = "Ms Alt", channel = "phone" });
        Assert.Equal("broken", await State(left.Label));
        await Put($"/api/shop-orders/{fewer}/quantity", new { quantity = 2, whom = "Ms Alt", channel = "phone" });
        await Ship(fewer, 1);
        Assert.Equal(("broken", PromiseCause.Short), (await State(cut.Label), (await Saved(cut)).Cause!.Value));

        var later = day.AddDays(5);
        var told = await seller.Json(HttpMethod.Post, $"/api/promises/{drawing}/told", new { channel = "phone", answer = "agreed", laterOn = later, whom = "Ms Alt" });
        Assert.True(told.Status == HttpStatusCode.OK, told.Text);
        Assert.Equal((Text(day), Text(later)), (told.Json.GetProperty("promise").GetProperty("dueOn").GetString(),
            told.Json.GetProperty("promise").GetProperty("expectedOn").GetString()));
        var page = await seller.Open($"/promises/{drawing}");
        Assert.Contains("when its moment had passed", page.Words("[aria-labelledby=end-title]"), StringComparison.Ordinal);

        var yes = await seller.Json(HttpMethod.Post, $"/api/promises/{moved.Label}/renegotiation", new { channel = "phone", answer = "agreed",
            on = later, whom = "Ms Alt", said = "Then on that day" });
        Assert.True(yes.Status == HttpStatusCode.OK, yes.Text);
        var expected = yes.Json.GetProperty("dueOn").GetDateTime() is var at ? DateOnly.FromDateTime(at) : default;
        Assert.Equal((day, true), ((await Saved(moved)).DueOn, expected > day));
        Assert.Equal(expected, (await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync(o => o.Id == moved.ShopOrder))).PromisedOn);
        await using (var scope = troth.Services.CreateAsyncScope())
        {
            var own = (await scope.ServiceProvider.GetRequiredService<OwnDeliveries>().Of([moved.OrderId!.Value], default))[moved.OrderId!.Value].Single();
            Assert.Equal((DeliveryWord.Late, expected), (own.State, own.NewDay!.Value));
        }
        // Only the first was promised; the other is when it is expected.
        var draft = (await seller.Get($"/api/promises/{moved.Label}/message")).Json.GetProperty("text").GetString()!;
        Assert.Matches($@"we promised you [^.]* by [^.]*\b{day.Day}\b[^.]*, and have not kept that day\. Since then it was expected by [^.]*\b{expected.Day}\b", draft);
        Assert.Contains("now expected by", (await seller.Open("/")).Words("main"), StringComparison.Ordinal);
        troth.Clock.Set(new(day.AddDays(1), new(9, 0), TimeSpan.Zero));
        Assert.Equal(0, (await seller.Get("/api/word")).Json.GetProperty("total").GetProperty("renegotiated").GetInt32());

        troth.Clock.Set(new(expected.AddDays(1), new(9, 0), TimeSpan.Zero));
        await using (var scope = troth.Services.CreateAsyncScope())
        {
            var own = (await scope.ServiceProvider.GetRequiredService<OwnDeliveries>().Of([moved.OrderId!.Value], default))[moved.OrderId!.Value].Single();
            Assert.Equal((DeliveryWord.Late, null), (own.State, own.NewDay)); // that has passed too
        }
        draft = (await seller.Get($"/api/promises/{moved.Label}/message")).Json.GetProperty("text").GetString()!;
        Assert.Contains("and have not kept that day.", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("Since then", draft, StringComparison.Ordinal);
        await Put($"/api/promises/{drawing}/kept", new { });
        await Ship(byDay, 3);
        Assert.Equal(("broken", "broken"), (await State(drawing), await State(moved.Label)));
    }

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private Task<Promise> Saved(Promise promise) => troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Id == promise.Id));

    private async Task<string?> State(string label) =>
        (await seller.Get($"/api/promises/{label}")).Json.GetProperty("promise").GetProperty("state").GetString();

    private async Task Put(string path, object body)
    {
        var answer = await seller.Json(HttpMethod.Put, path, body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    private async Task Ship(string order, int pieces)
    {
        var sent = await troth.As(Role.Scheduler).Json(HttpMethod.Post, $"/api/shop-orders/{order}/shipments", new { pieces, why = "From stock" });
        Assert.True(sent.Status == HttpStatusCode.OK, sent.Text);
    }

    private async Task<string> Told(string kind, DateOnly dueOn, string? dueTime)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/promises", new { kind, what = "Something", account = "A-970", dueOn, dueTime });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return made.Json.GetProperty("promise").GetProperty("number").GetString()!;
    }

    private async Task<(Promise Promise, string Order)> Promised(int quantity, DateOnly? wantedOn)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/quotes",
            new { account = "A-970", lines = new[] { new { product = Bracket, quantity, wantedOn } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var label = made.Json.GetProperty("label").GetString();
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/confirmed", new { })).Status);
        var quote = (await seller.Get($"/api/quotes/{label}")).Json;
        var order = quote.GetProperty("order").GetGuid();
        return (await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == order)),
            quote.GetProperty("lines")[0].GetProperty("shopOrder").GetString()!);
    }
}

public sealed class PastItsMomentOnSqlite(SqliteServer troth) : PastItsMomentTests(troth), IClassFixture<SqliteServer>;

public sealed class PastItsMomentOnPostgres(PostgresServer troth) : PastItsMomentTests(troth), IClassFixture<PostgresServer>;
