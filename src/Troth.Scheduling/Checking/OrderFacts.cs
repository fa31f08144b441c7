using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Checking;

/// <summary>
/// Looks at each order by itself: its operations against its routings, their times, what comes before them, its material and its dates.
/// </summary>
internal sealed class OrderFacts(ShopDefinition shop, CenterFacts[] centers, FaultList faults, MachineCheck machines)
{
    private readonly RoutingLayout?[] _layouts = new RoutingLayout?[shop.Products.Count];
    private int[] _pieces = new int[16];
    private Reservation[] _reservations = [];

    /// <summary>Whether every operation of the last order checked has a place in the horizon.</summary>
    public bool Placed { get; private set; }

    public void Check(Plan plan, in PlannedOrder order, Reservation[] reservations)
    {
        (Placed, _reservations) = (true, reservations);
        var shown = order.Operations;
        var operations = shown as PlannedOperation[] ?? [.. shown];
        machines.For(order, operations);
        var terms = order.Terms;
        var finish = terms.NotBefore;
        var setAside = 0L;
        foreach (ref readonly var reservation in reservations.AsSpan())
            if (reservation.Operation < 0)
            {
                setAside += reservation.Quantity;
                finish = Math.Max(finish, reservation.At);
                Placed &= reservation.At <= shop.Horizon;
                if (reservation.Product != terms.Product)
                    faults.Order("material", order,
                        $"has pieces of “{shop.Products[reservation.Product].Name}” set aside as what was ordered");
            }
        if (setAside + order.Made != terms.Quantity - order.Shipped)
            faults.Order("quantity", order,
                $"is for {terms.Quantity - order.Shipped} more pieces; "
                + $"{setAside} are set aside and {order.Made} made");
        if (order.HeldUntil >= 0 && order.HeldUntil < plan.Now)
            faults.Order("held", order, $"is held until minute {order.HeldUntil}, and it is {plan.Now}");
        if ((order.Made > 0) != (operations.Length > 0))
            faults.Order("routing", order, $"makes {order.Made} pieces in {operations.Length} operations");
        else if (operations.Length > 0 && Layout(order, operations) is { } layout)
            finish = Math.Max(finish, Operations(order, operations, layout));
        else if (operations.Length > 0) return;
        if (order.Finish != finish) faults.Order("finish", order, $"is shown to end at minute {order.Finish}; it ends at {finish}");
        var buffer = terms.Promised < 0 ? (int?)null : terms.Promised - finish;
        if (order.Buffer != buffer) faults.Order("buffer", order, $"is shown with a buffer of {order.Buffer} minutes; it has {buffer}");
    }

    private RoutingLayout? Layout(in PlannedOrder order, PlannedOperation[] operations)
    {
        string wrong;
        if (order.OwnWork is { } own)
        {
            if (RoutingLayout.Of(MadeBy(own), order.Terms.Product, operations, out wrong) is { } kept) return kept;
            faults.Order("routing", order, $"is not what it was begun by: {wrong}");
            return null;
        }
        ref var known = ref _layouts[order.Terms.Product];
        if (known?.Fits(operations) == true) return known;
        if (RoutingLayout.Of(shop, order.Terms.Product, operations, out wrong) is { } layout) return known = layout;
        faults.Order("routing", order, $"is not what its routing says: {wrong}");
        return null;
    }

    /// <summary>The shop with an order's own routings: what they make is made with the order, all else comes from elsewhere.</summary>
    private ShopDefinition MadeBy(IReadOnlyDictionary<int, RoutingDefinition> own) => shop with
    {
        Products = [.. shop.Products.Select((product, p) => own.TryGetValue(p, out var routing)
            ? product with { Routing = routing, Stock = null, Purchase = null } : product with { Routing = null })],
    };

