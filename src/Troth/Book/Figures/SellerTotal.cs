namespace Troth.Book.Figures;

/// <summary>Whose accounts are added up.</summary>
public enum SellerScope { Seller, Team, All }

/// <summary>
/// The accounts that a seller, a team, or all sellers together look after, added up when the figures were made: a page about people reads a
/// row for each of them and no accounts. Never edited, always replaceable. Amounts are in the Book's base currency.
/// </summary>
public sealed class SellerTotal
{
    /// <summary>With fewer estimated accounts a share of them says nothing; the same as for growth.</summary>
    public const int LeastAccounts = Evidence.SellerRanking.LeastAccounts;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required int Generation { get; init; }
    public required SellerScope Scope { get; init; }
    public Guid? SellerId { get; init; }
    public Guid? TeamId { get; init; }

    /// <summary>Sellers with at least one account; 1 for a seller.</summary>
    public int Sellers { get; set; }
    public int Accounts { get; set; }

    /// <summary>Those of them that have a potential.</summary>
    public int Estimated { get; set; }

    /// <summary>Those with orders in a currency that has no rate: in none of the sums.</summary>
    public int Uncounted { get; set; }

    /// <summary>What all of them bought.</summary>
    public decimal Bought { get; set; }

    /// <summary>What the estimated ones bought, and could buy.</summary>
    public decimal EstimatedBought { get; set; }
    public decimal Potential { get; set; }

    /// <summary>
    /// The ends of all the accounts' intervals, added up. Potentials are learnt from the same buyers, so they are wrong together; were they
    /// wholly so, these would be the ends of the sum's interval, and they are never too narrow.
    /// </summary>
    public decimal PotentialLow { get; set; }
    public decimal PotentialHigh { get; set; }

    /// <summary>How the book grew (see <see cref="Evidence.SellerRank"/>), as people say it: .1 is 10 % more.</summary>
    public double? Growth { get; init; }
    public double? GrowthLow { get; init; }
    public double? GrowthHigh { get; init; }
    public int GrowthAccounts { get; init; }

    /// <summary>The growth of the middle one of the ranked sellers.</summary>
    public double? TypicalGrowth { get; init; }

    /// <summary>1 grows fastest; null when the book is too small to be ranked.</summary>
    public int? Rank { get; init; }
    public int Ranked { get; init; }
    public bool TopThird { get; init; }
}
