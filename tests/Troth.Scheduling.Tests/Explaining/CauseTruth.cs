using Troth.Scheduling.Explaining;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Explaining;

/// <summary>Whether what a link says is so: read from what the plan shows, minute by minute.</summary>
internal sealed class CauseTruth
{
    private readonly Plan _plan;
    private readonly bool[][] _open;

    /// <summary>
    /// Per work center, machine and minute: the operation that stands there (order, place), a stop (below 0), or nobody (null).
    /// </summary>
    private readonly (OrderHandle Order, int Operation)?[][][] _busy;
    private static readonly (OrderHandle, int) Stopped = (default, -1);

    public CauseTruth(Plan plan)
    {
        _plan = plan;
        var centers = plan.Shop.Definition.WorkCenters;
        _open = [.. centers.Select((_, c) => Open(plan.Shop.CalendarOf(c), plan.Shop.Horizon))];
        _busy = [.. centers.Select(c => Enumerable.Range(0, c.Machines).Select(_ => new (OrderHandle, int)?[plan.Shop.Horizon]).ToArray())];
        foreach (var stop in plan.MachineStops)
            _busy[stop.WorkCenter][stop.Machine].AsSpan(stop.Start, stop.End - stop.Start).Fill(Stopped);
        foreach (var order in plan.Orders)
            foreach (var (i, operation) in order.Operations.Index())
                if (operation is { WorkCenter: >= 0, State: not OperationState.Done } && operation.Start <= plan.Shop.Horizon)
                    _busy[operation.WorkCenter][operation.Machine].AsSpan(operation.Start, operation.End - operation.Start)
                        .Fill((order.Handle, i));
    }

    private IEnumerable<Stop> Stops(PlannedOperation operation) =>
        _plan.MachineStops.Where(s => s.WorkCenter == operation.WorkCenter && s.Machine == operation.Machine);

    /// <summary>Null when it holds; otherwise what is wrong.</summary>
    public string? Holds(PlannedOrder order, Cause cause)
    {
        var operations = order.Operations;
        if (cause.Operation < 0) return OfProduct(order, cause);
        var operation = operations[cause.Operation];
        var center = operation.WorkCenter;
        return cause.Kind switch
        {
            CauseKind.Work => center < 0 || cause.From < Math.Min(operation.Start, _plan.Now) ? "no such work"
                : Stops(operation).Any(s => s.Start < cause.Until && s.End > cause.From) ? "its machine stands still meanwhile"
                : cause.Until == operation.End || Stops(operation).Any(s => s.Start == cause.Until) ? null : "it goes on",
            CauseKind.Outside => cause.Until == operation.End && center < 0 ? null : "no such work outside",
            CauseKind.Wait => cause.Until - Lasts(order, cause) is var end && operations.Any(o => o.End == end || o.End <= _plan.Now) ? null
                : "nothing ends before the wait",
            CauseKind.Batches => operations.Any(o =>
                o.Name == cause.Subject && o.Start <= cause.From && o.End > cause.From && o.Part == operation.Part)
                && (cause.Until <= operation.Start) ? null : "nothing hands on",
            CauseKind.NotBefore => cause.Until == order.Terms.NotBefore
                || cause.Until == Math.Min(_plan.Shop.Horizon, _plan.Now + _plan.Shop.Definition.FrozenMinutes)
                ? null : "nothing forbids it",
            CauseKind.Closed => Range(cause).Any(t => _open[center][t]) ? "it is open" : null,
            CauseKind.Full => cause.Behind is { } behind && Machines(center).Any(m => _busy[center][m][Before(cause)]?.Order == behind)
                ? Room(center, operation, order.Handle, cause) : $"the order before it does not stand there until {cause.Until}",
            CauseKind.Stopped when operation.Start <= cause.From && Stops(operation).Any(s => s.Start <= cause.From && s.End >= cause.Until) => null,
            CauseKind.Stopped => Machines(center).Any(m => _busy[center][m][Before(cause, center)] == Stopped)
                ? Room(center, operation, order.Handle, cause) : "no stop ends",
            CauseKind.Changeover => _plan.Shop.Definition.WorkCenters[center].Changeovers is null ? "nothing is changed over" : null,
            CauseKind.HeldBack => HasChangeovers(center) || center < 0
                || Machines(center).Any(m => Fits(center, m, cause.From, operation, order.Handle)) ? null : "there is no room earlier",
            CauseKind.Material => order.Reservations.Any(r => r.Operation == cause.Operation && Comes(r, cause)) ? null
                : "it does not come then",
            CauseKind.NoRoom => operation.Start > _plan.Shop.Horizon ? null : "it has a place",
            _ => "nobody knows",
        };
    }

