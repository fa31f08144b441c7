using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Harness;

/// <summary>
/// Another description of a shop: its lists in another turn, a horizon that starts later, and, where wanted, other facts.
/// </summary>
internal sealed class RandomChange
{
    private readonly Random _random;
    private readonly ShopDefinition _old;
    private readonly int[] _products, _centers, _classes;
    private readonly int[][] _machines;
    private readonly int _shift, _least;

    /// <param name="seed">Of the turns and facts.</param>
    /// <param name="old">As it was.</param>
    /// <param name="shift">Minutes the horizon starts later.</param>
    /// <param name="least">Minute of the old horizon before which the new one does not end.</param>
    /// <param name="facts">Whether hours, routings, speeds and numbers of machines change too, and things come.</param>
    public RandomChange(int seed, ShopDefinition old, int shift, int least, bool facts)
    {
        (_random, _old, _shift, _least) = (new Random(seed), old, shift, least);
        (_products, _classes) = (Shuffled(old.Products.Count + (facts ? 1 : 0)), Shuffled(old.Classes.Count));
        // One work center may be gone, and one machine of another; one comes, so that there is always one left.
        var gone = facts && _random.Next(4) == 0 ? _random.Next(old.WorkCenters.Count) : -1;
        _centers = Shuffled(old.WorkCenters.Count + (facts ? 1 : 0) - (gone < 0 ? 0 : 1));
        if (gone >= 0) _centers = [.. _centers[..gone], -1, .. _centers[gone..]];
        _machines = [.. old.WorkCenters.Select(c => facts && c.Machines > 1 && _random.Next(4) == 0
            ? [-1, .. Shuffled(c.Machines - 1)] : Shuffled(c.Machines))];
        New = Made(facts);
        Map = new RebaseMap
        {
            Products = _products[..old.Products.Count], WorkCenters = _centers[..old.WorkCenters.Count], Classes = _classes,
            Machines = _machines, Shift = shift, KeepWork = facts && _random.Next(4) == 0,
        };
    }

    public ShopDefinition New { get; }
    public RebaseMap Map { get; }

    private ShopDefinition Made(bool facts)
    {
        // Mostly it ends later, now and then sooner.
        var ends = _old.Horizon - _shift;
        var horizon = !facts ? ends : _random.Next(5) > 0 ? ends + _random.Next(_old.Horizon / 4 + 1)
            : Math.Max(_least - _shift, ends - _random.Next(ends / 2 + 1));
        var products = Turned(_products, [.. _old.Products.Select(p => Product(p, facts)), .. facts
            ? new[] { new ProductDefinition("newly bought") { Purchase = new(10), Stock = new(5) } } : []]);
        var centers = Turned(_centers, [.. _old.WorkCenters.Select((c, i) => Center(c, _machines[i].Max() + 1, facts)), .. facts
            ? new[] { new WorkCenterDefinition("newly come", 0, 2) } : []]);
        return _old with
        {
            Horizon = horizon, Products = products, WorkCenters = centers, Classes = Turned(_classes, [.. _old.Classes]),
            Calendars = [.. _old.Calendars.Select(c => Calendar(c, horizon, facts))], FrozenMinutes = Math.Min(_old.FrozenMinutes, horizon),
        };
    }

    private CalendarDefinition Calendar(CalendarDefinition calendar, int horizon, bool facts)
    {
        var exceptions = calendar.Exceptions.Where(e => e.End > _shift)
            .Select(e => e with { Start = Math.Max(0, e.Start - _shift), End = e.End - _shift });
        if (facts && _random.Next(3) == 0 && _random.Next(horizon) is var from)
            exceptions = exceptions.Append(new(from, from + 1 + _random.Next(horizon / 6 + 1), _random.Next(2) == 0));
        // The random shops' last minutes are open, so that no calendar is without a minute.
        if (facts) exceptions = exceptions.Append(new(Math.Max(0, horizon - 9), horizon, true));
        return calendar with { WeekOffset = (calendar.WeekOffset + _shift) % CalendarDefinition.WeekMinutes, Exceptions = [.. exceptions] };
    }

    private WorkCenterDefinition Center(WorkCenterDefinition center, int machines, bool facts) => !facts ? center : center with
    {
        Efficiency = _random.Next(4) == 0 ? 50 + _random.Next(150) : center.Efficiency,
        Machines = machines + _random.Next(2),
        Changeovers = center.Changeovers is { } table && _random.Next(3) == 0
            ? [.. table.Select(row => (IReadOnlyList<int>)[.. row.Select(m => m == 0 ? 0 : m + _random.Next(9))])] : center.Changeovers,
    };

    private ProductDefinition Product(ProductDefinition product, bool facts) => product with
    {
        Routing = product.Routing is { } routing
            ? new([.. routing.Operations.Select(o => Operation(o, facts && _random.Next(4) == 0))]) : null,
        // Stock of the description must not count a second time.
        Stock = product.Stock is null ? null : new(_random.Next(1000)),
    };

    private OperationDefinition Operation(OperationDefinition operation, bool other)
    {
        var made = Mapped(operation, other);
        // Where its only work center is gone, it is given away.
        return operation.Centers.Count > 0 && made.Centers.Count == 0 ? made with { OutsideLead = 20, TransferBatch = 0 } : made;
    }

    private OperationDefinition Mapped(OperationDefinition operation, bool other) => operation with
    {
        Centers = [.. operation.Centers.Where(c => _centers[c.WorkCenter] >= 0).Select(c => c with { WorkCenter = _centers[c.WorkCenter],
            SetupMinutes = c.SetupMinutes + (other ? _random.Next(10) : 0) }).Skip(other && operation.Centers.Count > 1 ? 1 : 0)],
        Materials = [.. operation.Materials.Select(m => m with { Product = _products[m.Product] })
            .Skip(other && operation.Centers.Count > 0 ? _random.Next(2) : 0)],
        WaitAfter = operation.WaitAfter + (other ? _random.Next(5) : 0),
    };

    private static T[] Turned<T>(int[] places, T[] list)
    {
        var turned = new T[places.Max() + 1];
        for (var i = 0; i < list.Length; i++)
            if (places[i] >= 0) turned[places[i]] = list[i];
        return turned;
    }

    private int[] Shuffled(int count)
    {
        var places = Enumerable.Range(0, count).ToArray();
        _random.Shuffle(places);
        return places;
    }
}
