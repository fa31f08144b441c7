using Troth.Schedule.Planning;

namespace Troth.Schedule.Contracts;

/// <summary>What became of a quote of the sample company.</summary>
public enum PlayedEnd { Open, Confirmed, Declined, Withdrawn, Expired }

/// <summary>That a customer was told of a later day.</summary>
/// <param name="On">The later day.</param>
/// <param name="Answer">What they said: yes, no, or nothing yet (null).</param>
public sealed record PlayedTalk(DateTimeOffset At, DateOnly On, DateTimeOffset DueAt, bool? Answer);

/// <summary>A shop order of the sample company's year, and what happened to it.</summary>
public sealed class PlayedOrder
{
    public required ShopOrder Order { get; init; }

    /// <summary>The line of the quote it was asked for; null for what was promised before the schedule was asked.</summary>
    public PlayedLine? Line { get; init; }

    /// <summary>When it became a promise; null when it never did.</summary>
    public DateTimeOffset? PromisedAt { get; set; }

    /// <summary>The day it was first promised for, and the end of that day for the customer.</summary>
    public required DateOnly FirstOn { get; init; }
    public required DateTimeOffset FirstDueAt { get; init; }
    public DateTimeOffset? ShippedAt { get; set; }
    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>The day its customer still has, where an insert moved it without their yes.</summary>
    public DateOnly? OwedOn { get; set; }
    public List<PlayedTalk> Talks { get; } = [];

    /// <summary>When the plan first had it late, and why.</summary>
    public ShopOrderDelay? Delay { get; set; }

    /// <summary>What held it up when it was last seen in danger.</summary>
    public ShopOrderDelay? Danger { get; set; }

    /// <summary>How far it ended from its plan.</summary>
    public ShopOrderSlip? Slip { get; set; }

    /// <summary>It was ready, and missed the day's truck: why.</summary>
    public string? Forgotten { get; set; }
}

/// <summary>A quote of the sample company's year.</summary>
public sealed class PlayedQuote
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public Guid? SellerId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset HeldUntil { get; init; }
    public bool Sent { get; init; }
    public PlayedEnd End { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public Guid? OrderId { get; init; }
    public List<PlayedLine> Lines { get; } = [];
}

/// <summary>A line of it.</summary>
public sealed class PlayedLine
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public required PlayedQuote Quote { get; init; }
    public required Guid ProductId { get; init; }
    public required int Quantity { get; init; }
    public DateOnly? RequestedOn { get; init; }
    public decimal UnitPrice { get; init; }
    public decimal Discount { get; init; }

    /// <summary>The hold in the plan, the newest where the first was lost.</summary>
    public PlayedOrder? Held { get; set; }
}

/// <summary>A promise that made room for an insert.</summary>
/// <param name="Agreed">Whether its customer said yes to the later day.</param>
public sealed record PlayedMove(PlayedOrder Order, DateOnly FromOn, DateOnly? ToOn, DateTimeOffset? ToDueAt, bool Agreed);

/// <summary>A wish of the sample company's year to have something before others.</summary>
/// <param name="Order">What came of it; null while nobody has decided.</param>
/// <param name="Reason">Why it was decided so.</param>
public sealed record PlayedInsert(Guid Id, Guid AccountId, Guid? SellerId, Guid ProductId, int Quantity, decimal UnitPrice, DateOnly WantedOn, DateOnly? GivenOn, DateTimeOffset AskedAt,
    DateTimeOffset? DecidedAt, long PlanVersion, IReadOnlyList<long> Moving, IReadOnlyList<PlayedMove> Moves, PlayedOrder? Order, string Plea, string? Reason);

/// <summary>A year of the sample company's works, as later rooms need it.</summary>
public sealed record PlayedYear(PlantPlan Plan, DateTimeOffset BeganAt, IReadOnlyList<PlayedOrder> Orders, IReadOnlyList<PlayedQuote> Quotes, IReadOnlyList<PlayedInsert> Inserts);
