using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Promises.Inserts;

/// <summary>Who gains from an insert: who asked, the seller it is for and the asker's own, and the managers of these.</summary>
internal sealed record WhoGains(Guid? Asker, IReadOnlyList<Guid> Sellers, IReadOnlyList<Guid?> Teams)
{
    public static async Task<WhoGains> Of(TrothContext db, InsertReview review, CancellationToken cancel)
    {
        var asker = await WhoMayDecide.User(db, review.Asker, cancel);
        var sellers = new[] { review.SellerId, asker?.SellerId }.OfType<Guid>().Distinct().ToList();
        return new(review.Asker, sellers, sellers.Count == 0 ? [] : await db.SellerFacts.Where(s => sellers.Contains(s.Id)).Select(s => s.TeamId).ToListAsync(cancel));
    }

    public bool IsSeller(User user) => user.SellerId is { } own && Sellers.Contains(own);

    public bool Manages(User user) => user.Roles.Contains(Role.Manager) && Sellers.Count > 0 && (user.TeamId is null || Teams.Contains(user.TeamId));

    /// <summary>
    /// Who of those who gain wrote the address that a customer answers from, made that contact, or invited them: from the history. Null where nobody
    /// of them did, or the address was written anew by somebody else.
    /// </summary>
    public async Task<string?> Wrote(TrothContext db, Guid contact, Guid? invitation, CancellationToken cancel)
    {
        const string Email = "\"field\":\"Email\"";
        var written = await db.Changes.AsNoTracking().Where(c => c.RecordId == contact && (c.Action == "created" || (c.Action == "updated" && c.Fields!.Contains(Email))))
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancel);
        var invited = invitation is null ? null
            : await db.Changes.AsNoTracking().Where(c => c.RecordId == invitation && c.Action == "created").OrderBy(c => c.At).FirstOrDefaultAsync(cancel);
        foreach (var change in new[] { written, invited }.OfType<Change>())
        {
            if (await WhoMayDecide.User(db, change.ActorId, cancel) is { } user && (user.Id == Asker || IsSeller(user) || Manages(user))) return change.ActorName;
        }
        return null;
    }
}
