using Troth.Evidence.Tests.Simulation;
using Troth.Simulation;

namespace Troth.Evidence.Tests.Coverage;

/// <summary>An account of a simulated company with what it bought in the last two years, as the Book reads them.</summary>
internal sealed record SimulatedYears(SimulatedAccount Account, Guid Id, double Last, double Before, double LastSquares, double BeforeSquares, EightQuarters Quarters)
{
    public AccountFacts Facts => new(Id, Last, [(double)Account.Revenue, Account.Employees, Account.YearFounded],
        [Account.Industry, Account.Segment, Account.Country]);

    public PurchaseChange Change => new(Id, Last, Before, Account.Industry, LastSquares, BeforeSquares);

    /// <summary>A company of so many accounts. A longer one of the same seed has the same sellers and starts with the same accounts.</summary>
    public static List<SimulatedYears> Of(SimulationVariant variant, int seed, int accounts)
    {
        var stream = new CompanyStream(Companies.Settings(variant, seed) with { Accounts = accounts });
        var rates = stream.Rates.GroupBy(r => r.Currency).ToDictionary(g => g.Key, g => g.OrderBy(r => r.ValidFrom).ToArray());
        var starts = Enumerable.Range(0, 8).Select(q => Companies.AsOf.AddDays(1).AddMonths(3 * q - 24)).ToArray();
        var number = 0;
        return [.. stream.Accounts().Select(account =>
        {
            double last = 0, before = 0, lastSquares = 0, beforeSquares = 0;
            var quarters = new EightQuarters();
            foreach (var order in account.Orders.Where(o => o.OrderedOn >= starts[0]))
            {
                var rate = order.Currency == "EUR" ? 1 : (double)rates[order.Currency].Last(r => r.ValidFrom <= order.OrderedOn).EuroPerUnit;
                var net = rate * (double)order.Lines.Sum(line => line.Kind is SimulatedLineKind.Sale ? line.Amount : -line.Amount);
                quarters.Add(Array.FindLastIndex(starts, s => order.OrderedOn >= s), net);
                if (order.OrderedOn >= starts[4]) (last, lastSquares) = (last + net, lastSquares + net * net);
                else (before, beforeSquares) = (before + net, beforeSquares + net * net);
            }

            return new SimulatedYears(account, new Guid(++number, 1, 0, new byte[8]), last, before, lastSquares, beforeSquares, quarters);
        })];
    }
}
