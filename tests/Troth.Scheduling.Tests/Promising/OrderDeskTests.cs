using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Promising;

public class OrderDeskTests
{
    private static readonly Shop Shop = Shop.Of(new ShopDefinition
    {
        Horizon = 1000, Calendars = [CalendarDefinition.Always()], WorkCenters = [new("Saw", 0)],
        Products = [new("chair") { Routing = new([new("saw") { Centers = [new(0, 0, 10)] }]) }],
    });

    [Fact]
    public void Fewer_pieces_by_a_date_that_they_cannot_keep_are_refused_with_what_can_be_given()
    {
        var promised = OrderDesk.Promise(Plan.Empty(Shop), "a", new QuoteRequest(0, 10), 100);
        var changed = OrderDesk.Change(promised.Plan, promised.Order, 9, 50);
        Assert.Equal((Refusal.DateLost, 90), (changed.Refusal, changed.Offer!.Value.Earliest));
        Assert.Same(promised.Plan, changed.Plan);
    }

    [Fact]
    public void Fewer_pieces_by_an_earlier_date_that_they_keep_are_promised_for_it()
    {
        var promised = OrderDesk.Promise(Plan.Empty(Shop), "a", new QuoteRequest(0, 10), 100);
        var changed = OrderDesk.Change(promised.Plan, promised.Order, 5, 50);
        Assert.True(changed.Done);
        Assert.Equal((50, 50), (changed.Plan.Find(promised.Order)!.Value.Finish, changed.Plan.Find(promised.Order)!.Value.Terms.Promised));
    }

    [Fact]
    public void Fewer_pieces_of_an_order_that_is_late_already_are_taken_by_its_old_date()
    {
        var promised = OrderDesk.Promise(Plan.Empty(Shop), "a", new QuoteRequest(0, 10), 100);
        var late = Replanner.After(promised.Plan, new MachineStopped(new Stop(0, 0, 0, 80))).Plan;
        var changed = OrderDesk.Change(late, promised.Order, 9);
        Assert.True(changed.Done);
        Assert.Equal(170, changed.Plan.Find(promised.Order)!.Value.Finish);
    }

    [Fact]
    public void A_hold_can_be_confirmed_until_it_ends_and_not_at_that_minute()
    {
        var held = OrderDesk.Hold(Plan.Empty(Shop), "a", new QuoteRequest(0, 10), 200, until: 20);
        var last = Replanner.After(held.Plan, new TimePassed(19)).Plan;
        Assert.True(OrderDesk.Confirm(last, held.Order).Done);
        Assert.Equal(Refusal.NotThere, OrderDesk.Confirm(Replanner.After(held.Plan, new TimePassed(20)).Plan, held.Order).Refusal);
        var longer = OrderDesk.Extend(held.Plan, held.Order, 30);
        Assert.True(OrderDesk.Confirm(Replanner.After(longer.Plan, new TimePassed(29)).Plan, held.Order).Done);
    }

    [Fact]
    public void A_hold_let_go_frees_its_machine()
    {
        var held = OrderDesk.Hold(Plan.Empty(Shop), "a", new QuoteRequest(0, 10), 100, until: 20);
        var quoter = new Quoter(Shop);
        Assert.Equal(110, quoter.Of(held.Plan, new QuoteRequest(0, 1)).Earliest);
        Assert.Equal(10, quoter.Of(OrderDesk.Cancel(held.Plan, held.Order).Plan, new QuoteRequest(0, 1)).Earliest);
    }

    [Fact]
    public void More_pieces_than_their_date_allows_are_refused_and_the_order_stays_as_it_was()
    {
        var promised = OrderDesk.Promise(Plan.Empty(Shop), "a", new QuoteRequest(0, 10), 100);
        var changed = OrderDesk.Change(promised.Plan, promised.Order, 11);
        Assert.Equal((Refusal.DateLost, 110), (changed.Refusal, changed.Offer!.Value.Earliest));
        Assert.True(OrderDesk.Change(promised.Plan, promised.Order, 11, 110) is { Done: true } more
            && more.Plan.Find(more.Order)!.Value.Finish == 110);
        PlanChecker.Assert(changed.Plan);
    }

    [Fact]
    public void Overtime_during_a_breakdown_helps_nobody()
    {
        var shop = Shop.Of(new ShopDefinition
        {
            Horizon = 3000, Calendars = [new("day", [new(0, 480), new(1440, 1920)])], WorkCenters = [new("Saw", 0)],
            Products = [new("chair") { Routing = new([new("saw") { Centers = [new(0, 0, 10)] }]) }],
        });
        var broken = Replanner.After(Plan.Empty(shop), new MachineStopped(new Stop(0, 0, 100, 1440))).Plan;
        var quote = new Quoter(shop).Of(broken, new QuoteRequest(0, 15));
        Assert.Equal(1590, quote.Earliest);
        Assert.DoesNotContain(Alternatives.Of(broken, new QuoteRequest(0, 15)), a => a.ExtraMinutes > 0);
    }
}
