using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Checking;

public class PlantedFaultsTests
{
    private const int Cut = 0, Paint = 1;
    private const int Wood = 0, Screws = 1, Leg = 2, Chair = 3, Board = 4;

    /// <summary>From 8:00 to 12:00 and 13:00 to 17:00; painting changes over in 30 minutes, by way of family 2.</summary>
    private static readonly ShopDefinition Joinery = new()
    {
        Horizon = 14 * 1440,
        Calendars =
        [
            new("day", [.. Enumerable.Range(0, 7)
                .Select(d => d * 1440).SelectMany(d => new WeeklyShift[] { new(d + 480, d + 720), new(d + 780, d + 1020) })]),
        ],
        WorkCenters =
        [
            new("cut", 0, Machines: 2, Efficiency: 80),
            new("paint", 0) { Changeovers = [[0, 99, 10], [99, 0, 20], [10, 20, 0]] },
            new("pack", 0),
        ],
        Products =
        [
            new("wood") { Stock = new(100, [new(3000, 50)]) },
            new("screws") { Purchase = new(700) },
            new("leg") { Routing = new([new("turn") { Centers = [new(Cut, 5, 1)] }]) },
            new("chair")
            {
                Routing = new(
                [
                    new("saw") { Centers = [new(Cut, 10, 4)], Materials = [new(Wood, 2)], TransferBatch = 3 },
                    new("shape") { Centers = [new(Cut, 10, 5)], After = [0], WaitAfter = 45 },
                    new("harden") { OutsideLead = 300, After = [1] },
                    new("paint") { Centers = [new(Paint, 0, 6)], Family = 1, After = [2], Materials = [new(Leg, 4), new(Screws, 8)] },
                ]),
            },
            new("board") { Routing = new([new("paint board") { Centers = [new(Paint, 0, 60)] }]) },
        ],
        FrozenMinutes = 0,
    };

    private readonly Plan _plan = Replanner.Load(Plan.Empty(Shop.Of(Joinery)),
    [
        new("C", Chair, 10) { Promised = 10_000, NotBefore = 500 }, new("D", Chair, 7) { Promised = 11_000 },
        new("B", Board, 2) { Promised = 12_000 }, new("W", Wood, 60) { Promised = 9_000 },
    ]);

    [Fact]
    public void The_plan_is_sound_before_anything_is_planted() => Assert.Empty(new PlanChecker(Joinery).Check(_plan));

    [Fact]
    public void A_batch_used_before_it_is_handed_on_is_found()
    {
        Move("C", "shape", Operation("C", "saw").Start, keepMachine: false);
        Found("batch");
    }

    [Fact]
    public void A_wait_cut_short_is_found()
    {
        Move("C", "harden", Operation("C", "harden").Start - 1);
        Found("precedence");
    }

    [Fact]
    public void Parts_that_are_not_ready_are_found()
    {
        Move("C", "turn", Operation("C", "paint").End + 1);
        Found("precedence");
    }

    [Fact]
    public void Work_on_a_machine_that_cannot_do_it_is_found()
    {
        Place("C", "saw") = Place("C", "saw") with { Machine = 2 };
        Found("machine");
    }

    [Fact]
    public void Work_without_a_machine_is_found()
    {
        Place("C", "saw") = Place("C", "saw") with { Machine = -1 };
        Found("machine");
    }

    [Fact]
    public void Work_in_closed_time_is_found()
    {
        ref var place = ref Place("B", "paint board");
        (place.Start, place.End) = (7 * 1440 + 700, 7 * 1440 + 760);
        Found("calendar");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Work_a_minute_too_long_or_short_is_found(int minutes)
    {
        Place("B", "paint board").End += minutes;
        Found("duration");
    }

    [Fact]
    public void An_outside_operation_that_takes_less_than_its_lead_is_found()
    {
        Place("C", "harden").End--;
        Found("outside");
    }

    [Fact]
    public void Two_at_a_time_on_one_machine_are_found()
    {
        var saw = Place("C", "saw");
        ref var other = ref Place("D", "saw");
        (other.Machine, other.Start, other.End) = (saw.Machine, saw.Start + 1, other.End - other.Start + saw.Start + 1);
        Found("overlap");
    }

    [Fact]
    public void Work_while_its_machine_stands_still_is_found()
    {
        var paint = Operation("B", "paint board");
        Found("stop", With(new Stop(Paint, 0, paint.Start + 5, paint.Start + 6)));
    }

    [Fact]
    public void A_stop_while_the_shop_is_closed_disturbs_nothing()
    {
        var paint = Operation("B", "paint board");
        var day = paint.Start / 1440 * 1440;
        Assert.Empty(new PlanChecker(Joinery).Check(With(new Stop(Paint, 0, day + 720, day + 780))));
    }

    [Fact]
    public void A_changeover_without_time_for_it_is_found_and_the_shorter_way_through_another_family_counts()
    {
        var after = Math.Max(Operation("C", "paint").End, Operation("D", "paint").End);
        ref var board = ref Place("B", "paint board");
        board.WorkStart = 0;
        (board.Start, board.End) = Open(after, 30, 120);
        Assert.Empty(new PlanChecker(Joinery).Check(_plan));
        (board.Start, board.End) = Open(after, 29, 120);
        Found("changeover");
    }

    [Fact]
    public void The_first_changeover_is_from_what_the_machine_was_set_up_for()
    {
        ref var board = ref Place("B", "paint board");
        (board.Start, board.End) = (13 * 1440 + 480, 13 * 1440 + 600);
        ref var first = ref Place("C", "paint");
        var later = Operation("D", "paint").Start < first.Start;
        ref var early = ref Place(later ? "D" : "C", "paint");
        (early.Start, early.End) = Open(480, 29, later ? 42 : 60);
        Found("changeover");
    }

    [Fact]
    public void Pieces_that_are_not_there_are_found()
    {
        Reserve("W", r => r with { Quantity = 200 });
        Found("stock");
        Found("quantity");
    }

    [Fact]
    public void Pieces_that_come_later_than_they_are_set_aside_for_are_found()
    {
        // 34 are used by the chairs: with 100 more none are left over until 3000.
        Assert.Equal(34, _plan.Orders.SelectMany(o => o.Reservations).Where(r => r.Product == Wood && r.Operation >= 0)
            .Sum(r => r.Quantity));
        Reserve("W", r => r with { Quantity = 67 });
        Found("stock");
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 5000)]
    public void Material_that_is_too_little_or_too_late_is_found(int less, int later)
    {
        Reserve("C", r => r.Product == Wood ? r with { Quantity = r.Quantity + less, At = r.At + later } : r);
        Found("material");
    }

