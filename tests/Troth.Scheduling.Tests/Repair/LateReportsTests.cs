using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Repair;

/// <summary>What people report days later, by mistake, or before it happens.</summary>
public class LateReportsTests
{
    private static readonly Shop Mill = Shop.Of(new()
    {
        Horizon = 5000, Calendars = [new("day", [new(0, 480), new(1440, 1920), new(2880, 3360)])],
        WorkCenters = [new("saw", 0, 2), new("drill", 0)],
        Products =
        [
            new("plate") { Routing = new([new("saw") { Centers = [new(0, 0, 10)], Materials = [new(1, 1)] },
                new("drill") { Centers = [new(1, 0, 10)], After = [0] }]) },
            new("steel") { Stock = new(5) },
        ],
    });

    private readonly Plan _plan = OrderDesk.Promise(Plan.Empty(Mill), "A", new QuoteRequest(0, 5), 4000).Plan;

    [Fact]
    public void Days_of_work_of_which_only_the_ends_are_told_get_likely_starts()
    {
        var a = _plan.Orders.Single().Handle;
        var after = Replanner.After(_plan, new TimePassed(2000), new OperationDone(a, 0, 1450, (0, 1)), new OperationDone(a, 1, 1490)).Plan;
        PlanChecker.Assert(after);
        // Fifty minutes each: forty of the first were worked on the first day; the second began when the first was done.
        Assert.Equal([(0, 1, 440, 1450), (1, 0, 1450, 1490)],
            after.Find(a)!.Value.Operations.Select(o => (o.WorkCenter, o.Machine, o.Start, o.End)));
    }

    [Fact]
    public void A_report_taken_back_leaves_the_work_to_be_done_from_now()
    {
        var a = _plan.Orders.Single().Handle;
        var done = Replanner.After(_plan, new TimePassed(60), new OperationStarted(a, 0, 0), new OperationDone(a, 0, 50)).Plan;
        var back = Replanner.After(done, new ReportTakenBack(a, 0)).Plan;
        PlanChecker.Assert(back);
        Assert.Equal([(60, 110, OperationState.Planned), (110, 160, OperationState.Planned)],
            back.Find(a)!.Value.Operations.Select(o => (o.Start, o.End, o.State)));
        var goesOn = Replanner.After(done, new ReportTakenBack(a, 0), new OperationStarted(a, 0, 20)).Plan;
        PlanChecker.Assert(goesOn);
        Assert.Equal((20, 70, OperationState.Started), goesOn.Find(a)!.Value.Operations.Select(o => (o.Start, o.End, o.State)).First());
        Assert.Throws<ShopRefusedException>(() => Replanner.After(_plan, new ReportTakenBack(a, 0)));
    }

    [Fact]
    public void What_was_ordered_can_be_promised_from_and_what_is_cancelled_cannot()
    {
        var quoter = new Quoter(Mill);
        Assert.False(quoter.Of(_plan, new QuoteRequest(1, 3)).HasDate);
        var coming = Replanner.After(_plan, new ReceiptExpected(1, 3, 700)).Plan;
        Assert.Equal(700, quoter.Of(coming, new QuoteRequest(1, 3)).Earliest);
        var sold = OrderDesk.Promise(coming, "B", new QuoteRequest(1, 3), 700).Plan;
        var cancelled = Replanner.After(sold, new ReceiptCancelled(1, 2, 700));
        PlanChecker.Assert(cancelled.Plan);
        // Who is promised for later waits.
        Assert.Equal("A", cancelled.Plan.Find(Assert.Single(cancelled.InDanger).Order)!.Value.Terms.Name);
        Assert.Throws<ShopRefusedException>(() => Replanner.After(sold, new ReceiptCancelled(1, 4, 700)));
        Assert.Throws<ShopRefusedException>(() => Replanner.After(sold, new ReceiptExpected(0, 4, 700)));
    }
}
