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
        if (await WhyNot(db, userId, review, cancel) is { } why) throw new NotAllowedException(why);
    }

    /// <summary>Why this person may not decide, in words; null: they may.</summary>
    public static async Task<string?> WhyNot(TrothContext db, Guid? userId, InsertReview review, CancellationToken cancel)
    {
        var user = await User(db, userId, cancel);
        var team = user is null || review.SellerId is not { } seller || !user.Roles.Contains(Role.Manager) ? null
            : await db.SellerFacts.Where(s => s.Id == seller).Select(s => s.TeamId).FirstOrDefaultAsync(cancel);
        return WhyNot(user, review, team);
    }

    public static async Task<User?> User(TrothContext db, Guid? userId, CancellationToken cancel) =>
        userId is { } id ? await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel) : null;

    /// <param name="team">The team of the seller who gains.</param>
    public static string? WhyNot(User? user, InsertReview review, Guid? team)
    {
        if (user is null || !user.Roles.Contains(Role.Scheduler)) return Words.Say("insert.notScheduler");
        if (user.Id == review.Asker) return Words.Say("insert.whoAsked");
        if (review.SellerId is not { } seller) return null;
        if (user.SellerId == seller) return Words.Say("insert.whoGains");
        return user.Roles.Contains(Role.Manager) && (user.TeamId is null || user.TeamId == team) ? Words.Say("insert.theirManager") : null;
    }
}