    /// <summary>Checks all operations and answers when the last is done and has waited.</summary>
    private int Operations(in PlannedOrder order, PlannedOperation[] operations, RoutingLayout layout)
    {
        if (_pieces.Length < layout.Parent.Length) _pieces = new int[layout.Parent.Length * 2];
        for (var part = 0; part < layout.Parent.Length; part++)
            _pieces[part] = layout.Parent[part] < 0 ? order.Made
                : (int)(((long)_pieces[layout.Parent[part]] * layout.Quantity[part] + layout.Per[part] - 1) / layout.Per[part]);
        var (finish, used) = (0, 0);
        for (var i = 0; i < operations.Length; i++)
        {
            ref readonly var operation = ref operations[i];
            var definition = layout.Definition[i];
            if (operation.Pieces != _pieces[operation.Part])
                faults.Operation("pieces", order, operation, $"makes {operation.Pieces} pieces; {_pieces[operation.Part]} are needed");
            if (operation.Start > shop.Horizon && operation is { WorkCenter: < 0, State: < OperationState.Started })
            {
                Placed = false;
                foreach (ref readonly var reservation in _reservations.AsSpan()) used += reservation.Operation == i ? 1 : 0;
            }
            else
            {
                Times(order, i, operation, definition);
                if (operation.State < OperationState.Started)
                    foreach (var before in layout.Before[i])
                        Precedence(order, operations[before.Operation], layout.Definition[before.Operation], operation, definition,
                            before.Batches);
                if (layout.Materials[i].Length > 0) used += Materials(order, operation, i, layout.Materials[i]);
            }
            if (layout.IsLast[i]) finish = Math.Max(finish, operation.End + definition.WaitAfter);
        }
        var forOperations = 0;
        foreach (ref readonly var reservation in _reservations.AsSpan()) forOperations += reservation.Operation >= 0 ? 1 : 0;
        if (used != forOperations)
            faults.Order("material", order, $"has {forOperations} reservations for its operations, {used} of which are of use");
        return finish;
    }

    private void Times(in PlannedOrder order, int i, in PlannedOperation operation, OperationDefinition definition)
    {
        var (start, end, reported) = (operation.Start, operation.End, operation.State >= OperationState.Started);
        Placed &= end <= shop.Horizon;
        // What has begun may be reported to take longer than is planned ahead.
        if (start < 0 || end < start || end > shop.Horizon + (operation.State == OperationState.Started ? 1 : 0))
            faults.Operation("horizon", order, operation, $"runs from minute {start} to {end}; the horizon goes from 0 to {shop.Horizon}");
        if (operation is { State: OperationState.Planned, Pinned: false } && start < order.Terms.NotBefore)
            faults.Operation("notBefore", order, operation,
                $"starts at minute {start}; nothing of the order may start before {order.Terms.NotBefore}");
        if (definition.Centers.Count == 0)
        {
            if (operation.WorkCenter >= 0)
                faults.Operation("machine", order, operation, $"is done outside and stands at work center {operation.WorkCenter}");
            else if (!reported && end - start != definition.OutsideLead)
                faults.Operation("outside", order, operation, $"takes {end - start} minutes outside; its lead is {definition.OutsideLead}");
            return;
        }
        // Done on a machine that is not there any more, or nobody said on which: history, in nobody's way.
        if (operation is { State: OperationState.Done, WorkCenter: -1 }) return;
        if (operation.WorkCenter < 0 || operation.WorkCenter >= centers.Length || operation.Machine < 0
            || operation.Machine >= centers[operation.WorkCenter].Definition.Machines)
        {
            faults.Operation("machine", order, operation,
                $"stands on machine {operation.Machine} of work center {operation.WorkCenter}, which does not exist");
            return;
        }
        var center = centers[operation.WorkCenter];
        if (At(definition, operation.WorkCenter) is not { } at)
        {
            faults.Operation("machine", order, operation, $"stands at “{center.Definition.Name}”, where it cannot be done");
            return;
        }
        // What is done is history: it stands in nobody's way.
        if (operation.State != OperationState.Done) machines.Add(i, operation, definition.Family);
        if (reported) return;
        if (!center.Open.IsOpen(start) || !center.Open.IsOpen(end - 1))
            faults.Operation("calendar", order, operation,
                $"runs from minute {start} to {end} at “{center.Definition.Name}”, "
                + $"which is closed at its {(center.Open.IsOpen(start) ? "end" : "start")}");
        var (open, duration) = (center.Open.Between(start, end), center.Duration(at, operation.Pieces));
        if (open != duration)
            faults.Operation("duration", order, operation,
                $"has {open} open minutes at “{center.Definition.Name}” from minute {start} to {end}; it takes {duration}");
    }

