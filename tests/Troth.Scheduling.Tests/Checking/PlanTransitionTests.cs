using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Checking;

public class PlanTransitionTests
{
    private static readonly Shop Mill = Shop.Of(new()
    {
        Horizon = 5000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("mill", 0, Machines: 2)], FrozenMinutes = 100,
        Products = [new("axle") { Routing = new([new("turn") { Centers = [new(0, 0, 10)] },
            new("grind") { Centers = [new(0, 0, 5)], After = [0] }]) }],
    });

    private readonly Plan _before = Replanner.Load(Plan.Empty(Mill),
        [new("A", 0, 5) { Promised = 900 }, new("B", 0, 20) { Promised = 1000 }, new("C", 0, 30) { Promised = 2000 }]);

    [Fact]
    public void What_the_planner_does_keeps_the_rules()
    {
        var later = Replanner.JustInTime(_before);
        Assert.Empty(PlanTransition.Check(_before, later, new(PlanStep.Replan)));
        var promised = OrderDesk.Promise(later, "D", new QuoteRequest(0, 3), 3000);
        Assert.Empty(PlanTransition.Check(later, promised.Plan, new(PlanStep.Decision, promised.Order)));
        var stopped = Replanner.After(promised.Plan, new TimePassed(300), new MachineStopped(new Stop(0, 0, 300, 700))).Plan;
        Assert.Empty(PlanTransition.Check(promised.Plan, stopped, new(PlanStep.Event)));
        var cancelled = OrderDesk.Cancel(stopped, promised.Order);
        Assert.Empty(PlanTransition.Check(stopped, cancelled.Plan, new(PlanStep.Decision, promised.Order)));
    }

    [Fact]
    public void A_promise_that_moves_is_found() =>
        Found("promise", Changed("B", record => record with { Terms = record.Terms with { Promised = 1001 } }), PlanStep.Replan,
            PlanStep.Event, PlanStep.Decision);

    [Fact]
    public void Others_that_move_for_a_decision_are_found() => Found("moved", Moved("C", 0, 1), PlanStep.Decision);

    [Fact]
    public void An_order_that_is_gone_is_found() =>
        Found("moved", OrderDesk.Cancel(_before, Of("C").Handle).Plan, PlanStep.Replan, PlanStep.Event, PlanStep.Decision);

    [Fact]
    public void A_pinned_operation_that_moves_is_found()
    {
        var pinned = ShopFloor.Pin(_before, Of("C").Handle, 1).Plan;
        Found("fixed", Moved("C", 1, 1, pinned), pinned, PlanStep.Replan);
        Found("fixed", Moved("C", 1, -1, pinned), pinned, PlanStep.Event);
        Assert.Empty(PlanTransition.Check(pinned, Moved("C", 1, 1, pinned), new(PlanStep.Event)));
    }

    [Fact]
    public void Work_begun_that_starts_elsewhere_is_found()
    {
        var begun = Replanner.After(_before, new OperationStarted(Of("A").Handle, 0, 0)).Plan;
        Found("fixed", Moved("A", 0, 1, begun), begun, PlanStep.Event);
    }

    [Fact]
    public void The_frozen_zone_is_watched_in_both_directions()
    {
        // 50 minutes in, the first of A is told; what comes after is not.
        var now = Replanner.After(_before, new TimePassed(50)).Plan;
        var (told, next) = (Of("A", now).Operations[0], Of("A", now).Operations[1]);
        Assert.Equal((100, 150), (told.Start, next.Start));
        Found("frozen", Moved("A", 0, 1, now), now, PlanStep.Replan);
        Found("frozen", Moved("A", 0, -1, now), now, PlanStep.Event);
        Found("frozen", Moved("A", 1, -1, now), now, PlanStep.Event);
        Assert.Empty(PlanTransition.Check(now, Moved("A", 1, 1, now), new(PlanStep.Event)));
    }

    [Fact]
    public void What_is_put_into_the_frozen_zone_anew_is_found()
    {
        var promised = OrderDesk.Promise(_before, "D", new QuoteRequest(0, 3), 3000);
        Found("frozen", Moved("D", 0, 99 - Of("D", promised.Plan).Operations[0].Start, promised.Plan), _before, promised.Order,
            PlanStep.Decision);
    }

    [Fact]
    public void Time_that_runs_backward_is_found()
    {
        var later = Replanner.After(_before, new TimePassed(50)).Plan;
        Assert.Contains(PlanTransition.Check(later, _before, new(PlanStep.Event)), f => f.Code == "time");
        Assert.Contains(PlanTransition.Check(later, _before, new(PlanStep.Event)), f => f.Code == "version");
        Found("time", later, PlanStep.Replan, PlanStep.Decision);
    }

    private PlannedOrder Of(string name, Plan? plan = null) => (plan ?? _before).Orders.Single(o => o.Terms.Name == name);

    private void Found(string code, Plan after, params PlanStep[] steps) => Found(code, after, _before, steps);

    private static void Found(string code, Plan after, Plan before, params PlanStep[] steps) => Found(code, after, before, default, steps);

    private static void Found(string code, Plan after, Plan before, OrderHandle about, params PlanStep[] steps) =>
        Assert.All(steps, step => Assert.Contains(PlanTransition.Check(before, after, new(step, about)), f => f.Code == code));

    private Plan Moved(string order, int operation, int minutes, Plan? from = null)
    {
        var draft = new PlanDraft(from ?? _before);
        ref var placed = ref draft.Placements.Own((from ?? _before).Record(Of(order, from).Handle)!.FirstOperation + operation);
        (placed.Start, placed.End) = (placed.Start + minutes, placed.End + minutes);
        return draft.Freeze();
    }

    private Plan Changed(string order, Func<OrderRecord, OrderRecord> change)
    {
        var draft = new PlanDraft(_before);
        draft.Set(change(_before.Record(Of(order).Handle)!));
        return draft.Freeze();
    }
}
