using System.Globalization;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Floor;

/// <summary>
/// Works out what reports come to in the plan as it stands in this turn. Reports come in late and out of turn: one that is overtaken by what is
/// known already is kept, and changes nothing.
/// </summary>
internal sealed class ReportPlanning(TrothContext db, PlanTurn turn, IReadOnlyList<FloorReport> known)
{
    private readonly StockReports _stock = new(db, turn);

    private PlantPlan Now => turn.Plan;

    public async Task<ReportStep> Plan(FloorReport report, string? operation, CancellationToken cancel)
    {
        if (Now.Shop.Center(report.CenterId) is not { } center) return Refuse(report, "noCenter", Words.Say("no.center"));
        if (Minute(report.At) is < 0) return Refuse(report, "tooOld", Words.Say("no.before"));
        return report.What switch
        {
            ReportKind.Nothing => new(report, []),
            ReportKind.Stop => Stop(report, center),
            ReportKind.RunsAgain => RunsAgain(report, center),
            ReportKind.TakeBack => TakeBack(report, operation),
            ReportKind.Count => _stock.Count(report),
            ReportKind.Receipt => await _stock.Receipt(report, cancel),
            _ => OfOrder(report, center, operation),
        };
    }

    private ReportStep OfOrder(FloorReport report, int center, string? named)
    {
        var number = report.ShopOrder!.Value;
        if (Find(report) is not { } order) return Refuse(report, "notInPlan", Words.Say("no.longer", PlantPlan.NameOf(number)));
        if (Place(order, center, named) is not { } place)
            return Refuse(report, "noOperation", named is null ? Words.Say("no.operationHere", PlantPlan.NameOf(number)) : Words.Say("no.operation", PlantPlan.NameOf(number), named));
        var operation = order.Operations[place];
        if (!Here(order, operation, center, out var where))
            return Refuse(report, "notHere", Words.Say("no.notHere", operation.Name, PlantPlan.NameOf(number), where));
        report.Operation = place;
        return report.What switch
        {
            ReportKind.Start => Start(report, center, operation),
            ReportKind.Finish => Finish(report, center, order, operation),
            ReportKind.Progress => Progress(report, operation),
            _ => Scrap(report, order, operation),
        };
    }

    /// <summary>
    /// Whether it is the work center's own work: begun there, or planned there, or to be done there as well. What is done outside is
    /// nobody's.
    /// </summary>
    private bool Here(PlannedOrder order, PlannedOperation operation, int center, out string where)
    {
        var centers = Now.Shop.Definition.WorkCenters;
        where = operation.WorkCenter < 0 ? "" : centers[operation.WorkCenter].Name;
        if (operation.WorkCenter == center) return true;
        if (operation is { WorkCenter: >= 0, State: >= OperationState.Started }) return false;
        var routing = order.OwnWork?.GetValueOrDefault(operation.Product) ?? Now.Shop.Definition.Products[operation.Product].Routing;
        var can = routing?.Operations.ElementAtOrDefault(operation.At)?.Centers ?? [];
        if (where.Length == 0) where = string.Join(", ", can.Select(c => centers[c.WorkCenter].Name));
        return can.Count == 0 || can.Any(c => c.WorkCenter == center);
    }

    private ReportStep Start(FloorReport report, int center, PlannedOperation operation)
    {
        var minute = Minute(report.At);
        if (operation.State == OperationState.Done)
            return minute <= operation.End && !Told(report, ReportKind.Start) ? new(report, []) : Refuse(report, "alreadyDone", Words.Say("no.done", operation.Name));
        if (operation.State == OperationState.Started) return Refuse(report, "alreadyBegun", Words.Say("no.begun", operation.Name));
        var machines = Now.Shop.Definition.WorkCenters[center].Machines;
        if (report.Machine >= machines) return Refuse(report, "noMachine", Words.Say("no.machine", report.Machine + 1, machines));
        var running = Running(center);
        var machine = report.Machine ?? (operation.WorkCenter == center && !running.ContainsKey(operation.Machine) ? operation.Machine
            : Enumerable.Range(0, machines).Where(m => !running.ContainsKey(m)).Select(m => (int?)m).FirstOrDefault() ?? 0);
        if (running.TryGetValue(machine, out var other)) return Refuse(report, "machineBusy", Words.Say("no.busy", other));
        report.Machine = machine;
        return new(report, [new Started(report.ShopOrder!.Value, report.Remake!.Value, report.Operation!.Value, minute, report.CenterId, machine)]);
    }

