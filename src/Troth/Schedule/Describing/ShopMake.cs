using Troth.Schedule.Times;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>One making of a shop: calendars, centers, classes and products in the order of their ids, and what was found wrong.</summary>
internal sealed class ShopMake(ShopRecords records, ShopClock clock, int now)
{
    private const int Day = 24 * 60;
    private readonly List<ShopProblem> problems = [];
    private readonly List<CalendarWeek> weeks = [];
    private readonly Dictionary<Guid, int> centers = [], products = [];
    private readonly Dictionary<string, int> families = new(StringComparer.Ordinal);

    public ShopMaking Run()
    {
        FindFamilies();
        var calendars = new List<CalendarDefinition>();
        var made = Centers(calendars);
        var classes = records.Classes.Count > 0 ? records.Classes
            : [new PromiseClass { Id = PromiseClass.Standard, Name = Words.Say("class.standard") }];
        foreach (var id in records.Products.Keys) products.Add(id, products.Count);
        var routings = new RoutingMake(records, centers, products, families, clock.Horizon, problems).Run();
        var definition = new ShopDefinition
        {
            Horizon = clock.Horizon, Calendars = calendars, WorkCenters = made, FrozenMinutes = Math.Min(records.Plant.FrozenMinutes, clock.Horizon),
            Classes = [.. classes.Select(c => new PromiseClassDefinition(c.Name, c.ShippingBuffer, c.ProductionBuffer))],
            Products = Products(routings),
        };
        NoDates(definition);
        if (problems.Any(p => p.Stops)) return new(null, problems);
        try
        {
            var (ids, places) = (records.Products.Keys.ToArray(), records.Centers.Select(c => c.Id).ToArray());
            return new(new MadeShop(definition, ids, places, [.. classes.Select(c => c.Id)], clock, weeks), problems);
        }
        catch (ShopRefusedException refused)
        {
            problems.Add(new("engine." + refused.Code, true, refused.Message, "/schedule/shop"));
            return new(null, problems);
        }
    }

    /// <summary>Families by name; 0 is work without one, after which nothing is changed over.</summary>
    private void FindFamilies()
    {
        var named = records.Operations.SelectMany(o => o).Select(o => o.Family)
            .Concat(records.Centers.SelectMany(c => ChangeoverText.Read(c.Changeovers).Lines).SelectMany(l => new[] { l.From, l.To }))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (named.Count >= Limits.Families) problems.Add(new("family.tooMany", true, Words.Say("problem.families", named.Count, Limits.Families - 1), "/schedule/routings"));
        foreach (var family in named) families.Add(family, families.Count + 1);
    }

    private List<WorkCenterDefinition> Centers(List<CalendarDefinition> calendars)
    {
        var known = records.Calendars.ToDictionary(c => c.Id);
        var places = new Dictionary<Guid, int>();
        var made = new List<WorkCenterDefinition>();
        foreach (var center in records.Centers)
        {
            centers.Add(center.Id, centers.Count);
            var href = $"/schedule/centers/{center.Id}";
            if ((center.CalendarId ?? records.Plant.CalendarId) is not { } id || known.GetValueOrDefault(id) is not { } calendar)
            {
                problems.Add(new("center.noCalendar", true, Words.Say("problem.noCalendar", center.Code), records.Calendars.Count == 0 ? "/schedule/calendars/new" : href));
                continue;
            }
            if (!places.TryGetValue(id, out var place))
            {
                places.Add(id, place = calendars.Count);
                calendars.Add(Hours(calendar.Name, calendar.Shifts, records.Days[id].Select(d => new OtherDay(d.Day, d.OpensAt, d.ClosesAt))));
                if (calendars[place].Exceptions.Count == 0)
                    problems.Add(new("calendar.empty", true, Words.Say("problem.emptyCalendar", calendar.Name), $"/schedule/calendars/{id}"));
            }
            if (records.CenterDays[center.Id].ToList() is { Count: > 0 } own)
            {
                place = calendars.Count;
                calendars.Add(Hours($"{calendar.Name} · {center.Code}", calendar.Shifts, Others(id, own)));
            }
            made.Add(new WorkCenterDefinition(center.Code, place, center.Machines, center.Efficiency, center.Drum) { Changeovers = Changeovers(center, href) });
        }
        return made;
    }

