using Troth.Evidence;

namespace Troth.Book.Figures;

/// <summary>Which generation of figures is shown, and what it rests on; one row.</summary>
public sealed class BookState
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public int Generation { get; set; }

    /// <summary>Last day of the window; null as long as there is no order.</summary>
    public DateOnly? AsOf { get; set; }
    public DateTimeOffset ComputedAt { get; set; }
    public required string Currency { get; set; }
    public double Threshold { get; set; }
    public int Accounts { get; set; }

    /// <summary>Accounts that bought in the window.</summary>
    public int Buyers { get; set; }

    /// <summary>Sellers who look after at least one account.</summary>
    public int Sellers { get; set; }

    /// <summary>Accounts whose size and line of business are unknown.</summary>
    public int Unknown { get; set; }

    /// <summary>Currencies without a rate, separated by spaces.</summary>
    public string? MissingRates { get; set; }
    public int Milliseconds { get; set; }

    /// <summary>How many accounts the forecasts were learnt from.</summary>
    public int? Teachers { get; set; }

    /// <summary>How many of them would have been foretold a year ago, the orders foretold for them together, and those that came; null where too few.</summary>
    public int? PastCustomers { get; set; }
    public double? PastForetold { get; set; }
    public double? PastCame { get; set; }
}

/// <summary>Something the figures rest on has changed. Written with the change itself; gone once the figures know it.</summary>
public sealed class BookChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Set when only what is said of this account changed, its claim or what it could buy: then nothing else needs computing.</summary>
    public Guid? ClaimOfAccount { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>How many accounts are of a kind and what they buy, so that counts need no walk over all accounts.</summary>
public sealed class BookTotal
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required int Generation { get; init; }
    public Guid? SellerId { get; init; }
    public Guid? TeamId { get; init; }
    public string? Segment { get; init; }
    public required RelationshipKind Kind { get; init; }
    public required RelationshipKind KindWithoutClaim { get; init; }
    public DateOnly? AskedOn { get; init; }

    /// <summary>Their next order is overdue.</summary>
    public bool Overdue { get; init; }
    public int Accounts { get; set; }

    /// <summary>Those of them that have a potential, and so a point in the chart.</summary>
    public int Estimated { get; set; }
    public decimal Bought { get; set; }

    /// <summary>What they could buy more, as far as that is known.</summary>
    public decimal Open { get; set; }
}
