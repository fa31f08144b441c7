namespace Troth.Promises.Ledger;

/// <summary>A promise as the API tells it.</summary>
public sealed record PromiseDetails(PromiseRow Promise, string? CauseText, DateTimeOffset? FirstDueAt, DateOnly? BrokenOn, DateOnly? WithdrawnOn, string? Contact, string? Product, string? Order,
    decimal? Quantity, decimal? Delivered, int? NoticeMinutes, string? DecisionKind, Guid? Decision, int Version, IReadOnlyList<PromiseTold> Told, string? Extras)
{
    internal static PromiseDetails Of(PromiseView view)
    {
        var p = view.Promise;
        return new(view.Row, p.CauseText, p.FirstDueAt, p.BrokenOn, p.WithdrawnOn, view.Contact, view.Product, view.Order, p.Quantity, p.Delivered, p.Notice, p.DecisionKind, p.DecisionRecord,
            p.Version,
            [.. view.Talks.Select(t => new PromiseTold(t.At, t.ToldBy, t.Whom, t.Channel, t.Answer, t.Said, t.TheirWish, t.FromDueOn,
                t.ToDueOn))], p.Extras);
    }
}

/// <summary>What a customer was told of a slip.</summary>
/// <param name="TheirWish">The plan kept the day: the later one was their own wish.</param>
public sealed record PromiseTold(DateTimeOffset At, string ToldBy, string? Whom, PromiseChannel Channel, PromiseAnswer Answer, string? Said,
    bool TheirWish, DateOnly FromDueOn, DateOnly? ToDueOn);
