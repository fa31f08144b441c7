namespace Troth.Evidence;

/// <summary>When white space may be spoken of. The defaults are the company's figures; tests and experiments may turn the knobs.</summary>
public sealed record WhiteSpaceSettings
{
    /// <summary>How often the intervals should hold the truth.</summary>
    public double Confidence { get; init; } = .9;

    /// <summary>With fewer peers whose purchases are known by family nothing is said.</summary>
    public int LeastPeers { get; init; } = 15;

    /// <summary>With fewer of them buying a family there is no typical amount.</summary>
    public int LeastBuying { get; init; } = 5;

    /// <summary>The lower end of the share that buys must reach this: what few buy is missed by nobody.</summary>
    public double LeastShare { get; init; } = 1.0 / 3;

    /// <summary>A typical amount whose upper end is more than so many times its lower end says nothing.</summary>
    public double MostSpread { get; init; } = 10;

    /// <summary>What peers say is corrected by how far it was off for accounts of the same industry, segment, country.</summary>
    public bool ByKind { get; init; } = true;

    /// <summary>On at most so many buyers that is judged.</summary>
    public int MostJudged { get; init; } = 1500;

    /// <summary>Families told of an account at most, the largest expected first.</summary>
    public int Most { get; init; } = 5;
}
