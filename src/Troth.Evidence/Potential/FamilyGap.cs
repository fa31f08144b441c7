namespace Troth.Evidence;

/// <summary>What an account bought of one family of products in the twelve months of its <see cref="AccountFacts.Spend"/>, net, in that currency.</summary>
/// <param name="Family">Which, by the caller's count from 0.</param>
/// <param name="Spend">Net; what came back whole is 0 and counts as not bought.</param>
public readonly record struct FamilySpend(int Family, double Spend);

/// <summary>A family that similar accounts buy and this one does not.</summary>
/// <param name="Family">Which.</param>
/// <param name="Buying">How many of the peers buy it.</param>
/// <param name="Peers">Of how many whose purchases are known by family.</param>
/// <param name="Share">The share of accounts like this one that buy it: nearer peers count more, and it is read at this account's size.</param>
/// <param name="ShareRange">Its interval (<see cref="Wilson"/>'s, of as many facts as the peers are worth at this size).</param>
/// <param name="Typical">The middle of what those who buy it spend on it in twelve months, at this account's size.</param>
/// <param name="TypicalRange">Its interval.</param>
public sealed record FamilyGap(int Family, int Buying, int Peers, double Share, Interval ShareRange, double Typical, Interval TypicalRange)
{
    /// <summary>What gaps are ordered by: typical amount by share that buys.</summary>
    public double Expected => Share * Typical;
}

/// <summary>What one peer buys of a family.</summary>
/// <param name="Id">The peer.</param>
/// <param name="Similarity">1: the same in all that counts; the farthest of an account's peers has .1.</param>
/// <param name="Spend">What it spent on the family; 0 when it buys none.</param>
/// <param name="AtThisSize">The same brought to the size of the account that asks.</param>
public readonly record struct FamilyPeer(Guid Id, double Similarity, double Spend, double AtThisSize);
