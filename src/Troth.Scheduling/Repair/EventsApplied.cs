using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Writes what happened into a draft: states, stops, stock. Where operations stand is settled afterwards by <see cref="SequencePass"/>.
/// </summary>
internal sealed class EventsApplied(PlanDraft draft)
{
    private int[]? _running;

    /// <summary>Products whose stock is no longer what was planned with.</summary>
    public HashSet<int> Short { get; } = [];

    public void Apply(IReadOnlyList<ShopEvent> events)
    {
        // Time first: what was reported was true by then.
        foreach (var passed in events.OfType<TimePassed>()) Apply(passed);
        foreach (var happened in events)
            switch (happened)
            {
                case TimePassed: break;
                case MachineStopped stopped: Apply(stopped); break;
                case MachineStopChanged changed: Apply(changed); break;
                case OperationStarted started: Apply(started); break;
                case OperationProgressed progressed: Apply(progressed); break;
                case OperationDone done: Apply(done); break;
                case PiecesScrapped scrapped: Apply(scrapped); break;
                case ReceiptMoved receipt: Apply(receipt); break;
                case PurchaseMoved purchase: Apply(purchase); break;
                case StockCorrected stock: Move(stock.Product, draft.Now, stock.Difference); break;
                default: throw new ArgumentException($"{happened.GetType().Name} is not an event the engine knows.", nameof(events));
            }
    }

    private void Apply(TimePassed passed)
    {
        if (passed.Now < draft.Now || passed.Now > draft.Shop.Horizon)
            throw Refused("time", "now", $"It is to be minute {passed.Now}; give {draft.Now} (now) to the horizon's {draft.Shop.Horizon}.");
        draft.Now = passed.Now;
        for (var product = 0; product < draft.Stock.Length; product++)
            (draft.Stock[product], draft.Supply[product]) =
                (draft.Stock[product]?.Shortened(draft.Now), draft.Supply[product]?.Shortened(draft.Now));
        for (var place = 0; place < draft.Records.Count; place++)
            if (draft.Records[place] is { HeldUntil: >= 0 } held && held.HeldUntil <= draft.Now)
                Departure.Leave(draft, held, giveBack: true);
    }

    private void Apply(MachineStopped stopped)
    {
        var stop = stopped.Stop;
        StopCheck.Check(draft.Shop, stop);
        var free = Array.IndexOf(draft.Stops, null);
        if (free < 0) draft.Stops = [.. draft.Stops, stop];
        else (draft.Stops = draft.Stops.AsSpan().ToArray())[free] = stop;
        // What runs on the machine now, pauses and goes on.
        Stretch(stop, StopSlots.Work(draft, stop));
    }

    private void Apply(MachineStopChanged changed)
    {
        var at = Array.IndexOf(draft.Stops, changed.Stop);
        if (at < 0)
            throw Refused("time", "stop",
                $"No stop of machine {changed.Stop.Machine} from minute {changed.Stop.Start} to {changed.Stop.End} is in the plan.");
        if (changed.End > draft.Shop.Horizon)
            throw Refused("time", "stop", $"The stop is to end at minute {changed.End}; give at most the horizon's {draft.Shop.Horizon}.");
        var calendar = draft.Shop.Centers[changed.Stop.WorkCenter].Calendar;
        var end = Math.Max(changed.End, changed.Stop.Start);
        (draft.Stops = draft.Stops.AsSpan().ToArray())[at] = end == changed.Stop.Start ? null : changed.Stop with { End = end };
        var (was, now) = (calendar.ToWork(changed.Stop.End), calendar.ToWork(end));
        if (now > was) Stretch(changed.Stop, (calendar.ToWork(changed.Stop.Start), calendar.ToWork(changed.Stop.Start) + now - was));
    }

    private void Stretch(Stop stop, (int Start, int End) work)
    {
        var machine = StopSlots.Machine(draft, stop);
        if (Running(machine) is not { } operation || work.End <= work.Start) return;
        ref var placed = ref draft.Placements.Own(operation);
        if (placed.WorkEnd <= work.Start || placed.WorkStart >= work.End) return;
        SetEnd(ref placed, (int)Math.Min((long)placed.WorkEnd + work.End - Math.Max(work.Start, placed.WorkStart),
            draft.Timelines[machine].Limit));
    }

