using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Inserts;

/// <summary>
/// An insert is decided by a scheduler who does not gain from it: not the seller it is for, not that seller's manager, not who asked. Read
/// from the records when it is committed, not from a cookie.
/// </summary>
internal static class WhoMayDecide
{
    /// <exception cref="NotAllowedException">This person may not; the message says why.</exception>
    public static async Task Check(TrothContext db, Guid? userId, InsertReview review, CancellationToken cancel)
    {
        var user = userId is { } id ? await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel) : null;
        if (user is null || !user.Roles.Contains(Role.Scheduler)) throw new NotAllowedException(Words.Say("insert.notScheduler"));
        if (user.Id == review.Asker) throw new NotAllowedException(Words.Say("insert.whoAsked"));
        if (review.SellerId is not { } seller) return;
        if (user.SellerId == seller) throw new NotAllowedException(Words.Say("insert.whoGains"));
        if (!user.Roles.Contains(Role.Manager)) return;
        var team = await db.SellerFacts.Where(s => s.Id == seller).Select(s => s.TeamId).FirstOrDefaultAsync(cancel);
        if (user.TeamId is null || user.TeamId == team) throw new NotAllowedException(Words.Say("insert.theirManager"));
    }
}
