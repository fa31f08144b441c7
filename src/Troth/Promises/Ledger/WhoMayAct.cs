using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Promises.Ledger;

/// <summary>
/// Who may act on what was held or promised for a customer: its seller, the seller of the account, a manager of that seller's team, a
/// scheduler who sells nothing, an administrator; where nobody looks after it, whoever has the right. What customers do themselves, and what no person
/// does, is not asked here. The one place that says so.
/// </summary>
public sealed class WhoMayAct(TrothContext db, Reader reader, Actor actor)
{
    /// <param name="seller">Who promised it.</param>
    /// <param name="account">To whom; null where that is not known.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="NotAllowedException">This person may not; the message says whom to ask.</exception>
    public async Task Check(Guid? seller, Guid? account, CancellationToken cancel)
    {
        if (await WhyNot(seller, account, cancel) is { } why) throw new NotAllowedException(why);
    }

    /// <exception cref="NotAllowedException">This person may not; the message says whom to ask.</exception>
    public Task Check(Promise promise, CancellationToken cancel) => Check(promise.SellerId, promise.AccountId, cancel);

    /// <summary>
    /// Why this person may not say before its day is over that it will not be kept, in words; null: they may. A scheduler may not, whose plan
    /// would have it so.
    /// </summary>
    public Task<string?> WhyNotGiveUp(Promise promise, CancellationToken cancel) => WhyNot(promise.SellerId, promise.AccountId, false, cancel);

    /// <summary>
    /// Why this person may not act on it, in words; null: they may. No query for who promised it, schedulers and administrators.
    /// </summary>
    public Task<string?> WhyNot(Guid? seller, Guid? account, CancellationToken cancel) => WhyNot(seller, account, true, cancel);

    private async Task<string?> WhyNot(Guid? seller, Guid? account, bool schedulers, CancellationToken cancel)
    {
        if (actor.UserId is null || reader.Is(Role.Administrator) || (schedulers && reader.Is(Role.Scheduler) && reader.SellerId is null)) return null;
        if (seller is not null && seller == reader.SellerId) return null;
        var keeper = account is null ? null
            : await db.AccountFacts.Where(a => a.Id == account).Select(a => a.SellerId).FirstOrDefaultAsync(cancel);
        if (keeper is not null && keeper == reader.SellerId) return null;
        if ((seller ?? keeper) is not { } first) return null;
        var sellers = await db.SellerFacts.AsNoTracking().Where(s => s.Id == first || s.Id == keeper).ToListAsync(cancel);
        if (reader.Is(Role.Manager) && (reader.TeamId is null || sellers.Exists(s => s.TeamId == reader.TeamId))) return null;
        return Words.Say(schedulers ? "notYours" : "notYours.early", sellers.Find(s => s.Id == first)?.Name);
    }
}
