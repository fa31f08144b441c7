namespace Troth.Evidence;

/// <summary>Why an account has no potential.</summary>
public enum NoPotential
{
    /// <summary>The book has too few other buyers to learn from.</summary>
    TooFewBuyers,

    /// <summary>There are buyers enough, but too few that resemble this account.</summary>
    TooFewPeers,
}

/// <summary>What an account could buy in twelve months, with its bootstrap interval. Never below its own purchases.</summary>
/// <param name="Value">The estimate, in the currency of the spends.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
public readonly record struct PotentialRange(double Value, double Low, double High)
{
    /// <summary>
    /// Purchases as a share of potential, and its interval. The interval speaks of the doubt about the potential; purchases are facts.
    /// </summary>
    public (double Value, Interval Range) Penetration(double purchases)
    {
        var bought = Math.Max(0, purchases);
        return (Share(bought, Value), new Interval(Share(bought, High), Share(bought, Low)));
    }

    private static double Share(double bought, double could) => could > 0 ? Math.Min(1, bought / could) : 0;
}

/// <summary>The answer for one account: a range, or why there is none.</summary>
/// <param name="Id">The account.</param>
/// <param name="Range">The estimate; null when <paramref name="Why"/> says why not.</param>
/// <param name="Peers">Similar buyers the answer rests on, itself not counted; with no range, how many there would have been.</param>
/// <param name="Why">Null when there is a range.</param>
public sealed record AccountPotential(Guid Id, PotentialRange? Range, int Peers, NoPotential? Why);

/// <summary>An estimate made without any knowledge of the account's own purchases, to be held against them.</summary>
/// <param name="Id">The account.</param>
/// <param name="Fold">The part of the book that was set aside with it.</param>
/// <param name="Spend">What it really bought.</param>
/// <param name="Estimate">The quantile estimated from the other folds, not raised to its purchases; null when it had too few peers.</param>
public sealed record HeldOutPotential(Guid Id, int Fold, double Spend, double? Estimate);
