using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Questions;
using Troth.Evidence;
using Troth.Identity;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;
using Troth.Tests.Import;

namespace Troth.Tests.Book;

/// <summary>A claim is the word of who gave it: it counts while that seller looks after the account, and is not shown to the next one.</summary>
public abstract class ClaimsOfEarlierSellersTests(TestServer troth) : IAsyncLifetime
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        troth.Clock.Set(new DateTimeOffset(2025, 6, 2, 9, 0, 0, TimeSpan.Zero));
        if (!Scenes.TryGetValue(troth, out scene!)) Scenes[troth] = scene = await troth.Database.Db(db => BookScene.Make(db, troth.SellerId));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_claim_stays_with_who_gave_it_when_the_account_goes_to_another()
    {
        troth.Available();
        var account = await troth.Database.Db(async db =>
        {
            var made = await BookScene.Account(db, "Travelling Tubes", troth.SellerId, 1_020_000);
            await BookScene.Order(db, made, BookScene.AsOf.AddMonths(-2), 2_000);
            await BookScene.Order(db, made, BookScene.AsOf.AddMonths(-14), 2_500);
            db.Add(new Claim(made.Id, troth.SellerId, 5, new DateOnly(2025, 5, 3), troth.Clock.GetUtcNow(), "Sam Seller"));
            await db.SaveChangesAsync();
            return made;
        });
        await BookScene.Recompute(troth.Services);
        troth.Clock.Advance(TimeSpan.FromDays(20)); // the manager sees the question by now
        var next = await troth.Seller("Nora Next");
        var (nora, manager) = (troth.As(await troth.Somebody("Nora Next", Role.Seller, next.Id)), troth.As(Role.Manager));
        Assert.Equal(1, (await Questions(troth.As(Role.Seller))).Count(q => q.GetProperty("account").GetString() == account.Label));

        var version = (await manager.Get($"/api/accounts/{account.Id}")).Json.GetProperty("version").GetInt32();
        Assert.Equal(HttpStatusCode.OK, (await manager.Json(HttpMethod.Put, $"/api/accounts/{account.Id}/seller", new { seller = next.Label, version })).Status);
        foreach (var computed in new[] { false, true })
        {
            if (computed) Assert.True(await BookScene.Recompute(troth.Services)); // it was marked
            foreach (var client in new[] { nora, manager, troth.As(Role.Seller) })
                Assert.DoesNotContain(await Questions(client), q => q.GetProperty("account").GetString() == account.Label);
            await NothingForTheNextSeller(nora, account);
        }
        Assert.Equal((0, RelationshipKind.Sleeper), await Shown(account.Id));
        Assert.Equal(JsonValueKind.Null, (await manager.Get($"/api/accounts/{account.Id}")).Json.GetProperty("claim").ValueKind);
        var said = Assert.Single((await manager.Get($"/api/accounts/{account.Id}/claims")).Json.EnumerateArray());
        Assert.Equal(("Sam Seller", false), (said.GetProperty("by").GetString(), said.GetProperty("counts").GetBoolean()));
        Assert.Contains("Sam Seller", (await manager.Open($"/accounts/{account.Label}")).Words("[aria-labelledby=claims-title]")!, StringComparison.Ordinal);
        var asked = Assert.Single((await manager.Get($"/api/book/{account.Label}")).Json.GetProperty("questions").EnumerateArray());
        Assert.Equal("Sam Seller", asked.GetProperty("seller").GetString());
        // Who was asked no longer looks after the account; the refusal may not say so.
        var both = await troth.Somebody("Sells and manages", Role.Manager, next.Id);
        await troth.Database.Db(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == both.Id)).Roles = [Role.Manager, Role.Seller];
            await db.SaveChangesAsync();
        });
        var answer = $"/api/book/questions/{asked.GetProperty("id").GetGuid()}/answer";
        var refused = await troth.As(both).Json(HttpMethod.Put, answer, new { answer = "For them" });
        Assert.Equal((HttpStatusCode.Conflict, "question.not-yours"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        Assert.Contains("Sam Seller was asked this, and answers it", refused.Text, StringComparison.Ordinal);

        // The next seller is offered the account, and their word counts from then on.
        Assert.Equal(account.Name, (await nora.Open("/claims")).Words("#claim-account"));
        Assert.Equal(HttpStatusCode.Created, (await nora.Json(HttpMethod.Post, $"/api/accounts/{account.Id}/claims", new { step = 2 })).Status);
        Assert.Equal((2, RelationshipKind.Sleeper), await Shown(account.Id));
        Assert.Equal(1, (await nora.Get($"/api/accounts/{account.Id}/claims")).Json.GetArrayLength());

        // Given back, the earlier word counts again and is asked about again.
        version = (await manager.Get($"/api/accounts/{account.Id}")).Json.GetProperty("version").GetInt32();
        await manager.Json(HttpMethod.Put, $"/api/accounts/{account.Id}/seller", new { seller = troth.SellerId.ToString(), version });
        await BookScene.Recompute(troth.Services);
        Assert.Equal((5, RelationshipKind.SmokeScreen), await Shown(account.Id));
        Assert.Equal(1, (await Questions(troth.As(Role.Seller))).Count(q => q.GetProperty("account").GetString() == account.Label));
    }

    [Theory]
    [InlineData("\"seller\": \"Owner\", ")]
    [InlineData("")]
    public async Task An_imported_claim_is_the_word_of_who_had_the_account_then(string signed)
    {
        troth.Available();
        var source = ImportSamples.NewSource();
        string[] files =
        [
            """{ "file": "s.csv", "records": [ { "entity": "seller", "key": "Id", "fields": { "name": "Id" } } ] }""",
            """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Id", "seller": "Owner" } } ] }""",
            $$"""{ "file": "c.csv", "dateOrder": "ymd", "records": [ { "entity": "claim", "fields": { "account": "Account", {{signed}}"step": "Step", "claimedOn": "Day" } } ] }""",
        ];
        var recipe = ImportSamples.Recipe(source, files);
        const string sellers = "Id\nAnn\nBob\n", head = "Account,Owner,Step,Day\n";
        var (first, second) = (head + "X,Ann,5,2025-05-01\n", head + "X,Ann,5,2025-05-01\nX,Bob,2,2025-05-20\n");
        await troth.Database.Import(recipe, ("s.csv", sellers), ("a.csv", "Id,Owner\nX,Ann\n"), ("c.csv", first));
        Assert.Equal(5, await Claimed(source));

        // A later feed changes the seller: the claim stays Ann's, however often it is told again.
        troth.Clock.Advance(TimeSpan.FromHours(1));
        await troth.Database.Import(recipe, ("s.csv", sellers), ("a.csv", "Id,Owner\nX,Bob\n"), ("c.csv", first));
        Assert.Equal(0, await Claimed(source));
        troth.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((0, 0, 1, 0), (await troth.Database.Import(recipe, ("s.csv", sellers), ("a.csv", "Id,Owner\nX,Bob\n"), ("c.csv", first))).Of("claim"));
        Assert.Equal(0, await Claimed(source));

        // What the new seller claims counts; and so does what comes with the very import that changes the seller.
        troth.Clock.Advance(TimeSpan.FromHours(1));
        await troth.Database.Import(recipe, ("s.csv", sellers), ("a.csv", "Id,Owner\nX,Bob\n"), ("c.csv", second));
        Assert.Equal(2, await Claimed(source));
        troth.Clock.Advance(TimeSpan.FromHours(1));
        var back = await troth.Database.Import(recipe, ("s.csv", sellers), ("a.csv", "Id,Owner\nX,Ann\n"), ("c.csv", second + "X,Ann,4,2025-05-21\n"));
        Assert.Equal(4, await Claimed(source));
        await troth.Database.Revert(back);
        Assert.Equal(2, await Claimed(source));
    }

    [Fact]
    public async Task An_unsigned_claim_of_an_account_without_a_seller_is_the_word_of_its_first_one()
    {
        troth.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Unsigned);
        const string claims = "Account,Step,Day\nX,5,2025-05-01\n";
        foreach (var (owner, claimed) in new[] { ("", 5), ("Ann", 5), ("Bob", 0), ("Ann", 5) })
        {
            await troth.Database.Import(recipe, ("s.csv", "Id\nAnn\nBob\n"), ("a.csv", $"Id,Owner\nX,{owner}\n"), ("c.csv", claims));
            Assert.Equal((owner, claimed), (owner, await Claimed(source)));
            troth.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task A_claim_that_stays_when_its_import_is_taken_back_is_still_the_word_of_who_had_the_account()
    {
        troth.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source, Unsigned);
        const string sellers = "Id\nAnn\nBob\n", head = "Account,Step,Day\n";
        await troth.Database.Import(recipe, ("s.csv", sellers), ("a.csv", "Id,Owner\nX,Ann\n"), ("c.csv", head));
        troth.Clock.Advance(TimeSpan.FromHours(1));
        var moved = await troth.Database.Import(
            recipe, ("s.csv", sellers), ("a.csv", "Id,Owner\nX,Bob\n"), ("c.csv", head + "X,5,2025-05-01\n"));
        Assert.Equal(5, await Claimed(source));
        await troth.Database.Db(async db =>
        {
            var claim = await db.Claims.SingleAsync(c => c.BatchId == moved.Id);
            var question = new ClaimQuestion { ClaimId = claim.Id, AccountId = claim.AccountId };
            question.Ask(new DateOnly(2025, 5, 2), "{}");
            question.AnswerWith("They build a new hall", "Bob", troth.Clock.GetUtcNow());
            db.Add(question);
            await db.SaveChangesAsync();
        });
        troth.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains((await troth.Database.Revert(moved)).Kept, kept => kept.Entity == "claim");
        Assert.Equal(0, await Claimed(source)); // Ann has the account again, and never said it
        troth.Clock.Advance(TimeSpan.FromHours(1));
        await troth.Database.Import(recipe, ("s.csv", sellers), ("a.csv", "Id,Owner\nX,Bob\n"), ("c.csv", head));
        Assert.Equal(5, await Claimed(source));
    }

    private static readonly string[] Unsigned =
    [
        """{ "file": "s.csv", "records": [ { "entity": "seller", "key": "Id", "fields": { "name": "Id" } } ] }""",
        """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Id", "seller": "Owner" } } ] }""",
        """
        { "file": "c.csv", "dateOrder": "ymd",
          "records": [ { "entity": "claim", "fields": { "account": "Account", "step": "Step", "claimedOn": "Day" } } ] }
        """,
    ];

    private async Task NothingForTheNextSeller(TestClient nora, Account account)
    {
        Assert.Equal(JsonValueKind.Null, (await nora.Get($"/api/accounts/{account.Id}")).Json.GetProperty("claim").ValueKind);
        Assert.Equal(0, (await nora.Get($"/api/accounts/{account.Id}/claims")).Json.GetArrayLength());
        Assert.DoesNotContain((await nora.Get($"/api/accounts/{account.Id}/changes")).Json.GetProperty("items").EnumerateArray(), c => c.GetProperty("entity").GetString() == "claim");
        foreach (var page in new[] { $"/accounts/{account.Label}", $"/book/{account.Label}", "/book", "/", $"/panels/account-head/book/{account.Id}" })
        {
            var words = (await nora.Open(page)).Words("main")!;
            Assert.DoesNotContain("trusted adviser", words, StringComparison.Ordinal);
            if (page != "/book") Assert.DoesNotContain("smoke screen", words, StringComparison.Ordinal);
        }
        Assert.Equal(JsonValueKind.Null, (await nora.Get($"/api/book/{account.Label}")).Json.GetProperty("figures").GetProperty("claimed").ValueKind);
        Assert.Equal(0, (await nora.Get($"/api/book/{account.Label}")).Json.GetProperty("questions").GetArrayLength());
    }

    private static async Task<List<JsonElement>> Questions(TestClient client) => [.. (await client.Json(HttpMethod.Get, "/api/book/questions")).Json.EnumerateArray()];

    private Task<(int, RelationshipKind)> Shown(Guid account) => troth.Database.Db(async db =>
    {
        var figure = await BookScene.Figure(db, account);
        return (figure.Claimed, figure.Kind);
    });

    private async Task<int> Claimed(string source)
    {
        await BookScene.Recompute(troth.Services);
        var account = await troth.Database.Db(db => db.Accounts.Where(a => db.ImportSources.Any(s => s.Id == a.SourceId && s.Name == source)).Select(a => a.Id).SingleAsync());
        return (await Shown(account)).Item1;
    }
}

public sealed class ClaimsOfEarlierSellersOnSqlite(SqliteServer troth) : ClaimsOfEarlierSellersTests(troth), IClassFixture<SqliteServer>;

public sealed class ClaimsOfEarlierSellersOnPostgres(PostgresServer troth) : ClaimsOfEarlierSellersTests(troth), IClassFixture<PostgresServer>;