    private ReportStep Finish(FloorReport report, int center, PlannedOrder order, PlannedOperation operation)
    {
        if (operation.State == OperationState.Done) return Refuse(report, "alreadyDone", Words.Say("no.done", operation.Name));
        var (number, remake, place) = (report.ShopOrder!.Value, report.Remake!.Value, report.Operation!.Value);
        var machines = Now.Shop.Definition.WorkCenters[center].Machines;
        if (report.Machine >= machines) return Refuse(report, "noMachine", Words.Say("no.machine", report.Machine + 1, machines));
        var machine = report.Machine ?? (operation.WorkCenter == center ? Math.Max(operation.Machine, 0) : 0);
        report.Machine = machine;
        List<Happening> events = [operation.State == OperationState.Started ? new Done(number, remake, place, Minute(report.At))
            : new Done(number, remake, place, Minute(report.At), report.CenterId, machine)];
        var missing = report.Pieces is { } good && good < operation.Pieces ? OfTheOrder(order, operation, operation.Pieces - good) : 0;
        if (missing - MadeAgain(report, order) is > 0 and var more) events.Add(new Scrapped(number, remake, more));
        return new(report, events);
    }

    private ReportStep Progress(FloorReport report, PlannedOperation operation)
    {
        if (operation.State == OperationState.Done) return Refuse(report, "alreadyDone", Words.Say("no.done", operation.Name));
        if (operation.State != OperationState.Started) return Refuse(report, "notBegun", Words.Say("no.notBegun", operation.Name));
        if (known.Any(k => Same(k, report) && k is { What: ReportKind.Progress, Counts: true } && k.At > report.At)) return new(report, []);
        // The engine counts from now on: what was worked since it was told is taken off.
        var calendar = operation.WorkCenter < 0 ? null : Now.Shop.Shop.CalendarOf(operation.WorkCenter);
        var since = calendar is null ? turn.Minute - Minute(report.At) : calendar.ToWork(turn.Minute) - calendar.ToWork(Minute(report.At));
        return new(report, [new Progressed(report.ShopOrder!.Value, report.Remake!.Value, report.Operation!.Value, Math.Max(1, report.Minutes!.Value - since))]);
    }

    private ReportStep Scrap(FloorReport report, PlannedOrder order, PlannedOperation operation)
    {
        if (report.Pieces!.Value + Spoilt(report) > operation.Pieces) return Refuse(report, "tooMany", Words.Say("no.tooMany", operation.Name, operation.Pieces));
        return new(report, [new Scrapped(report.ShopOrder!.Value, report.Remake!.Value, OfTheOrder(order, operation, report.Pieces.Value))]);
    }

    private ReportStep Stop(FloorReport report, int center)
    {
        var machines = Now.Shop.Definition.WorkCenters[center].Machines;
        if (report.Machine >= machines) return Refuse(report, "noMachine", Words.Say("no.machine", report.Machine + 1, machines));
        if (report.Machine is null && machines > 1) return Refuse(report, "noMachine", Words.Say("no.whichMachine", machines));
        var machine = report.Machine ??= 0;
        // A minute short of the horizon: one that reaches it is taken for a machine that is gone for good.
        var (start, end) = (Minute(report.At), Math.Min(Minute(report.Until!.Value), Now.Shop.Shop.Horizon - 1));
        // Told again while it stands still: it takes longer, or shorter, than was said.
        return Standing(center, machine, start) is { } stop ? new(report, [new StopChanged(report.CenterId, machine, stop.Start, stop.End, Math.Max(end, stop.Start + 1))])
            : new(report, [new Stopped(report.CenterId, machine, start, Math.Max(end, start + 1))]);
    }

