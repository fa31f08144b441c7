using Troth.Platform.Errors;

namespace Troth.Promises.Ledger;

/// <summary>How a promise ends, and how an end is looked at again.</summary>
public sealed partial class Promise
{
    /// <summary>It was done, complete and right. Whether that kept it follows from the dates.</summary>
    /// <exception cref="BusinessRuleException">It has ended already.</exception>
    public void Keep(DateOnly on, DateTimeOffset at)
    {
        MustBeOpen();
        (DoneOn, DoneAt) = (on, at);
        if (Quantity is { } all) Delivered = all;
        Follow();
    }

    /// <summary>
    /// A delivery, whole or in part: the promise is done with the last piece. Pieces beyond the promise do it no harm; those that come when
    /// it has ended otherwise are put down, and change nothing of how it ended.
    /// </summary>
    /// <exception cref="BusinessRuleException">It is no delivery, or nothing was delivered.</exception>
    public void Deliver(decimal quantity, DateOnly on, DateTimeOffset at)
    {
        MustBeDelivery();
        if (quantity <= 0) throw new BusinessRuleException("promise.quantity", Words.Say("promise.quantity", quantity));
        Delivered = (Delivered ?? 0) + quantity;
        if (CameOn is null || on >= CameOn) (CameOn, CameAt) = (on, at);
        if (StillOwed && (Quantity is null || Delivered >= Quantity)) AllThere(on, at);
        Follow();
    }

    /// <summary>No more comes. Fewer than were promised do not keep it, whatever was changed since.</summary>
    private void AllThere(DateOnly on, DateTimeOffset at)
    {
        (DoneOn, DoneAt) = (on, at);
        if (BrokenOn is not null || Owed is not { } owed || !(Delivered < owed)) return;
        BrokenOn = on;
        Because(PromiseCause.Short, Words.Say("cause.fewer", Delivered, owed));
    }

    /// <summary>What came in part was there when the last of it came, not on the day the rest was cancelled.</summary>
    private void NoMoreComes(DateOnly on, DateTimeOffset at)
    {
        if (Delivered > 0) (DoneOn, DoneAt) = CameOn is { } day ? (day, CameAt) : (on, at);
    }

    /// <summary>Open, or broken by a decision or because somebody said so, and still to be delivered.</summary>
    private bool StillOwed => IsOpen || (BrokenOn is not null && DoneOn is null && WithdrawnOn is null);

    /// <summary>
    /// The customer wants another quantity by the same day. With what was delivered already it may be done. One that is broken and still
    /// to be delivered is then of so many too; one that has ended otherwise stays as it was.
    /// </summary>
    /// <param name="quantity">Pieces in all. Fewer are what is promised only by the customer's word, given before its moment has passed.</param>
    /// <param name="on">The day it is; nothing lacking any more, it was done when the last piece came.</param>
    /// <param name="at">The moment it is said.</param>
    /// <param name="theirWord">The customer said so.</param>
    /// <exception cref="BusinessRuleException">It is no delivery, or nothing of it.</exception>
    public void Altered(decimal quantity, DateOnly on, DateTimeOffset at, bool theirWord)
    {
        MustBeDelivery();
        if (!StillOwed) return;
        if (quantity <= 0) throw new BusinessRuleException("promise.quantity", Words.Say("promise.quantity", quantity));
        if (theirWord && at <= Due.Instant) FirstQuantity = null;
        else if (quantity < Owed) FirstQuantity = Owed;
        Quantity = quantity;
        if (FirstQuantity <= quantity) FirstQuantity = null;
        if (Delivered >= quantity) AllThere(CameOn ?? on, CameOn is null ? at : CameAt!.Value);
        Follow();
    }

    /// <summary>What is promised is called otherwise from now on, where nobody gave it words of their own.</summary>
    public void Called(string before, string now)
    {
        if (What == before) (What, NameKey) = (now, Platform.Data.NameKey.Of(now));
    }

    /// <summary>It is not kept, and will not be by its date; or was done short.</summary>
    /// <exception cref="BusinessRuleException">It has ended already.</exception>
    public void Break(DateOnly on, PromiseCause cause, string? text)
    {
        MustBeOpen();
        Because(cause, text);
        BrokenOn = on;
        Follow();
    }

    /// <summary>
    /// Moved without its customer's yes, by a decision: broken from that moment, whenever it is delivered. Also where somebody had said before
    /// that it would not be kept.
    /// </summary>
    /// <exception cref="BusinessRuleException">It has ended already.</exception>
    public void BreakByDecision(DateOnly on, string decisionKind, Guid decision, string? text)
    {
        if (!IsGuarded) MustBeOpen();
        Because(PromiseCause.Insert, text);
        (BrokenOn, DecisionKind, DecisionRecord) = (on, decisionKind, decision);
        Follow();
    }

    /// <summary>A shop that somebody took made it late. It stays to be kept; where it is not, that decision is why.</summary>
    public void MadeLateBy(Guid decision) => (DecisionKind, DecisionRecord) = (ByShop, decision);

    /// <summary>
    /// The customer wants it no more. Until its first moment has passed it then does not count; after that it was not kept. What came in part
    /// by then is made and not kept.
    /// </summary>
    /// <exception cref="BusinessRuleException">It has ended already.</exception>
    public void Withdraw(DateOnly on, DateTimeOffset at, string? text)
    {
        MustBeOpen();
        (WithdrawnOn, WithdrawnAt, CauseText) = (on, at, Text(text));
        NoMoreComes(on, at);
        Follow();
    }

