using Troth.Platform.Data;

namespace Troth.Orders;

/// <summary>What an account ordered of us on one day. Its totals are kept from its lines.</summary>
public sealed class Order : ImportableRecord
{
    public const int ReferenceMax = 120;

    public long Number { get; init; }

    /// <summary>Null when the source names no customer: such orders count for the company, for no account.</summary>
    public Guid? AccountId { get; set; }
    public Guid? SellerId { get; set; }
    public DateOnly OrderedOn { get; set; }
    public TimeOnly? OrderedTime { get; set; }
    public required string Currency { get; set; }
    public string? Status { get; set; }
    public string? CustomerReference { get; set; }

    /// <summary>How it came to us; null when the source does not say.</summary>
    public SalesChannel? Channel { get; set; }
    public DateOnly? RequestedOn { get; set; }
    public DateOnly? PromisedOn { get; set; }
    public DateOnly? ShippedOn { get; set; }

    /// <summary>Sum of the sale lines, in the order's currency.</summary>
    public decimal Sold { get; set; }

    /// <summary>Sum of returned, cancelled and adjusted lines; never negative. Purchases are Sold − Returned.</summary>
    public decimal Returned { get; set; }
    public int LineCount { get; set; }

    public string Label => $"O-{Number}";
    public decimal Net => Sold - Returned;
}

public enum LineKind { Sale, Return, Cancellation, Adjustment }

/// <summary>One product in an order. Quantity and amount are never negative: a return is a line of kind Return.</summary>
public sealed class OrderLine : ImportableRecord
{
    public required Guid OrderId { get; init; }
    public override Guid? PartOf => OrderId;
    public required int LineNo { get; init; }
    public Guid? ProductId { get; set; }
    public LineKind Kind { get; set; }

    /// <summary>What this line calls the product, when that differs from the product's name.</summary>
    public string? Description { get; set; }
    public decimal Quantity { get; set; }

    /// <summary>Price of one unit before discount, to six decimals.</summary>
    public decimal UnitPrice { get; set; }

    /// <summary>Share taken off, 0 … 1.</summary>
    public decimal Discount { get; set; }

    /// <summary>What is charged for the line, rounded to the currency's digits.</summary>
    public decimal Amount { get; set; }
    public DateOnly? RequestedOn { get; set; }
    public DateOnly? PromisedOn { get; set; }
    public DateOnly? ShippedOn { get; set; }
}
