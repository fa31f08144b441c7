namespace Troth.Evidence.Tests.Relationships;

public class RelationshipTests
{
    private static readonly PeerGrowth Peers = new(.02, .2, 40, null, new(-.02, .06));

    public static TheoryData<double, GrowthStanding?, int?, bool?> Everything()
    {
        var all = new TheoryData<double, GrowthStanding?, int?, bool?>();
        foreach (var purchases in new double[] { -10, 0, 200, 480, 700 })
            foreach (GrowthStanding? growth in new GrowthStanding?[] { null, GrowthStanding.Unknown, GrowthStanding.Shrinking, GrowthStanding.WithPeers, GrowthStanding.Outgrowing })
                foreach (int? step in new int?[] { null, 1, 2, 3, 4, 5 })
                    foreach (bool? top in new bool?[] { null, false, true }) all.Add(purchases, growth, step, top);
        return all;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_combination_has_its_kind(double purchases, GrowthStanding? growth, int? step, bool? top)
    {
        // Potential 1000, between 900 and 1200: 480 is between .40 and .53 of it, so the threshold .5 is spanned.
        var verdict = Relationship.Classify(Facts(purchases, growth, step, top));
        var expected = purchases switch
        {
            480 => RelationshipKind.TooLittle,
            700 => growth == GrowthStanding.Shrinking ? RelationshipKind.Slipping : RelationshipKind.Asset,
            _ when step >= 4 && growth != GrowthStanding.Outgrowing && top != true => RelationshipKind.SmokeScreen,
            200 => RelationshipKind.Sleeper,
            _ => RelationshipKind.Cold,
        };
        Assert.Equal(expected, verdict.Kind);
        Assert.NotEmpty(verdict.Why);
    }

    [Fact]
    public void The_reasons_carry_their_numbers()
    {
        var why = Relationship.Classify(Facts(200, GrowthStanding.WithPeers, 5, false)).Why;
        Assert.Equal([RelationshipReason.PenetrationLow, RelationshipReason.ClaimedGreat, RelationshipReason.KeepingWithPeers, RelationshipReason.SellerBelowTopThird],
            why.Select(r => r.Code));
        Assert.Equal([.2, 200 / 1200.0, 200 / 900.0, .5], why[0].Numbers);
        Assert.Equal([5], why[1].Numbers);
        Assert.Equal([.05, .02, .1, 40], why[2].Numbers);
        Assert.Equal([7, 9], why[3].Numbers);
        Assert.Equal(RelationshipReason.NothingBought, Relationship.Classify(Facts(0, null, 2, null)).Why[0].Code);
        Assert.Equal([RelationshipReason.PenetrationHigh, RelationshipReason.ShrinkingAgainstPeers],
            Relationship.Classify(Facts(700, GrowthStanding.Shrinking, null, null)).Why.Select(r => r.Code));
    }

    [Fact]
    public void Without_potential_nothing_is_said_and_the_peers_found_are()
    {
        var facts = Facts(200, GrowthStanding.WithPeers, 5, false) with { Potential = new AccountPotential(Guid.Empty, null, 7, NoPotential.TooFewPeers) };
        var verdict = Relationship.Classify(facts);
        Assert.Equal(RelationshipKind.TooLittle, verdict.Kind);
        Assert.Equal([7], Assert.Single(verdict.Why).Numbers);
    }

    [Theory]
    [InlineData(.16, RelationshipKind.Asset)]
    [InlineData(.21, RelationshipKind.TooLittle)]
    [InlineData(.6, RelationshipKind.Sleeper)]
    public void The_threshold_is_the_company_s(double threshold, RelationshipKind kind) =>
        Assert.Equal(kind, Relationship.Classify(Facts(200, null, null, null), threshold).Kind);

    [Fact]
    public void An_account_that_buys_all_it_could_is_above_any_threshold()
    {
        var all = Facts(1500, null, null, null) with { Potential = new AccountPotential(Guid.Empty, new PotentialRange(1500, 1500, 1500), 40, null) };
        Assert.Equal(RelationshipKind.Asset, Relationship.Classify(all, .99).Kind);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Relationship.Classify(Facts(1, null, 6, null)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Relationship.Classify(Facts(1, null, 0, null)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Relationship.Classify(Facts(1, null, 1, null), 1));
    }

    private static RelationshipFacts Facts(double purchases, GrowthStanding? growth, int? step, bool? top) => new(
        purchases, new AccountPotential(Guid.Empty, new PotentialRange(1000, 900, 1200), 40, null),
        growth is { } standing
            ? new AccountGrowth(Guid.Empty, standing, standing == GrowthStanding.Unknown ? null : .05, standing == GrowthStanding.Unknown ? null : .1, Peers)
            : null,
        step, top is { } isTop ? new SellerRank(Guid.Empty, .1, 20, 7, 9, isTop) : null);
}
