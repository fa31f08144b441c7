using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Book.Questions;

/// <summary>Questions about claims: the seller's own at once, everybody's for managers once the seller has had time to answer.</summary>
public sealed class ListQuestions(TrothContext db, ListBook book, TimeProvider time)
{
    public const int Most = 200, NewsDays = 14;

    /// <summary>Open questions, the longest unanswered first.</summary>
    public async Task<IReadOnlyList<QuestionRow>> Run(CancellationToken cancel, int limit = Most) =>
        await Rows((await Visible(cancel)).Where(q => q.Question.ClosedOn == null).OrderBy(q => q.Question.AnsweredAt != null).ThenBy(q => q.Question.AskedOn).ThenBy(q => q.Question.Id)
            .Take(limit), cancel);

    /// <summary>
    /// Open questions there is something to do about: the reader's own until they are answered; of other sellers' those without an answer
    /// and, for <see cref="NewsDays"/> from when they can be read, the answers.
    /// </summary>
    public async Task<IReadOnlyList<QuestionRow>> ToDo(int limit, CancellationToken cancel)
    {
        var eyes = await book.Eyes(cancel);
        var (me, since, opened) = (eyes.Seller, time.GetUtcNow().AddDays(-NewsDays), eyes.AskedBy.AddDays(-NewsDays));
        return await Rows((await Visible(cancel)).Where(q => q.Question.ClosedOn == null
                && (q.Question.AnsweredAt == null || ((me == null || q.Account.SellerId != me || q.Question.SellerId != me) && (q.Question.AnsweredAt > since || q.Question.AskedOn > opened))))
            .OrderBy(q => q.Question.AnsweredAt != null).ThenBy(q => q.Question.AskedOn).ThenBy(q => q.Question.Id).Take(limit), cancel);
    }

    /// <summary>All questions there were about an account, the newest first.</summary>
    public async Task<IReadOnlyList<QuestionRow>> Of(Guid accountId, CancellationToken cancel) =>
        await Rows((await Visible(cancel)).Where(q => q.Question.AccountId == accountId).OrderByDescending(q => q.Question.AskedOn).ThenByDescending(q => q.Question.Id).Take(20), cancel);

    /// <summary>How many open ones there are, and how many of them are answered, by who was asked and looks after the account.</summary>
    public async Task<IReadOnlyList<(Guid Seller, int Open, int Answered)>> Counts(CancellationToken cancel)
    {
        var asked = (await Visible(cancel)).Where(q => q.Question.ClosedOn == null && q.Question.SellerId != null && q.Account.SellerId == q.Question.SellerId);
        var counts = await asked.GroupBy(q => q.Question.SellerId!.Value).Select(g => new { g.Key, Open = g.Count(), Answered = g.Count(q => q.Question.AnsweredAt != null) }).ToListAsync(cancel);
        return [.. counts.Select(c => (c.Key, c.Open, c.Answered))];
    }

    /// <summary>Open ones about the accounts that this seller looks after, answered ones first.</summary>
    public async Task<IReadOnlyList<QuestionRow>> Of(Guid seller, int limit, CancellationToken cancel) =>
        await Rows((await Visible(cancel)).Where(q => q.Question.ClosedOn == null && q.Question.SellerId == seller && q.Account.SellerId == seller)
            .OrderBy(q => q.Question.AnsweredAt == null).ThenBy(q => q.Question.AskedOn).ThenBy(q => q.Question.Id).Take(limit), cancel);

    /// <summary>The one with this id, if the reader may see it.</summary>
    public async Task<QuestionRow?> One(Guid id, CancellationToken cancel) =>
        (await Rows((await Visible(cancel)).Where(q => q.Question.Id == id), cancel)).SingleOrDefault();

    /// <summary>A seller sees what they were asked about accounts they still look after; whose managers see depends on who looks after the account now.</summary>
    private async Task<IQueryable<Asked>> Visible(CancellationToken cancel)
    {
        var eyes = await book.Eyes(cancel);
        var all = from question in db.ClaimQuestions.AsNoTracking()
                  join account in db.Accounts on question.AccountId equals account.Id
                  join seller in db.Sellers on account.SellerId equals (Guid?)seller.Id into sellers
                  from seller in sellers.DefaultIfEmpty()
                  join who in db.Sellers on question.SellerId equals (Guid?)who.Id into whos
                  from who in whos.DefaultIfEmpty()
                  select new Asked { Question = question, Account = account, Seller = seller, Who = who };
        if (eyes.SafeView) return all.Where(_ => false);
        Guid? me = eyes.Seller, team = eyes.Team;
        var by = eyes.AskedBy;
        return eyes.AllTeams ? all.Where(q => q.Question.AskedOn <= by || (me != null && q.Account.SellerId == me && q.Question.SellerId == me))
            : all.Where(q => (me != null && q.Account.SellerId == me && q.Question.SellerId == me) || (team != null && q.Seller!.TeamId == team && q.Question.AskedOn <= by));
    }

    private async Task<IReadOnlyList<QuestionRow>> Rows(IQueryable<Asked> asked, CancellationToken cancel)
    {
        var me = (await book.Eyes(cancel)).Seller;
        var rows = await asked.Select(q => new { q.Question, q.Account.Number, q.Account.Name, Mine = me != null && q.Account.SellerId == me && q.Question.SellerId == me, Who = (string?)q.Who!.Name }).ToListAsync(cancel);
        return [.. rows.Select(r => new QuestionRow(r.Question.Id, r.Question.Version, $"A-{r.Number}", r.Name, r.Who, r.Mine, r.Question.AskedOn,
            JsonSerializer.Deserialize<QuestionFacts>(r.Question.Facts, JsonSerializerOptions.Web)!, r.Question.Answer, r.Question.AnsweredBy, r.Question.AnsweredAt, r.Question.ClosedOn))];
    }

    private sealed class Asked
    {
        public required ClaimQuestion Question { get; init; }
        public required Account Account { get; init; }
        public required Seller? Seller { get; init; }

        /// <summary>Who was asked.</summary>
        public required Seller? Who { get; init; }
    }
}

/// <param name="Account">A-1042.</param>
/// <param name="Seller">Who was asked.</param>
/// <param name="Mine">The reader is asked, and may answer.</param>
/// <param name="Facts">The figures as they were when it was asked.</param>
/// <param name="ClosedOn">When the figures stopped asking; null while they do.</param>
public sealed record QuestionRow(
    Guid Id, int Version, string Account, string AccountName, string? Seller, bool Mine, DateOnly AskedOn, QuestionFacts Facts,
    string? Answer, string? AnsweredBy, DateTimeOffset? AnsweredAt, DateOnly? ClosedOn);
