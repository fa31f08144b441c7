using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Live;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

public abstract class RecomputeBookTests(TestDatabase database) : IAsyncLifetime
{
    private BookScene scene = null!;

    public async Task InitializeAsync()
    {
        if (database.MissingBecause is not null) return;
        await database.Db(async db =>
        {
            if (await db.Companies.AnyAsync()) return;
            db.Add(new Company { Name = "Test Works", BaseCurrency = "EUR", Culture = "en-GB", TimeZone = "Europe/Vienna" });
            await db.SaveChangesAsync();
        });
        scene = await database.Db(db => BookScene.Make(db));
        await BookScene.Recompute(database.Services);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Accounts_are_called_what_they_are()
    {
        database.Available();
        Assert.Equal(RelationshipKind.Asset, (await Figure(scene.Solid)).Kind);
        var claimed = await Figure(scene.Claimed);
        Assert.Equal((RelationshipKind.SmokeScreen, RelationshipKind.Sleeper), (claimed.Kind, claimed.KindWithoutClaim));
        Assert.Equal(2_000, claimed.Bought);
        Assert.True(claimed.Peers >= 15);
        Assert.Equal(RelationshipKind.Sleeper, (await Figure(scene.Quiet)).Kind);
        Assert.Equal(RelationshipKind.Cold, (await Figure(scene.Gone)).Kind);
        var stranger = await Figure(scene.Stranger);
        Assert.Equal((RelationshipKind.TooLittle, Withheld.Unknown, 7_000m), (stranger.Kind, stranger.Withheld, stranger.Bought));
    }

    [Fact]
    public async Task A_claim_is_taken_over_with_the_save_that_makes_it()
    {
        database.Available();
        Assert.Null(await Question(scene.Quiet));
        var totals = await Totals();
        await Claim(scene.Quiet, 4);
        var figure = await Figure(scene.Quiet);
        Assert.Equal((RelationshipKind.SmokeScreen, 4), (figure.Kind, figure.Claimed));
        Assert.Equal(figure.AskedOn, (await Question(scene.Quiet))!.AskedOn);
        Assert.Equal(totals.Values.Sum(), (await Totals()).Values.Sum());
        Assert.Equal(totals[RelationshipKind.SmokeScreen] + 1, (await Totals())[RelationshipKind.SmokeScreen]);

        await Claim(scene.Quiet, 2); // lowered: the question is answered by that
        figure = await Figure(scene.Quiet);
        Assert.Equal((RelationshipKind.Sleeper, (DateOnly?)null), (figure.Kind, figure.AskedOn));
        Assert.NotNull((await Question(scene.Quiet))!.ClosedOn);
        var generation = figure.Generation;
        Assert.True(await BookScene.Recompute(database.Services)); // only makes sure: nothing else is computed
        Assert.Equal(generation, (await Figure(scene.Quiet)).Generation);
        Assert.False(await BookScene.Recompute(database.Services));
    }

    [Fact]
    public async Task Who_says_a_questioned_claim_anew_does_not_get_the_whole_time_anew()
    {
        database.Available();
        async Task<DateOnly> AskedAfter(int days, int step)
        {
            database.Clock.Advance(TimeSpan.FromDays(days));
            await Claim(scene.Quiet, step);
            return (await database.Db(db => db.ClaimQuestions.Where(q => q.AccountId == scene.Quiet).OrderByDescending(q => q.Id).FirstAsync())).AskedOn;
        }
        var asked = await AskedAfter(0, 4);
        await AskedAfter(5, 2);
        Assert.Equal(asked, await AskedAfter(1, 5));
        Assert.Equal(asked, (await Figure(scene.Quiet)).AskedOn);
        await AskedAfter(1, 2);
        Assert.Equal(asked.AddDays(7 + 20), await AskedAfter(20, 5)); // long settled, it is a new question
    }

    [Fact]
    public async Task An_older_claim_changes_nothing()
    {
        database.Available();
        await database.Db(db => { db.Add(new Claim(scene.Claimed, scene.Seller, 1, new DateOnly(2024, 1, 1), database.Clock.GetUtcNow(), "Maria")); return db.SaveChangesAsync(); });
        Assert.Equal(5, (await Figure(scene.Claimed)).Claimed);
    }

    [Fact]
    public async Task An_order_is_counted_after_the_next_computation()
    {
        database.Available();
        await database.Db(async db =>
        {
            await BookScene.Order(db, await db.Accounts.SingleAsync(a => a.Id == scene.Gone), BookScene.AsOf.AddDays(-9), 300, returned: 100);
            await db.SaveChangesAsync();
        });
        Assert.Equal(0, (await Figure(scene.Gone)).Bought);
        Assert.True(await BookScene.Recompute(database.Services));
        var figure = await Figure(scene.Gone);
        Assert.Equal((200m, 1, RelationshipKind.Sleeper), (figure.Bought, figure.Orders, figure.Kind));
        Assert.False(await BookScene.Recompute(database.Services));
    }

    [Fact]
    public async Task A_question_closes_when_the_figures_no_longer_ask_and_opens_again()
    {
        database.Available();
        var asked = (await Question(scene.Claimed))!;
        var order = await database.Db(async db =>
        {
            var order = await BookScene.Order(db, await db.Accounts.SingleAsync(a => a.Id == scene.Claimed), BookScene.AsOf.AddDays(-1), 60_000);
            await db.SaveChangesAsync();
            return order.Id;
        });
        await BookScene.Recompute(database.Services);
        Assert.Equal(RelationshipKind.Asset, (await Figure(scene.Claimed)).Kind);
        Assert.NotNull((await Question(scene.Claimed))!.ClosedOn);

        await database.Db(async db => { db.Remove(await db.Orders.SingleAsync(o => o.Id == order)); await db.SaveChangesAsync(); });
        await BookScene.Recompute(database.Services);
        var again = (await Question(scene.Claimed))!;
        Assert.Equal((asked.Id, asked.AskedOn, (DateOnly?)null), (again.Id, again.AskedOn, again.ClosedOn)); // once a claim
        Assert.Equal(asked.AskedOn, (await Figure(scene.Claimed)).AskedOn);
    }

    [Fact]
    public async Task An_amount_without_a_rate_is_withheld_until_there_is_one()
    {
        database.Available();
        await database.Db(async db =>
        {
            await BookScene.Order(db, await db.Accounts.SingleAsync(a => a.Id == scene.Solid), BookScene.AsOf.AddDays(-30), 1_000_000, "HUF");
            await db.SaveChangesAsync();
        });
        await BookScene.Recompute(database.Services);
        var figure = await Figure(scene.Solid);
        Assert.Equal((RelationshipKind.TooLittle, Withheld.NoRate, "HUF"), (figure.Kind, figure.Withheld, figure.MissingRates));
        Assert.Null(figure.Potential);

        await database.Db(db => { db.Add(new Rate { Currency = "HUF", ValidFrom = new(2020, 1, 1), ToBase = .0025m }); return db.SaveChangesAsync(); });
        await BookScene.Recompute(database.Services);
        figure = await Figure(scene.Solid);
        Assert.Equal((52_500m, RelationshipKind.Asset), (figure.Bought, figure.Kind));
        await database.Db(async db => { db.RemoveRange(await db.Rates.ToListAsync()); await db.SaveChangesAsync(); });
    }

    [Fact]
    public async Task Figures_of_an_import_that_is_taken_back_are_gone_at_once()
    {
        database.Available();
        var id = await database.Db(async db =>
        {
            var account = new Account(await db.Take("accounts", 1, default), "Imported Iron") { BatchId = 77, SourceId = 1, ExternalKey = Guid.CreateVersion7().ToString() };
            db.Add(account);
            await db.SaveChangesAsync();
            return account.Id;
        });
        await BookScene.Recompute(database.Services);
        var generation = (await Figure(id)).Generation;
        Task<int> Shown() => database.Db(db => db.Shown(generation, new BookFilter(), BookEyes.Operator).CountAsync(f => f.AccountId == id));
        Assert.Equal(1, await Shown());
        await database.Db(db => { db.Add(new HiddenBatch { Id = 77 }); return db.SaveChangesAsync(); });
        Assert.Equal(0, await Shown());
        while (await BookScene.Recompute(database.Services)) { }
        await database.Db(db => db.HiddenBatches.ExecuteDeleteAsync()); // published again, as an import does it: past the context
        Assert.True(await BookScene.Recompute(database.Services));
    }

    [Fact]
    public async Task Totals_are_the_sums_of_the_figures()
    {
        database.Available();
        var generation = (await Figure(scene.Solid)).Generation;
        var byFigures = await database.Db(async db => (await db.BookFigures.AsNoTracking().Where(f => f.Generation == generation).ToListAsync())
            .GroupBy(f => f.Kind).ToDictionary(g => g.Key, g => (g.Count(), g.Count(f => f.Potential is not null), g.Sum(f => f.Bought), g.Sum(f => f.Open ?? 0))));
        var byTotals = await database.Db(async db => (await db.BookTotals.AsNoTracking().Where(t => t.Generation == generation).ToListAsync())
            .GroupBy(t => t.Kind).ToDictionary(g => g.Key, g => (g.Sum(t => t.Accounts), g.Sum(t => t.Estimated), g.Sum(t => t.Bought), g.Sum(t => t.Open))));
        Assert.Contains(byFigures.Values, sums => sums.Item2 < sums.Item1); // some have no potential
        Assert.Equal(byFigures.OrderBy(k => k.Key), byTotals.Where(t => t.Value.Item1 != 0).OrderBy(k => k.Key));
    }

    [Fact]
    public async Task A_question_that_is_answered_meanwhile_is_read_again()
    {
        database.Available();
        await database.Db(async db =>
        {
            await BookScene.Order(db, await db.Accounts.SingleAsync(a => a.Id == scene.Claimed), BookScene.AsOf.AddDays(-1), 60_000);
            await db.SaveChangesAsync();
        });
        var answering = new AnsweredMeanwhile(database);
        await new RecomputeBook(answering, database.Services.GetRequiredService<BookTurn>(), database.Services.GetRequiredService<LiveNews>(), database.Clock).IfChanged(default);
        Assert.Equal(1, answering.Times);
        var question = (await Question(scene.Claimed))!;
        Assert.NotNull(question.ClosedOn);
        Assert.Equal("Meanwhile", question.Answer);
    }

    [Fact]
    public async Task Peers_are_found_for_accounts_that_buy_nothing_and_for_new_ones()
    {
        database.Available();
        var (peers, state) = (database.Services.GetRequiredService<BookPeers>(), await database.Db(db => db.BookStates.AsNoTracking().SingleAsync()));
        Assert.Equal((await Figure(scene.Gone)).Peers, (await peers.Of(scene.Gone, state, default)).Count);
        Assert.Equal((await Figure(scene.Solid)).Peers, (await peers.Of(scene.Solid, state, default)).Count);
        var added = await database.Db(async db =>
        {
            var account = await BookScene.Account(db, "New Nails", scene.Colleague, 1_015_000);
            await db.SaveChangesAsync();
            return account.Id;
        });
        Assert.NotEmpty(await peers.Of(added, state, default));
        Assert.Empty(await peers.Of(scene.Stranger, state, default));
    }

    [Fact]
    public async Task Peers_are_told_by_the_sums_of_their_generation_and_no_order_is_read_again()
    {
        database.Available();
        var (scopes, state) = (database.Services.GetRequiredService<IServiceScopeFactory>(), await database.Db(db => db.BookStates.AsNoTracking().SingleAsync()));
        using var before = new BookPeers(scopes);
        var peer = (await before.Of(scene.Solid, state, default))[0];
        Assert.Equal((await Figure(peer.AccountId)).Bought, peer.Bought);
        await database.Db(async db =>
        {
            await BookScene.Order(db, await db.Accounts.SingleAsync(a => a.Id == peer.AccountId), BookScene.AsOf.AddDays(-1), 500);
            await db.SaveChangesAsync();
        });
        using var after = new BookPeers(scopes);
        Assert.Equal(peer.Bought, (await after.Of(scene.Solid, state, default)).Single(p => p.AccountId == peer.AccountId).Bought);
    }

    private Task Claim(Guid account, int step) => database.Db(async db =>
    {
        database.Clock.Advance(TimeSpan.FromMilliseconds(5));
        db.Add(new Claim(account, scene.Seller, step, new DateOnly(2025, 6, 1), database.Clock.GetUtcNow(), "Maria Keller"));
        await db.SaveChangesAsync();
    });

    private Task<BookFigure> Figure(Guid account) => database.Db(db => BookScene.Figure(db, account));

    private Task<Troth.Book.Questions.ClaimQuestion?> Question(Guid account) => database.Db(db =>
        db.ClaimQuestions.AsNoTracking().Where(q => q.AccountId == account).OrderByDescending(q => q.Id).FirstOrDefaultAsync());

    private async Task<Dictionary<RelationshipKind, int>> Totals()
    {
        var generation = (await Figure(scene.Solid)).Generation;
        var rows = await database.Db(db => db.BookTotals.AsNoTracking().Where(t => t.Generation == generation).ToListAsync());
        return rows.GroupBy(t => t.Kind).ToDictionary(g => g.Key, g => g.Sum(t => t.Accounts));
    }
}

/// <summary>Scopes in whose first save of a question somebody else answers it first.</summary>
internal sealed class AnsweredMeanwhile(TestDatabase database) : IServiceScopeFactory
{
    public int Times { get; private set; }

    public IServiceScope CreateScope()
    {
        var scope = database.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        db.SavingChanges += (_, _) =>
        {
            if (Times > 0 || db.ChangeTracker.Entries<Troth.Book.Questions.ClaimQuestion>().All(q => q.State != EntityState.Modified)) return;
            Times++;
            using var other = database.Services.CreateScope();
            other.ServiceProvider.GetRequiredService<TrothContext>().ClaimQuestions
                .ExecuteUpdate(question => question.SetProperty(q => q.Version, q => q.Version + 1).SetProperty(q => q.Answer, "Meanwhile"));
        };
        return scope;
    }
}

public sealed class RecomputeBookOnSqlite(SqliteDatabase database) : RecomputeBookTests(database), IClassFixture<SqliteDatabase>;

public sealed class RecomputeBookOnPostgres(PostgresDatabase database) : RecomputeBookTests(database), IClassFixture<PostgresDatabase>;
