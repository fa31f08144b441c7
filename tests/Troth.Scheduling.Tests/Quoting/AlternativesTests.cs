using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;
using Xunit.Abstractions;

namespace Troth.Scheduling.Tests.Quoting;

public class AlternativesTests(ITestOutputHelper output)
{
    /// <summary>A saw from 8 to 16, full for two days with an order that has buffer to spare.</summary>
    private static Plan Full()
    {
        var shop = Shop.Of(new ShopDefinition
        {
            Horizon = 10_080, Calendars = [new("day", [.. Enumerable.Range(0, 5)
                .Select(d => new WeeklyShift(d * 1440 + 480, d * 1440 + 960))]), CalendarDefinition.Always()],
            WorkCenters = [new("Saw", 0), new("Bench", 1)],
            Products =
            [
                new("chair") { Routing = new([new("cut") { Centers = [new(0, 0, 10)] }]) },
                new("screws") { Purchase = new(2200) },
                new("stool") { Routing = new([new("screw") { Centers = [new(1, 0, 1)], Materials = [new(1, 4)] }, new("cut") { After = [0], Centers = [new(0, 0, 10)] }]) },
            ],
        });
        return Replanner.Load(Plan.Empty(shop), [new("first", 0, 96) { Promised = 9000 }]);
    }

    [Fact]
    public void A_full_saw_offers_overtime_a_second_shift_half_of_it_and_who_could_make_room()
    {
        var plan = Full();
        var request = new QuoteRequest(0, 48);
        Assert.Equal(2 * 1440 + 960, new Quoter(plan.Shop).Of(plan, request).Earliest);
        var found = Alternatives.Of(plan, request).ToDictionary(a => a.Kind);
        Assert.Equal([AlternativeKind.SplitDelivery, AlternativeKind.Overtime, AlternativeKind.SecondShift, AlternativeKind.MoveOrders],
            found.Keys.Order());
        Assert.Equal((24, 2 * 1440 + 720, 2 * 1440 + 960),
            (found[AlternativeKind.SplitDelivery].Quantity, found[AlternativeKind.SplitDelivery].Earliest,
            found[AlternativeKind.SplitDelivery].Rest));
        // Others keep their starts: overtime ends the first order the same day, the second shift a whole one.
        Assert.Equal((120, 0), (found[AlternativeKind.Overtime].ExtraMinutes, found[AlternativeKind.Overtime].WorkCenter));
        Assert.True(found[AlternativeKind.SecondShift].Earliest < found[AlternativeKind.Overtime].Earliest);
        Assert.Equal((960, new MovedOrder(plan.Orders.Single().Handle, 2400, 3840, 9000)),
            (found[AlternativeKind.MoveOrders].Earliest, Assert.Single(found[AlternativeKind.MoveOrders].Moved!)));
    }

    [Fact]
    public void Where_a_material_decides_the_work_center_waited_for_can_still_give_way()
    {
        var plan = Full();
        var request = new QuoteRequest(2, 12);
        Assert.Equal((DecidedBy.Material, 1), new Quoter(plan.Shop).Of(plan, request) is var quote ? (quote.DecidedBy, quote.Deciding) : default);
        var found = Alternatives.Of(plan, request).ToDictionary(a => a.Kind);
        Assert.Equal(0, found[AlternativeKind.Overtime].WorkCenter);
        Assert.Contains(AlternativeKind.MoveOrders, found.Keys);
    }

    [Fact]
    public void A_split_delivers_the_most_that_comes_by_the_minute_wanted()
    {
        var split = Alternatives.Of(Full(), new QuoteRequest(0, 48), wanted: 2 * 1440 + 700)
            .Single(a => a.Kind == AlternativeKind.SplitDelivery);
        Assert.Equal((22, 2 * 1440 + 700), (split.Quantity, split.Earliest));
    }

