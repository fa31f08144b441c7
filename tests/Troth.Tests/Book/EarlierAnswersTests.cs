using Microsoft.EntityFrameworkCore;
using Troth.Book;
using Troth.Book.Questions;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

/// <summary>Whoever may read a question reads what was answered when the same account was asked about before.</summary>
public abstract class EarlierAnswersTests(TestServer troth)
{
    [Fact]
    public async Task A_question_shows_what_was_answered_before_to_those_who_may_see_it()
    {
        troth.Available();
        troth.Clock.Set(new DateTimeOffset(2025, 6, 2, 9, 0, 0, TimeSpan.Zero));
        var scene = await troth.Database.Db(db => BookScene.Make(db, troth.SellerId));
        await BookScene.Recompute(troth.Services);
        var number = await troth.Database.Db(async db =>
        {
            var now = await db.ClaimQuestions.SingleAsync(q => q.AccountId == scene.Claimed);
            var before = new ClaimQuestion { ClaimId = Guid.CreateVersion7(), AccountId = scene.Claimed, SellerId = scene.Seller };
            before.Ask(new DateOnly(2024, 3, 1), now.Facts);
            before.AnswerWith("They were rebuilding.", "Sam Seller", new DateTimeOffset(2024, 3, 4, 9, 0, 0, TimeSpan.Zero));
            before.Close(new DateOnly(2024, 9, 1));
            db.Add(before);
            await db.SaveChangesAsync();
            return await db.BookFigures.Where(f => f.AccountId == scene.Claimed).Select(f => f.Number).FirstAsync();
        });
        var card = (await troth.As(Role.Seller).Open($"/book/A-{number}")).Words("[id^=question-]")!;
        Assert.Contains("1 earlier answer", card, StringComparison.Ordinal);
        Assert.Contains("They were rebuilding.", card, StringComparison.Ordinal);
        Assert.DoesNotContain("rebuilding", (await troth.As(Role.Reader).Open($"/book/A-{number}")).Text, StringComparison.Ordinal);
        troth.Clock.Set(new DateTimeOffset(2025, 7, 2, 9, 0, 0, TimeSpan.Zero));
        Assert.Contains("They were rebuilding.", (await troth.As(Role.Manager).Open($"/book/A-{number}")).Words("[id^=question-]")!, StringComparison.Ordinal);
    }
}

public sealed class EarlierAnswersOnSqlite(SqliteServer troth) : EarlierAnswersTests(troth), IClassFixture<SqliteServer>;

public sealed class EarlierAnswersOnPostgres(PostgresServer troth) : EarlierAnswersTests(troth), IClassFixture<PostgresServer>;
