using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Explaining;

/// <summary>Why an order ends when it ends: followed back from its end to now, each link the one thing that, had it been shorter, would have let it end earlier.</summary>
public sealed class Explanation
{
    private readonly Plan _plan;
    private readonly OrderRecord _record;
    private readonly List<Cause> _causes = [];

    private Explanation(Plan plan, OrderRecord record) => (_plan, _record) = (plan, record);

    /// <summary>The links, first in time first; each begins where the one before ends.</summary>
    public IReadOnlyList<Cause> Causes => _causes;

    /// <summary>The link that takes longest without being the order's own work; its longest work where nothing else holds it up; null when it is there already.</summary>
    public Cause? Deciding => _causes.Where(c => c.Kind is not (CauseKind.Work or CauseKind.HeldBack or CauseKind.NotBefore)).MaxBy(c => c.Until - c.From) ?? _causes.MaxBy(c => c.Until - c.From);

    /// <summary>Explains an order; null when it is not in the plan. O(operations), and the busy times between a wait's ends.</summary>
    public static Explanation? Of(Plan plan, OrderHandle order)
    {
        if (plan.Record(order) is not { } record) return null;
        var explanation = new Explanation(plan, record);
        explanation.Follow();
        explanation._causes.Reverse();
        return explanation;
    }

    private void Follow()
    {
        var finish = _plan.Finish(_record);
        foreach (var reservation in _record.Reservations)
            if (reservation.Operation < 0 && reservation.At == finish && finish > _plan.Now)
            {
                Add(reservation.At > _plan.Shop.Horizon ? CauseKind.NoRoom : CauseKind.Material, -1, Name(reservation.Product), _plan.Now, finish);
                return;
            }
        if (_record.Graph is not { } graph) return;
        for (var i = 0; i < graph.Count; i++)
            if (graph.IsLast[i] && Placed(i).End + graph.WaitAfter[i] == finish)
            {
                if (graph.WaitAfter[i] > 0) Add(CauseKind.Wait, i, "", Placed(i).End, finish);
                Back(i);
                return;
            }
    }

    private void Back(int i)
    {
        var graph = _record.Graph!;
        while (i >= 0)
        {
            var placed = Placed(i);
            if (placed.Start > _plan.Shop.Horizon)
            {
                if (Before(i) is var blocked and >= 0 && Placed(blocked).Start > _plan.Shop.Horizon) i = blocked;
                else
                {
                    var material = Latest(i);
                    Add(CauseKind.NoRoom, i, material.Product >= 0 && material.At > _plan.Shop.Horizon ? Name(material.Product) : CenterName(i), _plan.Now, placed.Start);
                    return;
                }
                continue;
            }
            if (placed.State == OperationState.Done && placed.End <= _plan.Now) return;
            Add(placed.Machine < 0 ? CauseKind.Outside : CauseKind.Work, i, CenterName(i), Math.Max(placed.Start, Math.Min(_plan.Now, placed.End)), placed.End);
            if (placed.Start <= _plan.Now) return;
            var before = Before(i);
            var handed = before < 0 ? -1 : Placed(before).End;
            var waited = before < 0 ? -1 : handed + graph.WaitAfter[before];
            var (materialAt, product) = Latest(i);
            var floor = Math.Max(_plan.Now, _record.Terms.NotBefore);
            var ready = Math.Max(Math.Max(waited, materialAt), floor);
            if (before >= 0 && Placer.Overlaps(graph, before, i)) ready = Math.Min(Math.Max(materialAt, floor), placed.Start);
            if (placed.Start > ready) Waiting(i, placed, ready);
            if (materialAt == ready && materialAt > waited && materialAt > floor)
            {
                Add(CauseKind.Material, i, Name(product), Math.Max(floor, handed), ready);
                if (handed <= floor) return;
            }
            else if (waited < ready)
            {
                if (before < 0 || !Placer.Overlaps(graph, before, i))
                {
                    if (ready > _plan.Now) Add(CauseKind.NotBefore, i, "", _plan.Now, ready);
                    return;
                }
            }
            else if (waited > handed) Add(CauseKind.Wait, i, "", handed, waited);
            i = before;
        }
    }

