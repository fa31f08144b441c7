using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Inserts;

/// <summary>Why somebody may not act on a review, in words; null where they may.</summary>
/// <param name="Decide">Put it in.</param>
/// <param name="Withdraw">Take the wish back.</param>
internal sealed record InsertLimits(string? Decide, string? Withdraw);

/// <summary>
/// An insert is decided by a scheduler who does not gain from it: not the seller it is for, not that seller's manager, not who asked. Only who
/// asked, their manager or a scheduler takes the wish back. Read from the records when it is done, not from a cookie.
/// </summary>
internal static class WhoMayDecide
{
    public static async Task<InsertLimits> Of(TrothContext db, Guid? userId, InsertReview review, CancellationToken cancel)
    {
        var user = await User(db, userId, cancel);
        var team = await Team(db, user, review, cancel);
        return new(WhyNot(user, review, team), await WhyNotWithdraw(db, user, review, cancel));
    }

    public static async Task<string?> WhyNotWithdraw(TrothContext db, User? user, InsertReview review, CancellationToken cancel)
    {
        var not = Words.Say("insert.withdraw.whose", review.Label, review.AskedBy);
        if (user is null) return not;
        var asked = review.Asker is { } asker ? user.Id == asker : user.SellerId is not null && user.SellerId == review.SellerId;
        if (asked || user.Roles.Contains(Role.Scheduler)) return null;
        if (!user.Roles.Contains(Role.Manager)) return not;
        if (user.TeamId is not { } team) return null;
        var theirs = review.Asker is null ? null : await User(db, review.Asker, cancel);
        var seller = theirs is null ? review.SellerId : theirs.SellerId;
        if (theirs?.TeamId == team) return null;
        return seller is not null && await db.SellerFacts.AnyAsync(s => s.Id == seller && s.TeamId == team, cancel) ? null : not;
    }

    /// <exception cref="NotAllowedException">This person may not; the message says why.</exception>
    public static async Task Check(TrothContext db, Guid? userId, InsertReview review, CancellationToken cancel)
    {
        if (await WhyNot(db, userId, review, cancel) is { } why) throw new NotAllowedException(why);
    }

    /// <summary>Why this person may not decide, in words; null: they may.</summary>
    public static async Task<string?> WhyNot(TrothContext db, Guid? userId, InsertReview review, CancellationToken cancel)
    {
        var user = await User(db, userId, cancel);
        return WhyNot(user, review, await Team(db, user, review, cancel));
    }

    /// <summary>The team of the seller who gains, as far as it matters for this person.</summary>
    private static async Task<Guid?> Team(TrothContext db, User? user, InsertReview review, CancellationToken cancel) =>
        user is null || review.SellerId is not { } seller || !user.Roles.Contains(Role.Manager) ? null
            : await db.SellerFacts.Where(s => s.Id == seller).Select(s => s.TeamId).FirstOrDefaultAsync(cancel);

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
