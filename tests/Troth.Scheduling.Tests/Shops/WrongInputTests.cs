using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Shops;

/// <summary>
/// What people and files get wrong is refused by name and value; nothing overflows, and nothing is planned that is not so.
/// </summary>
public sealed class WrongInputTests
{
    private static OperationDefinition Step(int center, int run, params int[] after) =>
        new($"step at {center}") { Centers = [new(center, 5, run)], After = after };

    private static ProductDefinition Chair { get; } = new("chair") { Routing = new([Step(0, 3), Step(1, 2, 0)]) };

    private static ProductDefinition Screw { get; } = new("screw") { Stock = new(50, [new(500, 20)]) };

    private static ShopDefinition Shop(params ProductDefinition[] products) => new()
    {
        Horizon = 100_000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("saw", 0, 2), new("paint", 0)],
            Products = products,
    };

    private static Plan Empty(params ProductDefinition[] products) => Plan.Empty(Scheduling.Shops.Shop.Of(Shop(products)));

    private static void Refused(string code, string named, Action act)
    {
        var refused = Assert.Throws<ShopRefusedException>(act);
        Assert.Equal(code, refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static void Sound(Plan plan) => Assert.Empty(new PlanChecker(plan.Shop.Definition).Check(plan));

    [Fact]
    public void What_is_null_in_a_definition_is_refused_by_name()
    {
        var wrong = new (string Code, string Named, ShopDefinition Shop)[]
        {
            ("calendar", "calendars", Shop(Chair) with { Calendars = null! }),
            ("calendar", "entry 0", Shop(Chair) with { Calendars = [null!] }),
            ("calendar", "“day”", Shop(Chair) with { Calendars = [new("day", null!)] }),
            ("calendar", "exceptions", Shop(Chair) with { Calendars = [new("day", []) { Exceptions = null! }] }),
            ("workCenter", "work centers", Shop(Chair) with { WorkCenters = null! }),
            ("workCenter", "entry 0", Shop(Chair) with { WorkCenters = [null!] }),
            ("workCenter", "“saw”", Shop(Chair) with { WorkCenters = [new("saw", 0) { Changeovers = [null!] }] }),
            ("product", "products", Shop() with { Products = null! }), ("product", "entry 1", Shop(Chair, null!)),
            ("class", "promise classes", Shop(Chair) with { Classes = null! }),
                ("class", "entry 0", Shop(Chair) with { Classes = [null!] }),
            ("operation", "“p”", Shop(new ProductDefinition("p") { Routing = new(null!) })),
            ("operation", "entry 0", Shop(new ProductDefinition("p") { Routing = new([null!]) })),
            ("operation", "before it", Shop(new ProductDefinition("p") { Routing = new([Step(0, 1) with { After = null! }]) })),
            ("operation", "work centers", Shop(new ProductDefinition("p") { Routing = new([Step(0, 1) with { Centers = null! }]) })),
            ("operation", "materials", Shop(new ProductDefinition("p") { Routing = new([Step(0, 1) with { Materials = null! }]) })),
        };
        Assert.All(wrong, w => Refused(w.Code, w.Named, () => Scheduling.Shops.Shop.Of(w.Shop)));
    }

    [Fact]
    public void More_machines_than_can_be_counted_are_refused() =>
        Refused("workCenter", "1000000", () => Scheduling.Shops.Shop.Of(Shop(Chair) with { WorkCenters =
            [.. Enumerable.Repeat(new WorkCenterDefinition("saw", 0, 1000), 1001)] }));

    [Fact]
    public void A_product_kept_in_stock_is_not_made_of_itself()
    {
        var itself = new ProductDefinition("p") { Stock = new(10), Routing = new([Step(0, 1) with { Materials = [new(0, 1)] }]) };
        Refused("cycle", "p → p", () => Empty(itself));
        var through = new ProductDefinition("p") { Stock = new(10), Routing = new([Step(0, 1) with { Materials = [new(1, 1)] }]) };
        Refused("cycle", "p → q → p", () => Empty(through, new ProductDefinition("q") { Routing =
            new([Step(0, 1) with { Materials = [new(0, 1)] }]) }));
    }

    [Fact]
    public void More_of_a_material_than_can_be_planned_gives_no_date_and_is_not_bought_short()
    {
        var plan = Empty(new ProductDefinition("box") { Routing = new([Step(0, 0) with { Materials = [new(1, 1_000_000)] }]) },
            new ProductDefinition("nail") { Purchase = new(10) });
        var quote = new Quoter(plan.Shop).Of(plan, new QuoteRequest(0, 3000));
        Assert.Equal((NoDate.Quantity, 1), (quote.NoDate, quote.Deciding));
        Refused("quantity", "“nail”", () => Replanner.Load(plan, [new OrderTerms("A", 0, 3000)]));
        Sound(Replanner.Load(plan, [new OrderTerms("A", 0, 1)]));
    }

    [Fact]
    public void Spoilt_pieces_that_cannot_be_made_again_are_seen_to_lack()
    {
        var plan = Empty(new ProductDefinition("box") { Stock = new(2000),
            Routing = new([Step(0, 0) with { Materials = [new(1, 1000)] }]) },
            new ProductDefinition("part") { Routing = new([Step(0, 0)]) });
        plan = OrderDesk.Promise(plan, "A", new QuoteRequest(0, 2000), 50_000).Plan;
        plan = Replanner.After(plan, new PiecesScrapped(plan.Orders.Single().Handle, 2000)).Plan;
        plan = Replanner.After(plan, new TimePassed(100)).Plan;
        Sound(plan);
        Assert.Equal(100_001, plan.Orders.Single(o => o.Terms.Name != "A").Finish);
    }

    [Fact]
    public void Stock_does_not_overflow()
    {
        var plan = Empty(Screw);
        plan = Replanner.After(plan, new StockCorrected(0, int.MaxValue / 8)).Plan;
        Refused("quantity", "“screw”", () => Replanner.After(plan, new StockCorrected(0, int.MaxValue / 8),
            new StockCorrected(0, int.MaxValue / 8)));
        Refused("quantity", "“screw”", () => Replanner.After(plan, [.. Enumerable.Repeat(new StockCorrected(0, -(int.MaxValue / 8)), 12)]));
    }

    [Fact]
    public void A_receipt_that_is_not_to_come_does_not_move()
    {
        var plan = Empty(Screw);
        Refused("quantity", "at which 0 come", () => Replanner.After(plan, new ReceiptMoved(0, 30, 100, 900)));
        Refused("quantity", "at which 20 come", () => Replanner.After(plan, new ReceiptMoved(0, 21, 500, 900)));
        Refused("quantity", "“screw”", () => Replanner.After(plan, new ReceiptMoved(0, int.MaxValue, int.MaxValue, 900)));
        Assert.Equal([(0, 50), (900, 70)], Replanner.After(plan, new ReceiptMoved(0, 20, 500, 900)).Plan.SupplyOf(0));
    }

    [Fact]
    public void Nobody_makes_room_twice_nothing_starts_twice_and_no_date_is_below_none()
    {
        var first = OrderDesk.Promise(Empty(Chair), "A", new QuoteRequest(0, 100), 5000);
        Refused("order", "“A”", () => OrderDesk.PromiseMoving(first.Plan, "B", new QuoteRequest(0, 1), 9000, [first.Order, first.Order]));
        Refused("time", "-5", () => OrderDesk.Change(first.Plan, first.Order, 99, -5));
        Refused("operation", "“A”", () => Replanner.At(first.Plan, [new(first.Order, 0, 2000), new(first.Order, 0, 3000)]));
    }

    [Fact]
    public void What_was_overtaken_stays_in_the_horizon()
    {
        var plan = Empty(new ProductDefinition("p") { Routing =
            new([new OperationDefinition("hardening") { OutsideLead = 100 }, Step(0, 1, 0)]) });
        var (entered, _, order, _) = OrderDesk.Promise(plan, "A", new QuoteRequest(0, 10), 9000);
        entered = Replanner.After(entered, new TimePassed(5), new OperationDone(order, 1, 3)).Plan;
        var late = Replanner.JustInTime(entered);
        Assert.Equal((5, 105), (late.Find(order)!.Value.Operations[0].Start, late.Find(order)!.Value.Operations[0].End));
    }

    [Fact]
    public void Work_reported_without_its_material_used_what_is_there()
    {
        var plan = Empty(new ProductDefinition("box") { Routing = new([Step(0, 0) with { Materials = [new(1, 10)] }]) },
            new ProductDefinition("nail") { Stock = new(25) });
        plan = Replanner.Load(plan, [new OrderTerms("A", 0, 3)]);
        var order = plan.Orders.Single().Handle;
        foreach (var done in new ShopEvent[] { new OperationDone(order, 0, 0), new OperationStarted(order, 0, 0, (0, 1)) })
        {
            var after = Replanner.After(plan, done).Plan;
            Sound(after);
            Assert.Equal([new(1, 25, 0, 0, SupplySource.Stock), new(1, 5, 100_001, 0, SupplySource.Stock)], after.Orders.Single().Reservations);
            Assert.Equal(NoDate.Material, new Quoter(after.Shop).Of(after, new QuoteRequest(1, 1)).NoDate);
        }
    }

    [Fact]
    public void What_is_asked_of_a_plan_has_to_be_there()
    {
        var plan = Empty(Chair);
        Refused("workCenter", "2", () => plan.FamilyOf(2, 0));
        Refused("workCenter", "“saw”", () => plan.FamilyOf(0, 2));
        Refused("product", "1", () => plan.SupplyOf(1));
        Refused("workCenter", "-1", () => plan.Shop.CalendarOf(-1));
    }
}
