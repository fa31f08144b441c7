using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Harness;

/// <summary>Random shops and orders: all that the model knows turns up. The same seed makes the same shop.</summary>
public sealed class RandomShop
{
    private readonly Random _random;
    private readonly ShopKind _kind;

    private RandomShop(int seed, ShopKind kind) => (_random, _kind) = (new Random(seed), kind);

    /// <summary>A shop that <see cref="Shop.Of"/> takes.</summary>
    public static ShopDefinition Make(int seed, ShopKind? kind = null) => new RandomShop(seed, kind ?? ShopKind.Small).Make();

    /// <summary>An order for any of its products.</summary>
    public static OrderTerms Order(Random random, ShopDefinition shop, string name, int pieces = 200)
    {
        var asked = random.Next(4) == 0 ? -1 : random.Next(shop.Horizon + 1);
        return new OrderTerms(name, random.Next(shop.Products.Count),
            1 + random.Next(random.Next(4) == 0 ? pieces : Math.Max(1, pieces / 8)))
        {
            Class = random.Next(shop.Classes.Count), Requested = asked, Promised = random.Next(3) == 0 ? -1 : random.Next(shop.Horizon + 1),
            Weight = 1 + random.Next(9), NotBefore = random.Next(4) == 0 ? random.Next(shop.Horizon / 3) : 0,
            Inherited = random.Next(8) == 0,
        };
    }

