namespace Troth.Simulation;

/// <summary>A customer company with all that is known of it and, in <see cref="Hidden"/>, what nobody knows.</summary>
public sealed record SimulatedAccount
{
    /// <summary>External key, the customer number, <c>100042</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Registered name, unique within the company.</summary>
    public required string Name { get; init; }

    /// <summary>Key of the group's parent, or null.</summary>
    public string? ParentKey { get; init; }

    /// <summary>Kind of business: machine builder, distributor, system integrator, plant operator or workshop.</summary>
    public required string Segment { get; init; }

    /// <summary>Industry.</summary>
    public required string Industry { get; init; }

    /// <summary>Headcount.</summary>
    public required int Employees { get; init; }

    /// <summary>Yearly turnover in euro, rounded as registers print it.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>Web address under <c>.example</c>.</summary>
    public required string Website { get; init; }

    /// <summary>Telephone.</summary>
    public required string Phone { get; init; }

    /// <summary>Street and number.</summary>
    public required string Street { get; init; }

    /// <summary>City.</summary>
    public required string City { get; init; }

    /// <summary>Region, empty where none is used.</summary>
    public required string Region { get; init; }

    /// <summary>Postal code.</summary>
    public required string PostalCode { get; init; }

    /// <summary>ISO 3166 two-letter country.</summary>
    public required string Country { get; init; }

    /// <summary>Currency of its orders.</summary>
    public required string Currency { get; init; }

    /// <summary>Tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Who looks after it.</summary>
    public required string SellerKey { get; init; }

    /// <summary>Year the company was founded.</summary>
    public required int YearFounded { get; init; }

    /// <summary>People there.</summary>
    public IReadOnlyList<SimulatedContact> Contacts { get; init; } = [];

    /// <summary>Orders, oldest first; returns are orders of kind return.</summary>
    public IReadOnlyList<SimulatedOrder> Orders { get; init; } = [];

    /// <summary>What its seller claims, or null when nothing was said.</summary>
    public SimulatedClaim? Claim { get; init; }

    /// <summary>The truth about it.</summary>
    public required HiddenAccount Hidden { get; init; }
}