    [Fact]
    public void Material_set_aside_for_nothing_is_found()
    {
        Reserve("C", r => r.Product == Wood ? r with { Operation = 1 } : r);
        Found("material");
    }

    [Fact]
    public void A_purchase_of_what_is_not_bought_is_found()
    {
        Reserve("C", r => r.Product == Wood ? r with { Source = SupplySource.Purchase } : r);
        Found("purchase");
    }

    [Fact]
    public void Fewer_made_than_ordered_is_found()
    {
        Change("C", r => r with { Made = 9 });
        Found("quantity");
        Found("duration");
    }

    [Fact]
    public void Work_of_another_routing_is_found()
    {
        Change("B", r => r with { Terms = r.Terms with { Product = Leg } });
        Found("routing");
    }

    [Fact]
    public void A_hold_that_has_ended_is_found()
    {
        var later = Replanner.Load(Plan.Empty(Shop.Of(Joinery), 100), [new("H", Board, 1)]);
        var held = later.Records[0]!;
        later.Records.Own(0) = held with { HeldUntil = 100 };
        Assert.Empty(new PlanChecker(Joinery).Check(later));
        later.Records.Own(0) = held with { HeldUntil = 99 };
        Found("held", later);
    }

    [Fact]
    public void Work_before_it_may_start_is_found()
    {
        ref var saw = ref Place("C", "saw");
        (saw.Start, saw.End) = (480, saw.End - 500 + 480);
        Found("notBefore");
    }

    [Fact]
    public void Work_after_the_horizon_that_holds_a_machine_is_found()
    {
        Move("B", "paint board", Joinery.Horizon - 1);
        Found("horizon");
    }

    [Fact]
    public void Assert_mode_says_what_is_wrong()
    {
        PlanChecker.Assert(_plan);
        Place("B", "paint board").End++;
        var wrong = Assert.Throws<InvalidOperationException>(() => PlanChecker.Assert(_plan));
        Assert.Contains("duration: Operation “paint board” of order “B” has 121 open minutes", wrong.Message, StringComparison.Ordinal);
    }

    private void Found(string code, Plan? plan = null) =>
        Assert.Contains(new PlanChecker(Joinery).Check(plan ?? _plan), f => f.Code == code);

    private OrderRecord Record(string order)
    {
        for (var place = 0; ; place++)
            if (_plan.Records[place]?.Terms.Name == order) return _plan.Records[place]!;
    }

    private PlannedOperation Operation(string order, string name) =>
        new PlannedOrder(_plan, Record(order)).Operations.Single(o => o.Name == name);

    private ref Placement Place(string order, string name) =>
        ref _plan.Placements.Own(Record(order).FirstOperation + Array.IndexOf(Record(order).Graph!.Name, name));

    private void Move(string order, string name, int start, bool keepMachine = true)
    {
        ref var place = ref Place(order, name);
        if (!keepMachine) place.Machine = Place(order, "saw").Machine == 0 ? 1 : 0;
        (place.Start, place.End) = (start, start + place.End - place.Start);
    }

    private void Reserve(string order, Func<Reservation, Reservation> change) =>
        Change(order, r => r with { Reservations = [.. r.Reservations.Select(change)] });

    private void Change(string order, Func<OrderRecord, OrderRecord> change)
    {
        var record = Record(order);
        _plan.Records.Own(record.Handle.Place) = change(record);
    }

    private Plan With(Stop stop) => new PlanDraft(_plan) { Stops = [stop] }.Freeze();

    /// <summary>Clock times of so many open minutes, so many open minutes after a minute.</summary>
    private static (int Start, int End) Open(int after, int free, int minutes)
    {
        var axis = Shop.Of(Joinery).Calendars[0];
        var start = axis.ToWork(after) + free;
        return (axis.StartOf(start), axis.EndOf(start + minutes));
    }
}
