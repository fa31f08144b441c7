using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Live;
using Troth.Promises.Desk;

namespace Troth.Promises.Inserts;

/// <summary>
/// By now the plan gives the day by itself, since capacity was added or work went away: the day is held as a quote, nobody makes room, and
/// nobody has to decide.
/// </summary>
public sealed class HoldInsert(TrothContext db, MakeQuote make, Actor actor, LiveNews news)
{
    public sealed record Held(string Review, string Quote);

    /// <exception cref="BusinessRuleException">It fits no longer (<c>dateLost</c>), or the review has ended.</exception>
    public async Task<Held> Run(string reference, string? key, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        var made = await make.Run(
            new(review.AccountId.ToString(), [new(review.ProductId, review.Quantity, review.WantedOn, review.WantedOn, review.UnitPrice)], Plant: review.Plant, Class: review.PromiseClass),
            key, async (turn, quote) =>
            {
                await db.Entry(review).ReloadAsync(cancel);
                review.Held(actor.UserId, actor.Name, turn.Now, quote.Id);
            }, cancel);
        news.Publish(InsertTopics.All);
        return new(review.Label, made.Label);
    }
}
