using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Tiers;

/// <summary>One account's tier with everything that was ever decided about it.</summary>
/// <param name="State">What the proposal rests on; null as long as nothing was computed.</param>
/// <param name="Decisions">The newest first.</param>
public sealed record TierView(TierRow Row, TierState State, IReadOnlyList<TierDecisionRow> Decisions);

/// <summary>One account's tier, for who sees it.</summary>
public sealed class ReadTier(TrothContext db, ListTiers list, TierSight sight, ShownHours shown)
{
    /// <exception cref="NotFoundException">There is no such account, or not for this reader, or nothing was computed about it.</exception>
    public async Task<TierView> Run(string account, CancellationToken cancel)
    {
        sight.NotOnASharedScreen();
        return await Find(account, cancel) ?? throw new NotFoundException(Words.Say("account.named", account));
    }

    /// <summary>Null where there is nothing for this reader.</summary>
    public async Task<TierView?> Find(string account, CancellationToken cancel)
    {
        if (await db.TierStates.AsNoTracking().SingleOrDefaultAsync(cancel) is not { } state || await db.AccountCalled(account, cancel) is not { } found) return null;
        if (await list.Shown(state).FirstOrDefaultAsync(s => s.AccountId == found.Id, cancel) is not { } one) return null;
        var decisions = await db.TierDecisions.AsNoTracking().Where(d => d.AccountId == found.Id).OrderByDescending(d => d.Nth).ToListAsync(cancel);
        var hours = await shown.Ask(cancel);
        return new TierView(list.Row(one, state.ReadBasis(), state.Currency, decisions.FirstOrDefault()?.Nth ?? 0, hours), state,
            [.. decisions.Select(d => TierDecisionRow.Of(d, hours.Hides(one.SellerId, d.HoursSaid)))]);
    }
}
