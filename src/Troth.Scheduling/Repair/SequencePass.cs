using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>How a pass may change the plan.</summary>
/// <param name="AnyMachine">Delayed operations may go to any machine that can do them; otherwise each stays on its own.</param>
/// <param name="ByPromise">Operations outside the frozen zone are placed by the latest start their promise allows, as early as they fit;
/// otherwise in the order they stand in, none earlier than it stands.</param>
internal readonly record struct PassOptions(bool AnyMachine, bool ByPromise);

/// <summary>
/// Settles where operations stand after something happened: what has begun stays, stops take their time, and the others are put one by one
/// into what is free, in the order of their old starts and none before its old start. On one calendar no operation then slips by more than
/// what happened took: all that come before it have slipped at most so much, so its old place, so much later, is free (with changeovers
/// because going through a third family is never shorter). O(n log n).
/// </summary>
internal sealed class SequencePass
{
    private readonly PlanDraft _draft;
    private readonly Shop _shop;
    private readonly PassOptions _options;
    private readonly Paged<Placement> _turns;
    private readonly int[] _record;
    private readonly int _frozen;
    private int[] _pieces = new int[16];

    /// <param name="draft">Where what happened is written.</param>
    /// <param name="options">What it may change.</param>
    /// <param name="turns">The plan whose starts say who goes before whom; the draft's own where none is given.</param>
    public SequencePass(PlanDraft draft, PassOptions options, Plan? turns = null)
    {
        (_draft, _shop, _options, _frozen) = (draft, draft.Shop, options, draft.Earliest);
        _turns = turns?.Placements ?? draft.Placements;
        _record = Plan.OwnersOf(draft.Records, draft.Placements.Count);
    }

    public void Run()
    {
        for (var machine = 0; machine < _shop.Machines; machine++)
            _draft.Timelines[machine] = _draft.Timelines[machine].EmptyFor(_draft.Owner);
        PutStarted();
        for (var i = 0; i < _draft.Stops.Length; i++)
            if (_draft.Stops[i] is { } stop) StopSlots.Insert(_draft, stop, i);
        var byStart = RadixSort.ByKey(Starts());
        foreach (var operation in byStart)
            if (IsHeld(operation)) TryKeep(operation);
        foreach (var operation in _options.ByPromise ? RadixSort.ByKey(new LatestStarts(_draft, _record).Keys(_frozen)) : byStart)
            Settle(operation);
    }

    /// <summary>
    /// Keys to place by: old starts; where a person put something behind what comes after it, that comes after it in turn too.
    /// </summary>
    private int[] Starts()
    {
        var starts = new int[_record.Length];
        for (var place = 0; place < _draft.Records.Count; place++)
        {
            if (_draft.Records[place] is not { Graph: { } graph } record) continue;
            for (var i = 0; i < graph.Count; i++)
            {
                var start = _turns[record.FirstOperation + i].Start;
                for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
                    start = Math.Max(start, starts[record.FirstOperation + graph.Before[k]]);
                starts[record.FirstOperation + i] = start;
            }
        }
        return starts;
    }

    private void PutStarted()
    {
        for (var operation = 0; operation < _record.Length; operation++)
        {
            if (_record[operation] < 0 || _draft.Placements[operation] is not { State: OperationState.Started } placed) continue;
            ref var started = ref _draft.Placements.Own(operation);
            if (placed.Machine < 0)
            {
                started.End = Math.Max(started.End, _draft.Now + 1);
                continue;
            }
            // Not reported done, so it takes a minute more at least.
            var calendar = CalendarOf(placed.Machine);
            started.WorkEnd = Math.Max(started.WorkEnd, Math.Min(calendar.ToWork(_draft.Now) + 1, calendar.Total));
            started.End = calendar.EndOf(started.WorkEnd);
            Insert(operation);
        }
    }

    private bool IsHeld(int operation) => _record[operation] >= 0 && _draft.Placements[operation] is { Machine: >= 0 } placed
        && placed.State != OperationState.Started && placed.State != OperationState.Done && placed.IsFixed;

    /// <summary>What was released or pinned keeps its place first, where it is still to come and free.</summary>
    private void TryKeep(int operation)
    {
        ref readonly var placed = ref _draft.Placements[operation];
        if (placed.Start >= _draft.Now && Find(placed.Machine, placed.WorkStart, placed.WorkEnd - placed.WorkStart, operation,
            0) == placed.WorkStart) Insert(operation);
    }

