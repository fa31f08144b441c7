using Troth.Promises.Contracts;

namespace Troth.Portal.Seeing;

/// <summary>How far a line or an order is, in the customer's words.</summary>
public enum DeliveryState
{
    /// <summary>A day is promised, and it has not passed.</summary>
    Promised,
    /// <summary>The promised day has passed and nothing was shipped.</summary>
    Late,
    /// <summary>We have not promised a day.</summary>
    NoDate,
    /// <summary>Some of it was shipped.</summary>
    PartShipped,
    Shipped,
    /// <summary>Cancelled, or all of it came back.</summary>
    Cancelled,
    /// <summary>Promised for a day long ago, and whether it was shipped is not recorded: saying "late" would be a guess.</summary>
    NotRecorded,
    /// <summary>On its way to be made.</summary>
    InWork,
    /// <summary>Made, and not sent yet.</summary>
    Ready,
    /// <summary>Sent, and still on the way.</summary>
    OnTheWay,
    Delivered,
    /// <summary>In danger, which the customer is to know.</summary>
    AtRisk,
    /// <summary>Not kept.</summary>
    Broken,
    /// <summary>Some of it was sent, and they gave the rest back.</summary>
    PartOnly,
}

/// <summary>The promised day, never the planned one, and what came of it.</summary>
public sealed record Delivery(DeliveryState State, DateOnly? PromisedOn, DateOnly? ShippedOn)
{
    /// <summary>After so many days without a word of shipping, the record has a hole rather than the customer a delay.</summary>
    public const int LateDays = 90;

    public bool IsOpen => State is DeliveryState.Promised or DeliveryState.Late or DeliveryState.NoDate or DeliveryState.PartShipped
        or DeliveryState.InWork or DeliveryState.Ready or DeliveryState.OnTheWay or DeliveryState.AtRisk;

    /// <summary>The day it would be now, where the customer was told of it.</summary>
    public DateOnly? NewDay { get; init; }

    /// <summary>As the promise stands.</summary>
    public static Delivery Of(OwnDelivery promised) => new(promised.State switch
    {
        DeliveryWord.InWork => DeliveryState.InWork, DeliveryWord.Ready => DeliveryState.Ready, DeliveryWord.PartSent => DeliveryState.PartShipped, DeliveryWord.Sent => DeliveryState.OnTheWay,
        DeliveryWord.Delivered => DeliveryState.Delivered, DeliveryWord.PartOnly => DeliveryState.PartOnly, DeliveryWord.AtRisk => DeliveryState.AtRisk, DeliveryWord.Late => DeliveryState.Late, DeliveryWord.Broken => DeliveryState.Broken,
        _ => DeliveryState.Cancelled,
    }, promised.DueOn, promised.DoneOn) { NewDay = promised.NewDay };

    /// <summary>An order of promises, and of lines beside them: what needs saying most of its lines; done when all of it is.</summary>
    public static Delivery OfPromises(IReadOnlyCollection<Delivery> lines)
    {
        var live = lines.Where(l => l.State != DeliveryState.Cancelled).ToList();
        if (live.Count == 0) return new(DeliveryState.Cancelled, null, null);
        foreach (var state in new[] { DeliveryState.Late, DeliveryState.AtRisk })
            if (live.Where(l => l.State == state).MinBy(l => l.PromisedOn) is { } worst) return worst;
        var open = live.Where(l => l.IsOpen).ToList();
        if (open.Count == 0)
        {
            var said = live.Find(l => l.State == DeliveryState.Broken) ?? live.Find(l => l.State == DeliveryState.PartOnly) ?? live.Find(l => l.State == DeliveryState.NotRecorded);
            if (said is not null) return said;
            var end = live.MaxBy(l => l.ShippedOn)!;
            return live.Exists(l => l.State == DeliveryState.Shipped) ? end with { State = DeliveryState.Shipped } : end;
        }
        var last = open.MaxBy(l => l.PromisedOn)!;
        return open.Count < live.Count ? last with { State = DeliveryState.PartShipped } : last with { State = open.Min(l => l.State) };
    }

    /// <summary>Whether it was shipped after the promised day.</summary>
    public bool WasLate => State == DeliveryState.Shipped && ShippedOn > PromisedOn;

    public static Delivery OfLine(DateOnly? promised, DateOnly? shipped, bool cancelled, DateOnly today) => new(
        cancelled ? DeliveryState.Cancelled : shipped is not null ? DeliveryState.Shipped : promised switch
        {
            null => DeliveryState.NoDate,
            { } day when day >= today => DeliveryState.Promised,
            { } day when day.AddDays(LateDays) < today => DeliveryState.NotRecorded,
            _ => DeliveryState.Late,
        }, promised, shipped);

    /// <summary>An order is as far as its lines: the day that counts is the last one still promised.</summary>
    public static Delivery OfOrder(IReadOnlyCollection<Delivery> lines)
    {
        var live = lines.Where(l => l.State != DeliveryState.Cancelled).ToList();
        if (live.Count == 0) return new(lines.Count == 0 ? DeliveryState.NoDate : DeliveryState.Cancelled, null, null);
        var (open, shipped) = (live.Where(l => l.IsOpen).ToList(), live.Where(l => l.State == DeliveryState.Shipped).ToList());
        if (open.Count == 0)
            return shipped.Count < live.Count ? new(DeliveryState.NotRecorded, live.Max(l => l.PromisedOn), null)
                : new(DeliveryState.Shipped, live.Max(l => l.PromisedOn), live.Max(l => l.ShippedOn));
        var promised = open.Max(l => l.PromisedOn);
        return open.Any(l => l.State == DeliveryState.Late) ? new(DeliveryState.Late, open.Where(l => l.State == DeliveryState.Late)
            .Min(l => l.PromisedOn), null)
            : shipped.Count > 0 ? new(DeliveryState.PartShipped, promised, shipped.Max(l => l.ShippedOn))
            : new(open.Any(l => l.State == DeliveryState.NoDate) ? DeliveryState.NoDate : DeliveryState.Promised, promised, null);
    }
}
