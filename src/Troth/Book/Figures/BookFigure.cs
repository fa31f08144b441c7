using Troth.Accounts.Contracts;
using Troth.Book.Asked;
using Troth.Evidence;

namespace Troth.Book.Figures;

/// <summary>
/// What one account bought, could buy and is called on the evidence, at one generation of the Book. Made from accounts, orders,
/// rates and claims; never edited, always replaceable. Amounts are in the Book's base currency.
/// </summary>
public sealed partial class BookFigure
{
    public const int LabelMax = 200, SegmentMax = 200, CodeMax = 24, DetailMax = 200;

    /// <summary>Readers see one generation at a time; the next is written beside it and takes its place in one step.</summary>
    public required int Generation { get; set; }
    public required Guid AccountId { get; init; }

    /// <summary>The import the account came with: figures of an account that is taken back are hidden with it.</summary>
    public int AccountBatch { get; init; }
    public required long Number { get; init; }

    /// <summary>The account's key in the system it comes from, or its number.</summary>
    public required string Label { get; init; }
    public required string Name { get; init; }
    public required string NameKey { get; init; }
    public string? Segment { get; init; }
    public Guid? SellerId { get; init; }
    public string? SellerName { get; init; }

    /// <summary>Orders by seller, then by account; <see cref="NameKey.Last"/> without a seller.</summary>
    public string SellerNameKey { get; init; } = "";
    public Guid? TeamId { get; init; }

    /// <summary>Purchases in the window: sales less returns and cancellations.</summary>
    public decimal Bought { get; init; }

    /// <summary>Purchases in the twelve months before the window.</summary>
    public decimal BoughtBefore { get; init; }
    public int Orders { get; init; }

    /// <summary>Orders in the twelve months before the window: with those in it, what growth rests on.</summary>
    public int OrdersBefore { get; init; }
    public DateOnly? LastOrderOn { get; init; }

    /// <summary>Currencies it ordered in without a rate, separated by spaces: those orders are in neither sum, and nothing is concluded from the rest.</summary>
    public string? MissingRates { get; init; }

    /// <summary>What it could buy: as asked where that holds, else the formula's, else a guess.</summary>
    public decimal? Potential { get; set; }
    public decimal? PotentialLow { get; set; }
    public decimal? PotentialHigh { get; set; }

    /// <summary>Null without a potential.</summary>
    public PotentialSource? PotentialSource { get; set; }

    /// <summary>When it was said; null for the formula's.</summary>
    public DateOnly? PotentialOn { get; private set; }

    /// <summary>The last day on which what was said counts.</summary>
    public DateOnly? PotentialUntil { get; private set; }

    /// <summary>What similar accounts say it could, whatever counts.</summary>
    public decimal? Formula { get; init; }
    public decimal? FormulaLow { get; init; }
    public decimal? FormulaHigh { get; init; }

    /// <summary>Similar buyers behind the formula.</summary>
    public int Peers { get; init; }

    /// <summary>Why the formula says nothing.</summary>
    public Withheld? Withheld { get; init; }
    public double? Penetration { get; set; }
    public double? PenetrationLow { get; set; }
    public double? PenetrationHigh { get; set; }

    /// <summary>Growth over the previous twelve months; null when it bought nothing in them.</summary>
    public double? Growth { get; init; }

    /// <summary>Between these the growth may lie, the chance of its orders taken off; no upper end: any growth.</summary>
    public double? GrowthLow { get; init; }
    public double? GrowthHigh { get; init; }

    /// <summary>The typical growth of its peers.</summary>
    public double? PeerGrowth { get; init; }
    public double? PeerGrowthLow { get; init; }
    public double? PeerGrowthHigh { get; init; }

    /// <summary>
    /// Chance alone could have made it differ from its peers, or from none where there are no peers: its interval holds theirs. The
    /// standing is decided otherwise, by the narrower band of <see cref="Evidence.Growth.AgainstPeers"/>.
    /// </summary>
    public bool GrowthMayBeChance => Growth is not null && !(GrowthLow > (PeerGrowth ?? 0)) && !(GrowthHigh < (PeerGrowth ?? 0));

    /// <summary>
    /// Buyers behind the peers' growth: of its industry, or of its segment where no industry is known; of the whole book where those are
    /// too few.
    /// </summary>
    public int GrowthPeers { get; init; }

