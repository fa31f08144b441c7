using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;
using Troth.Promises.Inserts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Contracts;

/// <summary>Whether a promised delivery may move to another day, as its customer is asked.</summary>
/// <param name="What">40 × Bracket.</param>
/// <param name="Order">Our number of their order: O-17.</param>
/// <param name="ToOn">The day it would move to; null when by now there is none.</param>
/// <param name="State">asked, agreed, declined; then moved, broken or left.</param>
/// <param name="AgreedOn">The latest day they agreed to.</param>
/// <param name="Answer">The word an answer carries, so that it counts once and for what was shown; null when nothing waits for an answer.</param>
public sealed record MoveQuestion(
    Guid Id, string What, string ShopOrder, string? Order, DateOnly PromisedOn, DateOnly? ToOn, string State, DateOnly? AgreedOn, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt,
    string? AnsweredBy, string? Said, Guid? Answer);

/// <param name="Answer">yes, no, or later: yes, and up to <paramref name="Until"/>.</param>
/// <param name="Until">The latest day that will do, with "later".</param>
/// <param name="On">The day that was shown.</param>
/// <param name="Key">The word the question carries.</param>
public sealed record MoveAnswer(string? Answer, DateOnly? Until, string? Said, DateOnly? On, Guid? Key);

/// <summary>Questions whether promises may move, for those who were promised. Each call names the account, which the caller has made sure of.</summary>
public sealed class QuestionsForCustomers(TrothContext db, ICustomersPage page, LiveNews news, TimeProvider time)
{
    private const int Most = 50, MostDaysLater = 730;

    /// <summary>Those an account was asked, newest first: those that wait for a decision, or all.</summary>
    public async Task<IReadOnlyList<MoveQuestion>> Run(Guid account, bool open, CancellationToken cancel)
    {
        var (asked, reviews) = (Of(account), db.InsertReviews);
        if (open) asked = asked.Where(m => reviews.Any(r => r.Id == m.ReviewId && r.State == InsertState.Open));
        return await Told(asked.OrderByDescending(m => m.AskedAt).Take(Most), cancel);
    }

    /// <summary>One of them. Another account's is not found, as one that does not exist.</summary>
    public async Task<MoveQuestion> One(Guid account, string question, CancellationToken cancel) =>
        (Guid.TryParse(question, out var id) ? await Told(Of(account).Where(m => m.Id == id), cancel) : []) is [var found] ? found
            : throw new NotFoundException(Words.Say("insert.question.named"));

    /// <summary>The customer answers by themselves, to the day that was shown.</summary>
    /// <exception cref="BusinessRuleException">It was answered or decided meanwhile, or the day is another one by now; nothing is put down.</exception>
    public async Task<MoveQuestion> Answer(Guid account, Guid contact, string name, string question, MoveAnswer answer, CancellationToken cancel)
    {
        var found = await One(account, question, cancel);
        var move = await db.InsertMoves.FirstAsync(m => m.Id == found.Id, cancel);
        var review = await db.InsertReviews.AsNoTracking().FirstAsync(r => r.Id == move.ReviewId, cancel);
        if (review.State != InsertState.Open || move.ToOn is not { } to) throw new BusinessRuleException("insert.question.over", Words.Say("insert.question.over"));
        var errors = new FieldErrors();
        if (answer.Answer is not ("yes" or "no" or "later")) errors.Add("answer", Words.Say("insert.question.choose"));
        if (answer.Answer == "later" && (answer.Until is not { } last || last < to || last > to.AddDays(MostDaysLater)))
            errors.Add("until", Words.Say("insert.question.until", to, to.AddDays(MostDaysLater)));
        errors.Longest("said", answer.Said, InsertReview.TextMax);
        errors.ThrowIfAny();
        if (move.Question is null || answer.Key != move.Question) throw new BusinessRuleException("insert.question.answered", Words.Say("insert.question.answered"));
        if (answer.On != to) throw new BusinessRuleException("insert.question.changed", Words.Say("insert.question.changed", to));
        move.AnsweredByThemselves(answer.Answer == "no" ? InsertConsent.Declined : InsertConsent.Agreed, time.GetUtcNow(), contact, name,
            answer.Answer == "later" ? answer.Until : null, answer.Said,
            await (await WhoGains.Of(db, review, cancel)).Wrote(db, contact, await page.Invitation(account, contact, cancel), cancel));
        await InsertTopics.Once(review, () => db.SaveChangesAsync(cancel));
        news.Publish(InsertTopics.All);
        news.Publish($"account:{account}");
        return await One(account, question, cancel);
    }

    private IQueryable<InsertMove> Of(Guid account) => db.InsertMoves.AsNoTracking().Where(m => m.AccountId == account && m.AskedAt != null);

    private async Task<IReadOnlyList<MoveQuestion>> Told(IQueryable<InsertMove> moves, CancellationToken cancel)
    {
        var rows = await (from m in moves
                          join r in db.InsertReviews on m.ReviewId equals r.Id
                          join o in db.ShopOrders on m.ShopOrder equals o.Id
                          join product in db.Products on o.ProductId equals product.Id
                          join d in db.Orders on o.OrderId equals (Guid?)d.Id into orders
                          from order in orders.DefaultIfEmpty()
                          orderby m.AskedAt descending, m.ShopOrderNumber
                          select new { Move = m, r.State, o.Quantity, Product = product.Name, Order = (long?)order.Number }).ToListAsync(cancel);
        return [.. rows.Select(r => new MoveQuestion(r.Move.Id, Words.Say("delivery.of", r.Quantity, r.Product), $"W-{r.Move.ShopOrderNumber}", r.Order is { } number ? $"O-{number}" : null,
            r.Move.FromOn, r.Move.ToOn, State(r.Move, r.State), r.Move.AgreedOn, r.Move.AskedAt!.Value, r.Move.AnsweredAt, r.Move.Whom, r.Move.Said,
            r.State == InsertState.Open && r.Move.ToOn is not null ? r.Move.Question : null))];
    }

    private static string State(InsertMove move, InsertState review) => move.Outcome switch
    {
        InsertOutcome.Moved => "moved", InsertOutcome.Broken => "broken",
        _ => review != InsertState.Open ? "left" : move.Consent switch { InsertConsent.Agreed => "agreed", InsertConsent.Declined => "declined", _ => "asked" },
    };
}
