using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Scheduling.Explaining;

namespace Troth.Schedule.Dates;

/// <summary>Causes in the reader's words.</summary>
public sealed class CauseText(Formats formats)
{
    public DateCause Of(PlantPlan plan, Cause cause)
    {
        var (from, until) = (plan.Shop.Clock.InstantOf(cause.From), plan.Shop.Clock.InstantOf(cause.Until));
        return new((DateLink)cause.Kind, cause.OperationName, cause.Subject.Length == 0 ? null : cause.Subject, from, until, Say(cause, formats.Moment(until)));
    }

    /// <summary>What comes after the work.</summary>
    /// <param name="step">The link.</param>
    /// <param name="zone">The customer's.</param>
    /// <param name="confidence">How many of a thousand such dates are kept; 0 where buffers alone say.</param>
    /// <param name="samples">How many past orders say so.</param>
    /// <param name="silent">The work centers that have not reported, by name.</param>
    internal DateCause Of(DateStep step, TimeZoneInfo zone, int confidence = 0, int samples = 0, IReadOnlyList<string>? silent = null)
    {
        var (length, until, who) = (Length((int)(step.Until - step.From).TotalMinutes), formats.Moment(step.Until), string.Join(", ", silent ?? []));
        return new(step.Kind, "", who.Length > 0 && step.Kind == DateLink.Unreported ? who : null, step.From, step.Until, step.Kind switch
        {
            DateLink.Buffer => confidence > 0 ? Words.Say("step.buffer.measured", length, until, formats.Number(confidence / 10m, 1), formats.Number((decimal)samples)) : Words.Say("step.buffer", length, until),
            DateLink.Unreported => Words.Say("step.unreported", length, until, who),
            DateLink.Shipping => Words.Say("step.shipping", length, until),
            DateLink.NoShipping => Words.Say("step.noShipping", length, until),
            DateLink.WantedLater => Words.Say("step.wantedLater", length, until),
            DateLink.Reserve => Words.Say("step.reserve", length, until),
            DateLink.OnTheWay => Words.Say("step.onTheWay", length, until),
            DateLink.Receiving => Words.Say("step.receiving", Day(step.From, zone), Day(step.Until, zone)),
            _ => Words.Say("step.dayEnds", length, until),
        });
    }

    /// <summary>Why an order in the plan stands there, and what comes after: to the end of the day.</summary>
    public IReadOnlyList<DateCause> Of(PlantPlan plan, ShopOrder order)
    {
        if (plan.Find(order.Number) is null) return [];
        var zone = TimeZoneInfo.FindSystemTimeZoneById(order.TimeZone);
        var chain = new DateChain(plan, zone, plan.Days(order), order.TransitDays);
        return [.. (plan.Why(order.Number)?.Causes ?? []).Select(cause => Of(plan, cause)), .. chain.Of(order).Select(step => Of(step, zone))];
    }

    /// <summary>What held an order up when it became late.</summary>
    public string Of(ShopOrderDelay delay) =>
        Say(delay.Kind, delay.Operation, Length((int)(delay.Until - delay.From).TotalMinutes), delay.Subject, formats.Moment(delay.Until));

    private static string Say(Cause cause, string until) => Say(cause.Kind, cause.OperationName, Length(cause.Until - cause.From), cause.Subject, until);

    private static string Say(CauseKind kind, string what, string length, string on, string until) => kind switch
    {
        CauseKind.Work => Words.Say("cause.work", what, length, on, until),
        CauseKind.Full => Words.Say("cause.full", what, length, on, until),
        CauseKind.Closed => Words.Say("cause.closed", what, length, on, until),
        CauseKind.Stopped => Words.Say("cause.stopped", what, length, on, until),
        CauseKind.Changeover => Words.Say("cause.changeover", what, length, on, until),
        CauseKind.Material => Words.Say("cause.material", what, length, on, until),
        CauseKind.Wait => Words.Say("cause.wait", what, length, until),
        CauseKind.Batches => Words.Say("cause.batches", what, length, on, until),
        CauseKind.Outside => Words.Say("cause.outside", what, length, until),
        CauseKind.NotBefore => Words.Say("cause.notBefore", what, until),
        CauseKind.HeldBack => Words.Say("cause.heldBack", what, length, until),
        _ => on.Length == 0 ? Words.Say("cause.noRoom", what) : Words.Say("cause.noRoomAt", what, on),
    };

    private string Day(DateTimeOffset at, TimeZoneInfo zone) => formats.WeekdayDate(LocalTime.DayOf(zone, at));

    private static string Length(int minutes) => minutes switch
    {
        < 60 => Words.Say("length.minutes", minutes),
        < 48 * 60 => Words.Say("length.hours", Math.Round(minutes / 60m, 1)),
        _ => Words.Say("length.days", Math.Round(minutes / 1440m, 1)),
    };
}