    /// <summary>How far its symmetric growth is from its peers'; what the list is sorted by.</summary>
    public double? GrowthAgainstPeers { get; init; }
    public GrowthStanding Standing { get; init; }

    /// <summary>Where its seller's whole book stands by growth, 1 the fastest; null when it is too small to be ranked.</summary>
    public int? SellerRank { get; init; }
    public int SellersRanked { get; init; }

    /// <summary>Its seller's whole book grows among the fastest third.</summary>
    public bool SellerGrowsFast { get; init; }
    public Guid? ClaimId { get; private set; }

    /// <summary>The step claimed last, 1 to 5; 0 when nothing is claimed.</summary>
    public int Claimed { get; private set; }
    public DateOnly? ClaimedOn { get; private set; }
    public string? ClaimedBy { get; private set; }
    public RelationshipKind Kind { get; private set; }

    /// <summary>The kind that the figures give if nothing were claimed: what those see who may not see the word.</summary>
    public RelationshipKind KindWithoutClaim { get; private set; }

    /// <summary>When the seller was asked about the claim; set exactly when it is a smoke screen.</summary>
    public DateOnly? AskedOn { get; set; }

    /// <summary>Puts accounts into a fixed order by chance, for an honest sample.</summary>
    public int Lot { get; init; }

    /// <summary>What it could buy more, as far as more than a guess says so.</summary>
    public decimal? Open => PotentialSource == Asked.PotentialSource.Guess ? null : Potential - Math.Max(0, Bought);

    /// <summary>
    /// Takes what was said of it, and says what it could buy anew; the kind is for <see cref="Claims"/> to say. What the customer said is taken as
    /// said, without an interval. Where a currency has no rate what it bought is not known, so nothing is said.
    /// </summary>
    public void CouldBuy(SaidPotential said)
    {
        var counts = MissingRates is null ? said.Counts(Formula is not null) : null;
        var range = counts is { Amount: var amount } ? Range(amount, amount, amount)
            : this is { Formula: { } value, FormulaLow: { } low, FormulaHigh: { } high } ? Range(value, low, high) : ((decimal, decimal, decimal)?)null;
        (Potential, PotentialLow, PotentialHigh) = (range?.Item1, range?.Item2, range?.Item3);
        (PotentialSource, PotentialOn, PotentialUntil) = (range is null ? null : counts?.Source ?? Asked.PotentialSource.Formula, counts?.GivenOn, counts?.ExpiresOn);
        var penetration = range is var (could, least, most) ? new PotentialRange((double)could, (double)least, (double)most).Penetration((double)Bought) : ((double Value, Interval Range)?)null;
        (Penetration, PenetrationLow, PenetrationHigh) = (penetration?.Value, penetration?.Range.Low, penetration?.Range.High);
    }

    // Never less than it bought, whatever was said.
    private (decimal, decimal, decimal) Range(decimal value, decimal low, decimal high) => (Math.Max(value, Bought), Math.Max(low, Bought), Math.Max(high, Bought));

    /// <summary>Takes the claim that counts now, or none, and says the kind anew.</summary>
    public void Claims(BookClaim? claim, double threshold)
    {
        (ClaimId, Claimed, ClaimedOn, ClaimedBy) = (claim?.Id, claim?.Step ?? 0, claim?.ClaimedOn, claim?.ClaimedBy);
        KindWithoutClaim = KindRule.Of(this, claimed: 0, threshold).Kind;
        Kind = KindRule.Of(this, Claimed, threshold).Kind;
        if (Kind != RelationshipKind.SmokeScreen) AskedOn = null;
    }
}

/// <summary>A claim as the Book reads it. The newest word of the seller who looks after the account now counts.</summary>
public sealed record BookClaim(Guid Id, Guid AccountId, Guid? SellerId, int Step, DateOnly ClaimedOn, DateTimeOffset RecordedAt, string ClaimedBy, int Batch = 0)
{
    public UnsignedClaim Unsigned => new(Id, AccountId, Batch, RecordedAt);
}

/// <summary>Why an account has no potential.</summary>
public enum Withheld
{
    /// <summary>Neither its size nor its line of business is known.</summary>
    Unknown,
    /// <summary>It ordered in a currency that the company has no rate for.</summary>
    NoRate,
    /// <summary>The whole book has too few buyers.</summary>
    TooFewBuyers,
    /// <summary>Too few buyers resemble it.</summary>
    TooFewPeers,
}
