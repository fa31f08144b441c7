using Troth.Evidence;

namespace Troth.Tiers;

/// <summary>Whether people have something to decide.</summary>
public enum TierStage
{
    /// <summary>What is proposed is not what was decided.</summary>
    Open,

    /// <summary>Decided as proposed, or otherwise and nothing has changed since.</summary>
    Settled,

    /// <summary>Nothing is proposed and nothing was decided.</summary>
    None,
}

/// <summary>
/// What is known of one account and proposed for it at one generation. Made from the Book and what people said; never edited, always replaceable.
/// Reasons are not kept: they follow from this and the borders of its generation.
/// </summary>
public sealed class TierStanding
{
    public const int CodeMax = 16;

    public required int Generation { get; init; }
    public required Guid AccountId { get; init; }
    public required int AccountBatch { get; init; }
    public required long Number { get; init; }
    public required string Name { get; init; }
    public Guid? SellerId { get; init; }
    public string? SellerName { get; init; }
    public Guid? TeamId { get; init; }
    public required decimal Bought { get; init; }
    public required int Orders { get; init; }
    public required int OrdersBefore { get; init; }
    public decimal? Potential { get; init; }
    public decimal? PotentialLow { get; init; }
    public decimal? PotentialHigh { get; init; }

    /// <summary>Similar buyers that the potential rests on; 0: the customer said it.</summary>
    public required int Peers { get; init; }
    public double? Growth { get; init; }
    public double? GrowthLow { get; init; }
    public double? GrowthHigh { get; init; }
    public required bool FallsBehind { get; init; }

    /// <summary>Its seller calls it great, what it buys does not show it, and the word for it is open to all who see this.</summary>
    public bool OnlyClaimed { get; init; }

    /// <summary>The chance that it is still a customer, and between what it may lie; null: not foretold.</summary>
    public double? Alive { get; init; }
    public double? AliveLow { get; init; }
    public double? AliveHigh { get; init; }
    public required int Promised { get; init; }
    public required int Kept { get; init; }

    /// <summary>A month.</summary>
    public required double Hours { get; init; }
    public required bool HoursSaid { get; init; }

    /// <summary>Orders of the last twelve months that were looked at for whether they need somebody's judgement.</summary>
    public int Sorted { get; init; }

    /// <summary>Those of them that needed nobody's; null: none was looked at.</summary>
    public int? Ordinary { get; init; }
    public AccountTier? Proposed { get; private set; }
    public AccountTier? Decided { get; private set; }
    public TierStage Stage { get; private set; }

    /// <summary>What the decision is about, whole units of the Book's currency a year: see <see cref="TierProposal"/>.</summary>
    public long Stake { get; private set; }

    public TierFacts Facts => new()
    {
        Bought = (double)Bought, Orders = Orders, OrdersBefore = OrdersBefore, Potential = (double?)Potential, PotentialRange = new Interval((double)(PotentialLow ?? 0), (double)(PotentialHigh ?? 0)),
        Peers = Peers, Growth = Growth, GrowthLow = GrowthLow, GrowthHigh = GrowthHigh, FallsBehind = FallsBehind,
        OnlyClaimed = OnlyClaimed, Alive = Alive, AliveRange = this is { AliveLow: { } low, AliveHigh: { } high } ? new Interval(low, high) : null, Promised = Promised, Kept = Kept, Hours = Hours,
        HoursSaid = HoursSaid, Sorted = Sorted, Ordinary = Ordinary, Present = Decided,
    };

    /// <summary>Takes what people decided, and proposes anew in its light.</summary>
    /// <param name="decided">The account's tier; null: none.</param>
    /// <param name="last">The decision that counts.</param>
    /// <param name="basis">Of this generation.</param>
    /// <param name="today">Proposals come back on a day.</param>
    /// <param name="notable">Share by which figures must have changed to come back sooner.</param>
    public TierProposal Settle(AccountTier? decided, TierDecision? last, TierBasis basis, DateOnly today, double notable)
    {
        Decided = decided;
        var proposal = basis.Propose(this);
        (Proposed, Stake) = (proposal.Tier, (long)Math.Clamp(Math.Round(proposal.Stake), 0, 1e15));
        var quiet = last is not null && last.Proposed == Proposed && today < last.ComesBackOn
            && !Differs(Bought, last.Bought, notable) && !Differs(Potential ?? 0, last.Potential ?? 0, notable);
        Stage = Proposed is not null && Proposed != Decided && !quiet ? TierStage.Open : last is not null ? TierStage.Settled : TierStage.None;
        return proposal;
    }

    private static bool Differs(decimal now, decimal then, double notable) => Math.Abs(now - then) > (decimal)notable * Math.Max(Math.Abs(then), 0) && now != then;
}

/// <summary>The borders that a generation's proposals rest on.</summary>
public sealed record TierBasis(TierRules Rules, TierBorders? Borders)
{
    public TierProposal Propose(TierStanding standing) => AccountTiers.Propose(standing.Facts, Borders, Rules);
}

/// <summary>Which generation of proposals is shown, and what it rests on; one row.</summary>
public sealed class TierState
{
    public const int OnlyId = 1, StampMax = 200;

    public int Id { get; init; } = OnlyId;
    public required int Generation { get; init; }

    /// <summary>What was read: another, and it is made anew.</summary>
    public required string Stamp { get; set; }

    /// <summary>Last day of the Book's twelve months.</summary>
    public required DateOnly AsOf { get; init; }
    public required DateTimeOffset ComputedAt { get; init; }
    public required string Currency { get; init; }

    /// <summary>The <see cref="TierBasis"/>, as JSON.</summary>
    public required string Basis { get; init; }
    public required int Milliseconds { get; init; }

    public TierBasis ReadBasis() => System.Text.Json.JsonSerializer.Deserialize<TierBasis>(Basis)!;
}

/// <summary>How many accounts are in a tier and proposed for one, and what they buy, so that counts need no walk over all accounts.</summary>
public sealed class TierTotal
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required int Generation { get; init; }
    public Guid? SellerId { get; init; }
    public Guid? TeamId { get; init; }
    public AccountTier? Proposed { get; init; }
    public AccountTier? Decided { get; init; }
    public required TierStage Stage { get; init; }
    public int Accounts { get; set; }
    public decimal Bought { get; set; }

    /// <summary>As far as it is known.</summary>
    public decimal Potential { get; set; }

    /// <summary>Takes this account in (1) or out (−1): totals are added up when they are read.</summary>
    public static TierTotal Of(TierStanding one, int times) => new()
    {
        Generation = one.Generation, SellerId = one.SellerId, TeamId = one.TeamId, Proposed = one.Proposed, Decided = one.Decided, Stage = one.Stage,
        Accounts = times, Bought = times * one.Bought, Potential = times * (one.Potential ?? 0),
    };
}
