using System.Net;
using Troth.Accounts;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Accounts;

public abstract class ClaimTests(TestServer troth)
{
    [Fact]
    public async Task A_seller_runs_through_their_accounts_biggest_first_and_resumes_where_it_was_left()
    {
        troth.Available();
        var today = DateOnly.FromDateTime(troth.Clock.GetUtcNow().DateTime);
        var seller = await troth.Seller("Runner");
        var rita = await troth.Somebody("Rita Runner", Role.Seller, seller.Id);
        TestClient Me() => troth.As(rita);
        var me = Me();
        var small = await troth.Account("Aardvark, small", a => a.LookedAfterBy(seller.Id));
        var big = await troth.Account("Zebra, big", a => a.LookedAfterBy(seller.Id));
        var silent = await troth.Account("Middle, never bought", a => a.LookedAfterBy(seller.Id));
        await troth.Account("Somebody else's");
        await troth.Order(small, today.AddDays(-20), 100);
        await troth.Order(big, today.AddDays(-10), 90_000, returned: 10);

        var first = await me.Open("/claims");
        Assert.Equal(big.Name, first.Words("#claim-account"));
        Assert.Contains("0 of 3", first.Words("#claim-progress")!, StringComparison.Ordinal);
        var answered = await me.Submit(first, "form.claim-form", ("step", "4"));
        Assert.Equal((HttpStatusCode.SeeOther, $"/claims?after={big.Label}"), (answered.Status, answered.Location));
        var second = await me.Open(answered.Location!);
        Assert.Equal(small.Name, second.Words("#claim-account"));

        var skipped = await me.Open($"/claims?after={small.Label}");
        Assert.Equal(silent.Name, skipped.Words("#claim-account"));
        await me.Submit(skipped, "form.claim-form", ("step", "1"));
        var end = await me.Open($"/claims?after={silent.Label}");
        Assert.Null(end.Words("#claim-account"));
        Assert.NotEmpty(end.Page.QuerySelectorAll("a[href='/claims']"));

        Assert.Equal(small.Name, (await me.Open("/claims")).Words("#claim-account"));
        await me.Post($"/accounts/{small.Label}/claims", ("step", "5"));
        Assert.Contains("3 of 3", (await me.Open("/claims")).Words("#claim-progress")!, StringComparison.Ordinal);

        troth.Clock.Advance(TimeSpan.FromDays(400));
        try
        {
            Assert.Contains("0 of 3", (await Me().Open("/claims")).Words("#claim-progress")!, StringComparison.Ordinal);
        }
        finally
        {
            troth.Clock.Advance(TimeSpan.FromDays(-400));
        }
    }