    private CalendarDefinition Hours(string name, IEnumerable<Shift> week, IEnumerable<OtherDay> others)
    {
        weeks.Add(new(name, [.. week], [.. others.Where(o => o.Day >= clock.Monday.AddDays(-1))]));
        return clock.Expand(name, weeks[^1].Week, weeks[^1].Others);
    }

    /// <summary>A day on which the work center itself does not work takes the calendar's extra shifts away too.</summary>
    private IEnumerable<OtherDay> Others(Guid calendar, List<CenterDay> own)
    {
        var closed = own.Where(d => d.Closed).Select(d => d.Day).ToHashSet();
        return records.Days[calendar].Where(d => !closed.Contains(d.Day)).Select(d => new OtherDay(d.Day, d.OpensAt, d.ClosesAt))
            .Concat(own.Select(d => new OtherDay(d.Day, d.OpensAt, d.ClosesAt)));
    }

    private int[][]? Changeovers(WorkCenter center, string href)
    {
        if (center.ChangeoverMinutes is null && string.IsNullOrEmpty(center.Changeovers)) return null;
        var (lines, wrong) = ChangeoverText.Read(center.Changeovers);
        if (wrong is not null) problems.Add(new("center.changeovers", true, Words.Say("problem.changeovers", center.Code, wrong), href));
        var table = new int[families.Count + 1][];
        for (var from = 0; from < table.Length; from++)
        {
            table[from] = new int[table.Length];
            if (from > 0) for (var to = 1; to < table.Length; to++) table[from][to] = from == to ? 0 : center.ChangeoverMinutes ?? 0;
        }
        foreach (var line in lines) table[families[line.From]][families[line.To]] = line.Minutes;
        return table;
    }

    private ProductDefinition[] Products(Dictionary<Guid, RoutingDefinition> routings)
    {
        ProductDefinition[] made = [.. records.Products.Select(p => Product(p.Key, p.Value, routings.GetValueOrDefault(p.Key)))];
        PartRings.TakeOut(made, [.. records.Products.Keys], problems);
        return made;
    }

    private ProductDefinition Product(Guid id, string name, RoutingDefinition? routing)
    {
        var supply = records.Supplies.GetValueOrDefault(id);
        var receipts = records.Receipts[id].ToList();
        var coming = new List<Receipt>();
        foreach (var receipt in receipts.Where(r => r.ReceivedOn is null && r.Quantity > 0))
        {
            if (receipt.ExpectedOn < clock.DayOf(now))
                problems.Add(new("receipt.overdue", false, Words.Say("problem.overdue", receipt.Quantity, name, receipt.ExpectedOn), $"/schedule/supplies/{id}"));
            var at = Arrival.MinuteOf(clock, records.Plant.DayEnds, receipt.ExpectedOn, now);
            if (at < clock.Horizon) coming.Add(new Receipt(Math.Max(0, at), receipt.Quantity));
        }
        var leads = receipts.Where(r => r is { ReceivedOn: not null, OrderedOn: not null }).OrderByDescending(r => r.ReceivedOn).ThenBy(r => r.Id).Take(100)
            .Select(r => Math.Clamp(r.ReceivedOn!.Value.DayNumber - r.OrderedOn!.Value.DayNumber, 0, Supply.MostDays) * Day).ToList();
        var kept = supply?.Stocked == true || coming.Count > 0;
        return new ProductDefinition(name)
        {
            Stock = kept ? new StockDefinition(supply?.OnHand ?? 0, coming) : null,
            Purchase = supply?.LeadDays is { } lead ? new PurchaseDefinition(lead * Day, leads) : null,
            Routing = routing,
        };
    }

    /// <summary>A warning for what is asked for and cannot be had: neither kept, bought nor made.</summary>
    private void NoDates(ShopDefinition definition)
    {
        var place = 0;
        foreach (var (id, name) in records.Products)
            if (definition.Products[place++] is { Stock: null, Purchase: null, Routing: null } && !problems.Any(p => p.Product == id))
                problems.Add(new("product.noSupply", false, Words.Say("problem.noSupply", name), $"/schedule/supplies/{id}"));
    }
}