    private void Settle(int operation)
    {
        if (_record[operation] < 0) return;
        ref readonly var was = ref _draft.Placements[operation];
        if (was.State is OperationState.Started or OperationState.Done) return;
        var record = _draft.Records[_record[operation]]!;
        var i = operation - record.FirstOperation;
        if (was.Start > _shop.Horizon && Lacks(record, i))
        {
            PutWithMaterial(operation, record, i);
            return;
        }
        var ready = Ready(record, i);
        var kept = was.IsFixed && IsOnTimeline(operation);
        if (kept)
        {
            if (ready <= was.Start && FromBatches(record, i, was.Machine, was.WorkEnd - was.WorkStart) <= was.WorkStart) return;
            _draft.Timelines[was.Machine].Remove(was.WorkStart);
        }
        if (was.Start > _shop.Horizon || !_options.ByPromise || was.IsFixed || was.Start < _frozen)
            ready = was.Start > _shop.Horizon ? Math.Max(ready, _frozen) : Math.Max(ready, was.Start);
        else ready = Math.Max(ready, _frozen);
        Put(operation, record, i, ready);
    }

    /// <summary>Whether an operation without a place has not all its material: it had no use for it.</summary>
    private bool Lacks(OrderRecord record, int i)
    {
        var graph = record.Graph!;
        for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
        {
            var lacking = Needed(record, m, i);
            foreach (var reservation in record.Reservations)
                if (reservation.Operation == i && reservation.Product == graph.Material[m] && reservation.At <= _shop.Horizon)
                    lacking -= reservation.Quantity;
            if (lacking > 0) return true;
        }
        return false;
    }

    private int Needed(OrderRecord record, int m, int i) =>
        (int)Graph.RoundedUp(Pieces(record, record.Graph!.Part[i]), record.Graph.MaterialQuantity[m], record.Graph.MaterialPer[m]);

    /// <summary>Sets its material aside anew, if there is a place for it now.</summary>
    private void PutWithMaterial(int operation, OrderRecord record, int i)
    {
        var graph = record.Graph!;
        if (record.Reservations.Any(r => r.Operation == i))
        {
            _draft.Return(record, r => r.Operation == i);
            record = _draft.Set(record with { Reservations = [.. record.Reservations.Where(r => r.Operation != i)] });
        }
        _draft.For(record);
        for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
        {
            var pieces = Needed(record, m, i);
            if (_draft.Stock[graph.Material[m]]?.FreeFrom(pieces, _draft.Now) is not >= 0 && !_shop.Products[graph.Material[m]].Bought)
                return;
            _draft.Reserve(graph.Material[m], pieces, i, _draft.Now);
        }
        Put(operation, record, i, Math.Max(Math.Max(Ready(record, i), _frozen), _draft.Reserved.Max(r => r.At)));
        if (_draft.Placements[operation].Start > _shop.Horizon) return;
        _draft.SetAside(i, _draft.Placements[operation].Start);
        _draft.Set(record with { Reservations = [.. record.Reservations, .. _draft.Reserved] });
    }

    private int Ready(OrderRecord record, int i)
    {
        var graph = record.Graph!;
        var ready = Math.Max(_draft.Now, record.Terms.NotBefore);
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
            if (!Placer.Overlaps(graph, graph.Before[k], i))
                ready = Math.Max(ready, _draft.Placements[record.FirstOperation + graph.Before[k]].End + graph.WaitAfter[graph.Before[k]]);
        foreach (var reservation in record.Reservations)
            if (reservation.Operation == i) ready = Math.Max(ready, reservation.At);
        return ready;
    }

    private bool IsOnTimeline(int operation)
    {
        ref readonly var placed = ref _draft.Placements[operation];
        if (placed.Machine < 0) return false;
        var timeline = _draft.Timelines[placed.Machine];
        var (b, at) = timeline.Seek(placed.WorkStart);
        return b < timeline.Blocks && timeline.Block(b)[at].Operation == operation;
    }

