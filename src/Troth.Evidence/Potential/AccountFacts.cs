namespace Troth.Evidence;

/// <summary>What potential is estimated from: one account's purchases and what kind of company it is.</summary>
/// <param name="Id">The account.</param>
/// <param name="Spend">
/// Net purchases in twelve months, in one currency for the whole book. Accounts above 0 are buyers and can be peers.
/// </param>
/// <param name="Numbers">
/// Numeric features (revenue, headcount, year founded …), the same ones in the same order for every account; null when unknown.
/// Raw values: the estimate takes logarithms and scales by itself.
/// </param>
/// <param name="Categories">
/// Named features (industry, segment, country …), likewise. Case does not matter; null or blank is "unknown", which is a category of its own.
/// </param>
public sealed record AccountFacts(Guid Id, double Spend, IReadOnlyList<double?> Numbers, IReadOnlyList<string?> Categories)
{
    /// <summary>True when the account bought anything, net of returns.</summary>
    public bool Buys => Spend > 0;
}
