namespace Troth.Schedule.GoLive;

/// <summary>Why an open order line cannot be planned.</summary>
public enum BacklogGap
{
    None,

    /// <summary>The line names no product.</summary>
    NoProduct,

    /// <summary>Nothing says how the product is made, bought or kept.</summary>
    NotDescribed,

    /// <summary>It is described, and the described shop was not taken into the plan since.</summary>
    NotTaken,

    /// <summary>The order names no customer.</summary>
    NoAccount,

    /// <summary>No whole number of pieces, or more than can be planned at once.</summary>
    Quantity,

    /// <summary>The same is promised here, and the order system has not said yet by which of its orders.</summary>
    Ours,

    /// <summary>Its order has a promised line of the same product that is ours, or was made less since: it may be a part of that one.</summary>
    Split,
}

/// <summary>An open line of an order that no shop order is made for.</summary>
public sealed record BacklogLine
{
    public required Guid OrderId { get; init; }
    public required long OrderNumber { get; init; }
    public required int LineNo { get; init; }
    public Guid? AccountId { get; init; }
    public Guid? SellerId { get; init; }
    public Guid? ProductId { get; init; }
    public decimal Quantity { get; init; }
    public DateOnly OrderedOn { get; init; }
    public DateOnly? RequestedOn { get; init; }

    /// <summary>As told elsewhere.</summary>
    public DateOnly? PromisedOn { get; init; }

    public string Order => $"O-{OrderNumber}";
}

/// <summary>Lines of which nothing can be planned, by product and reason.</summary>
public sealed record BacklogGapCount(BacklogGap Gap, Guid? Product, int Lines)
{
    public string? Name { get; init; }
}

/// <summary>What is promised for a month; null is what no day was promised for.</summary>
public sealed record BacklogMonth(DateOnly? Month, int Lines, long Pieces);

/// <summary>What is open and not in the plan.</summary>
public sealed class Backlog
{
    public required DateOnly Since { get; init; }

    /// <summary>Those that can be planned: promised ones first, by the day promised.</summary>
    public IReadOnlyList<BacklogLine> All() => _lines;

    private readonly IReadOnlyList<BacklogLine> _lines;

    public Backlog(IReadOnlyList<BacklogLine> lines) => _lines = lines;

    public int Lines => _lines.Count;
    public long Pieces => _lines.Sum(l => (long)l.Quantity);

    public IReadOnlyList<BacklogMonth> Months =>
    [
        .. _lines.GroupBy(l => l.PromisedOn is { } on ? new DateOnly(on.Year, on.Month, 1) : (DateOnly?)null).OrderBy(g => g.Key is null)
            .ThenBy(g => g.Key)
            .Select(g => new BacklogMonth(g.Key, g.Count(), g.Sum(l => (long)l.Quantity))),
    ];

    /// <summary>Those that cannot be planned, most lines first.</summary>
    public required IReadOnlyList<BacklogGapCount> Gaps { get; init; }

    /// <summary>There are more than were read.</summary>
    public bool Cut { get; init; }
}
