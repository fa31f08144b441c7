using Troth.Platform.Data;

namespace Troth.Orders;

/// <summary>Something we sell.</summary>
public sealed class Product : ImportableRecord
{
    public const int NameMax = 300, CodeMax = 120;

    /// <summary>What people call it by: the stock code. The external key when imported.</summary>
    public required string Code { get; set; }
    public required string Name { get; set; }
    public required string NameKey { get; set; }
    public string? Family { get; set; }
    public string? Category { get; set; }
    public string? Unit { get; set; }
    public decimal? ListPrice { get; set; }
    public decimal? Cost { get; set; }
    public string? Currency { get; set; }
    public bool Active { get; set; } = true;

    /// <summary>What pages call it: a name of blanks is kept as the source has it, but nobody could read or click it.</summary>
    public static string Shown(string name, string code) => string.IsNullOrWhiteSpace(name) ? code : name;
}

/// <summary>The company's own rate: units of its base currency for one unit of another, from a day on.</summary>
public sealed class Rate : ImportableRecord
{
    public required string Currency { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required decimal ToBase { get; set; }
}
