using Troth.Orders;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning.Acts;

namespace Troth.Schedule.SampleYear;

/// <summary>Buys materials when they run low. Most come on the day, some late, which the store hears some days before.</summary>
internal sealed class StoreLife(YearLog log, IReadOnlyDictionary<string, Product> materials)
{
    private sealed record Coming(Product Product, int Quantity, int OrderedAt, int Expected, int Really)
    {
        public int Said { get; set; } = Expected;
        public bool Came { get; set; }
    }

    private readonly List<Coming> _all = [];

    /// <summary>What the store tells of a stretch of time. What has come is put down at the next look.</summary>
    public List<Happening> Until(int minute)
    {
        var told = new List<Happening>();
        foreach (var coming in _all.Where(c => !c.Came))
        {
            if (coming.Said <= minute)
            {
                told.Add(new Rescheduled(coming.Product.Id, coming.Quantity, coming.Said, minute));
                coming.Came = true;
            }
            // The supplier says so before the weekend: what counts as there is used.
            else if (coming.Said != coming.Really && coming.Said - minute < 4 * 1440)
            {
                told.Add(new Rescheduled(coming.Product.Id, coming.Quantity, coming.Said, coming.Really));
                coming.Said = coming.Really;
            }
        }
        return told;
    }

    /// <summary>Once a week the store looks what is free, and orders what five weeks take.</summary>
    public List<Happening> Order(int minute, IReadOnlyDictionary<Guid, int> weekly)
    {
        var told = new List<Happening>();
        foreach (var material in SampleWorks.Materials)
        {
            var product = materials[material.Code];
            var need = weekly.GetValueOrDefault(product.Id);
            var place = log.Plan.Shop.Product(product.Id)!.Value;
            var supply = log.Plan.Plan.SupplyOf(place);
            var taken = log.Plan.Plan.Orders.Sum(o => o.Reservations.Where(r => r.Product == place && r.Source == Scheduling.Plans.SupplySource.Stock).Sum(r => r.Quantity));
            if (need == 0 || supply[^1].Pieces - taken >= need * (material.LeadDays / 7 + 2)) continue;
            var luck = _all.Count;
            var arrives = minute + material.LeadDays * 1440;
            var late = Chance.Happens(Luck.Late, luck, .14) ? Chance.Between(Luck.Late, luck, 1, 8, 1) * 1440 : 0;
            var coming = new Coming(product, need * 5, minute, arrives, arrives + late);
            _all.Add(coming);
            told.Add(new Expected(product.Id, coming.Quantity, arrives));
        }
        return told;
    }

    /// <summary>What was ordered, as the description of the shop has it.</summary>
    public IEnumerable<ExpectedReceipt> Receipts() => _all.Select(c => new ExpectedReceipt
    {
        ProductId = c.Product.Id, Quantity = c.Quantity, ExpectedOn = log.Plan.Shop.Clock.DayOf(c.Came ? c.Expected : c.Said), OrderedOn = log.Plan.Shop.Clock.DayOf(c.OrderedAt),
        ReceivedOn = c.Came ? log.Plan.Shop.Clock.DayOf(c.Really) : null,
    });
}