    private void Put(int operation, OrderRecord record, int i, int ready)
    {
        var graph = record.Graph!;
        var was = _draft.Placements[operation];
        if (ready > _shop.Horizon)
        {
            Miss(operation);
            return;
        }
        if (graph.CentersFrom[i] == graph.CentersFrom[i + 1])
        {
            var end = (long)ready + graph.OutsideLead[i];
            if (end > _shop.Horizon) Miss(operation);
            else if (was.Start != ready || was.End != end) Write(operation, was with { Start = ready, End = (int)end });
            return;
        }
        var best = was with { Machine = -1, End = int.MaxValue };
        if (was.Machine >= 0) TryMachine(ref best, record, i, operation, was.Machine, was.WorkEnd - was.WorkStart, ready);
        if (was.Machine < 0 || _options.AnyMachine && best.Start != was.Start)
            for (var at = graph.CentersFrom[i]; at < graph.CentersFrom[i + 1]; at++)
            {
                var center = _shop.Centers[graph.Center[at]];
                var duration = graph.Duration(at, Pieces(record, graph.Part[i]), center.Definition.Efficiency);
                if (duration > center.Calendar.Total) continue;
                for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
                    if (machine != was.Machine) TryMachine(ref best, record, i, operation, machine, (int)duration, ready);
            }
        if (best.Machine < 0)
        {
            Miss(operation);
            return;
        }
        if (best.Machine != was.Machine || best.WorkStart != was.WorkStart || best.Start != was.Start || best.End != was.End)
            Write(operation, best);
        Insert(operation);
    }

    private void TryMachine(ref Placement best, OrderRecord record, int i, int operation, int machine, int duration, int ready)
    {
        var calendar = CalendarOf(machine);
        var from = Math.Max(calendar.ToWork(ready), FromBatches(record, i, machine, duration));
        var start = Find(machine, from, duration, operation, calendar.ToWork(_draft.Now));
        if (start < 0 || calendar.EndOf(start + duration) is var end && end >= best.End) return;
        (best.Machine, best.WorkStart, best.WorkEnd, best.Start, best.End) =
            (machine, start, start + duration, calendar.StartOf(start), calendar.EndOf(start + duration));
    }

    private int FromBatches(OrderRecord record, int i, int machine, int duration)
    {
        var graph = record.Graph!;
        var earliest = 0;
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
        {
            var before = graph.Before[k];
            if (!Placer.Overlaps(graph, before, i)) continue;
            ref readonly var placed = ref _draft.Placements[record.FirstOperation + before];
            if (placed.End > _shop.Horizon) return int.MaxValue / 2;
            var at = graph.CentersFrom[i];
            while (graph.Center[at] != _shop.CenterOfMachine[machine]) at++;
            earliest = Math.Max(earliest, Placer.FromBatches(_shop, graph, before, placed, at, Pieces(record, graph.Part[i]),
                CalendarOf(machine), duration));
        }
        return earliest;
    }

    private int Find(int machine, int from, int duration, int operation, int floor)
    {
        if (from > _draft.Timelines[machine].Limit) return -1;
        var center = _shop.Centers[_shop.CenterOfMachine[machine]];
        if (center.Changeovers is null) return _draft.Timelines[machine].Find(from, duration);
        var record = _draft.Records[_record[operation]]!;
        var family = record.Graph!.Family[operation - record.FirstOperation];
        ref readonly var was = ref _draft.Placements[operation];
        // Where it keeps its place, its changeover may be under way; elsewhere it has yet to begin.
        if (was.Machine == machine && from <= was.WorkStart
            && _draft.Timelines[machine].Find(from, duration, family, center, 0) == was.WorkStart) return was.WorkStart;
        return _draft.Timelines[machine].Find(from, duration, family, center, floor);
    }

    private void Insert(int operation)
    {
        ref readonly var placed = ref _draft.Placements[operation];
        var record = _draft.Records[_record[operation]]!;
        _draft.Timelines[placed.Machine].Insert(new Slot { Start = placed.WorkStart, End = placed.WorkEnd, Operation = operation,
            Family = record.Graph!.Family[operation - record.FirstOperation] });
    }

    private void Write(int operation, in Placement placed) => _draft.Placements.Own(operation) = placed;

    private void Miss(int operation)
    {
        if (_draft.Placements[operation].Start <= _shop.Horizon) Unplaced.MarkOne(_draft, operation);
    }

    private int Pieces(OrderRecord record, int part)
    {
        if (_pieces.Length < record.Graph!.Parts) _pieces = new int[record.Graph.Parts];
        record.Graph.Quantities(record.Made, _pieces, out _);
        return _pieces[part];
    }

    private WorkCalendar CalendarOf(int machine) => _shop.Centers[_shop.CenterOfMachine[machine]].Calendar;
}
