using Troth.Platform.Errors;
using Troth.Promises.Ledger;

namespace Troth.Tests.Promises;

public sealed class PromiseTests
{
    private static readonly DateOnly Made = new(2026, 3, 2), Due = new(2026, 3, 20);
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static Promise Of(PromiseKind kind = PromiseKind.Document, DateTimeOffset? at = null) =>
        new(7, kind, PromiseOrigin.Told, " drawing of the bracket ", Guid.CreateVersion7(), new(Due, at), Made, Now);

    private static Promise Delivery(decimal quantity = 40)
    {
        var promise = new Promise(8, PromiseKind.Delivery, PromiseOrigin.Quoted, "40 brackets", Guid.CreateVersion7(), new(Due, new DateTimeOffset(2026, 3, 20, 17, 0, 0, TimeSpan.Zero)), Made, Now);
        promise.Of(Guid.CreateVersion7(), quantity, null, null, null, null);
        return promise;
    }

    private static DateTimeOffset At(DateOnly day, int hour = 12) => new(day, new TimeOnly(hour, 0), TimeSpan.Zero);

    private static string Code(Action act) => Assert.Throws<BusinessRuleException>(act).Code;

    [Fact]
    public void Done_by_the_first_day_is_kept_and_later_is_broken()
    {
        var (early, on, late) = (Of(), Of(), Of());
        early.Keep(Due.AddDays(-3), At(Due.AddDays(-3)));
        on.Keep(Due, At(Due, 23));
        late.Keep(Due.AddDays(1), At(Due.AddDays(1)));
        Assert.Equal((PromiseState.Kept, -3, 18, 15), (early.State, early.DaysLate, early.QuotedDays, early.RealisedDays));
        Assert.Equal((PromiseState.Kept, 0), (on.State, on.DaysLate));
        Assert.Equal((PromiseState.Broken, 1), (late.State, late.DaysLate));
        Assert.Equal("drawing of the bracket", on.What);
    }

    [Fact]
    public void A_call_is_due_at_its_hour()
    {
        var (kept, late) = (Of(PromiseKind.CallBack, At(Due, 16)), Of(PromiseKind.CallBack, At(Due, 16)));
        kept.Keep(Due, At(Due, 16));
        late.Keep(Due, At(Due, 17));
        Assert.Equal((PromiseState.Kept, PromiseState.Broken), (kept.State, late.State));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<BadInputException>(() => new Promise(1, PromiseKind.Other, PromiseOrigin.Told, " ", Guid.CreateVersion7(), new(Due), Made, Now));
        Assert.Throws<BadInputException>(() => new Promise(1, PromiseKind.Other, PromiseOrigin.Told, "x", Guid.CreateVersion7(), new(Made.AddDays(-1)), Made, Now));
        Assert.Throws<BadInputException>(() => new Promise(1, PromiseKind.Other, PromiseOrigin.Told, new string('x', Promise.WhatMax + 1), Guid.CreateVersion7(), new(Due), Made, Now));
        Assert.Equal("promise.noDelivery", Code(() => Of().Of(Guid.CreateVersion7(), 1, null, null, null, null)));
        Assert.Equal("promise.quantity", Code(() => Delivery().Deliver(0, Due, At(Due))));
        var ended = Of();
        ended.Keep(Due, At(Due));
        Assert.Equal("promise.ended", Code(() => ended.Keep(Due, At(Due))));
        Assert.Equal("promise.ended", Code(() => ended.Break(Due, PromiseCause.Forgot, null)));
        Assert.Equal("promise.ended", Code(() => ended.Withdraw(Due, At(Due), null)));
        Assert.Equal("promise.ended", Code(() => ended.Tell(Now, null, PromiseAnswer.Unanswered, PromiseChannel.Phone, "Me", null, null)));
        Assert.Equal("promise.notDone", Code(() => Of().Reopen(Due, PromiseCause.Defect, null, 60)));
    }

