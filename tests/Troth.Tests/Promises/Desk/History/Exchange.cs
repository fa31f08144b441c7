using System.Collections.Concurrent;
using System.Text.Json;

namespace Troth.Tests.Promises.Desk.History;

internal enum Doing { Ask, Hold, Read, Confirm, Decline, Shorten, Change, Cancel }

internal enum Became
{
    /// <summary>Nobody answered, or the answer does not say: it may have been done.</summary>
    Unknown,
    Done,

    /// <summary>Refused, so nothing was done.</summary>
    Refused,
}

/// <summary>What a client asked of a node, when, and what it was answered.</summary>
/// <param name="Node">Which node, and in which of its lives: (number, life).</param>
/// <param name="Of">Whose round it is part of, so that it can be told which order it is about.</param>
/// <param name="Key">Its idempotency key: attempts at the same thing have the same.</param>
/// <param name="Quantity">Pieces asked for.</param>
/// <param name="Asked">When, by one clock for all clients.</param>
internal sealed record Exchange((int Number, int Life) Node, Round Of, Doing Doing, string? Key, int Quantity, long Asked)
{
    public long Answered { get; set; } = long.MaxValue;
    public Became Became { get; set; }

    /// <summary>It was answered something that nobody should be.</summary>
    public bool Wrong { get; set; }

    /// <summary>The body; the code of a refusal.</summary>
    public string Answer { get; set; } = "";
    public JsonElement Json => JsonDocument.Parse(Answer).RootElement;
}

/// <summary>One quote from the question to its end, as its client knows it.</summary>
internal sealed class Round
{
    /// <summary>The day that the client was shown and asked for.</summary>
    public string? Offered { get; set; }

    /// <summary>Q-12, W-17 and the day that was held, as told.</summary>
    public string? Quote { get; set; }
    public string? Order { get; set; }
    public string? PromisedOn { get; set; }
}

/// <summary>What all clients asked and were answered.</summary>
internal sealed class HistoryBook
{
    private readonly ConcurrentQueue<Exchange> exchanges = new();

    public void Add(Exchange exchange) => exchanges.Enqueue(exchange);

    public IReadOnlyList<Exchange> All => [.. exchanges];

    public int Answered => exchanges.Count(e => e.Became != Became.Unknown);
}
