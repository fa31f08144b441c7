using Troth.Evidence;

namespace Troth.Tiers;

/// <summary>One decision as its reader may see it, with the figures of that moment.</summary>
/// <param name="Nth">1 the first.</param>
/// <param name="Tier">The account's tier from then on.</param>
/// <param name="AsOf">Last day of the twelve months that the figures are of.</param>
/// <param name="Hours">A month; null where a seller said them and the company shows this reader none of another's.</param>
/// <param name="ComesBackOn">On this day the same proposal may come back.</param>
public sealed record TierDecisionRow(
    Guid Id, Guid AccountId, int Nth, TierAnswer Answer, AccountTier? Tier, AccountTier? Before, AccountTier? Proposed, string? Reason, string DecidedBy, DateTimeOffset DecidedAt, DateOnly AsOf,
    string Currency, decimal Bought, int Orders, decimal? Potential, decimal? PotentialLow, decimal? PotentialHigh, int Peers, double? Growth, double? Hours, bool HoursSaid, int Promised, int Kept,
    DateOnly ComesBackOn)
{
    internal static TierDecisionRow Of(TierDecision one, bool hidesHours) => new(
        one.Id, one.AccountId, one.Nth, one.Answer, one.Tier, one.Before, one.Proposed, one.Reason, one.DecidedBy, one.DecidedAt, one.AsOf, one.Currency, one.Bought, one.Orders, one.Potential,
        one.PotentialLow, one.PotentialHigh, one.Peers, one.Growth, hidesHours ? null : one.Hours, one.HoursSaid && !hidesHours, one.Promised, one.Kept, one.ComesBackOn);
}