    /// <summary>What stands on the machine between being ready and starting.</summary>
    private void Waiting(int i, in Placement placed, int ready)
    {
        if (placed.Machine < 0)
        {
            Add(CauseKind.HeldBack, i, CenterName(i), ready, placed.Start);
            return;
        }
        var center = _plan.Shop.Centers[_plan.Shop.CenterOfMachine[placed.Machine]];
        var from = center.Calendar.ToWork(ready);
        if (from >= placed.WorkStart)
        {
            Add(CauseKind.Closed, i, center.Definition.Name, ready, placed.Start);
            return;
        }
        var timeline = _plan.Timelines[placed.Machine];
        var (b, at) = timeline.Seek(from);
        Slot? last = null;
        for (; b < timeline.Blocks; b++, at = 0)
            for (; at < timeline.Block(b).Count && timeline.Block(b)[at].Start < placed.WorkStart; at++) last = timeline.Block(b)[at];
        if (last is not { } blocking)
        {
            Add(CauseKind.HeldBack, i, center.Definition.Name, ready, placed.Start);
            return;
        }
        var until = center.Calendar.StartOf(Math.Min(blocking.End, center.Calendar.Total - 1));
        if (until < placed.Start)
            Add(placed.WorkStart - blocking.End <= center.Changeover(Math.Max(0, blocking.Family), _record.Graph!.Family[i]) ? CauseKind.Changeover : CauseKind.HeldBack, i, center.Definition.Name, until, placed.Start);
        Add(blocking.IsStop ? CauseKind.Stopped : CauseKind.Full, i, center.Definition.Name, ready, Math.Min(until, placed.Start), blocking.IsStop ? null : OrderOf(blocking.Operation));
    }

    private OrderHandle? OrderOf(int operation)
    {
        for (var place = 0; place < _plan.Records.Count; place++)
            if (_plan.Records[place] is { } record && operation >= record.FirstOperation && operation < record.FirstOperation + record.Operations) return record.Handle;
        return null;
    }

    /// <summary>The operation before it that ends (with its wait) last.</summary>
    private int Before(int i)
    {
        var graph = _record.Graph!;
        var (latest, before) = (-1, -1);
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
            if (Placed(graph.Before[k]).End + graph.WaitAfter[graph.Before[k]] > latest) (latest, before) = (Placed(graph.Before[k]).End + graph.WaitAfter[graph.Before[k]], graph.Before[k]);
        return before;
    }

    private (int At, int Product) Latest(int i)
    {
        var latest = (At: -1, Product: -1);
        foreach (var reservation in _record.Reservations)
            if (reservation.Operation == i && reservation.At > latest.At && FromElsewhere(reservation)) latest = (reservation.At, reservation.Product);
        return latest;
    }

    /// <summary>A reservation from stock stands at the start of what uses it: it held nothing up where the pieces were free before.</summary>
    private bool FromElsewhere(Reservation reservation)
    {
        if (reservation.Source == SupplySource.Purchase || reservation.At > _plan.Shop.Horizon) return true;
        var level = _plan.Stock[reservation.Product]!;
        // Free a minute earlier, with these pieces given back? Then it waited for something else.
        return reservation.At == 0 || level.FreeBefore(reservation.At) < reservation.Quantity;
    }

    private Placement Placed(int i) => _plan.Placements[_record.FirstOperation + i];

    private string Name(int product) => _plan.Shop.Definition.Products[product].Name;

    private string CenterName(int i)
    {
        var graph = _record.Graph!;
        if (Placed(i).Machine is var machine and >= 0) return _plan.Shop.Centers[_plan.Shop.CenterOfMachine[machine]].Definition.Name;
        return graph.CentersFrom[i] < graph.CentersFrom[i + 1] ? _plan.Shop.Centers[graph.Center[graph.CentersFrom[i]]].Definition.Name : "";
    }

    private void Add(CauseKind kind, int operation, string subject, int from, int until, OrderHandle? behind = null)
    {
        if (until > from) _causes.Add(new Cause(kind, operation, operation < 0 ? Name(_record.Terms.Product) : _record.Graph!.Name[operation], subject, from, until, behind));
    }
}
