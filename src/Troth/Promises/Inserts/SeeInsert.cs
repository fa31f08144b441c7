using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Live;

namespace Troth.Promises.Inserts;

/// <summary>Somebody took note of what was decided: what they asked for or gain by, and their own promises that it moved.</summary>
public sealed class SeeInsert(TrothContext db, Reader reader, LiveNews news, TimeProvider time)
{
    /// <param name="Promises">Shop orders of the caller that moved or were broken, and are noted now.</param>
    public sealed record Seen(string Review, bool Decision, IReadOnlyList<string> Promises);

    public async Task<Seen> Run(string reference, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        var now = time.GetUtcNow();
        var decision = review.State != InsertState.Open && review.SeenAt is null && IsTheirs(review, reader);
        if (decision) review.SeenAt = now;
        var moves = reader.SellerId is not { } seller ? []
            : await db.InsertMoves.Where(m => m.ReviewId == review.Id && m.SellerId == seller && m.Outcome == InsertOutcome.Broken && m.SeenAt == null).ToListAsync(cancel);
        foreach (var move in moves) move.SeenAt = now;
        await InsertTopics.Once(review, () => db.SaveChangesAsync(cancel));
        news.Publish(InsertTopics.All);
        return new(review.Label, decision, [.. moves.Select(m => $"W-{m.ShopOrderNumber}")]);
    }

    /// <summary>Who gains by it, or else who asked.</summary>
    internal static bool IsTheirs(InsertReview review, Reader reader) =>
        review.SellerId is { } seller ? reader.SellerId == seller : review.Asker == reader.UserId;
}
