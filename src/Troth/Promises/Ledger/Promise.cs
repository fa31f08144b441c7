using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Ledger;

/// <summary>
/// Something we said we would do for an account by a day. It keeps what happened (done, said to be broken, given back) and what follows from it;
/// what has become of it is never set by anybody.
/// </summary>
public sealed partial class Promise : ImportableRecord
{
    /// <summary>The kind of decision by which a shop was taken that made it late.</summary>
    public const string ByShop = "shop";
    public const int WhatMax = 400, TextMax = 1000, VendorMax = 200, SourceMax = 40;

    public long Number { get; init; }
    public PromiseKind Kind { get; private set; }
    public PromiseOrigin Origin { get; private set; }
    public PromiseState State { get; private set; }
    public string What { get; private set; } = "";

    /// <summary>By which words of it are found.</summary>
    public string NameKey { get; private set; } = "";
    public Guid AccountId { get; private set; }
    public override Guid? PartOf => AccountId;
    public Guid? ContactId { get; private set; }

    /// <summary>Who promised.</summary>
    public Guid? SellerId { get; private set; }
    public DateOnly? MadeOn { get; private set; }
    public DateTimeOffset? MadeAt { get; private set; }
    public DateOnly FirstDueOn { get; private set; }
    public DateTimeOffset? FirstDueAt { get; private set; }

