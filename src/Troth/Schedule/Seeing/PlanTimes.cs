using System.Globalization;
using Microsoft.Extensions.Localization;
using Troth.Platform.Web;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Seeing;

/// <summary>Times by the clock on the plant's wall, as the reader writes them.</summary>
public sealed class PlanTimes(TimeZoneInfo zone, Formats formats)
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;
    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    /// <summary>Mon 24 Nov, 14:30.</summary>
    public string Say(DateTimeOffset instant)
    {
        var local = Local(instant);
        return $"{local.ToString("ddd", CultureInfo.CurrentCulture)} {formats.DayMonth(DateOnly.FromDateTime(local))}, {local.ToString("t", CultureInfo.CurrentCulture)}";
    }

    /// <summary>Mon 24.</summary>
    public static string Short(DateOnly day) => day.ToString("ddd d", CultureInfo.CurrentCulture);

    /// <summary>As a field of date and time has it.</summary>
    public string Typed(DateTimeOffset instant) => Local(instant).ToString("yyyy-MM-ddTHH:mm", Plain);

    public static string Typed(DateOnly day) => day.ToString("yyyy-MM-dd", Plain);

    /// <summary>All about an operation in one sentence.</summary>
    public string Say(PlanBar bar, IStringLocalizer words)
    {
        var where = bar.CenterName is { } center ? $"{center} {bar.Machine}" : words["outside"].Value;
        var marks = bar.State switch { OperationState.Started => ", " + words["state.Started"], OperationState.Released => ", " + words["state.Released"], OperationState.Done => ", " + words["state.Done"], _ => "" };
        return $"{bar.Order}, {bar.Name}, {bar.Pieces} × {bar.Product}, {where}, {Say(bar.Start)} – {Say(bar.End)}, {words[bar.Standing.Key()]}{marks}{(bar.Pinned ? ", " + words["pinned"] : "")}";
    }
}
