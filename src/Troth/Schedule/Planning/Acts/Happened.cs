using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Troth.Schedule.Contracts;
using Troth.Schedule.Times;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Repair;

namespace Troth.Schedule.Planning.Acts;

/// <summary>Things that happened, in their order; the plan follows them.</summary>
public sealed record Happened(IReadOnlyList<Happening> Events) : PlanAct
{
    /// <summary>Work centers whose people told this; known from then on to be up to date.</summary>
    public IReadOnlyList<Guid> Reporting { get; init; } = [];

    /// <summary>For each of them, the minute of which they told; the plan's own time where it is not said. What was told late was true then.</summary>
    public IReadOnlyList<int> AsOf { get; init; } = [];

    [JsonIgnore]
    public override IReadOnlyList<long> AboutAll => [.. Events.OfType<OfOrder>().Select(e => e.Order).Distinct()];
    public override bool MovesOthers => true;

    /// <summary>
    /// What nobody reported has not come: receipts whose minute goes by while time passes, and that are not told of in the same breath, are
    /// expected by the end of the business day that is under way.
    /// </summary>
    public override Outcome Apply(PlantPlan plan)
    {
        var events = new List<ShopEvent>(Events.Count);
        foreach (var happening in Events)
            if (happening.In(plan) is { } known) events.Add(known);
            else return new(plan, Refusal.NotThere);
        foreach (var passed in Events.OfType<Passed>())
            foreach (var (product, at, pieces) in Overdue(plan, passed.Now))
                if (pieces - Told(plan.Shop.Products[product], at) is > 0 and var waits)
                    events.Add(new ReceiptMoved(product, waits, at, Next(plan, passed.Now)));
        if (events.Count == 0) return new(plan with { Reported = Told(plan, plan.Plan.Now) });
        var result = Replanner.After(plan.Plan, events);
        return new(plan.Follow(result.Plan) with { Reported = Told(plan, AsOf.Count == 0 ? plan.Plan.Now : result.Plan.Now) }, Replan: result);
    }

    /// <summary>Receipts that were to come between the plan's time and another, and that can still come later.</summary>
    internal static IReadOnlyList<ComingPieces> Overdue(PlantPlan plan, int now) =>
        Next(plan, now) is var next && next > now ? plan.Plan.Overdue(now, next) : [];

    private static int Next(PlantPlan plan, int now) =>
        Math.Min(Arrival.Next(plan.Shop.Clock, plan.Terms.DayEnds, now), plan.Shop.Shop.Horizon);

    private int Told(Guid product, int at) => Events.Sum(e => e switch
    {
        Rescheduled r when r.Product == product && r.From == at => r.Quantity,
        NotExpected n when n.Product == product && n.At == at => n.Quantity,
        _ => 0,
    });

    private ImmutableDictionary<Guid, int> Told(PlantPlan plan, int now) => plan.Reported.SetItems(Reporting.Select((center, i) =>
        KeyValuePair.Create(center, i < AsOf.Count ? Math.Max(Math.Min(AsOf[i], now), plan.Reported.GetValueOrDefault(center)) : now)));
}

/// <summary>One thing that happened, in minutes of the horizon (<see cref="ShopEvent"/> says what each means).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(Passed), "passed")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(StopChanged), "stopChanged")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Progressed), "progressed")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Scrapped), "scrapped")]
[JsonDerivedType(typeof(Rescheduled), "rescheduled")]
[JsonDerivedType(typeof(PurchaseRescheduled), "purchaseRescheduled")]
[JsonDerivedType(typeof(Counted), "counted")]
[JsonDerivedType(typeof(TakenBack), "takenBack")]
[JsonDerivedType(typeof(Expected), "expected")]
[JsonDerivedType(typeof(NotExpected), "notExpected")]
public abstract record Happening
{
    /// <summary>As the engine knows it; null when the plan has no such order.</summary>
    public abstract ShopEvent? In(PlantPlan plan);
}

