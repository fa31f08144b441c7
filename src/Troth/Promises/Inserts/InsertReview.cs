using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Inserts;

/// <summary>Open; put in; refused; withdrawn; or held as a quote, because by now the plan gives the day without anybody making room.</summary>
public enum InsertState { Open, Done, Refused, Withdrawn, Held }

/// <summary>What a decision made of a promise: a new day its customer agreed to, or broken.</summary>
public enum InsertOutcome { Moved, Broken }

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

    /// <summary>The days of the week on which they receive; null: as the plant says.</summary>
    public string? ReceivesOn { get; init; }
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

    /// <summary>The quote that holds the day, where it fits without anybody making room.</summary>
    public Guid? Quote { get; private set; }

    /// <summary>When who asked, or gains, took note of what was decided.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>Whether the plan gives the day by itself.</summary>
    public bool Fits => GivenOn <= WantedOn;
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

    public void Held(Guid? by, string name, DateTimeOffset at, Guid quote)
    {
        MustBeOpen();
        (State, Decider, DecidedBy, DecidedAt, Quote) = (InsertState.Held, by, name, at, quote);
    }

    public void MustBeOpen()
    {
        if (State != InsertState.Open) throw new BusinessRuleException("insert.ended", Words.Say("insert.ended", Label, DecidedBy));
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

    /// <summary>When its customer was asked on their own page, by whom of ours, and the word by which one answer counts once.</summary>
    public DateTimeOffset? AskedAt { get; private set; }
    public Guid? Question { get; private set; }

    /// <summary>Who of theirs was written to, and of which day.</summary>
    public Guid? AskedWhom { get; private set; }
    public DateOnly? AskedOfOn { get; private set; }

    /// <summary>The day that could be promised instead; null when there is none.</summary>
    public DateOnly? ToOn { get; set; }
    public InsertConsent Consent { get; private set; }

    /// <summary>The latest day that its customer agreed to.</summary>
    public DateOnly? AgreedOn { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Who of ours asked and who of theirs answered.</summary>
    public string? AskedBy { get; private set; }
    public string? Whom { get; private set; }

    /// <summary>Who of theirs answered on their own page.</summary>
    public Guid? Contact { get; private set; }

    /// <summary>The day they said it, where somebody put it down later.</summary>
    public DateOnly? SaidOn { get; private set; }
    public Ledger.PromiseChannel? Channel { get; private set; }
    public string? Said { get; private set; }

    /// <summary>Who gains from the insert and wrote the address this answer came from, made that contact or invited them: a yes from there is none.</summary>
    public string? DoubtedFor { get; private set; }

    /// <summary>What the decision made of it; null before, and where nothing was done to it.</summary>
    public InsertOutcome? Outcome { get; private set; }

    /// <summary>When the seller who had promised it took note.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>Whether its customer agreed to the day it would move to.</summary>
    public bool IsAgreed => Consent == InsertConsent.Agreed && ToOn <= AgreedOn && DoubtedFor is null;

    /// <summary>Whether one of us put their answer down: nobody of theirs gave it on their own page.</summary>
    public bool IsToldByUs => AnsweredAt is not null && Contact is null;

    /// <summary>Whether this person's answer to the day it would move to is being waited for.</summary>
    public bool IsAsked(Guid whom) => Consent == InsertConsent.Asked && AskedWhom == whom && AskedOfOn == ToOn;

    /// <summary>Its customer finds the question on their page from now on.</summary>
    public void Asked(DateTimeOffset at, string by, Guid? whom = null)
    {
        if (ToOn is null) throw new BusinessRuleException("insert.noDay", Words.Say("insert.noNewDay", $"W-{ShopOrderNumber}"));
        (Consent, AskedAt, AskedBy, Question, AskedWhom, AskedOfOn) = (InsertConsent.Asked, at, by, Guid.CreateVersion7(), whom, ToOn);
        (AnsweredAt, AgreedOn, Whom, Contact, Channel, Said, SaidOn, DoubtedFor) = (null, null, null, null, null, null, null, null);
    }

    /// <summary>Its customer answers on their own page: to the day that was shown, once.</summary>
    /// <param name="until">The latest day that will do; the day it would move to when null.</param>
    /// <param name="doubtedFor">Who gains and wrote the address it came from.</param>
    public void AnsweredByThemselves(InsertConsent answer, DateTimeOffset at, Guid contact, string name, DateOnly? until, string? said, string? doubtedFor = null)
    {
        var by = AskedBy ?? name;
        Answered(answer, at, by, name, Ledger.PromiseChannel.Portal, said, null, ToOn);
        (Contact, Question, DoubtedFor) = (contact, null, doubtedFor);
        if (answer == InsertConsent.Agreed && until > AgreedOn) AgreedOn = until;
    }

    /// <summary>
    /// The review goes forward: what that makes of it and of its promise, in one place. With its customer's yes the promise moves to the day
    /// agreed, without it is broken. Where the promise had ended and nobody said yes, nothing of it is left to keep.
    /// </summary>
    /// <param name="to">The end of the day it moves to, for its customer.</param>
    /// <param name="by">Who told them, where nobody asked.</param>
    /// <returns>What the customer was told, to be kept with the promise.</returns>
    public Ledger.PromiseTalk? Decided(
        Ledger.Promise? promise, Ledger.PromiseDue to, string by, string? reason, DateOnly today, DateTimeOffset at)
    {
        var guarded = promise is { IsGuarded: true };
        if (!guarded && !IsAgreed) return null;
        Outcome = IsAgreed ? InsertOutcome.Moved : InsertOutcome.Broken;
        if (promise is { IsOpen: true } && IsAgreed)
        {
            var told = promise!.Tell(at, to, Ledger.PromiseAnswer.Agreed, Channel ?? Ledger.PromiseChannel.Other, AskedBy ?? by, Whom, Said);
            promise.Because(Ledger.PromiseCause.Insert, null);
            return told;
        }
        if (guarded && !IsAgreed) promise!.BreakByDecision(today, "insert", ReviewId, reason);
        return null;
    }

    /// <param name="named">The day that was named to them: a yes is to that one, and to no other that it has become since.</param>
    public void Answered(
        InsertConsent answer, DateTimeOffset at, string askedBy, string? whom, Ledger.PromiseChannel channel, string? said, DateOnly? saidOn,
        DateOnly? named)
    {
        if (answer == InsertConsent.Agreed && ToOn is null) throw new BusinessRuleException("insert.noDay", Words.Say("insert.noNewDay", $"W-{ShopOrderNumber}"));
        if (answer == InsertConsent.Agreed && named != ToOn)
            throw new BusinessRuleException("insert.answer.changed", Words.Say("insert.answer.changed", $"W-{ShopOrderNumber}", ToOn, named));
        (Consent, AnsweredAt, AskedBy, Whom, Channel, Said) = (answer, at, askedBy, InsertReview.Text(whom), channel, InsertReview.Text(said));
        (AgreedOn, Contact, SaidOn, Question, DoubtedFor) = (answer == InsertConsent.Agreed ? ToOn : null, null, saidOn, null, null);
    }
}
