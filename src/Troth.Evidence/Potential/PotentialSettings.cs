namespace Troth.Evidence;

/// <summary>How potential is estimated. The defaults are the company's figures; tests and experiments may turn the knobs.</summary>
public sealed record PotentialSettings
{
    /// <summary>Which quantile of what similar accounts buy counts as what an account could buy.</summary>
    public double Quantile { get; init; } = .9;

    /// <summary>How often the interval should hold the true quantile.</summary>
    public double Confidence { get; init; } = .9;

    /// <summary>With fewer peers than this the answer is "too few".</summary>
    public int LeastPeers { get; init; } = 15;

    /// <summary>From this many buyers on, linear quantile regression may have a say beside the peers.</summary>
    public int LinearFrom { get; init; } = 300;

    /// <summary>Bootstrap replicates behind each interval.</summary>
    public int Replicates { get; init; } = 200;

    /// <summary>Most buyers that can be peers; a larger book is sampled, so that time and memory stay bounded.</summary>
    public int MostBuyers { get; init; } = 8000;

    /// <summary>Most buyers in one linear fit.</summary>
    public int MostLinear { get; init; } = 2000;

    /// <summary>Most buyers on which the weights of the features are tried out.</summary>
    public int MostTuning { get; init; } = 800;

    /// <summary>How often the choice of peers is drawn anew, to see which choices are possible.</summary>
    public int Opinions { get; init; } = 32;

    /// <summary>The same in a book of more buyers than <see cref="MostLinear"/>, where there is less doubt and more work.</summary>
    public int OpinionsWhenLarge { get; init; } = 3;

    /// <summary>Same accounts, settings and seed: same estimates, whatever order the accounts come in.</summary>
    public int Seed { get; init; } = 20_011;
}
