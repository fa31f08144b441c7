using Troth.Evidence;

namespace Troth.Book.Figures;

/// <summary>What an account is called: the evidence's own rule on the figures as they are kept, so that a new claim needs nothing else.</summary>
public static class KindRule
{
    public static RelationshipVerdict Of(BookFigure figure, int claimed, double threshold) => Relationship.Classify(
        new RelationshipFacts((double)figure.Bought, PotentialOf(figure), GrowthOf(figure), claimed == 0 ? null : claimed, RankOf(figure)), threshold);

    // What one of us guessed is shown, but no word rests on it.
    private static AccountPotential PotentialOf(BookFigure figure) => new(figure.AccountId,
        figure is { PotentialSource: not Asked.PotentialSource.Guess } and { Potential: { } value, PotentialLow: { } low, PotentialHigh: { } high } ? new PotentialRange((double)value, (double)low, (double)high) : null,
        figure.Peers, figure.Potential is null ? NoPotential.TooFewPeers : null);

    private static AccountGrowth? GrowthOf(BookFigure figure) => figure.Standing == GrowthStanding.Unknown ? null
        : new AccountGrowth(figure.AccountId, figure.Standing, 0, 0, new PeerGrowth(0, 0, 0, null, default));

    private static SellerRank? RankOf(BookFigure figure) => figure is { SellerId: { } seller, SellerRank: { } rank }
        ? new SellerRank(seller, null, 0, rank, figure.SellersRanked, figure.SellerGrowsFast) : null;
}
