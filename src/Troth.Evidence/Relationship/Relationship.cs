namespace Troth.Evidence;

/// <summary>Tells real relationships from claimed ones.</summary>
public static class Relationship
{
    /// <summary>A claim of this step or higher says the relationship is great.</summary>
    public const int GreatStep = 4;

    /// <summary>
    /// Classifies by penetration first. Above the threshold the claim does not matter: asset, or slipping when shrinking against
    /// peers. Below it: smoke screen when called great, not outgrowing peers and the seller not in the top third; else cold when nothing was
    /// bought; else sleeper.
    /// </summary>
    /// <param name="facts">What is known.</param>
    /// <param name="threshold">The company's border between much and little penetration, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold outside 0 to 1, or a claim outside 1 to 5.</exception>
    public static RelationshipVerdict Classify(RelationshipFacts facts, double threshold = .5)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!(threshold > 0 && threshold < 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold lies between 0 and 1, both excluded.");
        if (facts.ClaimedStep is < 1 or > 5)
            throw new ArgumentOutOfRangeException(nameof(facts), facts.ClaimedStep, "A claim is a step from 1 to 5.");

        if (facts.Potential.Range is not { } potential)
            return new RelationshipVerdict(RelationshipKind.TooLittle, [new(RelationshipReason.NoPotential, [facts.Potential.Peers])]);

        var (penetration, range) = potential.Penetration(facts.Purchases);
        KindReason Penetration(RelationshipReason code) => new(code, [penetration, range.Low, range.High, threshold]);
        if (range.Low < threshold && range.High >= threshold)
            return new RelationshipVerdict(RelationshipKind.TooLittle, [Penetration(RelationshipReason.PenetrationUnclear)]);

        var growth = GrowthReason(facts.Growth);
        if (range.Low >= threshold)
        {
            var kind = growth.Code == RelationshipReason.ShrinkingAgainstPeers ? RelationshipKind.Slipping : RelationshipKind.Asset;
            return new RelationshipVerdict(kind, [Penetration(RelationshipReason.PenetrationHigh), growth]);
        }

        var claim = ClaimReason(facts.ClaimedStep);
        var seller = SellerReason(facts.Seller);
        List<KindReason> why = [Penetration(RelationshipReason.PenetrationLow), claim, growth, seller];
        if (claim.Code == RelationshipReason.ClaimedGreat && growth.Code != RelationshipReason.OutgrowingPeers
            && seller.Code != RelationshipReason.SellerInTopThird)
            return new RelationshipVerdict(RelationshipKind.SmokeScreen, why);

        if (facts.Purchases > 0) return new RelationshipVerdict(RelationshipKind.Sleeper, why);
        why.Insert(0, new KindReason(RelationshipReason.NothingBought, []));
        return new RelationshipVerdict(RelationshipKind.Cold, why);
    }

    private static KindReason GrowthReason(AccountGrowth? growth)
    {
        if (growth is not { Own: { } own, Band: { } band, Peers: { } peers }) return new KindReason(RelationshipReason.GrowthUnknown, []);
        var code = growth.Standing switch
        {
            GrowthStanding.Shrinking => RelationshipReason.ShrinkingAgainstPeers,
            GrowthStanding.Outgrowing => RelationshipReason.OutgrowingPeers,
            _ => RelationshipReason.KeepingWithPeers,
        };
        return new KindReason(code, [own, peers.Typical, band, peers.Accounts]);
    }

    private static KindReason ClaimReason(int? step) => step is not { } claimed
        ? new KindReason(RelationshipReason.NotClaimed, [])
        : new KindReason(claimed >= GreatStep ? RelationshipReason.ClaimedGreat : RelationshipReason.ClaimedModest, [claimed]);

    private static KindReason SellerReason(SellerRank? seller) => seller?.Rank is not { } rank
        ? new KindReason(RelationshipReason.SellerNotRanked, [])
        : new KindReason(
            seller.TopThird ? RelationshipReason.SellerInTopThird : RelationshipReason.SellerBelowTopThird, [rank, seller.Ranked]);
}