    private ReportStep RunsAgain(FloorReport report, int center)
    {
        var minute = Minute(report.At);
        if (report.Machine is null && Now.Shop.Definition.WorkCenters[center].Machines == 1) report.Machine = 0;
        var stops = Now.Plan.MachineStops.Where(s => s.WorkCenter == center && s.Start <= minute && (report.Machine is null || s.Machine == report.Machine)).ToList();
        var open = stops.Where(s => s.End > minute).ToList();
        if (report.Machine is null && open.Select(s => s.Machine).Distinct().Count() > 1) return Refuse(report, "noMachine", Words.Say("no.whichMachine", Now.Shop.Definition.WorkCenters[center].Machines));
        // One that was to be over already took longer than was said.
        if ((open.Count > 0 ? open : stops).MaxBy(s => s.Start) is not { } stop || (stop.End <= minute && Ended(report, stop)))
            return Refuse(report, "notStopped", Words.Say("no.notStopped"));
        report.Machine = stop.Machine;
        return new(report, [new StopChanged(report.CenterId, stop.Machine, stop.Start, stop.End, minute)]);
    }

    private bool Ended(FloorReport report, Stop stop) => db.FloorReports.Any(r => r.PlantId == report.PlantId && r.CenterId == report.CenterId && r.Machine == stop.Machine
        && r.What == ReportKind.RunsAgain && r.Refusal == null && r.At >= Now.Shop.Clock.InstantOf(stop.Start));

    private ReportStep TakeBack(FloorReport report, string? operation)
    {
        var named = operation is not null && Find(report) is { } about ? Named(about.Operations, operation) : null;
        var wrong = report.TakesBack is { } key ? known.FirstOrDefault(k => k.Key == key && k.Counts)
            : known.Where(k => k is { Counts: true, What: ReportKind.Start or ReportKind.Finish } && k.ShopOrder == report.ShopOrder && k.Remake == report.Remake
                && (operation is null || (k.Operation is { } at && named?.Contains(at) == true))).MaxBy(k => k.At);
        if (wrong is null || wrong.CenterId != report.CenterId) return Refuse(report, "noReport", Words.Say("no.report"));
        void Mark() => wrong.TakenBackAt = turn.Now;
        if (wrong is { What: ReportKind.Stop, Machine: { } machine } && Standing(Now.Shop.CenterAt(wrong.CenterId), machine, Minute(wrong.At)) is { } stop)
            return new(report, [new StopChanged(wrong.CenterId, machine, stop.Start, stop.End, stop.Start)], Mark);
        if (wrong.What is not (ReportKind.Start or ReportKind.Finish) || wrong is not { ShopOrder: { } number, Remake: { } remake, Operation: { } place })
            return Refuse(report, "cannotTakeBack", Words.Say("no.takeBack"));
        report.Operation = place;
        if (Find(wrong) is not { } order) return Refuse(report, "notInPlan", Words.Say("no.longer", PlantPlan.NameOf(number)));
        if (order.Operations[place].State < OperationState.Started) return Refuse(report, "notBegun", Words.Say("no.notBegun", order.Operations[place].Name));
        if (wrong.What == ReportKind.Start && order.Operations[place].State == OperationState.Done) return Refuse(report, "alreadyDone", Words.Say("no.done", order.Operations[place].Name));
        List<Happening> events = [new TakenBack(number, remake, place)];
        // Done too early: it has begun all the same.
        if (wrong.What == ReportKind.Finish && known.Where(k => Same(k, wrong) && k is { What: ReportKind.Start, Counts: true }).MaxBy(k => k.At) is { } start)
            events.Add(new Started(number, remake, place, Minute(start.At), start.CenterId, start.Machine ?? 0));
        return new(report, events, Mark);
    }

    private PlannedOrder? Find(FloorReport report) => Now.Part(report.ShopOrder!.Value, report.Remake!.Value) is { } handle ? Now.Plan.Find(handle) : null;

