namespace Troth.Evidence;

/// <summary>What is known of one account when its tier is proposed. Amounts in one currency for twelve months.</summary>
public readonly record struct TierFacts
{
    /// <summary>Purchases less returns; below zero counts as none.</summary>
    public required double Bought { get; init; }

    /// <summary>Orders in these twelve months.</summary>
    public required int Orders { get; init; }

    /// <summary>And in those before.</summary>
    public required int OrdersBefore { get; init; }

    /// <summary>What it could buy; null: nobody knows.</summary>
    public required double? Potential { get; init; }

    /// <summary>Between these the potential lies; <see cref="Potential"/> within.</summary>
    public required Interval PotentialRange { get; init; }

    /// <summary>Similar buyers that the potential rests on; 0: the customer said it.</summary>
    public int Peers { get; init; }

    /// <summary>Growth over the year before; null: not known.</summary>
    public double? Growth { get; init; }

    /// <summary>The lower end of its interval; null: as low as can be.</summary>
    public double? GrowthLow { get; init; }

    /// <summary>The upper end; null: any growth.</summary>
    public double? GrowthHigh { get; init; }

    /// <summary>It falls behind its peers, and the whole interval of its growth lies below what is typical of them.</summary>
    public bool FallsBehind { get; init; }

    /// <summary>It is called great, and neither what it buys nor how it grows shows that: see <see cref="RelationshipKind.SmokeScreen"/>.</summary>
    public bool OnlyClaimed { get; init; }

    /// <summary>The chance that it is still a customer, 0 to 1; null: not foretold.</summary>
    public double? Alive { get; init; }

    /// <summary>Where that chance may lie; null: not known.</summary>
    public Interval? AliveRange { get; init; }

    /// <summary>Deliveries promised to it that have ended or are past their day.</summary>
    public int Promised { get; init; }

    /// <summary>Those of them that were complete and right by the first day.</summary>
    public int Kept { get; init; }

    /// <summary>Hours a month our people spend on it.</summary>
    public required double Hours { get; init; }

    /// <summary>Somebody said these hours; else they were reckoned from its orders.</summary>
    public bool HoursSaid { get; init; }

    /// <summary>Orders of these twelve months that were looked at for whether they need somebody's judgement.</summary>
    public int Sorted { get; init; }

    /// <summary>Those of them that needed nobody's; null: none was looked at.</summary>
    public int? Ordinary { get; init; }

    /// <summary>The tier that people decided; null: none yet.</summary>
    public AccountTier? Present { get; init; }

    /// <summary>Share of what it could buy that it buys, at a potential.</summary>
    internal double Penetration(double potential) => Math.Max(0, Bought) / potential;
}
