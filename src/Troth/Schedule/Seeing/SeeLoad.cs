using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Times;

namespace Troth.Schedule.Seeing;

/// <summary>How full a work center is in a week.</summary>
/// <param name="OpenHours">Hours of its machines together; in the running week those that are still to come.</param>
/// <param name="BusyHours">Of these, planned work that is not done.</param>
/// <param name="StoppedHours">Of these, machines stand still.</param>
/// <param name="Share">Busy and stopped of open; null when it is closed.</param>
public sealed record WeekLoad(DateOnly Monday, decimal OpenHours, decimal BusyHours, decimal StoppedHours, double? Share);

/// <summary>A work center and its weeks.</summary>
public sealed record CenterLoad(Guid Center, string Name, bool Drum, int Machines, IReadOnlyList<WeekLoad> Weeks);

/// <summary>The load of a plant by work center and week.</summary>
public sealed record LoadMap(Guid Plant, long Version, IReadOnlyList<DateOnly> Weeks, IReadOnlyList<CenterLoad> Centers);

/// <summary>The load, from the plan in memory.</summary>
public sealed class SeeLoad
{
    public const int Usual = 8, MostWeeks = 26;

    /// <exception cref="BadInputException">Too few or too many weeks.</exception>
    public LoadMap Run(PlantPlan plan, DateOnly? from, int? weeks)
    {
        var many = weeks ?? Usual;
        if (many is < 1 or > MostWeeks) throw new BadInputException("weeks", Words.Say("load.weeks", many, MostWeeks));
        var clock = plan.Shop.Clock;
        var monday = ShopClock.MondayOf(clock.Zone, from is { } day ? LocalTime.At(clock.Zone, day, new TimeOnly(12, 0)) : plan.PlannedAt);
        DateOnly[] mondays = [.. Enumerable.Range(0, many).Select(w => monday.AddDays(7 * w))];
        var bounds = mondays.Append(monday.AddDays(7 * many)).Select(d => Math.Clamp(clock.MinuteOf(d, TimeOnly.MinValue), 0, clock.Horizon)).ToArray();
        return new(plan.Plant, plan.Version, mondays, [.. plan.Shop.Centers.Select((id, center) => new CenterLoad(
            id, plan.Shop.Definition.WorkCenters[center].Name, plan.Shop.Definition.WorkCenters[center].Drum, plan.Shop.Definition.WorkCenters[center].Machines,
            [.. mondays.Select((week, w) => Week(plan, center, week, StillToCome(plan, bounds[w], bounds[w + 1]), bounds[w + 1]))]))]);
    }

    /// <summary>Of the running week only what is left: work that is not done has no room in hours that are over.</summary>
    private static int StillToCome(PlantPlan plan, int from, int until) =>
        from < plan.Plan.Now && plan.Plan.Now < until ? plan.Plan.Now : from;

    /// <summary>A week is not always 10,080 minutes: each is asked for by itself.</summary>
    private static WeekLoad Week(PlantPlan plan, int center, DateOnly monday, int from, int until)
    {
        if (from >= until) return new(monday, 0, 0, 0, null);
        var load = plan.Plan.Load(center, from, until, until - from)[0];
        return new(monday, Hours(load.Open), Hours(load.Busy), Hours(load.Stopped), load.Open == 0 ? null : (load.Busy + load.Stopped) / (double)load.Open);
    }

    private static decimal Hours(long minutes) => Math.Round(minutes / 60m, 1);
}