    /// <summary>The operation that is meant: by its place, by its name, or else what of the order is under way or next at the work center.</summary>
    private static int? Place(PlannedOrder order, int center, string? named)
    {
        var operations = order.Operations;
        int? meant = null;
        foreach (var i in named is not null ? Named(operations, named) : Of(operations, o => o.WorkCenter == center))
            if (meant is null || (operations[meant.Value].State == OperationState.Done && operations[i].State != OperationState.Done))
                meant = i;
        return meant;
    }

    /// <summary>Places of the operations that go by a place or a name.</summary>
    private static List<int> Named(IReadOnlyList<PlannedOperation> operations, string named) =>
        int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place < operations.Count ? [place] : []
        : Of(operations, o => string.Equals(o.Name, named, StringComparison.OrdinalIgnoreCase));

    private static List<int> Of(IReadOnlyList<PlannedOperation> operations, Func<PlannedOperation, bool> which) =>
        [.. Enumerable.Range(0, operations.Count).Where(i => which(operations[i]))];

    private Dictionary<int, string> Running(int center)
    {
        var running = new Dictionary<int, string>();
        foreach (var one in Now.Plan.OrdersAt(center, 0, Now.Plan.Now + 1))
            if (one.Planned.State == OperationState.Started) running[one.Planned.Machine] = Now.Plan.Find(one.Order)!.Value.Terms.Name;
        return running;
    }

    private Stop? Standing(int center, int machine, int minute) =>
        Now.Plan.MachineStops.Where(s => s.WorkCenter == center && s.Machine == machine && s.Start <= minute && s.End > minute).MaxBy(s => s.End);

    /// <summary>
    /// Pieces of the order that are made again for what was spoilt at this operation or before it: they are missing at every operation after,
    /// and are made again once. Operations stand after all before them.
    /// </summary>
    private int MadeAgain(FloorReport report, PlannedOrder order)
    {
        var (operations, again) = (order.Operations, 0);
        foreach (var one in known.Where(k => k.ShopOrder == report.ShopOrder && k.Remake == report.Remake && k.Operation <= report.Operation
            && k.Pieces is not null && !ReferenceEquals(k, report) && k.Refusal is null).OrderBy(k => k.At).ThenBy(k => k.Id))
        {
            if (one.Operation is not { } place || place >= operations.Count) continue;
            if (one is { What: ReportKind.Scrap, TakenBackAt: null }) again += OfTheOrder(order, operations[place], one.Pieces!.Value);
            // A finish that was taken back leaves what was to be made again for it.
            else if (one.What == ReportKind.Finish && one.Pieces < operations[place].Pieces)
                again = Math.Max(again, OfTheOrder(order, operations[place], operations[place].Pieces - one.Pieces!.Value));
        }
        return again;
    }

    private int Spoilt(FloorReport of) => known.Where(k => Same(k, of) && k is { What: ReportKind.Scrap, Counts: true }).Sum(k => k.Pieces ?? 0);

    private bool Told(FloorReport of, ReportKind what) => known.Any(k => Same(k, of) && k.What == what && k.Counts);

    private static bool Same(FloorReport one, FloorReport other) =>
        one.ShopOrder == other.ShopOrder && one.Remake == other.Remake && one.Operation == other.Operation && !ReferenceEquals(one, other);

    /// <summary>Pieces of a part as pieces of what is ordered: what is made again is the order's.</summary>
    private static int OfTheOrder(PlannedOrder order, PlannedOperation operation, int pieces) =>
        (int)Math.Clamp(((long)pieces * order.Made + operation.Pieces - 1) / Math.Max(1, operation.Pieces), 1, Math.Max(1, order.Terms.Quantity));

    private int Minute(DateTimeOffset at) => Math.Min(Now.Shop.Clock.MinuteOf(at), at > turn.Now ? int.MaxValue : turn.Minute);

    private static ReportStep Refuse(FloorReport report, string code, string because) => Refused(report, code, because);

    internal static ReportStep Refused(FloorReport report, string code, string because)
    {
        if (because.Length > FloorReport.WordsMax) because = because[..(FloorReport.WordsMax - 1)] + "…";
        (report.Refusal, report.RefusedBecause) = (code, because);
        return new(report, []);
    }
}