/// <summary>Something that happened to one order.</summary>
/// <param name="Order">Its number.</param>
/// <param name="Remake">0 for the order itself, 1 and on for what is made again for it.</param>
public abstract record OfOrder(long Order, int Remake) : Happening
{
    public sealed override ShopEvent? In(PlantPlan plan) => plan.Part(Order, Remake) is { } order ? Of(plan, order) : null;
    protected abstract ShopEvent Of(PlantPlan plan, OrderHandle order);
}

public sealed record Passed(int Now) : Happening
{
    public override ShopEvent In(PlantPlan plan) => new TimePassed(Now);
}

public sealed record Stopped(Guid Center, int Machine, int Start, int End) : Happening
{
    public override ShopEvent In(PlantPlan plan) => new MachineStopped(new(plan.Shop.CenterAt(Center), Machine, Start, End));
}

public sealed record StopChanged(Guid Center, int Machine, int Start, int End, int NewEnd) : Happening
{
    public override ShopEvent In(PlantPlan plan) => new MachineStopChanged(new(plan.Shop.CenterAt(Center), Machine, Start, End), NewEnd);
}

public sealed record Started(long Order, int Remake, int Operation, int At, Guid? Center = null, int Machine = 0) : OfOrder(Order, Remake)
{
    protected override ShopEvent Of(PlantPlan plan, OrderHandle order) =>
        new OperationStarted(order, Operation, At, Center is { } center ? (plan.Shop.CenterAt(center), Machine) : null);
}

public sealed record Progressed(long Order, int Remake, int Operation, int Remaining) : OfOrder(Order, Remake)
{
    protected override ShopEvent Of(PlantPlan plan, OrderHandle order) => new OperationProgressed(order, Operation, Remaining);
}

public sealed record Done(long Order, int Remake, int Operation, int At, Guid? Center = null, int Machine = 0) : OfOrder(Order, Remake)
{
    protected override ShopEvent Of(PlantPlan plan, OrderHandle order) =>
        new OperationDone(order, Operation, At, Center is { } center ? (plan.Shop.CenterAt(center), Machine) : null);
}

/// <summary>What was reported of an operation was a mistake.</summary>
public sealed record TakenBack(long Order, int Remake, int Operation) : OfOrder(Order, Remake)
{
    protected override ShopEvent Of(PlantPlan plan, OrderHandle order) => new ReportTakenBack(order, Operation);
}

public sealed record Scrapped(long Order, int Remake, int Pieces) : OfOrder(Order, Remake)
{
    protected override ShopEvent Of(PlantPlan plan, OrderHandle order) => new PiecesScrapped(order, Pieces);
}

/// <summary>A dated receipt comes at another time.</summary>
public sealed record Rescheduled(Guid Product, int Quantity, int From, int To) : Happening
{
    public override ShopEvent In(PlantPlan plan) => new ReceiptMoved(plan.Shop.ProductAt(Product), Quantity, From, To);
}

/// <summary>What was bought for an order comes at another time.</summary>
public sealed record PurchaseRescheduled(long Order, int Remake, Guid Product, int At) : OfOrder(Order, Remake)
{
    protected override ShopEvent Of(PlantPlan plan, OrderHandle order) => new PurchaseMoved(order, plan.Shop.ProductAt(Product), At);
}

/// <summary>Stock differs from what was thought.</summary>
public sealed record Counted(Guid Product, int Difference) : Happening
{
    public override ShopEvent In(PlantPlan plan) => new StockCorrected(plan.Shop.ProductAt(Product), Difference);
}

/// <summary>Pieces were ordered and are to come.</summary>
public sealed record Expected(Guid Product, int Quantity, int At) : Happening
{
    public override ShopEvent In(PlantPlan plan) => new ReceiptExpected(plan.Shop.ProductAt(Product), Quantity, At);
}

/// <summary>Pieces that were to come do not.</summary>
public sealed record NotExpected(Guid Product, int Quantity, int At) : Happening
{
    public override ShopEvent In(PlantPlan plan) => new ReceiptCancelled(plan.Shop.ProductAt(Product), Quantity, At);
}
