using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>Where an operation stands, in another shop.</summary>
internal static class CarriedPlacement
{
    /// <summary>By the new machine and minutes, whether it fits there or not; −1 where its machine is gone.</summary>
    public static void Tell(Plan plan, PlanDraft draft, Places places, int operation)
    {
        ref readonly var was = ref plan.Placements[operation];
        var machine = was.Machine < 0 ? -1 : places.Machines[was.Machine];
        var (start, end) = was.Start > plan.Shop.Horizon ? (draft.Shop.Horizon + 1, draft.Shop.Horizon + 1)
            : (places.At(was.Start), Math.Min(places.At(was.End), draft.Shop.Horizon + 1));
        if (machine != was.Machine || start != was.Start || end != was.End)
            draft.Placements.Own(operation) = was with { Machine = machine, Start = start, End = end };
    }

    /// <summary>
    /// At its minute of the clock where that is open and there is time enough; where not, it is loose: it may go to any machine that can do
    /// it, in its turn.
    /// </summary>
    public static void Put(Plan plan, PlanDraft draft, Places places, OrderRecord record, int i)
    {
        var operation = record.FirstOperation + i;
        ref readonly var was = ref plan.Placements[operation];
        if (was.Machine < 0)
        {
            Outside(draft, record, i);
            return;
        }
        var machine = draft.Placements[operation].Machine;
        if (machine < 0)
        {
            if (was.State == OperationState.Started) throw Begun(plan, record, was.Machine);
            Loosen(draft, operation);
            return;
        }
        var center = draft.Shop.Centers[draft.Shop.CenterOfMachine[machine]];
        var minutes = was.State < OperationState.Started ? Minutes(record, i, center, draft.Shop.CenterOfMachine[machine])
            : Left(plan, was, places.Shift);
        var start = center.Calendar.ToWork(places.At(was.Start));
        var end = (int)Math.Min(start + minutes, center.Calendar.Total);
        // What has begun ends when it was said to, or with the horizon; what has not needs all of its time.
        if (minutes == 0 || end <= start || was.State < OperationState.Started && end - start < minutes)
        {
            Loosen(draft, operation);
            return;
        }
        ref var placed = ref draft.Placements.Own(operation);
        (placed.Machine, placed.WorkStart, placed.WorkEnd) = (machine, start, end);
        if (was.State == OperationState.Done) return;
        if (was.State < OperationState.Started) placed.Start = center.Calendar.StartOf(start);
        placed.End = center.Calendar.EndOf(end);
    }

    /// <summary>What has not begun takes its lead, and where that ends after the horizon it has no place.</summary>
    private static void Outside(PlanDraft draft, OrderRecord record, int i)
    {
        ref readonly var placed = ref draft.Placements[record.FirstOperation + i];
        if (placed.State < OperationState.Started && placed.Start <= draft.Shop.Horizon && placed.End > draft.Shop.Horizon)
            Unplaced.MarkOne(draft, record.FirstOperation + i);
    }

    /// <summary>Minutes of work it takes at a center; 0 where it cannot be done there.</summary>
    private static long Minutes(OrderRecord record, int i, WorkCenter center, int number)
    {
        var graph = record.Graph!;
        var at = Array.IndexOf(graph.Center, number, graph.CentersFrom[i], graph.CentersFrom[i + 1] - graph.CentersFrom[i]);
        if (at < 0) return 0;
        Span<int> pieces = graph.Parts <= 64 ? stackalloc int[graph.Parts] : new int[graph.Parts];
        graph.Quantities(record.Made, pieces, out _);
        return graph.Duration(at, pieces[graph.Part[i]], center.Definition.Efficiency);
    }

    /// <summary>Minutes of work that lie after the new horizon's start.</summary>
    private static long Left(Plan plan, in Placement was, int shift)
    {
        var calendar = plan.Shop.Centers[plan.Shop.CenterOfMachine[was.Machine]].Calendar;
        return Math.Max(0, was.WorkEnd - Math.Max(was.WorkStart, calendar.ToWork(shift)));
    }

    private static ShopRefusedException Begun(Plan plan, OrderRecord record, int machine)
    {
        var center = plan.Shop.Centers[plan.Shop.CenterOfMachine[machine]];
        return new ShopRefusedException("workCenter", $"work center “{center.Definition.Name}”",
            $"Work of order “{record.Terms.Name}” has begun on machine {machine - center.FirstMachine} of “{center.Definition.Name}”, "
                + "which would be gone; keep that machine, or wait until it is done.");
    }

    /// <summary>From its machine. What is done stays done.</summary>
    private static void Loosen(PlanDraft draft, int operation)
    {
        ref var placed = ref draft.Placements.Own(operation);
        var state = placed.State == OperationState.Done ? OperationState.Done : OperationState.Planned;
        placed = new Placement { Machine = -1, Start = placed.Start, End = placed.End, State = state };
    }
}