    /// <summary>So many orders.</summary>
    public static IReadOnlyList<OrderTerms> Orders(int seed, ShopDefinition shop, int count, int pieces = 200)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Order(random, shop, $"{i}", pieces))];
    }

    private ShopDefinition Make()
    {
        var horizon = _kind.Horizon / 2 + _random.Next(_kind.Horizon / 2) + 1;
        var calendars = Enumerable.Range(0, 3)
            .Select(i => Calendar($"calendar {i}", horizon)).Prepend(CalendarDefinition.Always()).ToList();
        var centers = Enumerable.Range(0, 1 + _random.Next(_kind.Centers)).Select(i => Center($"center {i}", calendars.Count)).ToList();
        var materials = Enumerable.Range(0, _kind.Products).Select(i => Material($"material {i}", horizon)).ToList();
        var products = new List<ProductDefinition>(materials);
        for (var i = 0; i < _kind.Products; i++) products.Add(Product($"product {i}", centers, products, horizon));
        return new ShopDefinition
        {
            Horizon = horizon, Calendars = calendars, WorkCenters = centers, Products = products,
            Classes = [new("standard", _random.Next(_kind.Minutes), _random.Next(_kind.Minutes)), new("urgent")],
            FrozenMinutes = _kind.Frozen && Chance(3) ? _random.Next(Math.Max(2, horizon / 12)) : 0,
        };
    }

    private CalendarDefinition Calendar(string name, int horizon)
    {
        const int week = CalendarDefinition.WeekMinutes;
        var shifts = new List<WeeklyShift>();
        if (horizon > week)
            for (var day = 0; day < 7; day++)
            {
                if (day > 4 && !Chance(4)) continue;
                var start = day * 1440 + 300 + 30 * _random.Next(8);
                shifts.Add(new(start, start + 200 + _random.Next(200)));
                if (Chance(2)) shifts.Add(new(start + 400, Math.Min(week, start + 400 + _random.Next(1, 400))));
            }
        else
            // In hundreds of minutes a week has to have breaks of minutes.
            for (var at = _random.Next(10); at < horizon; at += 5 + _random.Next(40))
                if (_random.Next(1, 40) is var minutes && at + minutes <= week) shifts.Add(new(at, at + minutes));
        var exceptions = Enumerable.Range(0, _random.Next(5)).Select(_ =>
        {
            var start = _random.Next(horizon + 20);
            return new CalendarException(start, start + 1 + _random.Next(_kind.Break), Chance(3));
        });
        return new CalendarDefinition(name, shifts, horizon > week ? _random.Next(week) : 0)
        {
            Exceptions = [.. exceptions.Append(new(horizon - 9, horizon - 2, true))],
        };
    }

    private WorkCenterDefinition Center(string name, int calendars)
    {
        var families = 1 + _random.Next(_kind.Families);
        var changeovers = _kind.Changeovers && Chance(3);
        var (calendar, machines) = (_random.Next(calendars), Chance(2) ? 1 : 1 + _random.Next(_kind.Machines));
        return new WorkCenterDefinition(name, calendar, machines, Chance(2) ? 100 : 50 + _random.Next(150), Chance(5))
        {
            Changeovers = changeovers ? [.. Enumerable.Range(0, _kind.Families).Select(Row)] : null,
            InitialFamily = changeovers ? _random.Next(families) : 0,
        };
    }

    private IReadOnlyList<int> Row(int from) =>
        [.. Enumerable.Range(0, _kind.Families).Select(to => from == to ? 0 : _random.Next(_kind.Minutes))];

    private ProductDefinition Material(string name, int horizon) => new(name)
    {
        Stock = Chance(2) ? Stock(horizon) : null,
        Purchase = Chance(2) ? new PurchaseDefinition(_random.Next(3 * _kind.Minutes)) : null,
    };

    private StockDefinition Stock(int horizon) =>
        new(Chance(3) ? 0 : _random.Next(4 * _kind.Pieces),
            [.. Enumerable.Range(0, _random.Next(4))
                .Select(_ => new Receipt(_random.Next(horizon + 10), 1 + _random.Next(3 * _kind.Pieces)))]);

    private ProductDefinition Product(string name, List<WorkCenterDefinition> centers, List<ProductDefinition> before, int horizon)
    {
        var operations = new List<OperationDefinition>();
        var count = 1 + _random.Next(_kind.Operations);
        for (var at = 0; at < count; at++) operations.Add(Operation($"{name}/{at}", at, count, centers, before));
        return new ProductDefinition(name)
        {
            Routing = new RoutingDefinition(operations),
            Stock = _kind.Materials && Chance(5) ? Stock(horizon) : null,
            Purchase = _kind.Materials && Chance(8) ? new PurchaseDefinition(_random.Next(3 * _kind.Minutes)) : null,
        };
    }

    private OperationDefinition Operation(string name, int at, int count, List<WorkCenterDefinition> centers,
        List<ProductDefinition> before)
    {
        var outside = Chance(8);
        var places = Enumerable.Range(0, centers.Count).OrderBy(_ => _random.Next()).Take(_kind.Alternates ? 1 + _random.Next(3) : 1)
            .Select(c => new OperationCenter(c, _random.Next(3) == 0 ? 0 : _random.Next(_kind.Minutes), _random.Next(_kind.Minutes / 6 + 2),
                1 + _random.Next(_random.Next(3) == 0 ? 10 : 1)));
        // Most come after the one before; where branches are allowed, after any before, or after none.
        IReadOnlyList<int> after = at == 0 ? [] : !_kind.Assemblies || !Chance(3) ? [at - 1]
            : [.. Enumerable.Range(0, at).Where(_ => Chance(2))];
        return new OperationDefinition(name)
        {
            After = after, Centers = outside ? [] : [.. places], OutsideLead = outside ? 1 + _random.Next(3 * _kind.Minutes) : 0,
            Family = _random.Next(_kind.Families),
            TransferBatch = _kind.Batches && !outside && Chance(3) ? 1 + _random.Next(_kind.Pieces) : 0,
            WaitAfter = Chance(3) ? _random.Next(_kind.Minutes) : 0,
            Materials = _kind.Materials && Chance(3)
                ? [.. before.Select((p, i) => (p, i)).Where(p => Usable(p.p)).OrderBy(_ => _random.Next()).Take(1 + _random.Next(2))
                    .Select(p => new MaterialDefinition(p.i, 1 + _random.Next(3), 1 + _random.Next(3)))]
                : [],
        };
    }

    /// <summary>Parts that nest too deep would make orders of hundreds of operations.</summary>
    private bool Usable(ProductDefinition product) =>
        product.Routing is null || _kind.Assemblies
            && (product.Stock is not null || product.Purchase is not null || product.Routing.Operations.All(o => o.Materials.Count == 0));

    private bool Chance(int one) => _random.Next(one) == 0;
}
