using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Asked;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Tests.Harness;
using Troth.Tests.Import;

namespace Troth.Tests.Book;

/// <summary>What a customer says it could buy counts before what similar accounts buy, until it expires; a guess never does.</summary>
public abstract class AskedPotentialTests(TestServer troth) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2025, 6, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<TestServer, BookScene> Scenes = new();
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        troth.Clock.Set(Start);
        if (!Scenes.TryGetValue(troth, out scene!)) Scenes[troth] = scene = await troth.Database.Db(db => BookScene.Make(db, troth.SellerId));
        await troth.Database.Db(db => db.PotentialEstimates.ExecuteDeleteAsync());
        await troth.Database.Db(db => { db.Add(new BookChange { At = Start }); return db.SaveChangesAsync(); });
        await BookScene.Recompute(troth.Services);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_was_asked_counts_at_once_and_after_every_computation()
    {
        troth.Available();
        var before = await Figure(scene.Quiet);
        var totals = await Totals();
        Assert.Equal((RelationshipKind.Sleeper, PotentialSource.Formula), (before.Kind, before.PotentialSource));
        await Said(scene.Quiet, 2_500);
        await Check();
        Assert.Equal(totals[RelationshipKind.Asset].Accounts + 1, (await Totals())[RelationshipKind.Asset].Accounts);
        Assert.Equal(totals.Values.Sum(t => t.Accounts), (await Totals()).Values.Sum(t => t.Accounts));
        Assert.Equal(totals.Values.Sum(t => t.Open) - before.Open + 500, (await Totals()).Values.Sum(t => t.Open));
        Assert.Equal(before.Generation, (await Figure(scene.Quiet)).Generation);
        await BookScene.Recompute(troth.Services); // for the sums of sellers and teams
        Assert.NotEqual(before.Generation, (await Figure(scene.Quiet)).Generation);
        await Check();

        async Task Check()
        {
            var figure = await Figure(scene.Quiet);
            Assert.Equal((2_500m, 2_500m, 2_500m, PotentialSource.Asked, RelationshipKind.Asset),
                (figure.Potential, figure.PotentialLow, figure.PotentialHigh, figure.PotentialSource, figure.Kind));
            Assert.Equal((.8, before.Potential, before.Peers), (figure.Penetration, figure.Formula, figure.Peers));
            Assert.Equal((new DateOnly(2025, 6, 2), new DateOnly(2026, 6, 2)), (figure.PotentialOn, figure.PotentialUntil));
        }
    }

    [Fact]
    public async Task It_expires_by_the_calendar_alone_and_can_be_withdrawn()
    {
        troth.Available();
        await Said(scene.Quiet, 2_500, expires: new(2025, 9, 1));
        await Said(scene.Quiet, 90_000, given: new(2025, 5, 1));
        Assert.Equal(2_500, (await Figure(scene.Quiet)).Potential); // the newest that was said, not the last put down
        while (await BookScene.Recompute(troth.Services)) { }
        troth.Clock.Set(Start.AddMonths(3)); // the second of September
        Assert.True(await BookScene.Recompute(troth.Services));
        var figure = await Figure(scene.Quiet);
        Assert.Equal((90_000m, PotentialSource.Asked, RelationshipKind.Sleeper), (figure.Potential, figure.PotentialSource, figure.Kind));
        Assert.False(await BookScene.Recompute(troth.Services));

        var list = await List(troth.As(Role.Seller));
        Assert.Equal("expired counts", string.Join(' ', list.GetProperty("estimates").EnumerateArray().Select(e => e.GetProperty("standing").GetString())));
        var id = list.GetProperty("estimates")[1].GetProperty("id").GetString();
        list = (await troth.As(Role.Seller).Json(HttpMethod.Delete, $"/api/book/{scene.Quiet}/potential/{id}")).Json;
        Assert.Equal("withdrawn", list.GetProperty("estimates")[1].GetProperty("standing").GetString());
        figure = await Figure(scene.Quiet);
        Assert.Equal((PotentialSource.Formula, (DateOnly?)null, figure.Formula), (figure.PotentialSource, figure.PotentialUntil, figure.Potential));
    }

    [Fact]
    public async Task On_a_shared_screen_and_of_less_than_a_cent_nothing_is_put_down()
    {
        troth.Available();
        var shared = troth.As(Role.Seller);
        shared.Cookies.Add(troth.Address, new System.Net.Cookie("troth.safe", "on"));
        Assert.Equal(404, (int)(await Post(shared, scene.Quiet, new { amount = 90_000, source = "asked", sure = true })).Status);
        Assert.Equal(400, (int)(await Post(troth.As(Role.Seller), scene.Stranger, new { amount = .004, source = "asked", sure = true })).Status);
        Assert.Equal(0, await troth.Database.Db(db => db.PotentialEstimates.CountAsync()));
    }

    [Fact]
    public async Task A_guess_counts_only_where_nobody_is_similar_and_no_word_rests_on_it()
    {
        troth.Available();
        await Said(scene.Quiet, 2_500, source: "guess");
        Assert.Equal(PotentialSource.Formula, (await Figure(scene.Quiet)).PotentialSource);
        Assert.Equal("outranked", (await List(troth.As(Role.Seller))).GetProperty("estimates")[0].GetProperty("standing").GetString());
        var open = (await Totals()).Values.Sum(t => t.Open);
        await Said(scene.Stranger, 8_000, source: "guess");
        var stranger = await Figure(scene.Stranger);
        Assert.Equal((8_000m, PotentialSource.Guess, RelationshipKind.TooLittle), (stranger.Potential, stranger.PotentialSource, stranger.Kind));
        Assert.Equal(open, (await Totals()).Values.Sum(t => t.Open));
        await Said(scene.Stranger, 9_000);
        stranger = await Figure(scene.Stranger);
        Assert.Equal((9_000m, PotentialSource.Asked, RelationshipKind.Asset), (stranger.Potential, stranger.PotentialSource, stranger.Kind));
    }

    [Fact]
    public async Task It_settles_a_question_and_raises_one()
    {
        troth.Available();
        Task<DateOnly?> Closed() => troth.Database.Db(db => db.ClaimQuestions.Where(q => q.ClaimId == scene.Claim).Select(q => q.ClosedOn).SingleAsync());
        Assert.Equal((RelationshipKind.SmokeScreen, null), ((await Figure(scene.Claimed)).Kind, await Closed()));
        await Said(scene.Claimed, 2_100);
        var figure = await Figure(scene.Claimed);
        Assert.Equal((RelationshipKind.Asset, (DateOnly?)null), (figure.Kind, figure.AskedOn));
        Assert.NotNull(await Closed());
        await Said(scene.Claimed, 60_000);
        figure = await Figure(scene.Claimed);
        Assert.Equal((RelationshipKind.SmokeScreen, null), (figure.Kind, await Closed()));
        Assert.Contains("said on", (await troth.As(Role.Seller).Open($"/book/{await Number(scene.Claimed)}")).Words("main")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_never_less_than_was_bought_and_follows_later_orders()
    {
        troth.Available();
        var client = troth.As(Role.Seller);
        var low = await Post(client, scene.Quiet, new { amount = 1_999, source = "asked" });
        Assert.Equal(400, (int)low.Status);
        Assert.Contains("less than Quiet Quarry bought in the last twelve months: €2,000", Words(low), StringComparison.Ordinal);
        await Said(scene.Quiet, 2_000);
        var order = await troth.Database.Db(async db =>
        {
            var added = await BookScene.Order(db, await db.Accounts.SingleAsync(a => a.Id == scene.Quiet), BookScene.AsOf, 700);
            await db.SaveChangesAsync();
            return added.Id;
        });
        await BookScene.Recompute(troth.Services);
        var figure = await Figure(scene.Quiet);
        Assert.Equal((2_700m, 2_700m, 1d), (figure.Bought, figure.Potential, figure.Penetration));
        await troth.Database.Db(db => db.Orders.Where(o => o.Id == order).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Another_currency_counts_at_the_rate_of_its_day()
    {
        troth.Available();
        var client = troth.As(Role.Seller);
        var refused = await Post(client, scene.Quiet, new { amount = 30_000, currency = "SEK", source = "asked" });
        Assert.Contains("SEK has no rate on 2 Jun 2025", Words(refused), StringComparison.Ordinal);
        await troth.Database.Db(db =>
        {
            db.Add(new Rate { Currency = "SEK", ValidFrom = new(2025, 1, 1), ToBase = .1m });
            db.Add(new Rate { Currency = "SEK", ValidFrom = new(2025, 6, 2), ToBase = .2m });
            return db.SaveChangesAsync();
        });
        await Said(scene.Quiet, 30_000, currency: "SEK", given: new(2025, 6, 1));
        Assert.Equal(3_000, (await Figure(scene.Quiet)).Potential);
        await BookScene.Recompute(troth.Services);
        Assert.Equal(3_000, (await Figure(scene.Quiet)).Potential);
        await troth.Database.Db(db => db.Rates.ExecuteDeleteAsync());
    }

    [Theory]
    [InlineData("""{"source":"asked"}""", "Give the amount")]
    [InlineData("""{"amount":-5,"source":"asked"}""", "-5 is not an amount")]
    [InlineData("""{"amount":0,"source":"asked"}""", "0 is not an amount")]
    [InlineData("""{"amount":100000000000001,"source":"asked"}""", "more than can be meant")]
    [InlineData("""{"amount":5000,"source":"dreamt"}""", "“dreamt” is not a source")]
    [InlineData("""{"amount":5000}""", "is not a source")]
    [InlineData("""{"amount":5000,"source":"asked","currency":"EURO"}""", "“EURO” is not a currency")]
    [InlineData("""{"amount":5000,"source":"asked","givenOn":"2025-06-03"}""", "is still to come")]
    [InlineData("""{"amount":5000,"source":"asked","givenOn":"0001-01-01"}""", "is no day that can be meant")]
    [InlineData("""{"amount":5000,"source":"asked","givenOn":"2025-06-01","expiresOn":"2025-05-31"}""", "is before 1 Jun 2025")]
    [InlineData("""{"amount":5000,"source":"asked","expiresOn":"2031-06-03"}""", "more than 5 years")]
    [InlineData("""{"amount":5000,"source":"asked","contact":"C-999"}""", "“C-999” is none of the people")]
    public async Task What_cannot_be_is_refused_with_the_remedy(string body, string says)
    {
        troth.Available();
        var answer = await Post(troth.As(Role.Seller), scene.Quiet, JsonDocument.Parse(body).RootElement);
        Assert.Equal(400, (int)answer.Status);
        Assert.Contains(says, Words(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_accounts_seller_their_manager_and_administrators_put_it_down_and_others_read()
    {
        troth.Available();
        var manager = await troth.Somebody("The manager", Role.Manager);
        var other = await troth.Somebody("Another manager", Role.Manager);
        await troth.Database.Db(async db =>
        {
            var team = new Troth.Accounts.Team("South");
            db.Add(team);
            (await db.Users.SingleAsync(u => u.Id == manager.Id)).TeamId = scene.Team;
            (await db.Users.SingleAsync(u => u.Id == other.Id)).TeamId = team.Id;
            await db.SaveChangesAsync();
        });
        (manager.TeamId, other.TeamId) = (scene.Team, await troth.Database.Db(db => db.Teams.Where(t => t.Name == "South").Select(t => (Guid?)t.Id).SingleAsync()));
        var colleague = await troth.Somebody("Olaf Other", Role.Seller, scene.Colleague);
        foreach (var (client, status) in new[] { (troth.As(Role.Seller), 201), (troth.As(manager), 201), (troth.As(Role.Administrator), 201), (troth.As(other), 403), (troth.As(colleague), 403),
            (troth.As(Role.Reader), 403), (troth.As(Role.Marketer), 403), (troth.As(Role.Scheduler), 403) })
        {
            Assert.Equal(status, (int)(await Post(client, scene.Quiet, new { amount = 7_000, source = "asked", sure = true })).Status);
            Assert.Equal(status == 201, (await List(client)).GetProperty("mayAdd").GetBoolean());
        }
        Assert.Equal(404, (int)(await troth.As(Role.Administrator).Json(HttpMethod.Get, "/api/book/A-999999/potential")).Status);
    }

    [Fact]
    public async Task A_form_keeps_what_was_typed_and_history_tells_who_said_it()
    {
        troth.Available();
        var client = troth.As(Role.Seller);
        var number = await Number(scene.Quiet);
        var contact = await troth.Database.Db(async db =>
        {
            var ian = new Contact(await db.Take<Contact>(default), "Ian", "Moss");
            db.Add(ian);
            db.Add(new ContactRole { ContactId = ian.Id, AccountId = scene.Quiet });
            await db.SaveChangesAsync();
            return ian.Id;
        });
        var page = await client.Open($"/book/{number}/potential");
        var wrong = await client.Submit(page, "form[action$='/potential']", ("amount", "12"), ("note", "Builds a hall"));
        Assert.Equal(422, (int)wrong.Status);
        Assert.Equal("12", wrong.Page.QuerySelector("[name=amount]")!.GetAttribute("value"));
        Assert.Contains("Builds a hall", wrong.Text, StringComparison.Ordinal);
        var kept = await client.Submit(page, "form[action$='/potential']", ("amount", "60,000"), ("contact", contact.ToString()), ("note", "Builds a hall"));
        Assert.Equal((303, $"/book/{number}/potential"), ((int)kept.Status, kept.Location));
        page = await client.Open($"/book/{number}/potential");
        Assert.Contains("Ian Moss, asked", page.Words("main")!, StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 3, 14);
        Assert.Contains("Said by Ian Moss", (await client.Open($"/panels/account-side/potential/{scene.Quiet}")).Words("main")!, StringComparison.Ordinal);
        Assert.Contains("asked on", (await client.Open($"/book/{number}")).Words(".figures")!, StringComparison.Ordinal);
        Assert.Contains("What it could buy", (await client.Open($"/accounts/{number}/history")).Words("main")!, StringComparison.Ordinal);
        var csv = (await client.Get("/book/export")).Text.Split("\r\n").Single(line => line.Contains("Quiet Quarry", StringComparison.Ordinal));
        Assert.Contains(",asked,2025-06-02,2026-06-02,", csv, StringComparison.Ordinal);

    }

    [Fact]
    public async Task A_file_brings_them_and_taking_it_back_takes_them_away()
    {
        troth.Available();
        var source = ImportSamples.NewSource();
        var recipe = ImportSamples.Recipe(source,
            """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Id" } } ] }""",
            """{ "file": "p.csv", "dateOrder": "ymd", "records": [ { "entity": "potential", "fields": { "account": "Account", "amount": "Amount", "currency": "Currency", "source": "Source", "givenOn": "Said", "expiresOn": "Until" } } ] }""");
        const string head = "Account,Amount,Currency,Source,Said,Until\n";
        var import = await troth.Database.Import(recipe, ("a.csv", "Id\nX\n"),
            ("p.csv", head + "X,5000,EUR,asked,2025-05-01,\nX,7000,EUR,guess,2025-05-02,2025-12-31\nX,-1,EUR,asked,2025-05-01,\nX,9,EUR,asked,2025-07-01,\nX,9,EUR,asked,2025-05-03,2025-05-01\n"));
        Assert.Equal(2, await troth.Database.Db(db => db.PotentialEstimates.CountAsync()));
        await BookScene.Recompute(troth.Services);
        var account = await troth.Database.Db(db => db.Accounts.Where(a => db.ImportSources.Any(s => s.Id == a.SourceId && s.Name == source)).Select(a => a.Id).SingleAsync());
        var figure = await Figure(account);
        Assert.Equal((5_000m, PotentialSource.Asked, new DateOnly(2026, 5, 1)), (figure.Potential, figure.PotentialSource, figure.PotentialUntil!.Value));
        await troth.Database.Revert(import);
        Assert.Equal(0, await troth.Database.Db(db => db.PotentialEstimates.CountAsync()));
    }

    [Fact]
    public async Task The_same_sent_again_is_put_down_once()
    {
        troth.Available();
        var (client, other) = (troth.As(Role.Seller), troth.As(Role.Administrator));
        var body = new { amount = 60_000, source = "asked", note = "Builds a hall" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Post(client, scene.Quiet, body)));
        Assert.All(answers, a => Assert.True((int)a.Status == 201, a.Text));
        Task<int> Kept() => troth.Database.Db(db => db.PotentialEstimates.CountAsync());
        Assert.Equal(1, await Kept());
        Assert.Single((await List(client)).GetProperty("estimates").EnumerateArray());

        // Said by somebody else, on another day or otherwise it is another word; so is an earlier one said anew after another.
        await Post(other, scene.Quiet, body);
        await Post(client, scene.Quiet, new { amount = 60_000, source = "asked", givenOn = "2025-06-01" });
        troth.Clock.Advance(TimeSpan.FromMilliseconds(5));
        await Post(client, scene.Quiet, new { amount = 70_000, source = "asked" });
        troth.Clock.Advance(TimeSpan.FromMilliseconds(5));
        await Post(client, scene.Quiet, body);
        Assert.Equal(5, await Kept());
        Assert.Equal(60_000, (await Figure(scene.Quiet)).Potential);
    }

    [Theory]
    [InlineData(2_500)]
    [InlineData(900_000)]
    public async Task What_is_far_from_what_similar_accounts_buy_is_asked_about_once(int amount)
    {
        troth.Available();
        var (client, number) = (troth.As(Role.Seller), await Number(scene.Quiet));
        var asked = await Post(client, scene.Quiet, new { amount, source = "asked" });
        Assert.Equal((422, "potential.farOff"), ((int)asked.Status, asked.Json.GetProperty("code").GetString()));
        Assert.Contains("Similar accounts buy between", asked.Json.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.Equal(201, (int)(await Post(client, scene.Quiet, new { amount, source = "guess" })).Status); // nothing rests on a guess

        var page = await client.Open($"/book/{number}/potential");
        Assert.Null(page.Page.QuerySelector("#field-sure"));
        var typed = amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        page = await client.Submit(page, "form[action$='/potential']", ("amount", typed), ("note", "Builds a hall"));
        Assert.Equal(422, (int)page.Status);
        Assert.Contains("Similar accounts buy between", page.Words("#field-sure-error")!, StringComparison.Ordinal);
        Assert.Equal(typed, page.Page.QuerySelector("[name=amount]")!.GetAttribute("value"));
        Assert.Equal(0, await troth.Database.Db(db => db.PotentialEstimates.CountAsync(e => e.Source == PotentialSource.Asked)));

        // Answered, the tick stays where something else is wrong, and then it is kept.
        var wrong = await client.Submit(page, "form[action$='/potential']", ("amount", typed), ("sure", "true"), ("expiresOn", "2025-01-01"));
        Assert.Equal(422, (int)wrong.Status);
        Assert.True(wrong.Page.QuerySelector("#field-sure")!.HasAttribute("checked"));
        Assert.Equal(303, (int)(await client.Submit(page, "form[action$='/potential']", ("amount", typed), ("sure", "true"))).Status);
        var figure = await Figure(scene.Quiet);
        Assert.Equal((amount, (PotentialSource?)PotentialSource.Asked), ((int)figure.Potential!.Value, figure.PotentialSource));
    }

    [Fact]
    public async Task A_file_counts_as_long_as_the_company_has_settled_and_no_longer_than_can_be()
    {
        troth.Available();
        await troth.Database.Db(db => db.Companies.ExecuteUpdateAsync(set => set.SetProperty(c => c.EstimateMonths, 6)));
        try
        {
            var recipe = ImportSamples.Recipe(ImportSamples.NewSource(),
                """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Id" } } ] }""",
                """{ "file": "p.csv", "dateOrder": "ymd", "records": [ { "entity": "potential", "fields": { "account": "Account", "amount": "Amount", "givenOn": "Said", "expiresOn": "Until" } } ] }""");
            var files = new[] { ("a.csv", "Id\nX\n"), ("p.csv", "Account,Amount,Said,Until\nX,5000,2025-05-01,\nX,6000,2025-05-01,2030-05-01\nX,7000,2025-05-01,2030-05-02\n") };
            await troth.Database.Import(recipe, files);
            async Task<DateOnly[]> Until() => [.. (await troth.Database.Db(db => db.PotentialEstimates.Select(e => e.ExpiresOn).ToListAsync())).Order()];
            Assert.Equal([new(2025, 11, 1), new(2030, 5, 1)], await Until());

            // Said anew by a file that says no day, it counts for as long as is settled by then.
            await troth.Database.Db(db => db.Companies.ExecuteUpdateAsync(set => set.SetProperty(c => c.EstimateMonths, 9)));
            await troth.Database.Import(recipe, files);
            Assert.Equal([new(2026, 2, 1), new(2030, 5, 1)], await Until());
        }
        finally
        {
            await troth.Database.Db(db => db.Companies.ExecuteUpdateAsync(set => set.SetProperty(c => c.EstimateMonths, Company.UsualEstimateMonths)));
        }
    }

    private async Task Said(Guid account, decimal amount, string source = "asked", string? currency = null, DateOnly? given = null, DateOnly? expires = null)
    {
        troth.Clock.Advance(TimeSpan.FromMilliseconds(5));
        var answer = await Post(troth.As(Role.Administrator), account, new { amount, source, currency, givenOn = given, expiresOn = expires, sure = true });
        Assert.True((int)answer.Status == 201, answer.Text);
    }

    private static string Words(Answer refused) => string.Join(' ', refused.Json.GetProperty("errors").EnumerateObject().SelectMany(e => e.Value.EnumerateArray()).Select(e => e.GetString()));

    private static Task<Answer> Post(TestClient client, Guid account, object body) => client.Json(HttpMethod.Post, $"/api/book/{account}/potential", body);

    private async Task<JsonElement> List(TestClient client) => (await client.Json(HttpMethod.Get, $"/api/book/{scene.Quiet}/potential")).Json;

    private Task<BookFigure> Figure(Guid account) => troth.Database.Db(db => BookScene.Figure(db, account));

    private async Task<string> Number(Guid account) => $"A-{await troth.Database.Db(db => db.Accounts.Where(a => a.Id == account).Select(a => a.Number).SingleAsync())}";

    private async Task<Dictionary<RelationshipKind, (int Accounts, decimal Open)>> Totals()
    {
        var generation = (await Figure(scene.Solid)).Generation;
        var rows = await troth.Database.Db(db => db.BookTotals.AsNoTracking().Where(t => t.Generation == generation).ToListAsync());
        return rows.GroupBy(t => t.Kind).ToDictionary(g => g.Key, g => (g.Sum(t => t.Accounts), g.Sum(t => t.Open)));
    }
}

public sealed class AskedPotentialOnSqlite(SqliteServer troth) : AskedPotentialTests(troth), IClassFixture<SqliteServer>;

public sealed class AskedPotentialOnPostgres(PostgresServer troth) : AskedPotentialTests(troth), IClassFixture<PostgresServer>;
