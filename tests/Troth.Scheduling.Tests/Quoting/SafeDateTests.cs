using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;
using Troth.Scheduling.Tests.Plans;

namespace Troth.Scheduling.Tests.Quoting;

/// <summary>The safe date against the same date worked out from the plan in which the order stands, minute by minute.</summary>
public sealed class SafeDateTests
{
    [Fact]
    public void The_safe_date_is_the_latest_of_what_buffers_slips_suppliers_and_the_drum_ask_for()
    {
        var decided = new int[5];
        for (var seed = 0; seed < 1500; seed++)
        {
            var random = new Random(seed);
            var definition = Measured(RandomShop.Make(seed, seed % 3 == 0 ? ShopKind.Small : ShopKind.Tiny), random);
            var plan = Replanner.Load(Plan.Empty(Shop.Of(definition), random.Next(definition.Horizon / 4)),
                RandomShop.Orders(seed, definition, random.Next(6), 6));
            var past = SlipSpreadTests.PastOf(random, definition.Horizon / 2, random.Next(8) * 20);
            var calendar = plan.Shop.CalendarOf(random.Next(definition.WorkCenters.Count));
            plan = plan.With(SlipSpread.Of(calendar, past));
            var counted = new CountedTime(calendar, plan.Shop.Horizon);
            for (var i = 0; i < 3; i++)
            {
                var request = new QuoteRequest(
                    random.Next(definition.Products.Count), 1 + random.Next(6), random.Next(definition.Classes.Count),
                    500 + random.Next(500), random.Next(3) == 0 ? random.Next(60) : 0);
                var quote = new Quoter(plan.Shop).Of(plan, request);
                if (!quote.HasDate) continue;
                Assert.Equal(plan.Spread.IsKnown, quote.SpreadKnown);
                var (low, high, by) = Safe(plan, request, past, counted);
                decided[by]++;
                Assert.True(quote.Safe >= low && quote.Safe <= high || quote.Safe == -1 && high > plan.Shop.Horizon,
                    $"seed {seed}: {request} is quoted {quote.Safe}, where {low} to {high} is right");
            }
        }
        Assert.All(decided, times => Assert.True(times > 30, string.Join(" ", decided)));
    }

    [Fact]
    public void A_quote_allocates_nothing_where_the_spread_is_known()
    {
        var shop = Shop.Of(new ShopDefinition
        {
            Horizon = 100_000, Calendars = [new("day", [new(0, 480), new(1440, 1920)])], WorkCenters = [new("one", 0, Drum: true)],
            Products = [new("made") { Routing = new([new("step") { Centers = [new(0, 10, 3)] }]) }],
        });
        var past = SlipSpreadTests.PastOf(new Random(1), 50_000, 500);
        var plan = Plan.Empty(shop, 20_000).With(SlipSpread.Of(shop.CalendarOf(0), past));
        var quoter = new Quoter(shop);
        var later = 0L;
        for (var warm = 0; warm < 100; warm++) later += quoter.Of(plan, new QuoteRequest(0, 20)).Safe;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            var quote = quoter.Of(plan, new QuoteRequest(0, 1 + i % 50, Confidence: 500 + i % 500));
            later += quote.SpreadKnown ? quote.Safe - quote.Earliest : -1_000_000;
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(later > 0);
    }

    /// <summary>The safe date, or the range it must be in, and what decides it: buffer, supplier, late material, slips, drum.</summary>
    private static (int Low, int High, int By) Safe(Plan plan, QuoteRequest request, List<PastOrder> past, CountedTime counted)
    {
        var shop = plan.Shop.Definition;
        var promise = shop.Classes[request.Class];
        var (after, handle, _) = Entry.Place(plan,
            new OrderTerms("new", request.Product, request.Quantity) { NotBefore = request.NotBefore }, request.Quantity, -1);
        var order = after.Find(handle)!.Value;
        var (finish, by) = (order.Finish, 0);
        foreach (var bought in order.Reservations.Where(r => r.Source == SupplySource.Purchase && r.Operation < 0))
        {
            var at = plan.Now + Lead(shop.Products[bought.Product].Purchase!, request.Confidence);
            if (at > finish) (finish, by) = (at, 1);
        }
        var late = order.Reservations.Where(r => r.Source == SupplySource.Purchase && r.Operation >= 0)
            .Select(r => plan.Now + Lead(shop.Products[r.Product].Purchase!, request.Confidence) - order.Operations[r.Operation].Start)
            .Append(0).Max();
        if (late > 0) (finish, by) = (finish + late, 2);
        var (low, high) = (finish + promise.ShippingBuffer, finish + promise.ShippingBuffer);
        if (finish > plan.Shop.Horizon) return (low, high, by);
        if (order.Made > 0)
        {
            var slip = counted.Slip(past, request.Class, request.Confidence / 1000.0, plan.Now, finish);
            if (slip > 0 && counted.After(finish, slip) > low) by = 3;
            low = Math.Max(low, counted.After(finish, slip - .5));
            high = Math.Max(high, counted.After(finish, slip == 0 ? 0 : slip + 1.5));
            foreach (var drum in order.Operations.Where(o => o.WorkCenter >= 0 && shop.WorkCenters[o.WorkCenter].Drum))
            {
                var end = drum.End + promise.ProductionBuffer / 2;
                if (end > high) by = 4;
                (low, high) = (Math.Max(low, end), Math.Max(high, end));
            }
        }
        return (low, high, by);
    }

    private static int Lead(PurchaseDefinition purchase, int confidence)
    {
        var leads = purchase.MeasuredLeads!.Order().ToList();
        return Math.Max(purchase.LeadMinutes, leads.First(l => leads.Count(other => other <= l) * 1000 >= leads.Count * confidence));
    }

    /// <summary>The shop with what its suppliers took, a drum, and a production buffer to tell from the rest.</summary>
    private static ShopDefinition Measured(ShopDefinition shop, Random random) => shop with
    {
        Products = [.. shop.Products.Select(p => p.Purchase is not { LeadMinutes: var lead } bought ? p : p with
        {
            Purchase = bought with { MeasuredLeads = [.. Enumerable.Range(0, 20).Select(_ => random.Next(2 * lead + 1))] },
        })],
        WorkCenters = [.. shop.WorkCenters.Select((c, i) => c with { Drum = i == 0 })],
        Classes = [.. shop.Classes.Select(c => c with { ProductionBuffer = random.Next(4) * shop.Horizon / 20 })],
    };
}
