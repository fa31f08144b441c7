namespace Troth.Evidence;

/// <summary>What a customer relationship is on the evidence.</summary>
public enum RelationshipKind
{
    /// <summary>The evidence is too thin to say.</summary>
    TooLittle,

    /// <summary>Buys much of what it could.</summary>
    Asset,

    /// <summary>Buys much of what it could, and falls behind its peers.</summary>
    Slipping,

    /// <summary>Called great, buys little of what it could, and does not outgrow its peers. Always put as a question.</summary>
    SmokeScreen,

    /// <summary>Could buy, and bought nothing in twelve months.</summary>
    Cold,

    /// <summary>Buys little of what it could, and nobody says otherwise, or the account or its seller's book grows.</summary>
    Sleeper,
}

/// <summary>Why. Each code says which numbers come with it, in this order.</summary>
public enum RelationshipReason
{
    /// <summary>There is no potential to hold purchases against. Numbers: peers found.</summary>
    NoPotential,

    /// <summary>The interval of the penetration spans the threshold. Numbers: penetration, its low, its high, threshold.</summary>
    PenetrationUnclear,

    /// <summary>The whole interval is at or above the threshold. Numbers: penetration, its low, its high, threshold.</summary>
    PenetrationHigh,

    /// <summary>The whole interval is below the threshold. Numbers: penetration, its low, its high, threshold.</summary>
    PenetrationLow,

    /// <summary>Shrinks against peers. Numbers: own symmetric growth, the peers', the band, peers.</summary>
    ShrinkingAgainstPeers,

    /// <summary>Keeps with peers. Numbers: own symmetric growth, the peers', the band, peers.</summary>
    KeepingWithPeers,

    /// <summary>Outgrows peers. Numbers: own symmetric growth, the peers', the band, peers.</summary>
    OutgrowingPeers,

    /// <summary>No growth to speak of: nothing bought in two years, or too few peers. No numbers.</summary>
    GrowthUnknown,

    /// <summary>The seller claims step 4 or 5. Numbers: step.</summary>
    ClaimedGreat,

    /// <summary>The seller claims step 1, 2 or 3. Numbers: step.</summary>
    ClaimedModest,

    /// <summary>Nobody has claimed anything. No numbers.</summary>
    NotClaimed,

    /// <summary>The seller's book is in the top third by growth. Numbers: rank, sellers ranked.</summary>
    SellerInTopThird,

    /// <summary>The seller's book is ranked below the top third. Numbers: rank, sellers ranked.</summary>
    SellerBelowTopThird,

    /// <summary>No seller, or too few accounts or sellers to rank. No numbers.</summary>
    SellerNotRanked,

    /// <summary>Nothing bought in twelve months. No numbers.</summary>
    NothingBought,
}

/// <summary>One reason, for the page to put into words.</summary>
/// <param name="Code">What.</param>
/// <param name="Numbers">How much, as the code says.</param>
public sealed record KindReason(RelationshipReason Code, IReadOnlyList<double> Numbers);

/// <summary>What is known of a relationship.</summary>
/// <param name="Purchases">Net purchases in twelve months; 0 or less is "nothing bought".</param>
/// <param name="Potential">What it could buy, or why that cannot be said.</param>
/// <param name="Growth">How it grows against peers; null when that was not asked.</param>
/// <param name="ClaimedStep">What its seller calls it, 1 to 5; null when nobody said.</param>
/// <param name="Seller">How the seller's book grows; null without a seller.</param>
public sealed record RelationshipFacts(
    double Purchases, AccountPotential Potential, AccountGrowth? Growth, int? ClaimedStep, SellerRank? Seller);

/// <summary>The kind and why; the reason that decided first, the others in the order they were asked.</summary>
public sealed record RelationshipVerdict(RelationshipKind Kind, IReadOnlyList<KindReason> Why);
