namespace Troth.Simulation;

/// <summary>The course of a relationship over the years before the as-of day.</summary>
public enum SimulatedTrend
{
    /// <summary>Small drift only.</summary>
    Steady,

    /// <summary>A rising share of the account's need, for one and a half years or more.</summary>
    Growing,

    /// <summary>A falling share.</summary>
    Slipping,

    /// <summary>Stopped buying between eleven months and two and a half years ago.</summary>
    Cold,

    /// <summary>First bought within the last fourteen months.</summary>
    New,
}

/// <summary>What is true of an account and nobody in the company knows.</summary>
/// <param name="Potential">What it could buy from us in the twelve months that end with the as-of day, euro.</param>
/// <param name="Trend">The course of the relationship.</param>
/// <param name="ExpectedLastYear">Expected purchases in those twelve months, euro: the plan from which order dates and sizes are drawn.</param>
/// <param name="ExpectedYearBefore">Expected purchases in the twelve months before.</param>
public sealed record HiddenAccount(double Potential, SimulatedTrend Trend, double ExpectedLastYear, double ExpectedYearBefore)
{
    /// <summary>True penetration: expected purchases ÷ true potential, 0 to 1.</summary>
    public double Penetration => ExpectedLastYear / Potential;
}
