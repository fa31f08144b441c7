using System.Runtime.CompilerServices;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Checking;

/// <summary>
/// Proves a plan, or says what is wrong with it: capacity, calendars, durations, changeovers, stops, order of operations, parts and
/// quantities, material and stock, holds, and that every shown date is the computed one. Knows only the shop's definition and what a plan
/// shows; shares no code with the planner. Keeps its memory between plans, so that one can be kept per shop; one thread at a time.
/// </summary>
public sealed class PlanChecker
{
    private static readonly ConditionalWeakTable<ShopDefinition, PlanChecker> Known = [];
    private readonly ShopDefinition _shop;
    private readonly FaultList _faults = new();
    private readonly MachineCheck _machines;
    private readonly OrderFacts _orders;
    private readonly StockReplay _stock;
    private readonly List<OrderHandle> _unplaced = [];

    /// <summary>Makes ready for the plans of one shop. O(minutes of the horizon × calendars).</summary>
    /// <param name="shop">A shop that <see cref="Shop.Of"/> takes.</param>
    public PlanChecker(ShopDefinition shop)
    {
        _shop = shop;
        var centers = CenterFacts.All(shop);
        _machines = new MachineCheck(centers, _faults);
        _orders = new OrderFacts(shop, centers, _faults, _machines);
        _stock = new StockReplay(shop, _faults);
    }

    /// <summary>
    /// Orders of the last plan with work or pieces after the horizon, where is no room: late, and said to be, which is no fault.
    /// </summary>
    public IReadOnlyList<OrderHandle> Unplaced => _unplaced;

    /// <summary>What is wrong with a plan; empty when it is proven. O(n log n).</summary>
    /// <exception cref="ArgumentException">The plan is of another shop.</exception>
    public IReadOnlyList<PlanFault> Check(Plan plan)
    {
        if (!ReferenceEquals(plan.Shop.Definition, _shop))
            throw new ArgumentException("The plan is of another shop; make a checker for that one.", nameof(plan));
        _faults.Clear();
        _machines.Clear();
        _stock.Clear();
        _unplaced.Clear();
        foreach (var order in plan.Orders)
        {
            var shown = order.Reservations;
            var reservations = shown as Reservation[] ?? [.. shown];
            _orders.Check(plan, order, reservations);
            if (!_orders.Placed) _unplaced.Add(order.Handle);
            foreach (ref readonly var reservation in reservations.AsSpan()) Supply(order, reservation);
        }
        _machines.Check(plan);
        _stock.Replay(plan);
        return _faults.All;
    }

    /// <summary>Assert mode: does nothing when a plan is proven.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message lists what is wrong.</exception>
    public static void Assert(Plan plan)
    {
        var checker = Known.GetValue(plan.Shop.Definition, shop => new PlanChecker(shop));
        IReadOnlyList<PlanFault> faults;
        lock (checker) faults = checker.Check(plan);
        if (faults.Count > 0)
            throw new InvalidOperationException(
                string.Join(Environment.NewLine,
                    faults.Select(f => $"{f.Code}: {f.Message}").Prepend($"Plan {plan.Version} is not sound:")));
    }

    private void Supply(in PlannedOrder order, in Reservation reservation)
    {
        if (reservation.Quantity < 1 || reservation.At < 0)
            _faults.Order("material", order, $"has {reservation.Quantity} pieces set aside from minute {reservation.At}");
        // After the horizon stands what lacks.
        if (reservation.At > _shop.Horizon) return;
        if (reservation.Source == SupplySource.Purchase && _shop.Products[reservation.Product].Purchase is null)
            _faults.Order("purchase", order, $"buys “{_shop.Products[reservation.Product].Name}”, which is not bought");
        _stock.SetAside(order, reservation);
    }
}
