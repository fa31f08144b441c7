using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Inserts;

public enum InsertState { Open, Done, Refused, Withdrawn }

/// <summary>How a customer whose promise would move sees it.</summary>
public enum InsertConsent { NotAsked, Asked, Agreed, Declined }

/// <summary>
/// A wish to have something before others: whose promises would move, by how much, what their customers say, and who decided. It goes forward
/// only with their yes, or by somebody who does not gain from it.
/// </summary>
public sealed class InsertReview : Record
{
    public const int TextMax = 2000, NameMax = 200;

    public long Number { get; init; }
    public required Guid Plant { get; init; }
    public required Guid AccountId { get; init; }
    public override Guid? PartOf => AccountId;

    /// <summary>The seller who gains from it: who looks after the account.</summary>
    public Guid? SellerId { get; init; }
    public required Guid ProductId { get; init; }
    public required int Quantity { get; init; }
    public Guid? PromiseClass { get; init; }
    public required DateOnly WantedOn { get; init; }

    /// <summary>The day the plan gives without anybody making room; null when it gives none.</summary>
    public DateOnly? GivenOn { get; set; }
    public required string TimeZone { get; init; }
    public required int TransitDays { get; init; }
    public required decimal UnitPrice { get; init; }
    public required string Currency { get; init; }

    /// <summary>Why it should go before others, in the asker's words.</summary>
    public required string Plea { get; init; }
    public Guid? Asker { get; init; }
    public required string AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The version of the plan that its consequences were worked out on.</summary>
    public long PlanVersion { get; set; }

    /// <summary>Whether the day can be had by making room at all.</summary>
    public bool Possible { get; set; }

    /// <summary>Who makes room, by number, in the turn they are placed again; separated by commas.</summary>
    public string Moving { get; set; } = "";
    public InsertState State { get; private set; }
    public Guid? Decider { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>The shop order that came of it.</summary>
    public Guid? ShopOrder { get; private set; }

    public string Label => $"R-{Number}";
    public IReadOnlyList<long> MovingOrders => Moving.Length == 0 ? [] : [.. Moving.Split(',').Select(n => long.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];

    public void Done(Guid by, string name, DateTimeOffset at, string? reason, Guid shopOrder)
    {
        MustBeOpen();
        (State, Decider, DecidedBy, DecidedAt, Reason, ShopOrder) = (InsertState.Done, by, name, at, Text(reason), shopOrder);
    }

    public void Refused(Guid? by, string name, DateTimeOffset at, string reason)
    {
        MustBeOpen();
        if (string.IsNullOrWhiteSpace(reason)) throw new BadInputException("reason", Words.Say("insert.noReason"));
        (State, Decider, DecidedBy, DecidedAt, Reason) = (InsertState.Refused, by, name, at, Text(reason));
    }

    public void Withdrawn(Guid? by, string name, DateTimeOffset at)
    {
        MustBeOpen();
        (State, Decider, DecidedBy, DecidedAt) = (InsertState.Withdrawn, by, name, at);
    }

    public void MustBeOpen()
    {
        if (State != InsertState.Open) throw new BusinessRuleException("insert.ended", Words.Say("insert.ended", Label));
    }

    internal static string? Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        text = text.Trim();
        return text.Length <= TextMax ? text : throw new BadInputException("reason", Words.Say("promise.tooLong", text.Length, TextMax));
    }
}

/// <summary>A promise that would move for it, and what its customer says.</summary>
public sealed class InsertMove : Record
{
    public const int ChannelMax = 12;

    public required Guid ReviewId { get; init; }
    public override Guid? PartOf => ReviewId;

    /// <summary>The shop order, by id and number.</summary>
    public required Guid ShopOrder { get; init; }
    public required long ShopOrderNumber { get; init; }
    public Guid? AccountId { get; init; }
    public Guid? SellerId { get; init; }
    public required DateOnly FromOn { get; init; }

    /// <summary>The day that could be promised instead; null when there is none.</summary>
    public DateOnly? ToOn { get; set; }
    public InsertConsent Consent { get; private set; }

    /// <summary>The latest day that its customer agreed to.</summary>
    public DateOnly? AgreedOn { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Who of ours asked and who of theirs answered.</summary>
    public string? AskedBy { get; private set; }
    public string? Whom { get; private set; }
    public Ledger.PromiseChannel? Channel { get; private set; }
    public string? Said { get; private set; }

    /// <summary>Whether its customer agreed to the day it would move to.</summary>
    public bool IsAgreed => Consent == InsertConsent.Agreed && ToOn <= AgreedOn;

    public void Answered(InsertConsent answer, DateTimeOffset at, string askedBy, string? whom, Ledger.PromiseChannel channel, string? said)
    {
        if (answer == InsertConsent.Agreed && ToOn is null) throw new BusinessRuleException("insert.noDay", Words.Say("insert.noNewDay", $"W-{ShopOrderNumber}"));
        (Consent, AnsweredAt, AskedBy, Whom, Channel, Said) = (answer, at, askedBy, InsertReview.Text(whom), channel, InsertReview.Text(said));
        AgreedOn = answer == InsertConsent.Agreed ? ToOn : null;
    }
}