    private string? OfProduct(PlannedOrder order, Cause cause) => cause.Kind switch
    {
        CauseKind.NotBefore => cause.Until == order.Terms.NotBefore ? null : "nothing forbids it",
        CauseKind.Material => order.Reservations.Any(r => r.Operation < 0 && Comes(r, cause)) ? null : "it does not come then",
        CauseKind.NoRoom => order.Finish > _plan.Shop.Horizon ? null : "it has a date",
        CauseKind.HeldBack => order.Reservations.Any(r => r.Operation < 0 && r.At == cause.Until && r.Source == SupplySource.Stock) ? null
            : "nothing is held back",
        _ => "of an operation only",
    };

    /// <summary>Bought pieces come at their minute; those from stock were not there, or others', the minute before.</summary>
    private bool Comes(Reservation r, Cause cause)
    {
        if (_plan.Shop.Definition.Products[r.Product].Name != cause.Subject) return false;
        if (r.Source == SupplySource.Purchase) return r.At == cause.Until;
        var claims = _plan.Orders.SelectMany(o => o.Reservations).Where(o => o.Product == r.Product && o.Source == SupplySource.Stock)
            .ToList();
        int Level(int at) => _plan.SupplyOf(r.Product).Last(s => s.At <= at).Pieces - claims.Where(c => c.At <= at)
            .Sum(c => c.Quantity) + (r.At <= at ? r.Quantity : 0);
        int Least(int from) => Enumerable.Range(from, _plan.Shop.Horizon + 1 - from).Min(Level);
        return Least(cause.Until) >= r.Quantity && Least(cause.Until - 1) < r.Quantity;
    }

    private int Lasts(PlannedOrder order, Cause cause) => Math.Min(cause.Until - cause.From,
        _plan.Shop.Definition.Products.SelectMany(p => p.Routing?.Operations ?? []).Max(o => o.WaitAfter));

    private string? Room(int center, PlannedOperation operation, OrderHandle order, Cause cause) =>
        !HasChangeovers(center) && Range(cause).Any(t => Machines(center).Any(m => Fits(center, m, t, operation, order)))
            ? "there is room for it" : null;

    /// <summary>Whether an operation, begun at a minute, would find its machine open and free until it is done.</summary>
    private bool Fits(int center, int machine, int from, PlannedOperation operation, OrderHandle order)
    {
        if (!_open[center][from]) return false;
        var needed = Enumerable.Range(operation.Start, operation.End - operation.Start).Count(t => _open[center][t]);
        for (var t = from; t < _plan.Shop.Horizon; t++)
        {
            if (!_open[center][t]) continue;
            if (_busy[center][machine][t] is { } other
                && (other.Order != order || _plan.Find(order)!.Value.Operations[other.Operation] != operation)) return false;
            if (--needed == 0) return true;
        }
        return false;
    }

    private bool HasChangeovers(int center) => center >= 0 && _plan.Shop.Definition.WorkCenters[center].Changeovers is not null;

    private IEnumerable<int> Machines(int center) => Enumerable.Range(0, _plan.Shop.Definition.WorkCenters[center].Machines);

    private static IEnumerable<int> Range(Cause cause) => Enumerable.Range(cause.From, cause.Until - cause.From);

    private static int Before(Cause cause) => cause.Until - 1;

    /// <summary>The last open minute before it ends.</summary>
    private int Before(Cause cause, int center)
    {
        var minute = cause.Until - 1;
        while (minute > 0 && !_open[center][minute]) minute--;
        return minute;
    }

    private static bool[] Open(WorkCalendar calendar, int horizon)
    {
        var open = new bool[horizon];
        foreach (var (start, end) in calendar.Spans) open.AsSpan(start, end - start).Fill(true);
        return open;
    }
}
