using System.Globalization;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Contracts;

/// <summary>Somebody who would have to make room.</summary>
/// <param name="ShopOrder">By number.</param>
/// <param name="PromisedOn">The day promised.</param>
/// <param name="NewOn">The day that could be promised instead; the same where the promise can stay; null when there is none.</param>
/// <param name="Finish">Its planned moment now.</param>
/// <param name="NewFinish">Its planned moment then; null when there is no room for it any more.</param>
public sealed record InsertRoom(long ShopOrder, DateOnly? PromisedOn, DateOnly? NewOn, DateTimeOffset Finish, DateTimeOffset? NewFinish)
{
    public bool Breaks => PromisedOn != NewOn;
}

/// <summary>What an insert would come to.</summary>
/// <param name="PlanVersion">The version of the plan it was worked out on.</param>
/// <param name="Possible">False when the day could not be had though everybody made room who can.</param>
/// <param name="Rooms">Who makes room, those whose promise would move first.</param>
/// <param name="Moving">All of them by number, in the turn they are placed again.</param>
public sealed record InsertLook(long PlanVersion, bool Possible, IReadOnlyList<InsertRoom> Rooms, IReadOnlyList<long> Moving);

/// <summary>How the days of an order are meant.</summary>
public readonly record struct OrderDays(DateOnly? PromisedOn, string TimeZone, int TransitDays, string? ReceivesOn)
{
    public static OrderDays Of(ShopOrder order) => new(order.PromisedOn, order.TimeZone, order.TransitDays, order.ReceivesOn);
}

/// <summary>Works out who would have to make room. Nothing is done by it.</summary>
public sealed class LookAtInsert(TimeProvider time)
{
    /// <param name="plan">The plan.</param>
    /// <param name="question">What is wanted, with the day.</param>
    /// <param name="order">How an order's days are meant, by number.</param>
    /// <param name="moving">Just these make room; null to find who.</param>
    /// <exception cref="BadInputException">A value is out of range; it is named.</exception>
    public InsertLook Run(PlantPlan plan, DateQuestion question, Func<long, OrderDays> order, IReadOnlyList<long>? moving = null)
    {
        var rooms = Find(plan, question, moving);
        return rooms is null ? new(plan.Version, false, [], []) : Told(plan, rooms, order);
    }

    /// <summary>The same, where what is known of orders is read once it is known which.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="question">What is wanted, with the day.</param>
    /// <param name="orders">Reads how the days of these orders are meant, and answers for each.</param>
    /// <exception cref="BadInputException">A value is out of range; it is named.</exception>
    public async Task<InsertLook> Run(PlantPlan plan, DateQuestion question, Func<IReadOnlyList<long>, Task<Func<long, OrderDays>>> orders)
    {
        var rooms = Find(plan, question, null);
        return rooms is null ? new(plan.Version, false, [], []) : Told(plan, rooms, await orders([.. rooms.Moved.Select(m => PlantPlan.NumberOf(plan.Plan.Find(m.Order)!.Value)).Distinct()]));
    }

    private static InsertLook Told(PlantPlan plan, Insertion found, Func<long, OrderDays> order) =>
        new(plan.Version, true, [.. found.Moved.Select(m => Room(plan, m, order))], [.. found.Moving.Select(handle => PlantPlan.NumberOf(plan.Plan.Find(handle)!.Value))]);

    /// <summary>Null where the day cannot be had though everybody made room who can.</summary>
    private Insertion? Find(PlantPlan plan, DateQuestion question, IReadOnlyList<long>? moving)
    {
        var asked = Asked.Of(plan, question, time.GetUtcNow());
        if (asked.Product < 0) throw new BusinessRuleException("notInPlan", Words.Say("date.notInPlan"));
        if (question.WantedOn is not { } wanted) throw new BadInputException("wantedOn", Words.Say("insert.noDay"));
        if (!DayReach.Has(wanted)) throw new BadInputException("wantedOn", Words.Say("date.wantedOn", wanted.ToString("O", CultureInfo.InvariantCulture)));
        if (asked.ReadyFor(wanted) is not { } ready || plan.Shop.Clock.MinuteOf(ready) is var minute && minute <= plan.Plan.Now) return null;
        try
        {
            var found = moving is null ? Insertion.Find(plan.Plan, asked.Request, minute)
                : Insertion.With(plan.Plan, asked.Request, [.. moving.Where(plan.Orders.ContainsKey).Select(number => plan.Orders[number])]);
            return found is null || found.Date > minute ? null : found;
        }
        catch (ShopRefusedException refused)
        {
            throw new BadInputException(refused.Code, refused.Message);
        }
    }

    private static InsertRoom Room(PlantPlan plan, RoomMade made, Func<long, OrderDays> order)
    {
        var number = PlantPlan.NumberOf(plan.Plan.Find(made.Order)!.Value);
        var (promised, zone, transit, receives) = order(number);
        var days = plan.Days(zone, transit, receives);
        var on = !made.Breaks ? promised : made.NewPromised < 0 ? null : days.FirstDay(plan.Shop.Clock.InstantOf(made.NewPromised));
        return new(number, promised, on, plan.Shop.Clock.InstantOf(made.Finish), made.NewFinish > plan.Shop.Shop.Horizon ? null : plan.Shop.Clock.InstantOf(made.NewFinish));
    }
}
