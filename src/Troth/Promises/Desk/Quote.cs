using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Desk;

public enum QuoteState
{
    /// <summary>Its dates are held.</summary>
    Held,

    /// <summary>The customer has it; its dates are held.</summary>
    Sent,

    /// <summary>The customer said yes: its dates are promises, and it is an order.</summary>
    Confirmed,

    /// <summary>The customer said no.</summary>
    Declined,

    /// <summary>We took it back.</summary>
    Withdrawn,

    /// <summary>The customer asked for it on their own page, and it is more than is confirmed by itself: nothing is held yet.</summary>
    Requested,
}

/// <summary>Dates and terms that we hold for an account for a while.</summary>
public sealed class Quote : Record
{
    public const int NoteMax = 4000;

    public long Number { get; init; }
    public required Guid AccountId { get; init; }
    public override Guid? PartOf => AccountId;
    public Guid? ContactId { get; set; }
    public Guid? SellerId { get; set; }
    public required Guid Plant { get; init; }
    public QuoteState State { get; private set; }
    /// <summary>How it was asked for; null where nobody said.</summary>
    public SalesChannel? Channel { get; init; }
    public required string Currency { get; init; }
    public string? CustomerReference { get; set; }
    public string? Note { get; set; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The business day of that.</summary>
    public required DateOnly MadeOn { get; init; }
    /// <summary>While it is held or sent; before and after, it says nothing.</summary>
    public required DateTimeOffset HeldUntil { get; set; }

    /// <summary>When the customer asked for it on their own page; null where we made it.</summary>
    public DateTimeOffset? RequestedAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who ended it, by name: the customer's contact or one of us.</summary>
    public string? EndedBy { get; private set; }
    public Guid? OrderId { get; private set; }

    public string Label => $"Q-{Number}";
    public bool IsOpen => Holds || State == QuoteState.Requested;

    /// <summary>It is to hold dates until <see cref="HeldUntil"/>.</summary>
    public bool Holds => State is QuoteState.Held or QuoteState.Sent;

    /// <summary>The hold has ended and nobody has said yes: the dates are free again.</summary>
    public bool HasExpired(DateTimeOffset now) => Holds && HeldUntil <= now;

    /// <summary>It waits for us: nothing is held.</summary>
    /// <param name="at">When it was asked for.</param>
    /// <param name="why">Why it was not confirmed by itself, for the seller.</param>
    public void Requested(DateTimeOffset at, string why) => (State, RequestedAt, Note) = (QuoteState.Requested, at, why);

    public void Sent(DateTimeOffset at)
    {
        MustBeHeld(at);
        (State, SentAt) = (QuoteState.Sent, at);
    }

    /// <summary>It says something else than before: who has it has an old one.</summary>
    public void Changed() => (State, SentAt) = (QuoteState.Held, null);

    /// <summary>
    /// What it says (things, prices, days) as one word. Whoever says yes by themselves hands back the word of what they were shown, so that
    /// a yes is to that and to nothing else.
    /// </summary>
    public string Says(IEnumerable<QuoteLine> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('|', lines.OrderBy(l => l.LineNo).Select(l => string.Create(CultureInfo.InvariantCulture,
            $"{l.LineNo} {l.ProductId} {l.Quantity} {l.UnitPrice:0.######} {l.Discount:0.######} {l.PromisedOn:O}")).Prepend(Currency)))))[..16];

    public void Confirmed(DateTimeOffset at, string by, Guid order)
    {
        MustBeHeld(at);
        (State, EndedAt, EndedBy, OrderId) = (QuoteState.Confirmed, at, by, order);
    }

    public void Ended(QuoteState how, DateTimeOffset at, string by)
    {
        if (!IsOpen) throw new BusinessRuleException("quote.ended", Words.Say("quote.ended", Label));
        (State, EndedAt, EndedBy) = (how is QuoteState.Declined ? how : QuoteState.Withdrawn, at, by);
    }

    public void MustBeHeld(DateTimeOffset now)
    {
        if (!IsOpen) throw new BusinessRuleException("quote.ended", Words.Say("quote.ended", Label));
        if (State == QuoteState.Requested) throw new BusinessRuleException("quote.requested", Words.Say("quote.requested", Label));
        if (HasExpired(now)) throw new BusinessRuleException("quote.expired", Words.Say("quote.expired", Label));
    }
}

/// <summary>A product, a quantity and the day held for it.</summary>
public sealed class QuoteLine : Record
{
    public required Guid QuoteId { get; init; }
    public override Guid? PartOf => QuoteId;
    public required int LineNo { get; init; }
    public required Guid ProductId { get; init; }
    public required int Quantity { get; set; }

    /// <summary>Before discount, to six decimals; 0 while no price is agreed.</summary>
    public required decimal UnitPrice { get; set; }

    /// <summary>Share taken off, 0 … 1.</summary>
    public decimal Discount { get; set; }
    public DateOnly? RequestedOn { get; set; }
    /// <summary>The day held; null while nothing is.</summary>
    public required DateOnly? PromisedOn { get; set; }

    /// <summary>The hold in the plan; null while nothing is held.</summary>
    public required Guid? ShopOrder { get; set; }
}