    [Fact]
    public async Task The_run_shows_neither_earlier_claims_nor_judgements_before_the_answer()
    {
        troth.Available();
        var seller = await troth.Seller("Unanchored");
        var me = troth.As(await troth.Somebody("Una", Role.Seller, seller.Id));
        var account = await troth.Account("Claimed long ago", a => a.LookedAfterBy(seller.Id));
        await troth.Database.Db(async db =>
        {
            db.Add(new Claim(account.Id, seller.Id, 5, new DateOnly(2020, 1, 1), troth.Clock.GetUtcNow(), "Una"));
            await db.SaveChangesAsync();
        });
        var page = await me.Open("/claims");
        Assert.Equal(account.Name, page.Words("#claim-account"));
        Assert.Empty(page.Page.QuerySelectorAll("[aria-pressed=true].claim-step"));
        Assert.DoesNotContain("2020", page.Words("main")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saying_it_again_adds_a_claim_and_changes_none()
    {
        troth.Available();
        var account = await troth.Account("Said twice", a => a.LookedAfterBy(troth.SellerId));
        var seller = troth.As(Role.Seller);
        Assert.Equal(HttpStatusCode.Created, (await seller.Json(HttpMethod.Post, $"/api/accounts/{account.Id}/claims", new { step = 2 })).Status);
        Assert.Equal(HttpStatusCode.Created, (await seller.Json(HttpMethod.Post, $"/api/accounts/{account.Id}/claims", new { step = 4 })).Status);
        var claims = (await seller.Get($"/api/accounts/{account.Id}/claims")).Json.EnumerateArray().ToList();
        Assert.Equal([4, 2], claims.Select(c => c.GetProperty("step").GetInt32()));
        Assert.Equal("Seller Tester", claims[0].GetProperty("by").GetString());
        var page = await seller.Open($"/accounts/{account.Label}");
        Assert.Contains("They call us first", page.Words("[aria-labelledby=claims-title]")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task There_are_five_steps(int step)
    {
        troth.Available();
        var account = await troth.Account("Steps", a => a.LookedAfterBy(troth.SellerId));
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Seller).Json(HttpMethod.Post, $"/api/accounts/{account.Id}/claims", new { step })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await troth.As(Role.Seller).Post($"/accounts/{account.Label}/claims", ("step", step.ToString(System.Globalization.CultureInfo.InvariantCulture)))).Status);
    }

    [Fact]
    public async Task Only_who_looks_after_it_claims()
    {
        troth.Available();
        var other = await troth.Seller("Other claimer");
        var account = await troth.Account("Not yours", a => a.LookedAfterBy(other.Id));
        var nobodys = await troth.Account("Nobody's");
        foreach (var one in new[] { account, nobodys })
            Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Seller).Json(HttpMethod.Post, $"/api/accounts/{one.Id}/claims", new { step = 3 })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Administrator).Json(HttpMethod.Post, $"/api/accounts/{account.Id}/claims", new { step = 3 })).Status);
    }

    [Fact]
    public async Task Claims_are_seen_by_their_seller_the_managers_of_the_team_and_administrators()
    {
        troth.Available();
        var (north, south) = (await troth.Team("North of claims"), await troth.Team("South of claims"));
        var seller = await troth.Seller("Seen", north.Id);
        var account = await troth.Account("Seen or not", a => a.LookedAfterBy(seller.Id));
        await troth.Database.Db(async db =>
        {
            db.Add(new Claim(account.Id, seller.Id, 5, new DateOnly(2026, 1, 2), troth.Clock.GetUtcNow(), "Seen"));
            await db.SaveChangesAsync();
        });
        User Reader(Role role, Guid? sellerId = null, Guid? team = null) =>
            new() { Id = troth.UserOf(role).Id, Name = "Reader", UserName = "x", Roles = [role], SellerId = sellerId, TeamId = team, SecurityStamp = troth.UserOf(role).SecurityStamp };
        async Task Sees(User reader, bool expected)
        {
            var client = troth.As(reader);
            var json = (await client.Get($"/api/accounts/{account.Id}")).Json.GetProperty("claim");
            Assert.Equal(expected, json.ValueKind == System.Text.Json.JsonValueKind.Object);
            var page = await client.Open($"/accounts/{account.Label}");
            Assert.Equal(expected, page.Text.Contains("trusted adviser", StringComparison.Ordinal));
            var history = (await client.Get($"/api/accounts/{account.Id}/changes")).Json.GetProperty("items").EnumerateArray();
            Assert.Equal(expected, history.Any(c => c.GetProperty("entity").GetString() == "claim"));
        }
        await Sees(Reader(Role.Seller, seller.Id), true);
        await Sees(Reader(Role.Manager), true);
        await Sees(Reader(Role.Manager, team: north.Id), true);
        await Sees(Reader(Role.Administrator), true);
        await Sees(Reader(Role.Seller, troth.SellerId), false);
        await Sees(Reader(Role.Manager, team: south.Id), false);
        await Sees(Reader(Role.Scheduler), false);
        await Sees(Reader(Role.Marketer), false);
        await Sees(Reader(Role.Reader), false);
    }

    [Fact]
    public async Task A_claim_that_ended_is_neither_shown_nor_holds()
    {
        troth.Available();
        var seller = await troth.Seller("Ended claims");
        var me = troth.As(await troth.Somebody("Enda", Role.Seller, seller.Id));
        var account = await troth.Account("No longer in the feed of claims", a => a.LookedAfterBy(seller.Id));
        var today = DateOnly.FromDateTime(troth.Clock.GetUtcNow().DateTime);
        await troth.Database.Db(async db =>
        {
            db.Add(new Claim(account.Id, seller.Id, 5, today.AddDays(-3), troth.Clock.GetUtcNow(), "Enda") { EndedOn = today });
            await db.SaveChangesAsync();
        });
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await me.Get($"/api/accounts/{account.Id}")).Json.GetProperty("claim").ValueKind);
        Assert.DoesNotContain("trusted adviser", (await me.Open($"/accounts/{account.Label}")).Text, StringComparison.Ordinal);
        Assert.Contains("0 of 1", (await me.Open("/claims")).Words("#claim-progress")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_only_earlier_sellers_have_said_it_the_page_says_whether_anybody_could()
    {
        troth.Available();
        var (left, next) = (await troth.Seller("Left it"), await troth.Seller("Next one"));
        foreach (var (seller, says) in new[]
        {
            ((Guid?)next.Id, "Whoever looks after this customer now has not said it yet."),
            (null, "Nobody looks after this customer, so no claim counts."),
        })
        {
            var account = await troth.Account($"Left {seller}", a => a.LookedAfterBy(seller));
            await troth.Database.Db(async db =>
            {
                db.Add(new Claim(account.Id, left.Id, 4, new DateOnly(2024, 1, 2), troth.Clock.GetUtcNow(), "Left it"));
                await db.SaveChangesAsync();
            });
            var card = (await troth.As(Role.Manager).Open($"/accounts/{account.Label}")).Words("[aria-labelledby=claims-title]")!;
            Assert.Contains(says, card, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_word_that_counts_is_shown_however_much_others_have_said_since()
    {
        troth.Available();
        var (back, talker) = (await troth.Seller("Back again"), await troth.Seller("Talker"));
        foreach (var count in new[] { 30, 300 })
        {
            var account = await troth.Account($"Came back after {count}", a => a.LookedAfterBy(back.Id));
            await troth.Database.Db(async db =>
            {
                db.Add(new Claim(account.Id, back.Id, 4, new DateOnly(2024, 1, 2), troth.Clock.GetUtcNow(), "Back again"));
                for (var day = 0; day < count; day++)
                    db.Add(new Claim(account.Id, talker.Id, 2, new DateOnly(2024, 2, 1).AddDays(day), troth.Clock.GetUtcNow(), "Talker"));
                await db.SaveChangesAsync();
            });
            var manager = troth.As(Role.Manager);
            var answer = await manager.Get($"/api/accounts/{account.Id}");
            Assert.Equal(4, answer.Json.GetProperty("claim").GetProperty("step").GetInt32());
            var page = await manager.Open($"/accounts/{account.Label}");
            Assert.Contains("They call us first", page.Words("[aria-labelledby=claims-title]")!, StringComparison.Ordinal);
            var said = (await manager.Get($"/api/accounts/{account.Id}/claims")).Json.EnumerateArray()
                .Select(c => c.GetProperty("by").GetString()).ToList();
            Assert.Equal([.. Enumerable.Repeat("Talker", ReadAccount.ClaimsShown), "Back again"], said);
        }
    }

    [Fact]
    public async Task A_shared_screen_shows_no_claim_to_anybody()
    {
        troth.Available();
        var account = await troth.Account("Shared screen", a => a.LookedAfterBy(troth.SellerId));
        var seller = troth.As(Role.Seller);
        await seller.Json(HttpMethod.Post, $"/api/accounts/{account.Id}/claims", new { step = 5 });
        Assert.Contains("trusted adviser", (await seller.Open($"/accounts/{account.Label}")).Text, StringComparison.Ordinal);
        await seller.Post("/preferences/safe-view");
        Assert.DoesNotContain("trusted adviser", (await seller.Open($"/accounts/{account.Label}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("trusted adviser", (await seller.Open("/claims")).Text, StringComparison.Ordinal);
        var refused = await seller.Post($"/accounts/{account.Label}/claims", ("step", "9"));
        Assert.InRange((int)refused.Status, 400, 499);
        Assert.DoesNotContain("trusted adviser", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/claims", (await seller.Open("/")).Page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }
}

public sealed class ClaimsOnSqlite(SqliteServer troth) : ClaimTests(troth), IClassFixture<SqliteServer>;

public sealed class ClaimsOnPostgres(PostgresServer troth) : ClaimTests(troth), IClassFixture<PostgresServer>;
