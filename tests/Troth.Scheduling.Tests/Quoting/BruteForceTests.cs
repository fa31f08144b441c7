using Troth.Scheduling.Checking;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;
using Xunit.Abstractions;

namespace Troth.Scheduling.Tests.Quoting;

public class BruteForceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0, 3000, false)]
    [InlineData(0, 1500, true)]
    public void A_quote_is_the_earliest_date_there_is(int first, int count, bool narrow)
    {
        var (dates, none, contended, tooLarge) = (0, 0, 0, 0);
        var wrong = new List<string>();
        for (var seed = first; seed < first + count; seed++)
        {
            var random = new Random(seed);
            var definition = RandomShop.Make(seed, narrow ? ShopKind.Narrow : ShopKind.Tiny);
            var shop = Shop.Of(definition);
            var plan = Replanner.Load(Plan.Empty(shop, seed % 4 == 0 ? random.Next(30) : 0), RandomShop.Orders(seed, definition, random.Next(4), 6));
            if (seed % 2 == 0) plan = Replanner.JustInTime(plan);
            if (seed % 3 == 0) plan = Stopped(plan, random);
            var request = new QuoteRequest(random.Next(5) == 0 ? random.Next(definition.Products.Count) : definition.Products.Count - 1 - random.Next(3),
                1 + random.Next(6), NotBefore: random.Next(3) == 0 ? random.Next(60) : 0);
            var oracle = new Oracle(plan);
            var earliest = oracle.Earliest(request.Product, request.Quantity, request.NotBefore);
            if (oracle.Nodes > OracleSearch.MostNodes)
            {
                tooLarge++;
                continue;
            }
            var quote = new Quoter(shop).Of(plan, request);
            if (shop.Products[request.Product].Graph?.Contended == true) contended++;
            if (earliest < 0) none++;
            else dates++;
            if (earliest != quote.Earliest || earliest >= 0 != quote.HasDate) wrong.Add($"seed {seed}: quoted {quote.Earliest} ({quote.NoDate}), the earliest is {earliest}");
            if (quote.HasDate) wrong.AddRange(Placed(plan, request, quote).Select(fault => $"seed {seed}: {fault}"));
        }
        output.WriteLine($"{dates} dates, {none} without one, {contended} contended, {tooLarge} too large to try");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
        Assert.True(dates > count / 2 && none > count / 20 && tooLarge < count / 100);
    }

    /// <summary>What is wrong with the plan in which the order stands: it must end as quoted, and nobody else may move.</summary>
    private static IEnumerable<string> Placed(Plan plan, QuoteRequest request, Quote quote)
    {
        var (after, _, finish) = Entry.Place(plan, new OrderTerms("new", request.Product, request.Quantity) { NotBefore = request.NotBefore }, request.Quantity, -1);
        if (finish != quote.Earliest) yield return $"quoted {quote.Earliest} and placed to end at {finish}";
        var diff = PlanDiff.Of(plan, after);
        if (diff.Operations.Count > 0 || diff.Orders.Count > 0 || diff.Removed.Count > 0) yield return "it moves others";
        foreach (var fault in new PlanChecker(plan.Shop.Definition).Check(after)) yield return fault.Message;
    }

    private static Plan Stopped(Plan plan, Random random)
    {
        var center = random.Next(plan.Shop.Definition.WorkCenters.Count);
        var start = random.Next(plan.Shop.Horizon - 60);
        return Replanner.After(plan, new MachineStopped(new Stop(center, random.Next(plan.Shop.Definition.WorkCenters[center].Machines), start, start + 1 + random.Next(40)))).Plan;
    }
}