    /// <summary>We deliver no more of it, and the customer did not say so. What came can still come back.</summary>
    /// <exception cref="BusinessRuleException">It has ended already.</exception>
    public void CancelledByUs(DateOnly on, DateTimeOffset at)
    {
        MustBeOpen();
        Because(PromiseCause.Cancelled, null);
        BrokenOn = on;
        NoMoreComes(on, at);
        Follow();
    }

    /// <summary>Why it was cancelled, in words.</summary>
    public void CancelledBecause(string? text)
    {
        if (WithdrawnOn is not null || Cause == PromiseCause.Cancelled) CauseText = Text(text);
    }

    /// <summary>The customer wants fewer or more, or none any more.</summary>
    /// <returns>What was said, to be kept with it.</returns>
    public PromiseTalk Said(CustomersWord word, TalkAbout about, int from, int? to) => new()
    {
        PromiseId = Id, At = word.At, Channel = word.Channel, Answer = PromiseAnswer.Agreed, ToldBy = word.ToldBy, Whom = Text(word.Whom),
        Said = Text(word.Said), TheirWish = true, FromDueOn = LikelyOn, About = about, FromQuantity = from, ToQuantity = to,
    };

    /// <summary>It was taken for done, and was short, wrong, or came back for our fault: broken after all.</summary>
    /// <param name="days">So many days after it was done that still counts.</param>
    /// <exception cref="BusinessRuleException">It was never done, or too long ago.</exception>
    public void Reopen(DateOnly on, PromiseCause cause, string? text, int days)
    {
        if (!CanComeBack || DoneOn is not { } done)
            throw new BusinessRuleException("promise.notDone", Words.Say("promise.notDone", Label));
        if (on > done.AddDays(days)) throw new BusinessRuleException("promise.tooLate", Words.Say("promise.tooLate", Label, done, days));
        Because(cause, text);
        BrokenOn = on;
        Follow();
    }

    /// <summary>All or some of it was done, and whether that was right is not settled yet.</summary>
    public bool CanComeBack => DoneOn is not null && State is PromiseState.Kept or PromiseState.Renegotiated or PromiseState.Broken
        && (BrokenOn is null || Cause is PromiseCause.Cancelled or PromiseCause.Short);

    /// <summary>Why it was late.</summary>
    /// <param name="center">The work center that made it so, where one did.</param>
    public void Because(PromiseCause cause, string? text, Guid? center = null) => (Cause, CauseText, CauseCenter) = (cause, Text(text), center);

    /// <summary>Somebody who watches the plan says whether it is in danger.</summary>
    public void Endangered(bool atRisk) => AtRisk = atRisk && IsOpen;

    /// <summary>
    /// The customer was told that it would slip, and of a later date if there is one. With a yes the later date holds from now on; without, the
    /// earlier one stays. When its moment has passed a yes says when it is expected, and it stays not kept.
    /// </summary>
    /// <param name="theirWish">It would not slip; the customer would rather have the later date. That is no notice of ours.</param>
    /// <returns>What was told, to be kept with it.</returns>
    /// <exception cref="BusinessRuleException">It has ended already, or the date is no later one.</exception>
    public PromiseTalk Tell(
        DateTimeOffset at, PromiseDue? later, PromiseAnswer answer, PromiseChannel channel, string toldBy, string? whom, string? said,
        bool theirWish = false)
    {
        MustBeOpen();
        if (later is { } due && (due.On < FirstDueOn || due == Due || due.On == ExpectedOn))
            throw new BusinessRuleException("promise.notLater", Words.Say("promise.notLater", due.On, FirstDueOn));
        var talk = new PromiseTalk
        {
            PromiseId = Id, At = at, Channel = channel, Answer = answer, ToldBy = toldBy, Whom = Text(whom), Said = Text(said),
                TheirWish = theirWish, FromDueOn = LikelyOn, ToDueOn = later?.On, ToDueAt = later?.At,
        };
        if (!theirWish)
        {
            if (ToldAt is null || at < ToldAt) ToldAt = at;
            // What the plan keeps is no slip to give notice of. What is in no plan nobody watches, and whoever tells has to be believed.
            if (ShopOrder is null || AtRisk || (later is not null && answer == PromiseAnswer.Agreed))
                Notice = Math.Max(Notice ?? int.MinValue, (int)Math.Clamp((FirstDue.Instant - at).TotalMinutes, int.MinValue, int.MaxValue));
        }
        if (later is { } agreed && answer == PromiseAnswer.Agreed)
        {
            if (at > Due.Instant) ExpectedOn = agreed.On;
            else (DueOn, DueAt) = (agreed.On, agreed.At);
        }
        Follow();
        return talk;
    }

    /// <summary>
    /// The system that promised it moved it: recorded as told there, like what an import brings. Nobody says that its customer agreed, so it
    /// is no notice; the day first promised goes on to judge it. When its moment has passed it says when it is expected, and it stays not kept.
    /// </summary>
    /// <exception cref="BusinessRuleException">It was promised here, or has ended already.</exception>
    public void Retold(PromiseDue due, DateTimeOffset at)
    {
        MustBeOpen();
        if (Origin != PromiseOrigin.Inherited) throw new BusinessRuleException("promise.promisedHere", Words.Say("promise.promisedHere", Label));
        if (at > Due.Instant) ExpectedOn = due.On;
        else (DueOn, DueAt) = (due.On, due.At);
        Follow();
    }

    private static string? Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        text = text.Trim();
        return text.Length <= TextMax ? text : throw new BadInputException("text", Words.Say("promise.tooLong", text.Length, TextMax));
    }
}
