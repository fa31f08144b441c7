using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Explaining;

namespace Troth.Schedule.Dates;

/// <summary>Causes in the reader's words.</summary>
public sealed class CauseText(Formats formats)
{
    public DateCause Of(PlantPlan plan, Cause cause)
    {
        var (from, until) = (plan.Shop.Clock.InstantOf(cause.From), plan.Shop.Clock.InstantOf(cause.Until));
        return new(cause.Kind, cause.OperationName, cause.Subject.Length == 0 ? null : cause.Subject, from, until, Say(cause, formats.Moment(until)));
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

    private static string Length(int minutes) => minutes switch
    {
        < 60 => Words.Say("length.minutes", minutes),
        < 48 * 60 => Words.Say("length.hours", Math.Round(minutes / 60m, 1)),
        _ => Words.Say("length.days", Math.Round(minutes / 1440m, 1)),
    };
}
