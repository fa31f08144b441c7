using Troth.Evidence;
using Troth.Tiers;

namespace Troth.Tests.Tiers;

public sealed class TierStandingTests
{
    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly TierBasis Basis = new(new TierRules(), new TierBorders(100, 1_000_000, 50_000, 5, 1_000, .5, 90, 100, null));

    private static TierStanding Standing(decimal bought = 2_000, decimal potential = 20_000) => new()
    {
        Generation = 1, AccountId = Guid.CreateVersion7(), AccountBatch = 0, Number = 1, Name = "x", Bought = bought, Orders = 4, OrdersBefore = 4, Potential = potential, PotentialLow = potential * .9m,
        PotentialHigh = potential * 1.1m, Peers = 30, FallsBehind = false, Promised = 0, Kept = 0, Hours = 2, HoursSaid = false,
    };

    private static TierDecision Last(AccountTier? proposed, TierAnswer answer = TierAnswer.Declined) => new()
    {
        AccountId = Guid.Empty, Nth = 1, Answer = answer, Proposed = proposed, DecidedBy = "x", DecidedAt = DateTimeOffset.UnixEpoch, AsOf = Today, Currency = "EUR", Bought = 2_000, Orders = 4,
        Potential = 20_000, Peers = 30, Hours = 2, HoursSaid = false, Promised = 0, Kept = 0, ComesBackOn = Today.AddMonths(12),
    };

    private static TierStage Stage(TierStanding one, AccountTier? decided, TierDecision? last, DateOnly? today = null)
    {
        one.Settle(decided, last, Basis, today ?? Today, .25);
        return one.Stage;
    }

    [Fact]
    public void A_proposal_that_nobody_answered_waits()
    {
        var one = Standing();
        Assert.Equal(TierStage.Open, Stage(one, null, null));
        Assert.Equal((AccountTier.Grow, 18_000), (one.Proposed, one.Stake));
    }

    [Fact]
    public void What_was_decided_stays_settled_and_a_declined_proposal_quiet_until_its_figures_change_notably_or_its_time_is_over()
    {
        Assert.Equal(TierStage.Settled, Stage(Standing(), AccountTier.Grow, Last(AccountTier.Grow, TierAnswer.Accepted)));
        Assert.Equal(TierStage.Settled, Stage(Standing(), null, Last(AccountTier.Grow)));
        Assert.Equal(TierStage.Settled, Stage(Standing(), AccountTier.Keep, Last(AccountTier.Grow, TierAnswer.Chosen)));
        Assert.Equal(TierStage.Settled, Stage(Standing(bought: 2_400), null, Last(AccountTier.Grow)));
        Assert.Equal(TierStage.Open, Stage(Standing(bought: 2_600), null, Last(AccountTier.Grow)));
        Assert.Equal(TierStage.Open, Stage(Standing(potential: 26_000), null, Last(AccountTier.Grow)));
        Assert.Equal(TierStage.Settled, Stage(Standing(), null, Last(AccountTier.Grow), Today.AddMonths(12).AddDays(-1)));
        Assert.Equal(TierStage.Open, Stage(Standing(), null, Last(AccountTier.Grow), Today.AddMonths(12)));
        Assert.Equal(TierStage.Open, Stage(Standing(), null, Last(AccountTier.Keep))); // another proposal than the one declined
    }

    [Fact]
    public void Without_a_potential_there_is_nothing_to_decide()
    {
        var stranger = new TierStanding
        {
            Generation = 1, AccountId = Guid.CreateVersion7(), AccountBatch = 0, Number = 1, Name = "x", Bought = 10, Orders = 4, OrdersBefore = 4, Peers = 0, FallsBehind = false, Promised = 0, Kept = 0,
            Hours = 2, HoursSaid = false,
        };
        Assert.Equal(TierStage.None, Stage(stranger, null, null));
    }
}
