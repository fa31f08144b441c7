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
        var tally = new Tally();
        for (var seed = first; seed < first + count; seed++)
        {
            var random = new Random(seed);
            var definition = RandomShop.Make(seed, narrow ? ShopKind.Narrow : ShopKind.Tiny);
            var plan = Replanner.Load(Plan.Empty(Shop.Of(definition), seed % 4 == 0 ? random.Next(30) : 0),
                RandomShop.Orders(seed, definition, random.Next(4), 6));
            if (seed % 2 == 0) plan = Replanner.JustInTime(plan);
            if (seed % 3 == 0) plan = Stopped(plan, random);
            tally.Compare($"seed {seed}", plan, random);
        }
        output.WriteLine(tally.ToString());
        Assert.True(tally.Wrong.Count == 0, string.Join("\n", tally.Wrong.Take(20)));
        Assert.True(tally.Dates > count / 2 && tally.None > count / 20 && tally.TooLarge < count / 100);
    }

    /// <summary>
    /// The same in the middle of a shop's days: work begun, released, pinned and done, stops, holds, shipped and corrected stock.
    /// </summary>
    [Theory]
    [InlineData(0, 600)]
    public void A_quote_is_the_earliest_date_there_is_whatever_has_happened(int first, int count)
    {
        var tally = new Tally();
        for (var seed = first; seed < first + count; seed++)
        {
            var walk = new RandomWalk(seed, seed % 2 == 0 ? ShopKind.Tiny : ShopKind.Narrow, most: 6);
            for (var step = 0; step < 60; step++)
            {
                walk.Step();
                if (step % 15 == 14 && walk.Plan.Now < walk.Plan.Shop.Horizon / 2)
                    tally.Compare($"seed {seed} step {step}", walk.Plan, new Random(seed + step));
            }
        }
        output.WriteLine(tally.ToString());
        Assert.True(tally.Wrong.Count == 0, string.Join("\n", tally.Wrong.Take(20)));
        Assert.True(tally.Dates > count && tally.None > count / 20);
    }

    private sealed class Tally
    {
        private int _contended;
        public int Dates { get; private set; }
        public int None { get; private set; }
        public int TooLarge { get; private set; }
        public List<string> Wrong { get; } = [];

        public void Compare(string where, Plan plan, Random random)
        {
            var products = plan.Shop.Definition.Products.Count;
            var product = random.Next(5) == 0 ? random.Next(products) : products - 1 - random.Next(products / 2);
            var request = new QuoteRequest(product, 1 + random.Next(6), NotBefore: random.Next(3) == 0 ? random.Next(60) : 0);
            var oracle = new Oracle(plan);
            var earliest = oracle.Earliest(request.Product, request.Quantity, request.NotBefore);
            if (oracle.Nodes > OracleSearch.MostNodes)
            {
                TooLarge++;
                return;
            }
            var quote = new Quoter(plan.Shop).Of(plan, request);
            if (plan.Shop.Products[request.Product].Graph?.Contended == true) _contended++;
            if (earliest < 0) None++;
            else Dates++;
            if (earliest != quote.Earliest || earliest >= 0 != quote.HasDate)
                Wrong.Add($"{where}: quoted {quote.Earliest} ({quote.NoDate}), the earliest is {earliest}");
            if (quote.HasDate) Wrong.AddRange(Placed(plan, request, quote).Select(fault => $"{where}: {fault}"));
        }

        public override string ToString() =>
            $"{Dates} dates, {None} without one, {_contended} of orders in their own way, {TooLarge} too large to try";
    }

    /// <summary>What is wrong with the plan in which the order stands: it must end as quoted, and nobody else may move.</summary>
    private static IEnumerable<string> Placed(Plan plan, QuoteRequest request, Quote quote)
    {
        var (after, _, finish) = Entry.Place(plan,
            new OrderTerms("new", request.Product, request.Quantity) { NotBefore = request.NotBefore }, request.Quantity, -1);
        if (finish != quote.Earliest) yield return $"quoted {quote.Earliest} and placed to end at {finish}";
        var diff = PlanDiff.Of(plan, after);
        if (diff.Operations.Count > 0 || diff.Orders.Count > 0 || diff.Removed.Count > 0) yield return "it moves others";
        foreach (var fault in new PlanChecker(plan.Shop.Definition).Check(after)) yield return fault.Message;
    }

    private static Plan Stopped(Plan plan, Random random)
    {
        var center = random.Next(plan.Shop.Definition.WorkCenters.Count);
        var start = random.Next(plan.Shop.Horizon - 60);
        return Replanner.After(plan, new MachineStopped(new Stop(center, random.Next(plan.Shop.Definition.WorkCenters[center].Machines),
            start, start + 1 + random.Next(40)))).Plan;
    }
}
