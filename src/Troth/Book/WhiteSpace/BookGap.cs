namespace Troth.Book.WhiteSpace;

/// <summary>
/// A family of products that similar accounts buy and this one does not, at one generation of the Book. Never edited, always replaceable;
/// amounts are in the Book's currency.
/// </summary>
public sealed class BookGap
{
    public const int FamilyMax = 120;

    public required int Generation { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>As products are sorted into families, or categories: the company's setting.</summary>
    public required string Family { get; init; }
    public required long Number { get; init; }
    public Guid? SellerId { get; init; }
    public Guid? TeamId { get; init; }

    /// <summary>How many of the peers buy it.</summary>
    public int Buying { get; init; }
    public int Peers { get; init; }

    /// <summary>The share of accounts like this one, at its size, that buy it.</summary>
    public double Share { get; init; }
    public double ShareLow { get; init; }
    public double ShareHigh { get; init; }

    /// <summary>The middle of what those spend on it in twelve months, at this account's size.</summary>
    public decimal Typical { get; init; }
    public decimal TypicalLow { get; init; }
    public decimal TypicalHigh { get; init; }

    /// <summary>Typical amount × share that buys, in whole units of the currency: what lists are ordered by.</summary>
    public long Expected { get; init; }
}

/// <summary>How many accounts of a seller miss a family, and what they might buy of it, so that counts need no walk over all of them.</summary>
public sealed class GapTotal
{
    public required int Generation { get; init; }
    public required string Family { get; init; }

    /// <summary>The seller's id, or of nobody: zero.</summary>
    public required Guid LooksAfter { get; init; }
    public Guid? TeamId { get; init; }
    public int Accounts { get; set; }
    public long Expected { get; set; }
}
