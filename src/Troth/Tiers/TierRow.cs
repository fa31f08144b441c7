using Troth.Evidence;

namespace Troth.Tiers;

/// <summary>A reason as people and programs read it.</summary>
/// <param name="Value">Null where it tells the hours that a seller said and the company shows this reader none of another's; so are its ends.</param>
/// <param name="Text">In words.</param>
public sealed record TierReasonRow(TierMeasure Measure, bool For, double? Value, double? Low, double? High, int Facts, double? Border, string Text);

/// <summary>One account's tier as its reader may see it.</summary>
/// <param name="Account">A-17.</param>
/// <param name="Decided">What people decided; null: nothing yet.</param>
/// <param name="Proposed">What the figures propose; null: nothing, and <paramref name="Sentence"/> says why.</param>
/// <param name="Stage">Whether there is something to decide.</param>
/// <param name="Held">It stays where it is only because its interval holds its tier too.</param>
/// <param name="Near">Tiers whose border it is near.</param>
/// <param name="Sentence">The proposal in a sentence, or why there is none.</param>
/// <param name="Reasons">The one that decides first.</param>
/// <param name="NotHigher">Why not the next tier up.</param>
/// <param name="Stake">What the decision is about, whole units of the currency a year: all it could buy (key), what it could buy more (grow), what it buys now (keep, online, demote); 0 where nothing is proposed.</param>
/// <param name="Decides">Whether this reader may decide it.</param>
/// <param name="Decisions">How often it was decided: send it back when you decide.</param>
public sealed record TierRow(
    string Account, string Name, Guid? SellerId, string? Seller, AccountTier? Decided, AccountTier? Proposed, TierStage Stage, bool Held, IReadOnlyList<AccountTier> Near, string Sentence,
    IReadOnlyList<TierReasonRow> Reasons, string? NotHigher, long Stake, decimal Bought, int Orders, decimal? Potential, decimal? PotentialLow, decimal? PotentialHigh, int Peers, bool Decides, int Decisions);

/// <summary>How many accounts are in a tier, and their shares of what all of them buy and could buy.</summary>
/// <param name="Tier">Null: no tier was decided.</param>
/// <param name="Waiting">Open proposals for it.</param>
public sealed record TierCount(AccountTier? Tier, int Accounts, decimal Bought, decimal Potential, double? ShareOfBought, double? ShareOfPotential, int Waiting, int WouldBe, double? WouldBeBought, double? WouldBePotential);

/// <summary>A page of them.</summary>
/// <param name="State">Null as long as nothing was computed.</param>
public sealed record TierListing(TierState? State, IReadOnlyList<TierRow> Rows, string? After, string? Before, IReadOnlyList<TierCount> Counts, IReadOnlyList<(string Id, string Name)> Sellers);