    /// <summary>
    /// The operation that runs on a machine. Looked up once for all machines: what is reported in the same breath counts.
    /// </summary>
    private int? Running(int machine)
    {
        if (_running is null)
        {
            _running = new int[draft.Shop.Machines];
            Array.Fill(_running, -1);
            for (var place = 0; place < draft.Records.Count; place++)
                if (draft.Records[place] is { } record)
                    for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++)
                        if (draft.Placements[i] is { State: OperationState.Started, Machine: >= 0 } placed) _running[placed.Machine] = i;
        }
        return _running[machine] is var operation and >= 0 && draft.Placements[operation] is { State: OperationState.Started } still
            && still.Machine == machine ? operation : null;
    }

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
        var at = graph.CentersFrom[started.Operation];
        while (graph.Center[at] != draft.Shop.CenterOfMachine[placed.Machine]) at++;
        Span<int> pieces = stackalloc int[graph.Parts];
        graph.Quantities(record.Made, pieces, out _);
        var start = Math.Min(center.Calendar.ToWork(started.At), center.Calendar.Total - 1);
        var duration = (int)Math.Min(graph.Duration(at, pieces[graph.Part[started.Operation]], center.Definition.Efficiency),
            center.Calendar.Total);
        (placed.State, placed.WorkStart, placed.Start) = (OperationState.Started, start, started.At);
        // Its planned time with the stops that are known to come, and at least one minute more than now: it was not reported done.
        SetEnd(ref placed, Math.Min(center.Calendar.Total,
            Math.Max(StopSlots.EndOver(draft, placed.Machine, start, duration), Math.Min(center.Calendar.ToWork(draft.Now), center.Calendar.Total - 1) + 1)));
    }

    /// <summary>
    /// An operation that had no place in the plan, nor all its material, was worked all the same: it used what is free, and what is not stands
    /// after the horizon, where everybody sees it lack.
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
            throw Refused(record, i, $"cannot be done on machine {said.Machine} of work center {said.WorkCenter}");
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
        if (placed.Machine >= 0) draft.Own(placed.Machine).Family = record.Graph!.Family[done.Operation];
        (placed.State, placed.Pinned, placed.Start, placed.End) = (OperationState.Done, false, Math.Min(placed.Start, done.At), done.At);
    }

    private void Apply(PiecesScrapped scrapped)
    {
        var record = Record(scrapped.Order);
        if (scrapped.Pieces < 1 || scrapped.Pieces > record.Terms.Quantity)
            throw Refused("quantity", $"order “{record.Terms.Name}”",
                $"{scrapped.Pieces} pieces of order “{record.Terms.Name}” are said to be spoilt; give 1 to {record.Terms.Quantity}.");
        Remake.Add(draft, record, scrapped.Pieces);
    }

    private void Apply(ReceiptMoved receipt)
    {
        if (receipt.Quantity < 1 || receipt.From < 0 || receipt.To < draft.Now || receipt.To > draft.Shop.Horizon)
            throw Refused("time", "receipt",
                $"A receipt of {receipt.Quantity} pieces is to move from minute {receipt.From} to {receipt.To}; give 1 or more pieces, "
                + $"and a minute from now ({draft.Now}) to the horizon's {draft.Shop.Horizon}.");
        // What was to have come by now may be a part of what is on hand; what is to come is known by its minute.
        var coming = receipt.From > draft.Now ? Supply(receipt.Product).Change(receipt.From) : int.MaxValue;
        if (coming < receipt.Quantity)
            throw Refused("quantity", $"product “{Name(receipt.Product)}”",
                $"{receipt.Quantity} pieces of product “{Name(receipt.Product)}” are to come at another minute than {receipt.From}, at "
                    + $"which {Math.Max(coming, 0)} come.");
        Move(receipt.Product, receipt.From, -receipt.Quantity);
        Move(receipt.Product, receipt.To, receipt.Quantity);
    }

    private void Apply(PurchaseMoved purchase)
    {
        var record = Record(purchase.Order);
        if (purchase.At < draft.Now || purchase.At > draft.Shop.Horizon)
            throw Refused("time", "purchase",
                $"The purchase is to come at minute {purchase.At}; give {draft.Now} (now) to the horizon's {draft.Shop.Horizon}.");
        if (!record.Reservations.Any(r => r.Product == purchase.Product && r.Source == SupplySource.Purchase))
            throw Refused("product", $"order “{record.Terms.Name}”",
                $"Nothing of product {purchase.Product} is bought for order “{record.Terms.Name}”.");
        draft.Set(record with { Reservations = [.. record.Reservations.Select(r => r.Product == purchase.Product
            && r.Source == SupplySource.Purchase ? r with { At = purchase.At } : r)] });
    }

    private void Move(int product, int at, int difference)
    {
        var supply = Supply(product);
        if (Math.Abs((long)difference) > int.MaxValue / 8)
            throw Refused("quantity", $"product {product}",
                $"A difference of {difference} pieces is more than can be planned; plan in a larger unit.");
        draft.Supply[product] = supply = supply.With(at, difference);
        if (!supply.IsWithin(int.MaxValue / 4))
            throw Refused("quantity", $"product “{Name(product)}”",
                $"With a difference of {difference} stock of product “{Name(product)}” passes {int.MaxValue / 4} pieces; plan in a "
                    + "larger unit.");
        draft.Stock[product] = draft.Stock[product]!.With(at, difference);
        if (difference < 0) Short.Add(product);
    }

    private StockLevel Supply(int product) => (uint)product < (uint)draft.Supply.Length && draft.Supply[product] is { } level ? level
        : throw Refused("product", $"product {product}", $"Product {product} is not kept in stock.");

    private string Name(int product) => draft.Shop.Products[product].Definition.Name;

    private void SetEnd(ref Placement placed, int workEnd)
    {
        placed.WorkEnd = workEnd;
        placed.End = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]].Calendar.EndOf(workEnd);
    }

    private OrderRecord Record(OrderHandle order) =>
        draft.Record(order) ?? throw Refused("order", "order", $"Order {order.Place} ({order.Serial}) is not in the plan.");

    private (OrderRecord Record, int Operation) Operation(OrderHandle order, int i)
    {
        var record = Record(order);
        return (uint)i < (uint)record.Operations ? (record, record.FirstOperation + i)
            : throw Refused("operation", $"order “{record.Terms.Name}”",
                $"Order “{record.Terms.Name}” has no operation {i}; it has {record.Operations}.");
    }

    private static string Subject(OrderRecord record, int i) => $"operation “{record.Graph!.Name[i]}” of order “{record.Terms.Name}”";

    private static ShopRefusedException Refused(OrderRecord record, int i, string what) =>
        Refused("operation", Subject(record, i), $"Operation “{record.Graph!.Name[i]}” of order “{record.Terms.Name}” {what}.");

    private static ShopRefusedException Refused(string code, string subject, string message) => new(code, subject, message);
}
