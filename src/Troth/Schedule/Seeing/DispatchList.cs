using System.Globalization;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Seeing;

/// <summary>What to do at a work center, in which turn.</summary>
public sealed record DispatchCenter(Guid Center, string Name, IReadOnlyList<PlanBar> Work);

/// <summary>What to do in the next days, by work center.</summary>
public sealed record Dispatch(Guid Plant, long Version, DateTimeOffset PlannedAt, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<DispatchCenter> Centers, bool Cut);

/// <summary>Dispatch lists, from the plan in memory.</summary>
public sealed class MakeDispatch(SeeWindow window)
{
    public const int Usual = 2, MostDays = 14;
    public static readonly string[] Columns = ["workCenter", "machine", "turn", "order", "operation", "product", "pieces", "start", "end", "state", "promise"];

    /// <exception cref="BadInputException">Too few or too many days.</exception>
    public Dispatch Run(PlantPlan plan, Guid? center, int? days)
    {
        var many = days ?? Usual;
        if (many is < 1 or > MostDays) throw new BadInputException("days", Words.Say("dispatch.days", many, MostDays));
        var today = plan.Shop.Clock.DayOf(plan.Plan.Now);
        var seen = window.Run(plan, new() { From = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Days = many, Center = center?.ToString() });
        return new(plan.Plant, plan.Version, plan.PlannedAt, seen.From, seen.Until,
            [.. seen.Rows.GroupBy(r => r.Center!.Value).Select(rows => new DispatchCenter(rows.Key, rows.First().Name,
                [.. rows.SelectMany(r => r.Bars).Where(b => b.State != OperationState.Done).OrderBy(b => b.Machine).ThenBy(b => b.Start)]))], seen.Cut);
    }

    /// <summary>A line for each operation; times by the plant's clock.</summary>
    public static IEnumerable<IReadOnlyList<string?>> Rows(Dispatch dispatch, TimeZoneInfo zone) => dispatch.Centers.SelectMany(c => c.Work.Select((bar, i) => (IReadOnlyList<string?>)
    [
        c.Name, bar.Machine.ToString(CultureInfo.InvariantCulture), (i + 1).ToString(CultureInfo.InvariantCulture), bar.Order, bar.Name, bar.Product,
        bar.Pieces.ToString(CultureInfo.InvariantCulture), Local(bar.Start, zone), Local(bar.End, zone), bar.State.ToString().ToLowerInvariant(), bar.Standing.ToString().ToLowerInvariant(),
    ]));

    private static string Local(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