    [Fact]
    public void Where_the_work_itself_takes_the_time_or_nothing_supplies_it_nobody_is_asked_to_move()
    {
        var plan = Plan.Empty(Full().Shop);
        Assert.DoesNotContain(Alternatives.Of(plan, new QuoteRequest(0, 10)), a => a.Kind == AlternativeKind.MoveOrders);
        Assert.Empty(Alternatives.Of(plan, new QuoteRequest(0, 1_000_000)));
    }

    [Fact]
    public void Each_is_earlier_and_holds_when_it_is_done()
    {
        var told = new SortedDictionary<AlternativeKind, int>();
        for (var seed = 0; seed < 400; seed++)
        {
            var walk = new RandomWalk(seed, ShopKind.Small, most: 25);
            for (var step = 0; step < 30; step++) walk.Step();
            var random = new Random(seed);
            for (var asked = 0; asked < 3; asked++)
            {
                var plan = walk.Plan;
                var request = new QuoteRequest(random.Next(plan.Shop.Definition.Products.Count), 1 + random.Next(60), Confidence: 500);
                var quote = new Quoter(plan.Shop).Of(plan, request);
                foreach (var alternative in Alternatives.Of(plan, request))
                {
                    told[alternative.Kind] = told.GetValueOrDefault(alternative.Kind) + 1;
                    Assert.True(alternative.Earliest < quote.Earliest, $"seed {seed}: {alternative} is not before {quote.Earliest}");
                    switch (alternative.Kind)
                    {
                        case AlternativeKind.SplitDelivery: Split(plan, request, alternative); break;
                        case AlternativeKind.Overtime or AlternativeKind.SecondShift: Longer(plan, quote, alternative,
                            $"seed {seed}"); break;
                    }
                }
            }
        }
        output.WriteLine(string.Join(", ", told.Select(t => $"{t.Key} {t.Value}")));
        Assert.Equal(4, told.Count);
    }

    [Fact]
    public void What_an_alternative_offers_is_had_by_doing_what_it_says()
    {
        var plan = Full();
        var request = new QuoteRequest(0, 48);
        foreach (var way in Alternatives.Of(plan, request))
        {
            var after = way.Kind == AlternativeKind.MoveOrders
                ? OrderDesk.PromiseMoving(plan, "new", request, way.Safe, [.. way.Moved!.Select(m => m.Order)]).Decision
                : OrderDesk.Promise(Opened(plan, way), "new", request with { Quantity = way.Quantity }, way.Safe);
            Assert.Equal(way.Earliest, after.Plan.Find(after.Order)!.Value.Finish);
        }
    }

    private static Plan Opened(Plan plan, Alternative way)
    {
        if (way.WorkCenter < 0) return plan;
        var calendar = plan.Shop.Definition.Calendars[plan.Shop.Definition.WorkCenters[way.WorkCenter].Calendar];
        var longer = plan.Shop.WithCalendar(way.WorkCenter, calendar with { Exceptions = [.. calendar.Exceptions, .. way.Open] });
        return WhatIf.In(plan, longer, anew: false).Plan;
    }

    private static void Split(Plan plan, QuoteRequest request, Alternative split)
    {
        var first = Entry.Place(plan, new OrderTerms("first", request.Product, split.Quantity), split.Quantity, -1);
        var rest = Entry.Place(first.Plan, new OrderTerms("rest", request.Product, request.Quantity - split.Quantity),
            request.Quantity - split.Quantity, -1);
        Assert.Equal((split.Earliest, split.Rest), (first.Finish, rest.Finish));
        PlanChecker.Assert(rest.Plan);
    }

    /// <summary>In the shop with longer hours everything stands where it may.</summary>
    private static void Longer(Plan plan, Quote quote, Alternative longer, string where)
    {
        var (with, open) = MoreHours.Of(plan, longer.WorkCenter, longer.ExtraMinutes, quote.Earliest)!.Value;
        Assert.Equal(open, longer.Open);
        var faults = new PlanChecker(with.Shop.Definition).Check(with);
        Assert.True(faults.Count == 0, $"{where}: {string.Join("\n", faults.Take(4))}");
        foreach (var order in plan.Orders) Assert.True(with.Find(order.Handle)!.Value.Finish <= order.Finish);
    }
}
