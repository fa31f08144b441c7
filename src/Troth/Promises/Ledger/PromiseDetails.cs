using Troth.Schedule.Contracts;

namespace Troth.Promises.Ledger;

/// <summary>A promise as the API tells it.</summary>
public sealed record PromiseDetails(PromiseRow Promise, string? CauseText, DateTimeOffset? FirstDueAt, DateOnly? BrokenOn, DateOnly? WithdrawnOn, string? Contact, string? Product, string? Order,
    decimal? Quantity, decimal? Delivered, int? NoticeMinutes, string? DecisionKind, Guid? Decision, int Version, IReadOnlyList<PromiseTold> Told, string? Extras)
{
    /// <summary>The pieces it is judged by, where fewer are to come without the customer's word.</summary>
    public decimal? FirstQuantity { get; init; }

    /// <summary>The work center that its day rests on; null where none does, or nobody knows.</summary>
    public PromiseCenter? WorkCenter { get; init; }

    /// <summary>The work center that made it late, where one did.</summary>
    public PromiseCenter? CauseCenter { get; init; }

    /// <summary>The shop order it is made by (W-17).</summary>
    public string? ShopOrder { get; init; }

    /// <summary>Each time the plan had it late, and what held it up most then; the newest first.</summary>
    public IReadOnlyList<PlannedDelay> Delays { get; init; } = [];

    /// <summary>What it was promised in, in words and by number.</summary>
    public CameFrom? From { get; init; }
    public int? OrderLineNo { get; init; }

    internal static PromiseDetails Of(PromiseView view)
    {
        var p = view.Promise;
        return new(view.Row, p.CauseText, p.FirstDueAt, p.BrokenOn, p.WithdrawnOn, view.Contact, view.Product, view.Order, p.Quantity, p.Delivered, p.Notice, p.DecisionKind, p.DecisionRecord,
            p.Version,
            [.. view.Talks.Select(t => new PromiseTold(t.At, t.ToldBy, t.Whom, t.Channel, t.Answer, t.Said, t.TheirWish, t.FromDueOn,
                t.ToDueOn) { About = t.About, FromQuantity = t.FromQuantity, ToQuantity = t.ToQuantity })], p.Extras)
        {
            FirstQuantity = p.FirstQuantity,
            WorkCenter = view.Center, CauseCenter = view.LateAt, ShopOrder = view.Made, Delays = view.Delays,
            From = view.From, OrderLineNo = p.OrderLineNo,
        };
    }
}

/// <summary>What a customer was told of a slip, or told us of a change.</summary>
/// <param name="TheirWish">The plan kept the day: the later one was their own wish.</param>
public sealed record PromiseTold(DateTimeOffset At, string ToldBy, string? Whom, PromiseChannel Channel, PromiseAnswer Answer, string? Said,
    bool TheirWish, DateOnly FromDueOn, DateOnly? ToDueOn)
{
    public TalkAbout About { get; init; }
    public int? FromQuantity { get; init; }

    /// <summary>Null where the rest was cancelled.</summary>
    public int? ToQuantity { get; init; }
}
