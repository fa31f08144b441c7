using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Describing;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Floor;

public enum AgeState
{
    Fresh,

    /// <summary>Quotes that need the work center are given wider.</summary>
    Widens,

    /// <summary>None are given that need it.</summary>
    Stops,
}

/// <summary>How long a work center has been silent, in its own working minutes, and what nobody has reported.</summary>
/// <param name="Reported">The moment of which its people last told.</param>
public sealed record CenterAge(
    Guid Plant, Guid Center, string Name, DateTimeOffset? Reported, int AgeMinutes, int WidenAfterHours, int StopAfterHours, AgeState State, IReadOnlyList<Job> Unreported);

/// <summary>A plan is worth something only while it is true: reads how old what is known of each work center is, the oldest first.</summary>
public sealed class ReadAges(TrothContext db, PlantPlans plans, TimeProvider time)
{
    /// <summary>What is due is named up to this many.</summary>
    private const int Named = 20;

    public async Task<IReadOnlyList<CenterAge>> Run(CancellationToken cancel)
    {
        var names = await db.WorkCenters.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Name, cancel);
        var ages = new List<CenterAge>();
        foreach (var plan in await plans.All(cancel))
        {
            var (clock, now) = (plan.Shop.Clock, Math.Max(plan.Plan.Now, plan.Shop.Clock.MinuteOf(time.GetUtcNow())));
            for (var center = 0; center < plan.Shop.Centers.Count; center++)
            {
                var (id, age) = (plan.Shop.Centers[center], ReportAges.Of(plan, center, now));
                var state = age >= plan.Terms.StopAfterHours * 60 ? AgeState.Stops : age >= plan.Terms.WidenAfterHours * 60 ? AgeState.Widens : AgeState.Fresh;
                ages.Add(new(plan.Plant, id, names.GetValueOrDefault(id, plan.Shop.Definition.WorkCenters[center].Name), plan.Reported.TryGetValue(id, out var at) ? clock.InstantOf(at) : null,
                    age, plan.Terms.WidenAfterHours, plan.Terms.StopAfterHours, state, age == 0 ? [] : Unreported(plan, center, now)));
            }
        }
        return [.. ages.OrderByDescending(a => a.AgeMinutes).ThenBy(a => a.Name, StringComparer.Ordinal)];
    }

    /// <summary>What should have begun and has not, and what should have ended.</summary>
    private static List<Job> Unreported(PlantPlan plan, int center, int now) =>
        [.. plan.Plan.OrdersAt(center, 0, now + 1).Where(o => o.Planned.State != OperationState.Started || o.Planned.End <= now + 1).Take(Named).Select(o => FloorWork.Of(plan, o, []))];
}

/// <summary>Work centers whose silence makes dates worse, for those who decide about the plan.</summary>
public sealed class AgesToday(ReadAges read, Reader reader, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (!reader.May(Right.KeepSchedule)) return [];
        return [.. (await read.Run(cancel)).Where(a => a.State != AgeState.Fresh).Take(limit).Select((a, rank) => new TodayItem(
            words["today.reports"], words["today.silent", formats.Number(a.AgeMinutes / 60m)], words[$"today.{a.State}", a.Name],
            a.Unreported.Count == 0 ? words["today.nothingDue"] : words["today.due", string.Join(", ", a.Unreported.Take(3).Select(j => $"{j.Order} {j.Name}"))],
            "/schedule/reports", words["today.look"], 1 + rank / 100.0, a.State == AgeState.Stops ? Tone.Broken : Tone.Risk))];
    }
}
