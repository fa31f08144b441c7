using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Writes what happened into a draft: states, stops, stock. Where operations stand is settled afterwards by <see cref="SequencePass"/>.
/// </summary>
internal sealed partial class EventsApplied(PlanDraft draft)
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
                case ReportTakenBack back: Apply(back); break;
                case PiecesScrapped scrapped: Apply(scrapped); break;
                case ReceiptExpected expected: Apply(expected); break;
                case ReceiptCancelled cancelled: Apply(cancelled); break;
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
        Coming(receipt.Product, receipt.Quantity, receipt.From, "to come at another minute than");
        Move(receipt.Product, receipt.From, -receipt.Quantity);
        Move(receipt.Product, receipt.To, receipt.Quantity);
    }

    private void Apply(ReceiptExpected expected)
    {
        if (expected.Quantity < 1 || expected.At < draft.Now || expected.At > draft.Shop.Horizon)
            throw Refused("time", "receipt",
                $"A receipt of {expected.Quantity} pieces is expected at minute {expected.At}; give 1 or more pieces, and a minute "
                + $"from now ({draft.Now}) to the horizon's {draft.Shop.Horizon}.");
        Move(expected.Product, expected.At, expected.Quantity);
    }

    private void Apply(ReceiptCancelled cancelled)
    {
        if (cancelled.Quantity < 1 || cancelled.At < 0 || cancelled.At > draft.Shop.Horizon)
            throw Refused("time", "receipt",
                $"A receipt of {cancelled.Quantity} pieces at minute {cancelled.At} is cancelled; give 1 or more pieces, and a minute of "
                + $"the horizon, 0 to {draft.Shop.Horizon}.");
        Coming(cancelled.Product, cancelled.Quantity, cancelled.At, "cancelled at minute");
        Move(cancelled.Product, cancelled.At, -cancelled.Quantity);
    }

    /// <summary>What was to have come by now may be a part of what is on hand; what is to come is known by its minute.</summary>
    private void Coming(int product, int quantity, int at, string what)
    {
        var coming = Supply(product) is var supply && at > draft.Now ? supply.Change(at) : int.MaxValue;
        if (coming < quantity)
            throw Refused("quantity", $"product “{Name(product)}”",
                $"{quantity} pieces of product “{Name(product)}” are {what} {at}, at which {Math.Max(coming, 0)} come.");
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
