using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book.Figures;
using Troth.Platform.Data;

namespace Troth.Book.Contracts;

/// <summary>
/// Asks the Book's questions as if they had been asked over the last weeks: for a company that is made up whole and should look as one
/// does that has used Troth for a while, some questions new and only with their sellers, some answered, some gone on to the manager.
/// </summary>
public sealed class EarlierQuestions(RecomputeBook recompute, TrothContext db, TimeProvider time)
{
    /// <summary>Forgets all questions and answers, before the made-up claims they are about are taken back.</summary>
    public Task Forget(CancellationToken cancel) => db.ClaimQuestions.ExecuteDeleteAsync(cancel);

    /// <param name="days">How many days ago they were asked, one after the other and from the start again; never before the claim was made.</param>
    /// <param name="answers">What their sellers answered to every third of those that are a week old.</param>
    /// <returns>How many were asked of each seller.</returns>
    public async Task<IReadOnlyDictionary<Guid, int>> Ask(IReadOnlyList<int> days, IReadOnlyList<string> answers, CancellationToken cancel)
    {
        await recompute.IfChanged(cancel);
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var sellers = await db.Sellers.ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var asked = await db.ClaimQuestions.Where(q => q.SellerId != null).Join(db.Claims, q => q.ClaimId, c => c.Id, (question, claim) => new { question, claim.ClaimedOn })
            .Join(db.Accounts, q => q.question.AccountId, a => a.Id, (q, account) => new { q.question, q.ClaimedOn, account.Number }).OrderBy(q => q.Number).ToListAsync(cancel);
        var next = 0;
        for (var at = 0; at < asked.Count; at++)
        {
            var day = today.AddDays(-days[at % days.Count]);
            var one = asked[at];
            one.question.Ask(day < one.ClaimedOn ? one.ClaimedOn : day, one.question.Facts);
            if (at % 3 == 0 && next < answers.Count && one.question.AskedOn <= today.AddDays(-7))
                one.question.AnswerWith(answers[next++], sellers[one.question.SellerId!.Value], now.AddDays(-5));
        }
        db.Add(new BookChange { At = now });
        await db.SaveChangesAsync(cancel);
        await recompute.IfChanged(cancel);
        return asked.GroupBy(q => q.question.SellerId!.Value).ToDictionary(g => g.Key, g => g.Count());
    }
}