    [Fact]
    public void A_delivery_is_done_with_its_last_piece()
    {
        var promise = Delivery();
        promise.Deliver(25, Due.AddDays(-2), At(Due.AddDays(-2)));
        Assert.Equal((PromiseState.Open, 25m), (promise.State, promise.Delivered));
        promise.Deliver(15, Due.AddDays(1), At(Due.AddDays(1)));
        Assert.Equal((PromiseState.Broken, 40m, 1), (promise.State, promise.Delivered, promise.DaysLate));
    }

    [Fact]
    public void A_later_day_that_the_customer_agreed_to_is_made_and_not_kept()
    {
        var promise = Of();
        var told = At(Due.AddDays(-5));
        var talk = promise.Tell(told, new(Due.AddDays(4)), PromiseAnswer.Agreed, PromiseChannel.Mail, "Sam", "Ms Alt", "Fine.");
        Assert.Equal((Due, Due.AddDays(4), promise.Id), (talk.FromDueOn, talk.ToDueOn, talk.PromiseId));
        Assert.Equal((Due, Due.AddDays(4), told), (promise.FirstDueOn, promise.DueOn, promise.ToldAt));
        Assert.Equal((int)(new DateTimeOffset(2026, 3, 21, 0, 0, 0, TimeSpan.Zero) - told).TotalMinutes, promise.Notice);
        promise.Keep(Due.AddDays(4), At(Due.AddDays(4)));
        Assert.Equal(PromiseState.Renegotiated, promise.State);

        var tooLate = Of();
        tooLate.Tell(told, new(Due.AddDays(4)), PromiseAnswer.Agreed, PromiseChannel.Mail, "Sam", null, null);
        tooLate.Keep(Due.AddDays(5), At(Due.AddDays(5)));
        Assert.Equal(PromiseState.Broken, tooLate.State);

        var afterAll = Of();
        afterAll.Tell(told, new(Due.AddDays(4)), PromiseAnswer.Agreed, PromiseChannel.Mail, "Sam", null, null);
        afterAll.Keep(Due, At(Due));
        Assert.Equal(PromiseState.Kept, afterAll.State);
    }

    [Fact]
    public void Notice_is_given_of_what_is_in_danger_or_what_we_move()
    {
        Promise Planned()
        {
            var promise = Delivery();
            promise.Of(Guid.CreateVersion7(), 40, null, null, Guid.CreateVersion7(), null);
            return promise;
        }
        var (safe, risky, moved) = (Planned(), Planned(), Planned());
        safe.Tell(Now, null, PromiseAnswer.Unanswered, PromiseChannel.Phone, "Sam", null, null);
        Assert.Equal((Now, null), (safe.ToldAt, safe.Notice));
        safe.Endangered(true);
        safe.Tell(At(Due.AddDays(-1), 17), null, PromiseAnswer.Unanswered, PromiseChannel.Phone, "Sam", null, null);
        safe.Tell(At(Due, 9), null, PromiseAnswer.Unanswered, PromiseChannel.Phone, "Sam", null, null);
        Assert.Equal((Now, 1440), (safe.ToldAt, safe.Notice)); // of the first time that there was something to tell
        risky.Endangered(true);
        risky.Tell(Now, null, PromiseAnswer.Unanswered, PromiseChannel.Phone, "Sam", null, null);
        moved.Tell(Now, new(Due.AddDays(4)), PromiseAnswer.Agreed, PromiseChannel.Phone, "Sam", null, null);
        Assert.Equal((true, risky.Notice), (risky.Notice > 0, moved.Notice));
    }

    [Fact]
    public void Without_a_yes_the_day_stays_but_the_customer_knows()
    {
        var promise = Of();
        promise.Tell(At(Due.AddDays(-1)), new(Due.AddDays(9)), PromiseAnswer.Refused, PromiseChannel.Phone, "Sam", null, null);
        promise.Tell(At(Due), null, PromiseAnswer.Unanswered, PromiseChannel.Phone, "Sam", null, null);
        Assert.Equal((Due, At(Due.AddDays(-1))), (promise.DueOn, promise.ToldAt));
        promise.Keep(Due.AddDays(2), At(Due.AddDays(2)));
        Assert.Equal(PromiseState.Broken, promise.State);
        Assert.Equal("promise.notLater", Code(() => Of().Tell(Now, new(Due.AddDays(-1)), PromiseAnswer.Agreed, PromiseChannel.Phone, "Sam", null, null)));
    }

