using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Scheduling.Quoting;

namespace Troth.Schedule.Dates;

/// <summary>A link between the end of the work and the end of the day.</summary>
internal readonly record struct DateStep(DateLink Kind, DateTimeOffset From, DateTimeOffset Until);

/// <summary>The links from the end of the work to the end of the promised day, one after the other without a gap.</summary>
internal sealed class DateChain(PlantPlan plan, TimeZoneInfo customer, BusinessDay days, int transitDays)
{
    private readonly TimeZoneInfo _plant = plan.Shop.Clock.Zone;
    private readonly BusinessDay _days = days;
    private readonly List<DateStep> _steps = [];

    /// <summary>Of a day that is offered.</summary>
    /// <param name="first">The day that could be promised were none wanted.</param>
    public IReadOnlyList<DateStep> Of(in Quote quote, DateOffer offer, DateOnly first)
    {
        var (earliest, safe, widened) = (plan.Shop.Clock.InstantOf(quote.Earliest), plan.Shop.Clock.InstantOf(quote.Safe), offer.Safe!.Value);
        Add(DateLink.Buffer, earliest, safe);
        Add(DateLink.Unreported, safe, widened);
        var leaves = Leave(widened, first);
        Add(DateLink.WantedLater, leaves, offer.ReadyBy!.Value);
        Arrive(offer.ReadyBy.Value, offer.DueAt!.Value);
        return _steps;
    }

    /// <summary>Of an order in the plan: to the end of its promised day, or where it is late to that of the first day it can be there.</summary>
    public IReadOnlyList<DateStep> Of(ShopOrder order)
    {
        if (plan.Finish(order.Number) is not { } minute || minute > plan.Shop.Shop.Horizon) return _steps;
        var ready = plan.Shop.Clock.InstantOf(minute);
        if (order is { ReadyBy: { } by, DueAt: { } due } && ready <= by)
        {
            Add(DateLink.Reserve, ready, by);
            Arrive(by, due);
        }
        else if (_days.FirstDay(ready) is { } on) Arrive(Leave(ready, on), _days.DueAt(on));
        return _steps;
    }

    /// <summary>Waits for the last shipment that is there in time; days on which none leaves are told apart.</summary>
    private DateTimeOffset Leave(DateTimeOffset ready, DateOnly on)
    {
        if (_days.LastShipping(on) is not { } leaves) return ready;
        for (var (from, day) = (ready, LocalTime.DayOf(_plant, ready)); from < leaves; day = day.AddDays(1))
        {
            var end = LocalTime.At(_plant, day.AddDays(1), TimeOnly.MinValue) is var midnight && midnight < leaves ? midnight : leaves;
            var kind = plan.Terms.Ships(day) ? DateLink.Shipping : DateLink.NoShipping;
            if (_steps.Count > 0 && _steps[^1] is var last && last.Kind == kind && last.Until == from) _steps[^1] = last with { Until = end };
            else Add(kind, from, end);
            from = end;
        }
        return leaves;
    }

    private void Arrive(DateTimeOffset leaves, DateTimeOffset due)
    {
        var there = LocalTime.At(_plant, LocalTime.DayOf(_plant, leaves).AddDays(transitDays), plan.Terms.ShipBy);
        Add(DateLink.OnTheWay, leaves, there);
        // The day itself begins when the last on which they do not receive is over; one told elsewhere may be such a day.
        var on = LocalTime.DayOf(customer, due);
        var closed = _days.Receives(on) && Enumerable.Range(0, Math.Max(0, on.DayNumber - LocalTime.DayOf(customer, there).DayNumber)).Any(back => !_days.Receives(on.AddDays(-1 - back)));
        var opens = closed && LocalTime.At(customer, on, TimeOnly.MinValue) is var morning && morning > there ? morning : there;
        Add(DateLink.Receiving, there, opens);
        Add(DateLink.DayEnds, opens, due);
    }

    private void Add(DateLink kind, DateTimeOffset from, DateTimeOffset until)
    {
        if (until > from) _steps.Add(new(kind, from, until));
    }
}
