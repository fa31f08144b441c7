using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Book;
using Troth.Tests.Harness;

namespace Troth.Tests.Trading;

/// <summary>Proposals to move accounts between sellers: made, edited, discussed, told and accepted.</summary>
public abstract class TradingTests(TestServer troth) : IAsyncLifetime
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        if (!Scenes.TryGetValue(troth, out scene!)) Scenes[troth] = scene = await troth.Database.Db(db => BookScene.Make(db, troth.SellerId));
        await BookScene.Recompute(troth.Services);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_proposal_is_made_edited_told_and_accepted()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var quiet = await Label(scene.Quiet);
        var other = await Seller(scene.Colleague);
        var board = await Make(manager, "Sleepers go to Olaf");
        // What does not move and what does add up to all that somebody looks after.
        Assert.Equal(await troth.Database.Db(db => db.Accounts.CountAsync(a => a.SellerId != null)), board.GetProperty("accounts").GetInt32() + board.GetProperty("staying").GetInt32());
        Assert.True(board.GetProperty("proposed").GetDecimal() >= board.GetProperty("now").GetDecimal());
        Assert.True(board.GetProperty("bound").GetDecimal() >= board.GetProperty("proposed").GetDecimal());
        Assert.Equal(board.GetProperty("proposed").GetDecimal(), board.GetProperty("edited").GetDecimal(), 0);
        var label = board.GetProperty("board").GetString();

        if (Move(board, quiet) is null)
            board = (await manager.Json(HttpMethod.Post, $"/api/trades/{label}/moves", new { account = quiet, to = other, why = "Olaf knows quarries." })).Json;
        else if (Move(board, quiet)!.Value.GetProperty("to").GetString() != other)
            board = (await manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{quiet}/seller", new { to = other, why = "Olaf knows quarries." })).Json;
        var move = Move(board, quiet)!.Value;
        Assert.Equal((other, "proposed"), (move.GetProperty("to").GetString(), move.GetProperty("state").GetString()));
        Assert.True(move.GetProperty("shareThen").GetDouble() > move.GetProperty("shareNow").GetDouble());
        var edited = board.GetProperty("edited").GetDecimal();

        // Left out, it is worth what its gain said less; taken in again, it is as before.
        var without = (await manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{quiet}/dropped", new { why = "They know each other from school." })).Json;
        Assert.Equal(edited - move.GetProperty("gain").GetDecimal(), without.GetProperty("edited").GetDecimal(), 0);
        board = (await manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{quiet}/seller", new { to = other, why = "Still better." })).Json;
        Assert.Equal(edited, board.GetProperty("edited").GetDecimal(), 0);

        // Nothing is accepted before somebody says what the customer is told.
        var untold = await manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{quiet}/accepted", new { });
        Assert.Equal((HttpStatusCode.Conflict, "trades.untold"), (untold.Status, untold.Json.GetProperty("code").GetString()));
        var on = troth.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await Ok(manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{quiet}/telling", new { text = "Olaf knows your machines.", by = await Seller(scene.Seller), on }));
        var done = (await Ok(manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{quiet}/accepted", new { }))).Json;
        Assert.Equal("accepted", Move(done, quiet)!.Value.GetProperty("state").GetString());
        Assert.Equal(scene.Colleague, await troth.Database.Db(db => db.Accounts.Where(a => a.Id == scene.Quiet).Select(a => a.SellerId).SingleAsync()));

        // Who is to tell the customer is reminded until they know.
        var seller = troth.As(Role.Seller);
        await Ok(manager.Json(HttpMethod.Put, $"/api/trades/{label}/shared"));
        Assert.Contains("Quiet Quarry: Olaf Other looks after them now", (await seller.Open("/")).Text, StringComparison.Ordinal);
        await Ok(seller.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{quiet}/told"));
        Assert.DoesNotContain("Quiet Quarry: Olaf Other looks after them now", (await seller.Open("/")).Text, StringComparison.Ordinal);

        // Accepted is accepted.
        var late = await manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{quiet}/dropped", new { why = "Changed my mind." });
        Assert.Equal((HttpStatusCode.Conflict, "trades.accepted"), (late.Status, late.Json.GetProperty("code").GetString()));
        await troth.Database.Db(async db =>
        {
            (await db.Accounts.SingleAsync(a => a.Id == scene.Quiet)).LookedAfterBy(scene.Seller);
            await db.SaveChangesAsync();
        });
        Assert.Equal("Sleepers go to Olaf", (await manager.Json(HttpMethod.Put, $"/api/trades/{label}/closed")).Json.GetProperty("name").GetString());
        var closed = await manager.Json(HttpMethod.Post, $"/api/trades/{label}/moves", new { account = await Label(scene.Gone), to = other, why = "x" });
        Assert.Equal((HttpStatusCode.Conflict, "trades.closed"), (closed.Status, closed.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Sellers_see_what_concerns_them_once_it_is_shared_and_say_what_they_think()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var gone = await Label(scene.Gone);
        var label = (await Make(manager, "Gone goes")).GetProperty("board").GetString();
        var board = (await manager.Json(HttpMethod.Get, $"/api/trades/{label}")).Json;
        if (Move(board, gone) is null) await Ok(manager.Json(HttpMethod.Post, $"/api/trades/{label}/moves", new { account = gone, to = await Seller(scene.Colleague), why = "A fresh start." }));
        var seller = troth.As(Role.Seller);
        var third = troth.As(await troth.Somebody("third.seller", Role.Seller));
        Assert.Equal(HttpStatusCode.NotFound, (await seller.Json(HttpMethod.Get, $"/api/trades/{label}")).Status);
        await Ok(manager.Json(HttpMethod.Put, $"/api/trades/{label}/shared"));
        var own = (await seller.Json(HttpMethod.Get, $"/api/trades/{label}")).Json;
        Assert.False(own.GetProperty("whole").GetBoolean());
        Assert.Single(own.GetProperty("sellers").EnumerateArray());
        Assert.All(own.GetProperty("moves").EnumerateArray(), m => Assert.False(m.GetProperty("manageable").GetBoolean()));
        Assert.Equal(HttpStatusCode.NotFound, (await third.Json(HttpMethod.Get, $"/api/trades/{label}")).Status);
        Assert.DoesNotContain("Gone goes", (await third.Open("/trades")).Text, StringComparison.Ordinal);

        await Ok(seller.Json(HttpMethod.Post, $"/api/trades/{label}/moves/{gone}/remarks", new { text = "I have an appointment there <b>on Monday</b>." }));
        var page = await manager.Open($"/trades/{label}/moves/{gone}");
        Assert.Contains("I have an appointment there &lt;b&gt;on Monday&lt;/b&gt;.", page.Text, StringComparison.Ordinal);
        // To decide is not theirs.
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{gone}/dropped", new { why = "Mine." })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Reader).Get("/trades")).Status);
    }

    [Fact]
    public async Task Nobody_takes_an_account_from_hands_it_is_no_longer_in()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var claimed = await Label(scene.Claimed);
        var board = await Make(manager, "Too late");
        var label = board.GetProperty("board").GetString();
        if (Move(board, claimed) is null) await Ok(manager.Json(HttpMethod.Post, $"/api/trades/{label}/moves", new { account = claimed, to = await Seller(scene.Colleague), why = "x" }));
        var third = await Third();
        await Ok(manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{claimed}/telling", new { text = "x", by = await Seller(scene.Seller), on = troth.Clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }));
        await Holds(scene.Claimed, third.Id);
        try
        {
            var refused = await manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{claimed}/accepted", new { });
            Assert.Equal((HttpStatusCode.Conflict, "account.inOtherHands"), (refused.Status, refused.Json.GetProperty("code").GetString()));
            Assert.Equal("proposed", Move((await manager.Json(HttpMethod.Get, $"/api/trades/{label}")).Json, claimed)!.Value.GetProperty("state").GetString());
            Assert.Equal(third.Id, await troth.Database.Db(db => db.Accounts.Where(a => a.Id == scene.Claimed).Select(a => a.SellerId).SingleAsync()));
        }
        finally
        {
            await Holds(scene.Claimed, scene.Seller);
        }
    }

    [Theory]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("""{"name":"x","mostMoves":0}""", "mostMoves")]
    [InlineData("""{"name":"x","stays":101}""", "stays")]
    [InlineData("""{"name":"x","least":-1,"most":99}""", "least most")]
    [InlineData("""{"name":"x","hoursAnAccount":-1,"hoursAnOrder":1e9}""", "hoursAnAccount hoursAnOrder")]
    [InlineData("""{"name":"x","hourCosts":0}""", "hourCosts")]
    [InlineData("""{"name":"x","hourCosts":12.3456789}""", "hourCosts")]
    [InlineData("""{"name":"x","leftAlone":"A-999999"}""", "leftAlone")]
    public async Task What_cannot_be_is_refused_at_its_field(string request, string fields)
    {
        troth.Available();
        var refused = await troth.As(Role.Manager).Json(HttpMethod.Post, "/api/trades", JsonDocument.Parse(request).RootElement);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(fields.Split(' '), refused.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_form_that_was_refused_keeps_what_was_typed()
    {
        troth.Available();
        var client = troth.As(Role.Manager);
        var page = await client.Open("/trades");
        var refused = await client.Submit(page, "form[action='/trades']", ("name", "Kept"), ("mostMoves", "many"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("Kept", refused.Page.QuerySelector("#field-name")!.GetAttribute("value"));
        Assert.Contains("many", refused.Page.QuerySelector("#field-mostMoves-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_left_alone_and_real_relationships_stay()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        string quiet = await Label(scene.Quiet), solid = await Label(scene.Solid);
        var board = await Make(manager, "Leave Quiet alone", quiet);
        Assert.Null(Move(board, quiet));
        Assert.Null(Move(board, solid));
    }

    [Fact]
    public async Task No_more_accounts_change_hands_than_the_terms_say()
    {
        troth.Available();
        var (manager, other) = (troth.As(Role.Manager), await Seller(scene.Colleague));
        var board = (await Ok(manager.Json(HttpMethod.Post, "/api/trades", new { name = "One only", mostMoves = 1 }), HttpStatusCode.Created)).Json;
        var label = board.GetProperty("board").GetString();
        Task<Answer> Add(string account) => manager.Json(HttpMethod.Post, $"/api/trades/{label}/moves", new { account, to = other, why = "A try." });
        string[] accounts = [await Label(scene.Quiet), await Label(scene.Gone), await Label(scene.Stranger)];
        if (board.GetProperty("moves").GetArrayLength() == 0) board = (await Ok(Add(accounts[0]))).Json;
        var first = board.GetProperty("moves").EnumerateArray().Single();
        var (moved, to) = (first.GetProperty("account").GetString()!, first.GetProperty("to").GetString());
        string[] free = [.. accounts.Where(a => a != moved)];

        Full(await Add(free[0]));
        await Ok(manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{moved}/dropped", new { why = "Another instead." }));
        // Two at once: one has room.
        var both = await Task.WhenAll(Add(free[0]), Add(free[1]));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], both.Select(a => a.Status).Order());
        Full(await manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{moved}/seller", new { to, why = "In again." }));
        var page = await manager.Open($"/trades/{label}");
        var refused = await manager.Submit(page, $"form[action='/trades/{label}/moves']", ("account", await Label(scene.Solid)), ("to", other), ("why", "Typed."));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Typed.", refused.Page.QuerySelector("#field-why")!.GetAttribute("value"));

        static void Full(Answer answer)
        {
            Assert.Equal((HttpStatusCode.Conflict, "trades.full"), (answer.Status, answer.Json.GetProperty("code").GetString()));
            Assert.Contains("at most 1 accounts change hands", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_are_drawn_by_few_queries()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var label = (await Make(manager, "Counted")).GetProperty("board").GetString();
        await Ok(manager.Json(HttpMethod.Post, $"/api/trades/{label}/moves", new { account = await Label(scene.Stranger), to = await Seller(scene.Colleague), why = "x" }));
        Assert.InRange((await manager.Open("/trades")).Queries.Count, 1, 6);
        Assert.InRange((await manager.Open($"/trades/{label}")).Queries.Count, 1, 10);
        Assert.InRange((await manager.Open($"/trades/{label}/moves/{await Label(scene.Stranger)}")).Queries.Count, 1, 11);
    }

    [Fact]
    public async Task Hours_that_the_seller_said_count_before_the_estimate_and_what_is_learnt_has_its_interval()
    {
        troth.Available();
        var (manager, quiet) = (troth.As(Role.Manager), await Label(scene.Quiet));
        var before = await Moved("Before");
        Assert.False(before.GetProperty("hoursSaid").GetBoolean());
        Assert.InRange(before.GetProperty("learnt").GetDecimal(), before.GetProperty("learntLow").GetDecimal(), before.GetProperty("learntHigh").GetDecimal());
        await Ok(manager.Json(HttpMethod.Put, $"/api/hours/accounts/{quiet}", new { hours = 7.5m, saidFrom = "seller" }));
        try
        {
            var said = await Moved("Said");
            Assert.Equal((450, true), (said.GetProperty("minutes").GetInt32(), said.GetProperty("hoursSaid").GetBoolean()));
            // Those of a former seller say nothing about who looks after it now.
            await Holds(scene.Quiet, scene.Colleague);
            Assert.Equal(before.GetProperty("minutes").GetInt32(), (await Moved("Former", scene.Seller)).GetProperty("minutes").GetInt32());
        }
        finally
        {
            await Holds(scene.Quiet, scene.Seller);
            await troth.Database.Db(db => db.Set<Troth.Effort.AccountEffort>().ExecuteDeleteAsync());
        }

        async Task<JsonElement> Moved(string name, Guid? to = null)
        {
            var board = await Make(manager, name);
            if (Move(board, quiet) is null)
                board = (await Ok(manager.Json(HttpMethod.Post, $"/api/trades/{board.GetProperty("board").GetString()}/moves", new { account = quiet, to = await Seller(to ?? scene.Colleague), why = "A try." }))).Json;
            return Move(board, quiet)!.Value;
        }
    }

    [Fact]
    public async Task Where_the_company_shows_no_single_sellers_nobody_reads_anothers_hours_or_usual_share()
    {
        troth.Available();
        var (manager, quiet) = (troth.As(Role.Manager), await Label(scene.Quiet));
        await Ok(manager.Json(HttpMethod.Put, $"/api/hours/accounts/{quiet}", new { hours = 7.5m, saidFrom = "seller" }));
        try
        {
            var board = await Make(manager, "Said, then off");
            var label = board.GetProperty("board").GetString();
            if (Move(board, quiet) is null)
                board = (await Ok(manager.Json(HttpMethod.Post, $"/api/trades/{label}/moves", new { account = quiet, to = await Seller(scene.Colleague), why = "A try." }))).Json;
            Assert.Equal(450, Move(board, quiet)!.Value.GetProperty("minutes").GetInt32());
            Assert.False(board.GetProperty("withheld").GetBoolean());
            await Ok(manager.Json(HttpMethod.Put, $"/api/trades/{label}/shared"));
            await troth.SellersAreShown("off");

            board = (await Ok(manager.Json(HttpMethod.Get, $"/api/trades/{label}"))).Json;
            Assert.True(board.GetProperty("withheld").GetBoolean());
            var move = Move(board, quiet)!.Value;
            // By the estimate of the board: 1.5 hours, and half an hour for each of its few orders.
            Assert.InRange(move.GetProperty("minutes").GetInt32(), 90, 120);
            Assert.False(move.GetProperty("hoursSaid").GetBoolean());
            foreach (var field in new[] { "fits", "fitsNow", "learnt", "learntLow", "learntHigh", "assumed", "balance" }) Assert.True(Nothing(move, field), field);
            Assert.NotEmpty(board.GetProperty("sellers").EnumerateArray());
            Assert.All(board.GetProperty("sellers").EnumerateArray(), s => Assert.True(Nothing(s, "now") && Nothing(s, "then") && Nothing(s, "accountsNow") && Nothing(s, "accountsThen")));
            foreach (var address in new[] { $"/trades/{label}", $"/trades/{label}/moves/{quiet}" })
            {
                var page = await manager.Open(address);
                Assert.DoesNotContain("as its seller said", page.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("Who carries what", page.Text, StringComparison.Ordinal);
                Assert.Contains("The company shows no figures of single sellers", page.Text, StringComparison.Ordinal);
                // To give it to somebody, sellers are named still.
                Assert.Contains("Olaf Other", page.Text, StringComparison.Ordinal);
            }

            // Each reads what they said themselves, and what is typical of them.
            var own = (await Ok(troth.As(Role.Seller).Json(HttpMethod.Get, $"/api/trades/{label}"))).Json;
            move = Move(own, quiet)!.Value;
            Assert.Equal((450, true), (move.GetProperty("minutes").GetInt32(), move.GetProperty("hoursSaid").GetBoolean()));
            Assert.False(Nothing(move, "fitsNow"));
            Assert.True(Nothing(move, "fits"));
            Assert.False(Nothing(own.GetProperty("sellers").EnumerateArray().Single(), "now"));
        }
        finally
        {
            await troth.SellersAreShown("ownTeam");
            await troth.Database.Db(db => db.Set<Troth.Effort.AccountEffort>().ExecuteDeleteAsync());
        }

        static bool Nothing(JsonElement of, string field) => !of.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null;
    }

    [Fact]
    public async Task On_a_shared_screen_nothing_is_proposed()
    {
        troth.Available();
        var shared = troth.As(await troth.Somebody("Shared Trades", Role.Manager));
        await shared.Post("/preferences/safe-view");
        var before = await Boards();
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Json(HttpMethod.Post, "/api/trades", new { name = "Seen by a customer" })).Status);
        Assert.Equal(before, await Boards());

        Task<int> Boards() => troth.Database.Db(db => db.Set<Troth.Trading.TradeBoard>().CountAsync());
    }

    [Fact]
    public async Task What_an_hour_costs_is_kept_to_four_places_and_refused_by_its_value_beyond()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var refused = await manager.Json(HttpMethod.Post, "/api/trades", new { name = "Too fine", hourCosts = 12.3456789m });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("12.3456789 has more than 4 decimal places", refused.Text, StringComparison.Ordinal);
        var made = (await Ok(manager.Json(HttpMethod.Post, "/api/trades", new { name = "Fine", hourCosts = 12.3456m }), HttpStatusCode.Created)).Json;
        Assert.Equal(12.3456m, made.GetProperty("hourCosts").GetDecimal());
    }

    [Fact]
    public async Task Left_out_again_for_the_same_reason_nothing_changes()
    {
        troth.Available();
        var (manager, gone) = (troth.As(Role.Manager), await Label(scene.Gone));
        var board = await Make(manager, "Left out twice");
        var label = board.GetProperty("board").GetString();
        if (Move(board, gone) is null) await Ok(manager.Json(HttpMethod.Post, $"/api/trades/{label}/moves", new { account = gone, to = await Seller(scene.Colleague), why = "A try." }));
        var first = await Drop("Old friends.");
        Assert.Equal(first.GetRawText(), (await Drop(" Old friends. ")).GetRawText());
        var other = await Drop("They asked for it.");
        Assert.Equal(("They asked for it.", first.GetProperty("version").GetInt32() + 1), (other.GetProperty("why").GetString(), other.GetProperty("version").GetInt32()));

        async Task<JsonElement> Drop(string why) => Move((await Ok(manager.Json(HttpMethod.Put, $"/api/trades/{label}/moves/{gone}/dropped", new { why }))).Json, gone)!.Value;
    }

    private async Task<JsonElement> Make(TestClient client, string name, string? leftAlone = null) =>
        (await Ok(client.Json(HttpMethod.Post, "/api/trades", new { name, leftAlone }), HttpStatusCode.Created)).Json;

    private static async Task<Answer> Ok(Task<Answer> asked, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await asked;
        Assert.True(answer.Status == status, answer.Text);
        return answer;
    }

    private static JsonElement? Move(JsonElement board, string account) =>
        board.GetProperty("moves").EnumerateArray().Where(m => m.GetProperty("account").GetString() == account).Select(m => (JsonElement?)m).SingleOrDefault();

    private Task<string> Label(Guid account) => troth.Database.Db(async db => $"A-{await db.Accounts.Where(a => a.Id == account).Select(a => a.Number).SingleAsync()}");

    private Task<string> Seller(Guid seller) => troth.Database.Db(async db => $"S-{await db.Sellers.Where(s => s.Id == seller).Select(s => s.Number).SingleAsync()}");

    private Task<Seller> Third() => troth.Database.Db(async db =>
    {
        if (await db.Sellers.FirstOrDefaultAsync(s => s.Name == "Third Seller") is { } known) return known;
        var seller = new Seller(await db.Take<Seller>(default), "Third Seller");
        db.Add(seller);
        await db.SaveChangesAsync();
        return seller;
    });

    private Task Holds(Guid account, Guid seller) => troth.Database.Db(async db =>
    {
        (await db.Accounts.SingleAsync(a => a.Id == account)).LookedAfterBy(seller);
        await db.SaveChangesAsync();
    });
}

public sealed class TradingOnSqlite(SqliteServer troth) : TradingTests(troth), IClassFixture<SqliteServer>;

public sealed class TradingOnPostgres(PostgresServer troth) : TradingTests(troth), IClassFixture<PostgresServer>;
