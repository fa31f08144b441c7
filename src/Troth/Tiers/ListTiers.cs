using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Evidence;
using Troth.Platform.Data;
using Troth.Platform.Lists;

namespace Troth.Tiers;

/// <summary>A page of proposals as their reader may see them, those first about which most is at stake.</summary>
public sealed class ListTiers(TrothContext db, TierSight sight, TierWhy why, ShownHours shown)
{
    private static readonly ListOrder<TierStanding> Largest = new ListOrder<TierStanding>(descending: true).By(s => s.Stake).By(s => s.Number);

    public async Task<TierListing> Run(TierFilter filter, int? limit, CancellationToken cancel)
    {
        sight.NotOnASharedScreen();
        var state = await db.TierStates.AsNoTracking().SingleOrDefaultAsync(cancel);
        if (state is null) return new TierListing(null, [], null, null, [], []);
        var page = await Largest.Page(ListPlace.From(filter.After, filter.Before, limit), cancel, Chosen(state, filter));
        var ids = page.Items.Select(s => s.AccountId).ToList();
        var decided = await db.DecidedTiers.AsNoTracking().Where(t => ids.Contains(t.AccountId)).ToDictionaryAsync(t => t.AccountId, t => t.Decisions, cancel);
        var (basis, hours) = (state.ReadBasis(), await shown.Ask(cancel));
        var (counts, sellers) = await Counts(state, filter, cancel);
        return new TierListing(state, [.. page.Items.Select(s => Row(s, basis, state.Currency, decided.GetValueOrDefault(s.AccountId), hours))], page.After, page.Before, counts, sellers);
    }

    /// <summary>The standings shown now, as far as the filter and the reader's eyes let them through.</summary>
    internal IQueryable<TierStanding> Chosen(TierState state, TierFilter filter)
    {
        var stage = filter.Stage;
        var standings = Shown(state).Where(s => s.Stage == stage);
        if (filter.TierAsked is { } tier) standings = standings.Where(s => s.Proposed == tier);
        if (filter.SellerAsked is { } seller) standings = standings.Where(s => s.SellerId == seller);
        return standings;
    }

    internal IQueryable<TierStanding> Shown(TierState state) =>
        sight.Of(db.TierStandings.AsNoTracking().Where(s => s.Generation == state.Generation && !db.HiddenBatches.Any(b => b.Id == s.AccountBatch)));

    internal TierRow Row(TierStanding one, TierBasis basis, string currency, int decisions, HoursSeen hours)
    {
        var (proposal, hides) = (basis.Propose(one), hours.Hides(one.SellerId, one.HoursSaid));
        return new TierRow(FormattableString.Invariant($"A-{one.Number}"), one.Name, one.SellerId, one.SellerName, one.Decided, one.Proposed, one.Stage, proposal.Held, proposal.Near,
            why.Sentence(proposal, basis), [.. proposal.Reasons.Select(r => why.Row(r, basis, currency, hides))], why.NotHigher(proposal, basis, currency, hides), one.Stake, one.Bought, one.Orders,
            one.Potential, one.PotentialLow, one.PotentialHigh, one.Peers, sight.MayDecide(one.TeamId), decisions);
    }

    private async Task<(IReadOnlyList<TierCount>, IReadOnlyList<(string, string)>)> Counts(TierState state, TierFilter filter, CancellationToken cancel)
    {
        var totals = sight.Of(db.TierTotals.AsNoTracking().Where(t => t.Generation == state.Generation));
        var ids = totals.Where(t => t.SellerId != null).Select(t => t.SellerId!.Value);
        var sellers = (await db.SellerFacts.AsNoTracking().Where(s => ids.Contains(s.Id)).OrderBy(s => s.NameKey).Select(s => new { s.Id, s.Name }).ToListAsync(cancel))
            .ConvertAll(s => (s.Id.ToString(), s.Name));
        if (sellers.Count < 2) sellers = [];
        if (filter.SellerAsked is { } seller) totals = totals.Where(t => t.SellerId == seller);
        var sums = await totals.GroupBy(t => new { t.Proposed, t.Decided, t.Stage })
            .Select(g => new { g.Key.Proposed, g.Key.Decided, g.Key.Stage, Accounts = g.Sum(t => t.Accounts), Bought = g.Sum(t => t.Bought), Potential = g.Sum(t => t.Potential) }).ToListAsync(cancel);
        decimal bought = sums.Sum(t => t.Bought), potential = sums.Sum(t => t.Potential);
        double? Of(decimal part, decimal whole) => whole > 0 ? (double)(part / whole) : null;
        return ([.. TierWords.All.Cast<AccountTier?>().Append(null).Select(tier =>
        {
            var (now, then) = (sums.Where(t => t.Decided == tier).ToList(), sums.Where(t => t.Proposed == tier).ToList());
            return new TierCount(tier, now.Sum(t => t.Accounts), now.Sum(t => t.Bought), now.Sum(t => t.Potential), Of(now.Sum(t => t.Bought), bought), Of(now.Sum(t => t.Potential), potential),
                then.Where(t => t.Stage == TierStage.Open).Sum(t => t.Accounts), then.Sum(t => t.Accounts), Of(then.Sum(t => t.Bought), bought), Of(then.Sum(t => t.Potential), potential));
        })], sellers);
    }
}
