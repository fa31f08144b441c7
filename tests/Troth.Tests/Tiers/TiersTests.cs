using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Asked;
using Troth.Evidence;
using Troth.Identity;
using Troth.Tests.Book;
using Troth.Tests.Harness;
using Troth.Tiers;

namespace Troth.Tests.Tiers;

/// <summary>Tiers: proposed with reasons, decided by people, kept.</summary>
public abstract class TiersTests(TestServer troth) : IAsyncLifetime
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        if (!Scenes.TryGetValue(troth, out scene!)) Scenes[troth] = scene = await troth.Database.Db(db => BookScene.Make(db, troth.SellerId));
        await BookScene.Recompute(troth.Services);
        await Settle(leastOrders: 2); // the scene's accounts order once a year
        await troth.Database.Db(async db =>
        {
            await db.TierDecisions.ExecuteDeleteAsync();
            await db.DecidedTiers.ExecuteDeleteAsync();
            await db.TierStates.ExecuteDeleteAsync();
        });
        await Recompute();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Proposals_come_with_reasons_those_first_about_which_most_is_at_stake()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var all = (await manager.Json(HttpMethod.Get, "/api/tiers?limit=200")).Json;
        var stakes = all.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("stake").GetInt64()).ToList();
        Assert.True(stakes.Count > 50);
        Assert.Equal(stakes.OrderDescending(), stakes);

        var quiet = Row(all, await Label(scene.Quiet))!.Value;
        Assert.Equal("grow", quiet.GetProperty("proposed").GetString());
        Assert.Equal(("penetration", true), (quiet.GetProperty("reasons")[0].GetProperty("measure").GetString(), quiet.GetProperty("reasons")[0].GetProperty("for").GetBoolean()));
        Assert.Contains("similar accounts", quiet.GetProperty("reasons")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Not key: ", quiet.GetProperty("notHigher").GetString(), StringComparison.Ordinal);

        // All accounts are counted once, whatever tier they would be in.
        var counts = all.GetProperty("tiers").EnumerateArray().ToList();
        Assert.Equal(await troth.Database.Db(db => db.Accounts.CountAsync()), counts.Sum(c => c.GetProperty("wouldBe").GetInt32()));
        Assert.Equal(stakes.Count, counts.Sum(c => c.GetProperty("waiting").GetInt32()));
        Assert.Equal(1, counts.Sum(c => c.GetProperty("wouldBeBought").GetDouble()), 6);
        Assert.True(counts.Single(c => c.GetProperty("tier").ValueKind == JsonValueKind.String && c.GetProperty("tier").GetString() == "key").GetProperty("wouldBe").GetInt32() > 0);

        // Page by page they are the same.
        List<string> paged = [];
        for (string? after = ""; after is not null;)
        {
            var page = (await manager.Json(HttpMethod.Get, $"/api/tiers?limit=20&after={Uri.EscapeDataString(after)}")).Json;
            paged.AddRange(page.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("account").GetString()!));
            after = page.GetProperty("after").GetString();
        }
        Assert.Equal(all.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("account").GetString()!), paged);
    }

    [Fact]
    public async Task Accepted_it_stays_with_who_when_and_the_figures_and_leaves_the_list()
    {
        troth.Available();
        var (manager, quiet) = (troth.As(Role.Manager), await Label(scene.Quiet));
        var before = (await manager.Json(HttpMethod.Get, $"/api/tiers/{quiet}")).Json.GetProperty("tier");
        var decided = (await Ok(manager.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "grow", proposed = "grow", decisions = 0 }))).Json;
        var decision = decided.GetProperty("decisions")[0];
        Assert.Equal(("accepted", "grow", 2_000m), (decision.GetProperty("answer").GetString(), decision.GetProperty("tier").GetString(), decision.GetProperty("bought").GetDecimal()));
        Assert.Equal(before.GetProperty("potential").GetDecimal(), decision.GetProperty("potential").GetDecimal());
        Assert.Null(Row((await manager.Json(HttpMethod.Get, "/api/tiers?limit=200")).Json, quiet));
        var settled = (await manager.Json(HttpMethod.Get, "/api/tiers?show=settled")).Json;
        Assert.Equal("grow", Row(settled, quiet)!.Value.GetProperty("decided").GetString());
        var grow = settled.GetProperty("tiers").EnumerateArray().Single(c => c.GetProperty("tier").GetString() == "grow");
        Assert.Equal((1, 2_000m), (grow.GetProperty("accounts").GetInt32(), grow.GetProperty("bought").GetDecimal()));

        // And so it is when all is proposed anew.
        await Again();
        Assert.Equal("grow", Row((await manager.Json(HttpMethod.Get, "/api/tiers?show=settled")).Json, quiet)!.Value.GetProperty("decided").GetString());
        Assert.Contains("grow", (await manager.Open($"/accounts/{quiet}/history")).Words("main, body")!, StringComparison.Ordinal);
        Assert.Contains("Manager Tester", (await troth.As(Role.Seller).Open($"/panels/account-side/tier/{scene.Quiet}")).Words("body")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Against_the_proposal_it_takes_a_reason_which_the_seller_reads()
    {
        troth.Available();
        var (manager, quiet) = (troth.As(Role.Manager), await Label(scene.Quiet));
        foreach (var request in new object[] { new { tier = "keep" }, new { declined = true }, new { tier = "key", reason = " " } })
        {
            var refused = await manager.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", request);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.True(refused.Json.GetProperty("errors").TryGetProperty("reason", out _), refused.Text);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "gold" })).Status);

        var page = await manager.Open($"/tiers/{quiet}");
        var typed = await manager.Submit(page, "main form", ("tier", "declined"), ("reason", ""));
        Assert.Equal(422, (int)typed.Status);
        Assert.Contains("Say why", typed.Words("#field-reason-error")!, StringComparison.Ordinal);
        var saved = await manager.Submit(page, "main form", ("tier", "declined"), ("reason", "The <b>quarry</b> closes next year."));
        Assert.Equal(303, (int)saved.Status);
        Assert.Contains("The &lt;b&gt;quarry&lt;/b&gt; closes next year.", (await troth.As(Role.Seller).Open($"/tiers/{quiet}")).Text, StringComparison.Ordinal);
        await Again();
        Assert.Null(Row((await manager.Json(HttpMethod.Get, "/api/tiers?limit=200")).Json, quiet)); // nothing has changed since
        Assert.Equal("declined", (await manager.Json(HttpMethod.Get, $"/api/tiers/{quiet}")).Json.GetProperty("decisions")[0].GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_the_second_hears_what_the_first_decided()
    {
        troth.Available();
        var (manager, admin, quiet) = (troth.As(Role.Manager), troth.As(Role.Administrator), await Label(scene.Quiet));
        await Ok(manager.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "keep", reason = "Full for now.", decisions = 0 }));
        var late = await admin.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "grow", decisions = 0 });
        Assert.Equal((HttpStatusCode.Conflict, "tiers.decided"), (late.Status, late.Json.GetProperty("code").GetString()));
        Assert.Contains("Manager Tester decided “keep” while you were reading (Full for now.)", late.Text.Replace("\\u201C", "“").Replace("\\u201D", "”"), StringComparison.Ordinal);
        await Ok(admin.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "grow", reason = "They build a second hall.", decisions = 1 }));
        Assert.Equal(2, (await admin.Json(HttpMethod.Get, $"/api/tiers/{quiet}")).Json.GetProperty("decisions").GetArrayLength());

        var changed = await admin.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "key", proposed = "key", reason = "x" });
        Assert.Equal((HttpStatusCode.Conflict, "tiers.changed"), (changed.Status, changed.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_same_decision_sent_again_changes_nothing_and_is_answered_as_the_first()
    {
        troth.Available();
        var (manager, quiet) = (troth.As(Role.Manager), await Label(scene.Quiet));
        object[] same = [new { tier = "keep", reason = "Full for now.", proposed = "grow", decisions = 0 }, new { tier = "keep", reason = " Full for now. ", decisions = 0 }, new { tier = "keep", reason = "Full for now." }];
        var answers = new List<JsonElement>();
        foreach (var request in same) answers.Add((await Ok(manager.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", request))).Json);
        Assert.All(answers, a => Assert.Equal(answers[0].GetRawText(), a.GetRawText()));
        Assert.Single(answers[0].GetProperty("decisions").EnumerateArray());

        // A page that was sent twice says so as the first did.
        var page = await manager.Open($"/tiers/{quiet}");
        for (var i = 0; i < 2; i++) Assert.Equal(303, (int)(await manager.Submit(page, "main form", ("tier", "online"), ("reason", "They order by mail."))).Status);
        Assert.Equal(2, (await manager.Json(HttpMethod.Get, $"/api/tiers/{quiet}")).Json.GetProperty("decisions").GetArrayLength());

        // Another reason is another decision, and so is another's.
        var other = await manager.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "online", reason = "They asked for it.", decisions = 1 });
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        await Ok(troth.As(Role.Administrator).Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "online", reason = "They order by mail.", decisions = 2 }));
        Assert.Equal(3, (await manager.Json(HttpMethod.Get, $"/api/tiers/{quiet}")).Json.GetProperty("decisions").GetArrayLength());
    }

    [Fact]
    public async Task A_claim_that_nothing_shows_is_no_reason_to_grow_once_its_seller_had_time_to_answer()
    {
        troth.Available();
        var (manager, claimed) = (troth.As(Role.Manager), await Label(scene.Claimed));
        var figure = await troth.Database.Db(db => BookScene.Figure(db, scene.Claimed));
        try
        {
            await Put(RelationshipKind.SmokeScreen, new DateOnly(2999, 1, 1));
            await Again();
            Assert.DoesNotContain("called great", await Sentence(), StringComparison.Ordinal);
            await Put(RelationshipKind.SmokeScreen, new DateOnly(2000, 1, 1));
            await Again();
            Assert.Contains("called great", await Sentence(), StringComparison.Ordinal);
            var row = (await manager.Json(HttpMethod.Get, $"/api/tiers/{claimed}")).Json.GetProperty("tier");
            Assert.Equal(("keep", "claim"), (row.GetProperty("proposed").GetString(), row.GetProperty("reasons")[0].GetProperty("measure").GetString()));
            Assert.Equal(row.GetProperty("bought").GetDecimal(), row.GetProperty("stake").GetDecimal());
        }
        finally
        {
            await Put(figure.Kind, figure.AskedOn);
        }

        async Task<string> Sentence() => (await manager.Json(HttpMethod.Get, $"/api/tiers/{claimed}")).Json.GetProperty("tier").GetProperty("sentence").GetString()!;

        Task<int> Put(RelationshipKind kind, DateOnly? asked) => troth.Database.Db(db => db.BookFigures.Where(f => f.Generation == figure.Generation && f.AccountId == scene.Claimed)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Kind, kind).SetProperty(f => f.AskedOn, asked)));
    }

    [Fact]
    public async Task Who_is_more_likely_gone_than_not_gets_no_tier_but_the_question_whether_to_win_it_back()
    {
        troth.Available();
        var (manager, quiet) = (troth.As(Role.Manager), await Label(scene.Quiet));
        var figure = await troth.Database.Db(db => BookScene.Figure(db, scene.Quiet));
        try
        {
            await Put(.38, .3, .45);
            await Again();
            var row = Row((await manager.Json(HttpMethod.Get, "/api/tiers?show=none&limit=200")).Json, quiet)!.Value;
            Assert.Contains("Win it back or let it go", row.GetProperty("sentence").GetString(), StringComparison.Ordinal);
            var why = Assert.Single(row.GetProperty("reasons").EnumerateArray());
            Assert.Equal(("alive", .38, 0), (why.GetProperty("measure").GetString(), why.GetProperty("value").GetDouble(), row.GetProperty("stake").GetInt64()));
        }
        finally
        {
            await Put(figure.Alive, figure.AliveLow, figure.AliveHigh);
        }

        Task<int> Put(double? alive, double? low, double? high) => troth.Database.Db(db => db.BookFigures.Where(f => f.Generation == figure.Generation && f.AccountId == scene.Quiet)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Alive, alive).SetProperty(f => f.AliveLow, low).SetProperty(f => f.AliveHigh, high)));
    }

    [Fact]
    public async Task What_is_at_stake_has_a_name_and_opens_to_its_facts()
    {
        troth.Available();
        var (manager, quiet) = (troth.As(Role.Manager), await Label(scene.Quiet));
        var page = await manager.Open($"/tiers/{quiet}");
        var figure = page.Page.QuerySelector($"main a.fig[href='/book/{quiet}']")!;
        Assert.Contains("At stake a year", figure.TextContent, StringComparison.Ordinal);
        Assert.Contains("what it could buy more", figure.TextContent, StringComparison.Ordinal);
        Assert.Contains("what it could buy more", (await manager.Open("/tiers?tier=grow")).Words(".tiers-table")!, StringComparison.Ordinal);
        Assert.All((await manager.Json(HttpMethod.Get, "/api/tiers?limit=200")).Json.GetProperty("accounts").EnumerateArray(),
            a => Assert.InRange(a.GetProperty("stake").GetDecimal(), 0, decimal.Ceiling(a.GetProperty("potential").GetDecimal())));
    }

    [Fact]
    public async Task Too_few_facts_no_proposal_and_why()
    {
        troth.Available();
        var none = (await troth.As(Role.Manager).Json(HttpMethod.Get, "/api/tiers?show=none")).Json;
        Assert.Contains("bought nothing in these twelve months", Row(none, await Label(scene.Gone))!.Value.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("nobody knows what it could buy", Row(none, await Label(scene.Stranger))!.Value.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        var refused = await troth.As(Role.Manager).Json(HttpMethod.Put, $"/api/tiers/{await Label(scene.Gone)}/decision", new { declined = true, reason = "x" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status); // nothing to decline
        await Ok(troth.As(Role.Manager).Json(HttpMethod.Put, $"/api/tiers/{await Label(scene.Gone)}/decision", new { tier = "online", reason = "They order by mail." }));
    }

    [Fact]
    public async Task Sellers_see_their_own_managers_decide_their_teams_and_nobody_on_a_shared_screen()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var quiet = await Label(scene.Quiet);
        var theirs = await troth.Database.Db(db => db.Accounts.Where(a => a.SellerId == scene.Colleague).OrderBy(a => a.Number).Select(a => $"A-{a.Number}").FirstAsync());
        var own = (await seller.Json(HttpMethod.Get, "/api/tiers?limit=200")).Json;
        Assert.NotNull(Row(own, quiet));
        Assert.Null(Row(own, theirs));
        Assert.Equal(5, own.GetProperty("tiers").EnumerateArray().Sum(c => c.GetProperty("wouldBe").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await seller.Get($"/tiers/{quiet}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await seller.Get($"/tiers/{theirs}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "grow" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Reader).Get("/tiers")).Status);
        Assert.DoesNotContain("Accept", (await seller.Open("/tiers")).Words("main")!, StringComparison.Ordinal);

        var lead = troth.As(await troth.Somebody("Tier Lead", Role.Manager, team: scene.Team));
        Assert.Equal(HttpStatusCode.OK, (await lead.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "grow" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.Json(HttpMethod.Put, $"/api/tiers/{theirs}/decision", new { tier = "keep", reason = "x" })).Status);
        Assert.Null(Row((await lead.Json(HttpMethod.Get, "/api/tiers?limit=200")).Json, theirs));

        var shared = troth.As(await troth.Somebody("Shared Screen", Role.Manager));
        await shared.Post("/preferences/safe-view");
        foreach (var address in new[] { "/tiers", $"/tiers/{quiet}", "/api/tiers" }) Assert.Equal(HttpStatusCode.NotFound, (await shared.Get(address)).Status);
    }

    [Fact]
    public async Task Hours_that_a_seller_said_are_that_sellers_alone_where_the_company_shows_no_single_sellers()
    {
        troth.Available();
        var (manager, seller, quiet, solid) = (troth.As(Role.Manager), troth.As(Role.Seller), await Label(scene.Quiet), await Label(scene.Solid));
        await troth.Database.Db(db => db.TierStandings.Where(s => s.AccountId == scene.Quiet).ExecuteUpdateAsync(set => set.SetProperty(s => s.Hours, 33.5).SetProperty(s => s.HoursSaid, true)));
        await Ok(manager.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "grow", decisions = 0 }));
        await Tells(manager);
        try
        {
            await troth.SellersAreShown("off");
            await Tells(seller);
            var one = (await manager.Json(HttpMethod.Get, $"/api/tiers/{quiet}")).Json;
            var decision = one.GetProperty("decisions")[0];
            Assert.Equal((JsonValueKind.Null, false), (decision.GetProperty("hours").ValueKind, decision.GetProperty("hoursSaid").GetBoolean()));
            foreach (var part in new[] { "value", "low", "high" }) Assert.Equal(JsonValueKind.Null, Hours(one).GetProperty(part).ValueKind);
            Assert.Contains("its seller alone", Hours(one).GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("33.5", (await manager.Open($"/tiers/{quiet}")).Words("main")!, StringComparison.Ordinal);
            foreach (var address in new[] { "/tiers/export", "/api/tiers/export" })
            {
                Assert.Equal(("", "false"), await Exported(manager, address, quiet));
                Assert.NotEqual("", (await Exported(manager, address, solid)).Hours); // reckoned: they tell of nobody
            }
        }
        finally
        {
            await troth.SellersAreShown("ownTeam");
        }

        async Task Tells(TestClient reader)
        {
            var one = (await reader.Json(HttpMethod.Get, $"/api/tiers/{quiet}")).Json;
            var decision = one.GetProperty("decisions")[0];
            Assert.Equal((33.5, true), (decision.GetProperty("hours").GetDouble(), decision.GetProperty("hoursSaid").GetBoolean()));
            Assert.Equal(JsonValueKind.Number, Hours(one).GetProperty("value").ValueKind);
            Assert.Contains("33.5 h a month", (await reader.Open($"/tiers/{quiet}")).Words("main")!, StringComparison.Ordinal);
            Assert.Equal(("33.5", "true"), await Exported(reader, "/tiers/export", quiet));
        }

        static JsonElement Hours(JsonElement one) => one.GetProperty("tier").GetProperty("reasons").EnumerateArray().Single(r => r.GetProperty("measure").GetString() == "hours");
    }

    [Fact]
    public async Task Borders_are_the_administrators_and_move_the_proposals()
    {
        troth.Available();
        var admin = troth.As(Role.Administrator);
        var refused = await admin.Submit(await admin.Open("/tiers/settings"), "main form", ("keyMost", "90"), ("small", "lots"));
        Assert.Equal(422, (int)refused.Status);
        Assert.Equal("lots", refused.Page.QuerySelector("#field-small")!.GetAttribute("value"));
        await Settle(leastOrders: 3);
        Assert.True(await Recompute());
        Assert.False(await Recompute()); // once is enough
        Assert.Contains("fewer than 3 orders", Row((await admin.Json(HttpMethod.Get, "/api/tiers?show=none&limit=200")).Json, await Label(scene.Quiet))!.Value.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await admin.Json(HttpMethod.Put, "/api/tiers/settings", Input(2, 0))).Status); // read before somebody changed it
    }

    [Fact]
    public async Task Pages_are_drawn_by_few_queries_and_the_list_is_there_as_a_file()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var page = await manager.Open("/tiers");
        Assert.InRange(page.Queries.Count, 1, 10);
        Assert.Contains("Accept", page.Words("main")!, StringComparison.Ordinal);
        Assert.InRange((await manager.Open($"/tiers/{await Label(scene.Quiet)}")).Queries.Count, 1, 9);
        var accepted = await manager.Submit(page, ".tiers-table form");
        Assert.Equal(303, (int)accepted.Status);
        var file = (await manager.Get("/tiers/export?tier=grow")).Text.TrimEnd().Split('\n');
        Assert.StartsWith("\ufeffaccount,name,seller,decided,proposed", file[0], StringComparison.Ordinal);
        Assert.All(file[1..], line => Assert.Contains(",grow,", line, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.Get("/tiers?tier=gold")).Status);
    }

    [Fact]
    public async Task A_decision_that_the_standings_missed_is_caught_up_and_one_that_they_know_makes_nothing_anew()
    {
        troth.Available();
        var (manager, quiet) = (troth.As(Role.Manager), await Label(scene.Quiet));
        await Recompute();
        await Ok(manager.Json(HttpMethod.Put, $"/api/tiers/{quiet}/decision", new { tier = "grow", decisions = 0 }));
        Assert.False(await Recompute());
        await troth.Database.Db(db => db.TierStandings.Where(s => s.AccountId == scene.Quiet)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Decided, (AccountTier?)null).SetProperty(s => s.Stage, TierStage.Open)));
        await troth.Database.Db(db => db.DecidedTiers.Where(t => t.AccountId == scene.Quiet).ExecuteUpdateAsync(set => set.SetProperty(t => t.Decisions, 2)));
        await troth.Database.Db(db => db.TierDecisions.Where(d => d.AccountId == scene.Quiet).ExecuteUpdateAsync(set => set.SetProperty(d => d.Nth, 2)));
        Assert.True(await Recompute());
        Assert.Equal("grow", Row((await manager.Json(HttpMethod.Get, "/api/tiers?show=settled")).Json, quiet)!.Value.GetProperty("decided").GetString());
    }

    [Fact]
    public async Task What_the_customer_said_counts_no_more_once_it_has_expired_even_before_the_Book_corrects_it()
    {
        troth.Available();
        var figure = await troth.Database.Db(db => BookScene.Figure(db, scene.Quiet));
        try
        {
            await Put(2_500, PotentialSource.Asked, new DateOnly(2000, 1, 1));
            await Again();
            var one = await troth.Database.Db(async db =>
            {
                var shown = await db.TierStates.Select(s => s.Generation).SingleAsync();
                return await db.TierStandings.AsNoTracking().SingleAsync(s => s.Generation == shown && s.AccountId == scene.Quiet);
            });
            Assert.Equal((figure.Formula, figure.Peers), (one.Potential, one.Peers));
        }
        finally
        {
            await Put(figure.Potential, figure.PotentialSource, figure.PotentialUntil);
        }

        Task<int> Put(decimal? potential, PotentialSource? source, DateOnly? until) => troth.Database.Db(db => db.BookFigures
            .Where(f => f.Generation == figure.Generation && f.AccountId == scene.Quiet)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Potential, potential).SetProperty(f => f.PotentialSource, source).SetProperty(f => f.PotentialUntil, until)));
    }

    /// <summary>The account's hours as the file has them, whatever is proposed for it.</summary>
    private static async Task<(string Hours, string Said)> Exported(TestClient reader, string address, string account)
    {
        var lines = new List<string>();
        foreach (var show in TierFilter.Shows) lines.AddRange((await reader.Get($"{address}?show={show}")).Text.Split('\n'));
        var fields = lines.Single(l => l.StartsWith($"{account},", StringComparison.Ordinal)).Split(',');
        return (fields[Array.IndexOf(ExportTiers.Columns, "hours")], fields[Array.IndexOf(ExportTiers.Columns, "hoursSaid")]);
    }

    private async Task Settle(int leastOrders)
    {
        var admin = troth.As(Role.Administrator);
        var version = (await admin.Json(HttpMethod.Get, "/api/tiers/settings")).Json.GetProperty("version").GetInt32();
        await Ok(admin.Json(HttpMethod.Put, "/api/tiers/settings", Input(leastOrders, version)));
    }

    private static object Input(int leastOrders, int version) => new
    {
        keyPotential = 50, keyMost = 10, small = 10, highPenetration = 50, leastYield = 25, simpleOrders = 50, leastOrders, hoursAnAccount = 1.5, hoursAnOrder = .5, hoursOff = 50, notableChange = 25,
        comesBackAfter = 12, version,
    };

    private Task<bool> Recompute() => troth.Services.GetRequiredService<RecomputeTiers>().IfChanged(default);

    /// <summary>Everything anew, with what was decided.</summary>
    private async Task Again()
    {
        await troth.Database.Db(db => db.TierStates.ExecuteUpdateAsync(s => s.SetProperty(t => t.Stamp, "other")));
        Assert.True(await Recompute());
    }

    private static async Task<Answer> Ok(Task<Answer> asked)
    {
        var answer = await asked;
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer;
    }

    private static JsonElement? Row(JsonElement listing, string account) =>
        listing.GetProperty("accounts").EnumerateArray().Where(a => a.GetProperty("account").GetString() == account).Select(a => (JsonElement?)a).SingleOrDefault();

    private Task<string> Label(Guid account) => troth.Database.Db(async db => $"A-{await db.Accounts.Where(a => a.Id == account).Select(a => a.Number).SingleAsync()}");
}

public sealed class TiersOnSqlite(SqliteServer troth) : TiersTests(troth), IClassFixture<SqliteServer>;

public sealed class TiersOnPostgres(PostgresServer troth) : TiersTests(troth), IClassFixture<PostgresServer>;
