using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;

namespace Troth.Tiers;

/// <summary>People decide: as proposed, otherwise, or leave it. Who, when, why and the figures of the moment stay.</summary>
public sealed class DecideTier(TrothContext db, TierSight sight, TierWhy why, Reader reader, CurrentCompany companies, LiveNews news, TimeProvider time)
{
    /// <param name="Tier">key, grow, keep, online or demote; null with <paramref name="Declined"/>.</param>
    /// <param name="Declined">Leave the account as it is.</param>
    /// <param name="Reason">Needed where it goes against the proposal.</param>
    /// <param name="Proposed">What was proposed when you decided: refused when that has changed since.</param>
    /// <param name="Decisions">How often it had been decided when you read it; null takes whatever there is.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Tier, bool Declined = false, string? Reason = null, string? Proposed = null, int? Decisions = null);

    public async Task<TierDecision> Run(string account, Request request, CancellationToken cancel)
    {
        sight.NotOnASharedScreen();
        await using var step = await db.Database.BeginTransactionAsync(cancel);
        // Holds the row that says which generation is shown: until this step ends no other takes its place, and nobody decides beside it.
        await db.TierStates.ExecuteUpdateAsync(set => set.SetProperty(s => s.Generation, s => s.Generation), cancel);
        var state = await db.TierStates.SingleOrDefaultAsync(cancel);
        var found = await db.AccountCalled(account, cancel);
        var one = state is null || found is null ? null
            : await db.TierStandings.SingleOrDefaultAsync(s => s.Generation == state.Generation && s.AccountId == found.Id && !db.HiddenBatches.Any(b => b.Id == s.AccountBatch), cancel);
        if (one is null || !sight.Sees(one.SellerId, one.TeamId)) throw new NotFoundException(Words.Say("account.named", account));
        if (!sight.MayDecide(one.TeamId)) throw new NotAllowedException(Words.Say("decide.managers"));
        var kept = await db.DecidedTiers.SingleOrDefaultAsync(t => t.AccountId == one.AccountId, cancel);
        var last = kept is null ? null : await db.TierDecisions.AsNoTracking().SingleAsync(d => d.AccountId == one.AccountId && d.Nth == kept.Decisions, cancel);
        if (last is not null && Repeats(request, last, one)) return last;
        if (request.Decisions is { } read && read != (last?.Nth ?? 0)) throw new BusinessRuleException("tiers.decided", Meanwhile(last));
        if (!string.IsNullOrEmpty(request.Proposed) && TierWords.Parse(request.Proposed) != one.Proposed)
            throw new BusinessRuleException("tiers.changed", Words.Say("decide.changed", one.Proposed is { } now ? why.Name(now) : Words.Say("nothing")));
        var (tier, answer, reason) = Checked(request, one);
        var decision = await Keep(one, kept, state!, tier, answer, reason, cancel);
        await step.CommitAsync(cancel);
        news.Publish(TierTopics.Tiers);
        return decision;
    }

    /// <summary>The same of the same reader again, as a double click or a repeated request sends it: it was read before their own last decision, or nothing
    /// waits to be decided.</summary>
    private bool Repeats(Request request, TierDecision last, TierStanding one) =>
        (request.Decisions is { } read ? read == last.Nth - 1 || (read == last.Nth && one.Stage == TierStage.Settled) : one.Stage == TierStage.Settled)
        && last.DecidedBy == reader.Name
        && (request.Declined ? last.Answer == TierAnswer.Declined && string.IsNullOrEmpty(request.Tier)
            : last.Answer != TierAnswer.Declined && last.Tier is { } tier && TierWords.Parse(request.Tier) == tier)
        && last.Reason == Trimmed(request.Reason)
        && (string.IsNullOrEmpty(request.Proposed) || TierWords.Parse(request.Proposed) == last.Proposed);

    private static string? Trimmed(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();

    private string Meanwhile(TierDecision? last) => last is null ? Words.Say("decide.none")
        : Words.Say("decide.meanwhile", last.DecidedBy, last is { Answer: not TierAnswer.Declined, Tier: { } tier } ? why.Name(tier) : Words.Say("declined"), last.Reason ?? Words.Say("noReason"));

    private static (AccountTier? Tier, TierAnswer Answer, string? Reason) Checked(Request request, TierStanding one)
    {
        var errors = new FieldErrors();
        var reason = Trimmed(request.Reason);
        errors.Longest("reason", reason, DecidedTier.ReasonMax);
        var tier = TierWords.Parse(request.Tier);
        if (request.Declined ? !string.IsNullOrEmpty(request.Tier) : tier is null)
            errors.Add("tier", request.Declined ? Words.Say("decide.both") : Words.Say("tier.wrong", request.Tier ?? "", string.Join(", ", TierWords.All.Select(TierWords.CodeOf))));
        if (request.Declined && one.Proposed is null) errors.Add("tier", Words.Say("decide.nothing"));
        var answer = request.Declined ? TierAnswer.Declined : tier == one.Proposed ? TierAnswer.Accepted : TierAnswer.Chosen;
        if (answer != TierAnswer.Accepted && reason is null) errors.Add("reason", Words.Say("decide.reason"));
        errors.ThrowIfAny();
        return (request.Declined ? one.Decided : tier, answer, reason);
    }

    private async Task<TierDecision> Keep(TierStanding one, DecidedTier? kept, TierState state, AccountTier? tier, TierAnswer answer, string? reason, CancellationToken cancel)
    {
        var settings = await db.TierSettings.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new TierSettings();
        var today = await companies.Today(time, cancel);
        if (kept is null)
        {
            // Made first and decided then: its history tells what was decided, not only that something was made.
            db.Add(kept = new DecidedTier { AccountId = one.AccountId });
            await db.SaveChangesAsync(cancel);
        }

        var before = kept.Tier;
        kept.Decide(tier, answer, reason);
        var decision = new TierDecision
        {
            AccountId = one.AccountId, Nth = kept.Decisions, Answer = answer, Tier = tier, Before = before, Proposed = one.Proposed, Reason = reason, DecidedBy = reader.Name, DecidedAt = time.GetUtcNow(),
            AsOf = state.AsOf, Currency = state.Currency, Bought = one.Bought, Orders = one.Orders, Potential = one.Potential, PotentialLow = one.PotentialLow, PotentialHigh = one.PotentialHigh,
            Peers = one.Peers, Growth = one.Growth, Hours = one.Hours, HoursSaid = one.HoursSaid, Promised = one.Promised, Kept = one.Kept,
            ComesBackOn = today.AddMonths(settings.ComesBackAfter),
        };
        db.Add(decision);
        RecomputeTiers.Resettle(db, one, (kept, decision), state.ReadBasis(), today, settings);
        state.Stamp = ReadStandings.AndOneDecision(state.Stamp);
        await db.SaveChangesAsync(cancel);
        return decision;
    }
}
