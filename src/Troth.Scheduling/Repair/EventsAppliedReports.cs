using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>What the shop floor reports of operations.</summary>
internal sealed partial class EventsApplied
{
    private void Apply(OperationStarted started)
    {
        var (record, operation) = Operation(started.Order, started.Operation);
        ref var placed = ref draft.Placements.Own(operation);
        if (placed.State is OperationState.Started or OperationState.Done) throw Refused(record, started.Operation, "has already begun");
        if (started.At < 0 || started.At > draft.Now)
            throw Refused("time", Subject(record, started.Operation),
                $"It is said to have begun at minute {started.At}; give 0 to {draft.Now} (now).");
        if (placed.Start > draft.Shop.Horizon) UseUnplanned(record, started.Operation);
        var graph = record.Graph!;
        if (graph.CentersFrom[started.Operation] == graph.CentersFrom[started.Operation + 1])
        {
            (placed.State, placed.End, placed.Start) =
                (OperationState.Started, started.At + graph.OutsideLead[started.Operation], started.At);
            return;
        }
        if (started.Machine is { } said) placed.Machine = MachineOf(record, started.Operation, said);
        else if (placed.Machine < 0) throw Refused(record, started.Operation, "has no machine in the plan; say on which it was begun");
        var center = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]];
        if (Running(placed.Machine) is not null)
            throw Refused(record, started.Operation,
                $"is said to run on machine {placed.Machine - center.FirstMachine} of “{center.Definition.Name}”, where another still "
                + "runs; report that one done first");
        _running![placed.Machine] = operation;
        var start = Math.Min(center.Calendar.ToWork(started.At), center.Calendar.Total - 1);
        var duration = (int)Math.Min(Minutes(record, started.Operation, placed.Machine), center.Calendar.Total);
        (placed.State, placed.WorkStart, placed.Start) = (OperationState.Started, start, started.At);
        // Its planned time with the stops that are known to come, and at least one minute more than now: it was not reported done.
        SetEnd(ref placed, Math.Min(center.Calendar.Total,
            Math.Max(StopSlots.EndOver(draft, placed.Machine, start, duration),
                Math.Min(center.Calendar.ToWork(draft.Now), center.Calendar.Total - 1) + 1)));
    }

    /// <summary>
    /// An operation that had no place in the plan, nor all its material, was worked all the same: it used what is free, and what is not
    /// stands after the horizon, where everybody sees it lack.
    /// </summary>
    private void UseUnplanned(OrderRecord record, int i)
    {
        var graph = record.Graph!;
        var pieces = new int[graph.Parts];
        graph.Quantities(record.Made, pieces, out _);
        var used = new List<Reservation>(record.Reservations);
        for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
        {
            var product = graph.Material[m];
            var lacking = (int)Graph.RoundedUp(pieces[graph.Part[i]], graph.MaterialQuantity[m], graph.MaterialPer[m]);
            foreach (var reservation in record.Reservations)
                if (reservation.Operation == i && reservation.Product == product) lacking -= reservation.Quantity;
            if (lacking <= 0) continue;
            var free = Math.Clamp(draft.Stock[product]?.FreeAt(draft.Now) ?? 0, 0, lacking);
            if (free > 0) draft.Stock[product] = draft.Stock[product]!.With(draft.Now, -free);
            if (free > 0) used.Add(new Reservation(product, free, draft.Now, i, SupplySource.Stock));
            if (lacking > free) used.Add(new Reservation(product, lacking - free, draft.Shop.Horizon + 1, i, SupplySource.Stock));
        }
        draft.Set(record with { Reservations = [.. used] });
    }

    private int MachineOf(OrderRecord record, int i, (int WorkCenter, int Machine) said)
    {
        var graph = record.Graph!;
        if (!graph.Center.AsSpan(graph.CentersFrom[i], graph.CentersFrom[i + 1] - graph.CentersFrom[i]).Contains(said.WorkCenter)
            || (uint)said.Machine >= (uint)draft.Shop.Centers[said.WorkCenter].Machines)
        {
            var name = draft.Shop.Centers.ElementAtOrDefault(said.WorkCenter)?.Definition.Name;
            throw Refused(record, i, $"cannot be done on machine {said.Machine + 1} of “{name}”");
        }
        return draft.Shop.Centers[said.WorkCenter].FirstMachine + said.Machine;
    }

    private void Apply(OperationProgressed progressed)
    {
        var (record, operation) = Operation(progressed.Order, progressed.Operation);
        ref var placed = ref draft.Placements.Own(operation);
        if (placed.State != OperationState.Started) throw Refused(record, progressed.Operation, "has not begun");
        if (progressed.Remaining is < 1 or > Limits.Horizon)
            throw Refused("duration", Subject(record, progressed.Operation),
                $"{progressed.Remaining} minutes are said to be left; give 1 to {Limits.Horizon}.");
        if (placed.Machine < 0)
        {
            placed.End = (int)Math.Min((long)draft.Now + progressed.Remaining, draft.Shop.Horizon + 1);
            return;
        }
        var calendar = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]].Calendar;
        SetEnd(ref placed, (int)Math.Clamp((long)calendar.ToWork(draft.Now) + progressed.Remaining, placed.WorkStart + 1, calendar.Total));
    }

    private void Apply(OperationDone done)
    {
        var (record, operation) = Operation(done.Order, done.Operation);
        ref var placed = ref draft.Placements.Own(operation);
        if (placed.State == OperationState.Done) throw Refused(record, done.Operation, "is already done");
        if (done.At < 0 || done.At > draft.Now)
            throw Refused("time", Subject(record, done.Operation),
                $"It is said to be done at minute {done.At}; give 0 to {draft.Now} (now).");
        if (placed.Start > draft.Shop.Horizon) UseUnplanned(record, done.Operation);
        if (placed.State != OperationState.Started) BeginUnreported(ref placed, record, done);
        if (placed.Machine >= 0) draft.Own(placed.Machine).Family = record.Graph!.Family[done.Operation];
        (placed.State, placed.Pinned, placed.Start, placed.End) = (OperationState.Done, false, Math.Min(placed.Start, done.At), done.At);
    }

    /// <summary>
    /// Nobody reported when it began: its own time before it was done, but not before what comes before it was.
    /// </summary>
    private void BeginUnreported(ref Placement placed, OrderRecord record, OperationDone done)
    {
        var (graph, i) = (record.Graph!, done.Operation);
        if (graph.CentersFrom[i] < graph.CentersFrom[i + 1] && done.Machine is { } said) placed.Machine = MachineOf(record, i, said);
        var earliest = Math.Min(done.At, record.Terms.NotBefore);
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
            if (draft.Placements[record.FirstOperation + graph.Before[k]] is { State: OperationState.Done } before
                && !Placer.Overlaps(graph, graph.Before[k], i))
                earliest = Math.Max(earliest, Math.Min(before.End, done.At));
        if (placed.Machine < 0)
        {
            placed.Start = Math.Max(earliest, done.At - (graph.CentersFrom[i] == graph.CentersFrom[i + 1] ? graph.OutsideLead[i] : 0));
            return;
        }
        var calendar = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]].Calendar;
        placed.WorkEnd = Math.Max(1, calendar.ToWork(done.At));
        placed.WorkStart = (int)Math.Clamp(placed.WorkEnd - Minutes(record, i, placed.Machine), 0, placed.WorkEnd - 1);
        placed.Start = Math.Max(earliest, Math.Min(calendar.StartOf(placed.WorkStart), done.At));
    }

    /// <summary>
    /// As if it had never begun: it keeps its machine and turn, and what was set aside for it where that is what it needs; else it gives
    /// that back and is planned like work that had no place.
    /// </summary>
    private void Apply(ReportTakenBack back)
    {
        var (record, operation) = Operation(back.Order, back.Operation);
        ref var placed = ref draft.Placements.Own(operation);
        if (placed.State < OperationState.Started) throw Refused(record, back.Operation, "was not reported begun or done");
        placed.State = OperationState.Planned;
        placed.Pinned = false;
        if (HasWhatItNeeds(record, back.Operation))
        {
            if (placed.Machine >= 0)
                placed.WorkEnd = (int)Math.Min(int.MaxValue, placed.WorkStart + Minutes(record, back.Operation, placed.Machine));
            return;
        }
        draft.Return(record, r => r.Operation == back.Operation);
        draft.Set(record with { Reservations = [.. record.Reservations.Where(r => r.Operation != back.Operation)] });
        Unplaced.MarkOne(draft, operation);
    }

    private bool HasWhatItNeeds(OrderRecord record, int i)
    {
        var graph = record.Graph!;
        var pieces = new int[graph.Parts];
        graph.Quantities(record.Made, pieces, out _);
        for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
        {
            var needed = Graph.RoundedUp(pieces[graph.Part[i]], graph.MaterialQuantity[m], graph.MaterialPer[m]);
            foreach (var reservation in record.Reservations)
                if (reservation.Operation == i && reservation.Product == graph.Material[m])
                    needed -= reservation.At > draft.Shop.Horizon ? int.MaxValue : reservation.Quantity;
            if (needed != 0) return false;
        }
        return true;
    }

    /// <summary>Minutes of work that an operation takes on a machine.</summary>
    private long Minutes(OrderRecord record, int i, int machine)
    {
        var (graph, center) = (record.Graph!, draft.Shop.CenterOfMachine[machine]);
        var at = graph.CentersFrom[i];
        while (graph.Center[at] != center) at++;
        var pieces = new int[graph.Parts];
        graph.Quantities(record.Made, pieces, out _);
        return graph.Duration(at, pieces[graph.Part[i]], draft.Shop.Centers[center].Definition.Efficiency);
    }

    private void SetEnd(ref Placement placed, int workEnd)
    {
        placed.WorkEnd = workEnd;
        placed.End = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]].Calendar.EndOf(workEnd);
    }
}
