using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;

namespace Troth.Promises.Inserts;

/// <summary>
/// What a customer says whose promise would move is put down by the seller who looks after that customer, or that seller's manager: never by who
/// asked, by the seller who gains, or by a manager of one of these. Read from the records when it is done, not from a cookie.
/// </summary>
internal static class WhoMayAnswer
{
    private sealed record Keeper(Guid Seller, string Name, Guid? Team);

    /// <summary>Why this person may not, in words, by the customer of the order that would move; null where they may.</summary>
    public static async Task<Func<Guid?, string?>> Limits(
        TrothContext db, Guid? userId, InsertReview review, IReadOnlyCollection<Guid?> customers, CancellationToken cancel)
    {
        var user = await WhoMayDecide.User(db, userId, cancel);
        if (user is null || user.Id == review.Asker) return _ => Words.Say("insert.answer.whoAsked");
        var gains = await WhoGains.Of(db, review, cancel);
        if (gains.IsSeller(user)) return _ => Words.Say("insert.answer.whoGains");
        if (gains.Manages(user)) return _ => Words.Say("insert.answer.theirManager");
        var manages = user.Roles.Contains(Role.Manager);
        var keepers = await (from account in db.AccountFacts join seller in db.SellerFacts on account.SellerId equals (Guid?)seller.Id
                             where customers.Contains(account.Id) select new { account.Id, seller.Name, Seller = seller.Id, seller.TeamId })
            .ToDictionaryAsync(a => a.Id, a => new Keeper(a.Seller, a.Name, a.TeamId), cancel);
        return customer => customer is not { } id || !keepers.TryGetValue(id, out var keeper) ? Words.Say("insert.answer.nobodys")
            : user.SellerId == keeper.Seller || (manages && (user.TeamId is null || user.TeamId == keeper.Team)) ? null
            : Words.Say("insert.answer.whose", keeper.Name);
    }
}