    [Fact]
    public void A_return_for_our_fault_breaks_it_within_the_days_and_not_after()
    {
        var promise = Delivery();
        promise.Deliver(40, Due, At(Due));
        Assert.Equal("promise.tooLate", Code(() => promise.Reopen(Due.AddDays(61), PromiseCause.Defect, null, 60)));
        Assert.Equal(PromiseState.Kept, promise.State);
        promise.Reopen(Due.AddDays(60), PromiseCause.Defect, "cracked", 60);
        Assert.Equal((PromiseState.Broken, PromiseCause.Defect, "cracked"), (promise.State, promise.Cause, promise.CauseText));
        Assert.Equal("promise.notDone", Code(() => promise.Reopen(Due.AddDays(60), PromiseCause.Defect, null, 60)));
    }

    [Fact]
    public void A_decision_breaks_it_at_once_and_a_delivery_in_time_does_not_mend_that()
    {
        var (promise, insert) = (Delivery(), Guid.CreateVersion7());
        promise.BreakByDecision(Due.AddDays(-9), "insert", insert, "A rush for another");
        Assert.Equal((PromiseState.Broken, "insert", insert, PromiseCause.Insert), (promise.State, promise.DecisionKind, promise.DecisionRecord, promise.Cause));
        promise.Deliver(40, Due.AddDays(-1), At(Due.AddDays(-1)));
        Assert.Equal((PromiseState.Broken, Due.AddDays(-1)), (promise.State, promise.DoneOn));
    }

    [Fact]
    public void What_the_customer_gives_back_does_not_count()
    {
        var promise = Of();
        promise.Endangered(true);
        promise.Withdraw(Due, At(Due), "No longer needed");
        Assert.Equal((PromiseState.Withdrawn, false), (promise.State, promise.AtRisk));
    }

    [Fact]
    public void Who_gives_up_waiting_does_not_unmake_the_promise()
    {
        var (late, moved) = (Of(), Of());
        late.Withdraw(Due.AddDays(1), At(Due.AddDays(1)), "Three weeks late");
        late.CancelledBecause("Bought elsewhere");
        Assert.Equal((PromiseState.Broken, Due.AddDays(1), "Bought elsewhere"), (late.State, late.WithdrawnOn, late.CauseText));
        moved.Tell(At(Due.AddDays(-5)), new(Due.AddDays(9)), PromiseAnswer.Agreed, PromiseChannel.Mail, "Sam", "Ms Alt", null);
        moved.Withdraw(Due.AddDays(3), At(Due.AddDays(3)), null);
        Assert.Equal(PromiseState.Broken, moved.State);
        // A feed that tells later what was given back takes no decision away, and no delivery.
        Assert.Equal(PromiseState.Broken, PromiseOutcome.Of(Due, Due, null, Due.AddDays(-9), Due.AddDays(-5)));
        Assert.Equal(PromiseState.Kept, PromiseOutcome.Of(Due, Due, Due.AddDays(-1), null, Due.AddDays(5)));
        Assert.Equal(PromiseState.Withdrawn, PromiseOutcome.Of(Due, Due, null, null, Due));
    }

    [Fact]
    public void Pieces_that_come_when_it_has_ended_otherwise_are_put_down()
    {
        var (withdrawn, broken) = (Delivery(), Delivery());
        withdrawn.Withdraw(Due.AddDays(-5), At(Due.AddDays(-5)), null);
        withdrawn.Deliver(40, Due, At(Due));
        Assert.Equal((PromiseState.Withdrawn, 40m, null), (withdrawn.State, withdrawn.Delivered, withdrawn.DoneOn));
        withdrawn.Altered(30, Due, At(Due), theirWord: true);
        Assert.Equal(40m, withdrawn.Quantity);
        broken.BreakByDecision(Due.AddDays(-9), "insert", Guid.CreateVersion7(), "A rush for another");
        broken.Altered(60, Due.AddDays(-8), At(Due.AddDays(-8)), theirWord: true);
        broken.Deliver(40, Due.AddDays(-1), At(Due.AddDays(-1)));
        Assert.Null(broken.DoneOn);
        broken.Deliver(20, Due.AddDays(2), At(Due.AddDays(2)));
        broken.Deliver(1, Due.AddDays(3), At(Due.AddDays(3)));
        Assert.Equal((PromiseState.Broken, 61m, Due.AddDays(2)), (broken.State, broken.Delivered, broken.DoneOn));
    }

