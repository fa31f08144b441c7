namespace Troth.Evidence;

/// <summary>
/// Where the borders between tiers lie, all of them shares and quantiles of the book itself: a company sets these, the book gives the amounts.
/// Shares are 0 to 1.
/// </summary>
public sealed record TierRules
{
    /// <summary>Key are the largest accounts that together make this share of the book's potential,</summary>
    public double KeyPotential { get; init; } = .5;

    /// <summary>but never more than this share of the accounts.</summary>
    public double KeyMost { get; init; } = .1;

    /// <summary>Small are the smallest accounts that together make at most this share of the book's potential.</summary>
    public double Small { get; init; } = .1;

    /// <summary>High penetration is that of the account at this place among all that buy: .5, the one in the middle.</summary>
    public double HighPenetration { get; init; } = .5;

    /// <summary>An account whose hours bring less than this share of what an hour brings across the book costs more time than it gives back.</summary>
    public double LeastYield { get; init; } = .25;

    /// <summary>Orders are simple when at least this share of them needed nobody's judgement.</summary>
    public double SimpleOrders { get; init; } = .5;

    /// <summary>An account with a lower chance of still being a customer is more likely gone: no way of serving it is proposed.</summary>
    public double LeastAlive { get; init; } = .5;

    /// <summary>Hours that nobody said may be off by this share either way.</summary>
    public double HoursOff { get; init; } = .5;

    /// <summary>Orders in both years that it takes to speak of a relationship.</summary>
    public int LeastOrders { get; init; } = 3;

    /// <summary>Accounts with a potential that it takes to compare.</summary>
    public int LeastAccounts { get; init; } = 20;
}