    /// <summary>As last agreed with the customer.</summary>
    public DateOnly DueOn { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The day agreed on when its moment had passed already: when it is expected, and nothing it is judged by.</summary>
    public DateOnly? ExpectedOn { get; private set; }

    /// <summary>What it was promised in: a quote, a conversation. No reference, since rooms after this one have those.</summary>
    public string? SourceKind { get; private set; }
    public Guid? SourceRecord { get; private set; }

    public Guid? ProductId { get; private set; }
    public decimal? Quantity { get; private set; }

    /// <summary>The pieces it is judged by, where fewer are to come without the customer's word, or since its moment had passed.</summary>
    public decimal? FirstQuantity { get; private set; }

    /// <summary>What of it has been delivered.</summary>
    public decimal? Delivered { get; private set; }

    /// <summary>When the last of that was there.</summary>
    public DateOnly? CameOn { get; private set; }
    public DateTimeOffset? CameAt { get; private set; }
    public Guid? OrderId { get; private set; }
    public int? OrderLineNo { get; private set; }
    public Guid? ShopOrder { get; private set; }
    public Guid? Plant { get; private set; }

    /// <summary>The work center that decided its day when it was promised; null where none did, or nobody knows. Whatever becomes of it, it stays.</summary>
    public Guid? WorkCenter { get; private set; }

    /// <summary>Who makes or delivers it for us.</summary>
    public string? Vendor { get; private set; }

    public DateOnly? DoneOn { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public DateOnly? BrokenOn { get; private set; }
    public PromiseCause? Cause { get; private set; }
    public string? CauseText { get; private set; }

    /// <summary>The work center that made it late, where one did.</summary>
    public Guid? CauseCenter { get; private set; }

    /// <summary>The decision that broke it.</summary>
    public string? DecisionKind { get; private set; }
    public Guid? DecisionRecord { get; private set; }
    public DateOnly? WithdrawnOn { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>When the customer was first told that it would slip.</summary>
    public DateTimeOffset? ToldAt { get; private set; }

    /// <summary>Minutes from when they were first told while it was in danger to the first due date; negative when told after it.</summary>
    public int? Notice { get; private set; }

    /// <summary>Days from the first due date to the day it was done; negative when early.</summary>
    public int? DaysLate { get; private set; }

    /// <summary>Days from the day it was made to the first due date, and to the day it was done.</summary>
    public int? QuotedDays { get; private set; }
    public int? RealisedDays { get; private set; }

    /// <summary>The buffer before it is used up to its red third: set by who watches the plan.</summary>
    public bool AtRisk { get; private set; }

    public string Label => $"P-{Number}";
    public bool IsOpen => State == PromiseState.Open;

    /// <summary>
    /// Whether nobody's choice may take its day away: it is open, or somebody said before its day was over that it will not be kept, and it may
    /// still come in time. A decision that broke it has given it another day.
    /// </summary>
    public bool IsGuarded => IsOpen || (BrokenOn <= DueOn && (DecisionRecord is null || DecisionKind == ByShop) && DoneOn is null && WithdrawnOn is null);
    public PromiseDue FirstDue => new(FirstDueOn, FirstDueAt);
    public PromiseDue Due => new(DueOn, DueAt);

    /// <summary>The last day that the customer agreed to, in time or not.</summary>
    public DateOnly LikelyOn => ExpectedOn ?? DueOn;

    /// <summary>When it is expected now, unless that day has passed too.</summary>
    public DateOnly? ExpectedFrom(DateOnly today) => ExpectedOn >= today ? ExpectedOn : null;

    /// <summary>So many it takes to keep it.</summary>
    public decimal? Owed => FirstQuantity ?? Quantity;

    /// <summary>Some of it came and the customer gave the rest back.</summary>
    public bool SettledInPart => WithdrawnOn is not null && DoneOn is not null && Delivered > 0;

    /// <summary>It ended with fewer pieces than it took: what came came, and all of it never did.</summary>
    public bool EndedInPart => DoneOn is not null && (WithdrawnOn ?? BrokenOn) is not null && Delivered > 0 && Delivered < Owed;

    /// <summary>Due at an instant rather than by the end of a day.</summary>
    public bool IsTimed => IsTimedKind(Kind) && FirstDueAt is not null;

    public static bool IsTimedKind(PromiseKind kind) => kind is PromiseKind.CallBack or PromiseKind.Visit;

    private Promise() { }

    /// <exception cref="BadInputException">What was promised is not said, or too long, or it is due before it was made.</exception>
    public Promise(long number, PromiseKind kind, PromiseOrigin origin, string what, Guid account, PromiseDue due, DateOnly madeOn, DateTimeOffset madeAt)
    {
        what = (what ?? "").Trim();
        if (what.Length == 0) throw new BadInputException(nameof(What), Words.Say("promise.what"));
        if (what.Length > WhatMax) throw new BadInputException(nameof(What), Words.Say("promise.tooLong", what.Length, WhatMax));
        if (due.On < madeOn || (IsTimedKind(kind) && due.At < madeAt)) throw new BadInputException("due", Words.Say("promise.dueBefore", due.On));
        (Number, Kind, Origin, What, NameKey, AccountId) = (number, kind, origin, what, Platform.Data.NameKey.Of(what), account);
        (FirstDueOn, FirstDueAt, DueOn, DueAt) = (due.On, due.At, due.On, due.At);
        (MadeOn, MadeAt) = (madeOn, madeAt);
        Follow();
    }

    /// <summary>Who promised it to whom, and where.</summary>
    public void Between(Guid? seller, Guid? contact, string? sourceKind = null, Guid? source = null)
    {
        if (sourceKind?.Length > SourceMax) throw new BadInputException(nameof(SourceKind), Words.Say("promise.tooLong", sourceKind.Length, SourceMax));
        (SellerId, ContactId, SourceKind, SourceRecord) = (seller, contact, sourceKind, source);
    }

    /// <summary>What is to be delivered, and on which order.</summary>
    /// <param name="workCenter">What its day rests on.</param>
    /// <exception cref="BusinessRuleException">It is no delivery, or nothing of it.</exception>
    public void Of(Guid product, decimal quantity, Guid? order, int? line, Guid? shopOrder, Guid? plant, Guid? workCenter = null)
    {
        MustBeDelivery();
        if (quantity <= 0) throw new BusinessRuleException("promise.quantity", Words.Say("promise.quantity", quantity));
        (ProductId, Quantity, Delivered, OrderId, OrderLineNo, ShopOrder, Plant, WorkCenter) = (product, quantity, 0, order, line, shopOrder, plant, workCenter);
    }

    /// <summary>A delivery that stands in the plan changes with the plan, in one transaction, and by no other way.</summary>
    /// <param name="remedy">The key of what to do instead.</param>
    internal void MustNotBePlanned(string remedy)
    {
        if (ShopOrder is not null) throw new BusinessRuleException("promise.planned", Words.Say(remedy, Label));
    }

    private void MustBeDelivery()
    {
        if (Kind != PromiseKind.Delivery) throw new BusinessRuleException("promise.noDelivery", Words.Say("promise.noDelivery", Label));
    }

    private void MustBeOpen()
    {
        if (!IsOpen) throw new BusinessRuleException("promise.ended", Words.Say("promise.ended", Label));
    }

    private void Follow()
    {
        var late = IsTimed && DoneAt is { } at && at > FirstDueAt;
        var gaveUp = WithdrawnAt is { } given && FirstDueAt is { } moment && given > moment;
        State = PromiseOutcome.Of(FirstDueOn, DueOn, DoneOn, BrokenOn, WithdrawnOn, late, gaveUp, SettledInPart);
        var whole = EndedInPart ? null : DoneOn; // what was never all there took no number of days
        DaysLate = whole?.DayNumber - FirstDueOn.DayNumber;
        QuotedDays = MadeOn is { } made ? FirstDueOn.DayNumber - made.DayNumber : null;
        RealisedDays = MadeOn is { } since ? whole?.DayNumber - since.DayNumber : null;
        if (!IsOpen) AtRisk = false;
        if (State == PromiseState.Kept) (Cause, CauseText, CauseCenter) = (null, null, null); // it did not slip after all
    }
}
