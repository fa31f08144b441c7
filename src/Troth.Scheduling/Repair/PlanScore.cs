using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>
/// What planning minimises, in this order: promises broken, buffers in the red third, changes to what people were already told to do,
/// promises inherited from another system broken, lateness, changeovers, earliness.
/// </summary>
/// <param name="Broken">Orders whose planned finish is after their promise.</param>
/// <param name="InheritedBroken">The same among promises made in another system.</param>
/// <param name="Red">Kept so far, but with less than a third of the shipping buffer left.</param>
/// <param name="ToldMoved">Operations moved that were released or within the frozen zone.</param>
/// <param name="Tardiness">Weighted minutes after promise.</param>
/// <param name="Changeovers">Minutes of changeovers on all machines.</param>
/// <param name="Earliness">Minutes that finishes lie before their promises.</param>
public readonly record struct PlanScore(int Broken, int InheritedBroken, int Red, int ToldMoved, long Tardiness, long Changeovers,
    long Earliness) : IComparable<PlanScore>
{
    /// <summary>Less is better.</summary>
    public int CompareTo(PlanScore other) =>
        (Broken, Red, ToldMoved, InheritedBroken, Tardiness, Changeovers, Earliness)
            .CompareTo((other.Broken, other.Red, other.ToldMoved, other.InheritedBroken, other.Tardiness, other.Changeovers,
            other.Earliness));

    /// <summary>Whether the left is better.</summary>
    public static bool operator <(PlanScore left, PlanScore right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left is worse.</summary>
    public static bool operator >(PlanScore left, PlanScore right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left is no worse.</summary>
    public static bool operator <=(PlanScore left, PlanScore right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left is no better.</summary>
    public static bool operator >=(PlanScore left, PlanScore right) => left.CompareTo(right) >= 0;

    /// <summary>The score of a plan against the one people were told.</summary>
    public static PlanScore Of(Plan plan, Plan told)
    {
        var (broken, inherited, red, moved) = (0, 0, 0, 0);
        var (tardiness, earliness) = (0L, 0L);
        for (var place = 0; place < plan.Records.Count; place++)
        {
            if (plan.Records[place] is not { } record) continue;
            moved += ToldAndMoved(plan, told, record);
            if (record.Terms.Promised < 0) continue;
            var buffer = record.Terms.Promised - plan.Finish(record);
            if (buffer < 0)
            {
                if (record.Terms.Inherited) inherited++;
                else broken++;
                tardiness += -(long)buffer * record.Terms.Weight;
            }
            else
            {
                earliness += buffer;
                if (plan.Shop.Definition.Classes[record.Terms.Class].IsRed(buffer)) red++;
            }
        }
        return new PlanScore(broken, inherited, red, moved, tardiness, ChangeoverMinutes(plan), earliness);
    }

    private static int ToldAndMoved(Plan plan, Plan told, OrderRecord record)
    {
        if (ReferenceEquals(plan, told) || told.Record(record.Handle) is not { } was || !ReferenceEquals(was.Graph, record.Graph)) return 0;
        var (moved, frozen) = (0, (long)told.Now + told.Shop.Definition.FrozenMinutes);
        for (var i = 0; i < record.Operations; i++)
        {
            ref readonly var before = ref told.Placements[was.FirstOperation + i];
            ref readonly var after = ref plan.Placements[record.FirstOperation + i];
            if ((before.IsFixed || before.Start < frozen) && after.State < OperationState.Started
                && (before.Start != after.Start || before.Machine != after.Machine)) moved++;
        }
        return moved;
    }

    private static long ChangeoverMinutes(Plan plan)
    {
        var minutes = 0L;
        foreach (var center in plan.Shop.Centers)
            for (var machine = center.FirstMachine; center.Changeovers is not null
                && machine < center.FirstMachine + center.Machines; machine++)
                minutes += plan.Timelines[machine].ChangeoverMinutes(center);
        return minutes;
    }
}