    private void Precedence(in PlannedOrder order, in PlannedOperation before, OperationDefinition first, in PlannedOperation after,
        OperationDefinition then, bool batches)
    {
        if (after.Start >= before.End + first.WaitAfter) return;
        if (!batches || before.WorkCenter < 0 || before.Machine < 0)
        {
            faults.Operation("precedence", order, after,
                $"starts at minute {after.Start}; “{before.Name}” before it ends at {before.End} and waits {first.WaitAfter}");
            return;
        }
        if (At(first, before.WorkCenter) is not { } there || At(then, after.WorkCenter) is not { } here) return;
        var (theirs, own) = (centers[before.WorkCenter].Open, centers[after.WorkCenter]);
        long pieces = after.Pieces;
        var batch = Math.Max(first.TransferBatch, (pieces + 63) / 64);
        long whole = theirs.Between(before.Start, before.End), mine = own.Duration(here, after.Pieces);
        var (setup, ownSetup) = (Math.Min(there.SetupMinutes, whole), Math.Min(here.SetupMinutes, mine));
        var hint = 0;
        for (long from = 0; from < pieces; from += batch)
        {
            var to = Math.Min(from + batch, pieces);
            var handed = to == pieces ? before.End
                : theirs.After(before.Start, (int)(setup + ((whole - setup) * to + pieces - 1) / pieces), ref hint);
            var begins = from == 0 ? 0 : ownSetup + (mine - ownSetup) * from / pieces;
            if (own.Open.Between(after.Start, (int)Math.Min((long)handed + first.WaitAfter, shop.Horizon)) <= begins) continue;
            faults.Operation("batch", order, after,
                $"starts at minute {after.Start} and would begin piece {from + 1} after {begins} minutes; "
                + $"“{before.Name}” hands it on at {handed} and waits {first.WaitAfter}");
            return;
        }
    }

    /// <summary>Answers how many reservations are for this operation's materials.</summary>
    private int Materials(in PlannedOrder order, in PlannedOperation operation, int i, MaterialDefinition[] materials)
    {
        var used = 0;
        foreach (var material in materials)
        {
            var needed = ((long)operation.Pieces * material.Quantity + material.PerPieces - 1) / material.PerPieces;
            long there = 0;
            foreach (ref readonly var reservation in _reservations.AsSpan())
            {
                if (reservation.Operation != i || reservation.Product != material.Product) continue;
                used++;
                there += reservation.Quantity;
                if (reservation.At > operation.Start && operation.State < OperationState.Started)
                    faults.Operation("material", order, operation,
                        $"starts at minute {operation.Start}; "
                        + $"its {reservation.Quantity} of “{shop.Products[material.Product].Name}” are there from {reservation.At}");
            }
            // What has begun used what it was given, even where fewer pieces are wanted since.
            if (operation.State < OperationState.Started ? there != needed : there < needed)
                faults.Operation("material", order, operation,
                    $"needs {needed} of “{shop.Products[material.Product].Name}”; {there} are set aside");
        }
        return used;
    }

    private static OperationCenter? At(OperationDefinition definition, int center)
    {
        var centers = definition.Centers;
        for (var c = 0; c < centers.Count; c++)
            if (centers[c].WorkCenter == center) return centers[c];
        return null;
    }
}
