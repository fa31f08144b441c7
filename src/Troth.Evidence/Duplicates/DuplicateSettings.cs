namespace Troth.Evidence.Duplicates;

/// <summary>One set of settings for whatever records; how they were chosen: docs/decisions/0014-duplicates.md.</summary>
public sealed record DuplicateSettings
{
    /// <summary>Pairs at least so probable are called likely duplicates.</summary>
    public double Least { get; init; } = .5;

    /// <summary>
    /// How much of its surprise an agreement keeps beside a stronger one of the same family (company name and domain; street, town, postal code,
    /// region, country and legal form): 1 would take them for independent, 0 for the same thing said twice.
    /// </summary>
    public double Dependence { get; init; } = .5;

    /// <summary>How many pairs the expectation of how duplicates agree counts as, beside those found.</summary>
    public double Expectation { get; init; } = 20;

    /// <summary>Rounds of expectation and maximisation at most.</summary>
    public int Rounds { get; init; } = 60;
}