    /// <summary>The order system moves what it promised itself: before its day as told, afterwards that says when it is expected.</summary>
    [Fact]
    public void A_day_told_after_the_promised_one_makes_nothing_better()
    {
        Promise Inherited()
        {
            var promise = new Promise(9, PromiseKind.Delivery, PromiseOrigin.Inherited, "40 brackets", Guid.CreateVersion7(), new(Due, At(Due, 17)), Made, Now);
            promise.Of(Guid.CreateVersion7(), 40, null, null, null, null);
            return promise;
        }
        var (inTime, tooLate, later) = (Inherited(), Inherited(), Due.AddDays(30));
        inTime.Retold(new(later, At(later, 17)), At(Due, 16));
        tooLate.Retold(new(later, At(later, 17)), At(Due, 18));
        Assert.Equal((later, null, Due, later), (inTime.DueOn, inTime.ExpectedOn, tooLate.DueOn, tooLate.ExpectedOn));
        foreach (var promise in new[] { inTime, tooLate }) promise.Deliver(40, Due.AddDays(9), At(Due.AddDays(9)));
        Assert.Equal((PromiseState.Renegotiated, PromiseState.Broken), (inTime.State, tooLate.State));
    }

    [Fact]
    public void What_came_in_part_was_there_when_it_came_and_took_no_number_of_days()
    {
        var (theirs, ours, cut, late) = (Delivery(), Delivery(), Delivery(), Delivery());
        foreach (var promise in new[] { theirs, ours, cut }) promise.Deliver(10, Due.AddDays(-8), At(Due.AddDays(-8)));
        theirs.Withdraw(Due.AddDays(-4), At(Due.AddDays(-4)), null);
        ours.CancelledByUs(Due.AddDays(-4), At(Due.AddDays(-4)));
        Assert.Equal((PromiseState.Renegotiated, PromiseState.Broken), (theirs.State, ours.State));
        Assert.All([theirs, ours], p => Assert.Equal((Due.AddDays(-8), null, null), (p.DoneOn, p.DaysLate, p.RealisedDays)));
        // Fewer by the customer's word are all of it: there since the last of them came, or still on the way.
        cut.Altered(10, Due.AddDays(-4), At(Due.AddDays(-4)), theirWord: true);
        Assert.Equal((PromiseState.Kept, Due.AddDays(-8), -8, 10), (cut.State, cut.DoneOn, cut.DaysLate, cut.RealisedDays));
        late.Deliver(10, Due.AddDays(2), At(Due.AddDays(2)));
        late.Altered(10, Due.AddDays(-4), At(Due.AddDays(-4)), theirWord: true);
        Assert.Equal((PromiseState.Broken, Due.AddDays(2), 2), (late.State, late.DoneOn, late.DaysLate));
    }

    [Fact]
    public void A_later_day_of_the_customers_own_wish_is_no_notice_of_ours()
    {
        var promise = Of();
        var talk = promise.Tell(At(Due.AddDays(-5)), new(Due.AddDays(9)), PromiseAnswer.Agreed, PromiseChannel.Phone, "Sam", "Ms Alt",
            "Rather then", theirWish: true);
        Assert.Equal((true, null, null, Due.AddDays(9)), (talk.TheirWish, promise.ToldAt, promise.Notice, promise.DueOn));
        promise.Keep(Due.AddDays(9), At(Due.AddDays(9)));
        Assert.Equal(PromiseState.Renegotiated, promise.State);
    }
}
