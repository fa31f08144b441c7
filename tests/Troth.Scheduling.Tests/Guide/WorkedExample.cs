using Troth.Scheduling.Checking;
using Troth.Scheduling.Explaining;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Guide;

/// <summary>The worked example of docs/guide/schedule.md, word for word: it compiles and prints what the guide says.</summary>
internal static class WorkedExample
{
    public static void Run(Action<string> print)
    {
        // guide:
        // A little shop. Minute 0 is Monday, 4 January 2027, 0:00; people work from 6:00 to 14:00.
        const int day = 24 * 60;
        string Date(int minute) => $"{new DateTime(2027, 1, 4).AddMinutes(minute):MM-dd HH:mm}";
        WeeklyShift[] weekdays = [.. Enumerable.Range(0, 5).Select(d => new WeeklyShift(d * day + 6 * 60, d * day + 14 * 60))];
        var shop = Shop.Of(new ShopDefinition
        {
            Horizon = 60 * day,
            Calendars = [new("one shift", weekdays)],
            WorkCenters = [new("Saw", Calendar: 0, Machines: 3), new("Paint", Calendar: 0, Drum: true)],
            Classes = [new("standard", ShippingBuffer: day)],
            Products =
            [
                new("Frame")
                {
                    Routing = new([
                        new("sawing") { Centers = [new(0, SetupMinutes: 10, RunMinutes: 5)], Materials = [new(Product: 1, Quantity: 1)] },
                        new("painting") { After = [0], Centers = [new(1, SetupMinutes: 15, RunMinutes: 3)], WaitAfter = 120 },
                    ]),
                },
                new("Steel bar") { Purchase = new(LeadMinutes: 2 * day) },
                new("Hinge") { Stock = new(OnHand: 20) },
            ],
        });

        // The order book, then a customer asks for 60 frames.
        var book = Enumerable.Range(1, 6).Select(i => new OrderTerms($"SO-{i}", Product: 0, Quantity: 100) { Promised = 9 * day });
        var plan = Replanner.Load(Plan.Empty(shop), [.. book]);
        var request = new QuoteRequest(Product: 0, Quantity: 60);
        var quote = new Quoter(shop).Of(plan, request);
        print(quote.Say(shop, Date));
        print(new Quoter(shop).Of(plan, new QuoteRequest(Product: 2, Quantity: 50)).Say(shop, Date));
        foreach (var way in Alternatives.Of(plan, request)) print(way.Say(shop, Date));

        // Held until tomorrow noon, then confirmed: exactly the date held, and nobody else moves.
        var held = OrderDesk.Hold(plan, "SO-7", request, date: quote.Safe, until: day + 12 * 60);
        var firm = OrderDesk.Confirm(held.Plan, held.Order);
        print(firm.Done ? $"Promised for {Date(firm.Plan.Find(firm.Order)!.Value.Terms.Promised)}." : $"Refused: {firm.Refusal}.");

        // Paint breaks down on Friday at 8:00, until Monday noon. Look at what it does, then take the plan.
        var broken = new Stop(WorkCenter: 1, Machine: 0, Start: 4 * day + 8 * 60, End: 7 * day + 12 * 60);
        var after = Replanner.After(firm.Plan, new MachineStopped(broken));
        print($"{after.Nervousness.Moved} of {after.Nervousness.Operations} operations move; promises in danger: {after.InDanger.Count}.");
        foreach (var cause in Explanation.Of(after.Plan, firm.Order)!.Causes) print("- " + cause.Say(Date));

        // Proved by the checker, which shares no code with the planner.
        foreach (var fault in new PlanChecker(shop.Definition).Check(after.Plan)) print(fault.Message);
        // :guide
    }
}
