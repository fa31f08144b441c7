namespace Troth.Orders.Channels;

/// <summary>
/// What the rules look at in an order of the last two years, worked out once, and which of the rules catch it. Made by
/// <see cref="SortOrders"/> from the records; orders without an account or without a sale are not sorted.
/// </summary>
public sealed record OrderSort
{
    public required Guid OrderId { get; init; }
    public required Guid AccountId { get; init; }
    public required DateOnly OrderedOn { get; init; }

    /// <summary>yyyymm.</summary>
    public required int Month { get; init; }
    public SalesChannel? Channel { get; init; }
    public Guid? SellerId { get; init; }
    public string? Segment { get; init; }

    /// <summary>In the company's currency; null without a rate of its day.</summary>
    public decimal? Net { get; init; }

    /// <summary>The account's first order.</summary>
    public bool IsFirst { get; init; }

    /// <summary>It holds a product that the account had not bought before.</summary>
    public bool HasNew { get; init; }

    /// <summary>It holds a product without a list price, or a line without a product.</summary>
    public bool HasUnlisted { get; init; }

    /// <summary>The greatest share taken off a line, 0 … 1.</summary>
    public decimal Discount { get; init; }

    /// <summary>The greatest quantity of a line, in medians of its product's lines; 0 where none has a median.</summary>
    public decimal Times { get; init; }

    /// <summary>The most days by which a line was wanted before the day promised.</summary>
    public int DaysEarlier { get; init; }

    /// <summary>Days from the order to the earliest day that it was wanted; null where it does not say.</summary>
    public int? LeadDays { get; init; }

    /// <summary>It went before others by an insert review.</summary>
    public bool PutBefore { get; init; }

    /// <summary>The rules that catch it, a bit each (<see cref="SortRule"/>); 0: an ordinary order.</summary>
    public int Caught { get; init; }
}

/// <summary>How many lines of a product were bought in a year, and the median of their quantities.</summary>
public sealed class UsualQuantity
{
    /// <summary>With fewer lines there is no median to speak of.</summary>
    public const int LeastLines = 5;

    public required Guid ProductId { get; init; }
    public required decimal Quantity { get; init; }
    public required int Lines { get; init; }
}

/// <summary>Sorted orders of a month, added up.</summary>
public sealed class ChannelMonth
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required int Month { get; init; }
    public SalesChannel? Channel { get; init; }
    public Guid? SellerId { get; init; }
    public string? Segment { get; init; }
    public required int Orders { get; init; }
    public required int Ordinary { get; init; }
}

/// <summary>An account's ordinary orders of the last twelve months.</summary>
public sealed record ChannelAccount
{
    public required Guid AccountId { get; init; }

    /// <summary>The account's number: of equals the list wants an order.</summary>
    public required long Number { get; init; }

    /// <summary>That people took: all that did not come through the portal.</summary>
    public required int ByPeople { get; init; }
    public required int InPortal { get; init; }
}

/// <summary>Orders of a month that were wanted so many days after they were placed.</summary>
public sealed class AskedMonth
{
    /// <summary>yyyymm.</summary>
    public required int Month { get; init; }
    public required int Days { get; init; }
    public required int Orders { get; init; }
}

/// <summary>How many days an account leaves us, in the middle, in the last twelve months and in those before.</summary>
public sealed record AskedAccount
{
    /// <summary>With fewer orders in either year there is nothing to compare.</summary>
    public const int LeastOrders = 5;

    public required Guid AccountId { get; init; }
    public required long Number { get; init; }
    public required int Orders { get; init; }
    public required int Days { get; init; }
    public required int OrdersBefore { get; init; }
    public required int DaysBefore { get; init; }
    public required int Change { get; init; }
}

/// <summary>What the sums rest on; one row.</summary>
public sealed class SortState
{
    public const int OnlyId = 1;
    public int Id { get; init; } = OnlyId;

    /// <summary>The month of the newest order, yyyymm.</summary>
    public required int Month { get; set; }
    public required DateTimeOffset SortedAt { get; set; }
}

/// <summary>What the sums rest on has changed: of one account, or of all. Written with the change itself; gone once the sums know
/// it.</summary>
public sealed class SortChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? Account { get; init; }
    public required DateTimeOffset At { get; init; }
}
