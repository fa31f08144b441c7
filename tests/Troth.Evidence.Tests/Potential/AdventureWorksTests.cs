using System.Globalization;
using Xunit.Abstractions;

namespace Troth.Evidence.Tests.PotentialOfAccounts;

public class AdventureWorksTests(ITestOutputHelper output)
{
    /// <summary>Ten folds, dealt three times: the figures must not hang on one deal.</summary>
    [SharedDataFact]
    public void Held_out_resellers_are_covered_and_foretold_better_than_by_their_business_type()
    {
        var (accounts, types) = Resellers();
        Assert.Equal(513, accounts.Count);
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var held = Potential.OutOfFold(accounts, 10, new PotentialSettings { Seed = seed });
            Assert.Equal(513, held.Count(h => h.Estimate is not null));
            var covered = held.Count(h => h.Spend <= h.Estimate) / 513.0;
            double ours = held.Average(h => Pinball.Loss(h.Spend, h.Estimate!.Value, .9));
            double byType = Plain(held, (h, o) => types[h.Id] == types[o.Id]), pooled = Plain(held, (_, _) => true);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"seed {seed}: coverage {covered:P1}, pinball loss {ours:N0}; by business type {byType:N0}, pooled {pooled:N0}"));
            Assert.InRange(covered, .87, .93);
            Assert.InRange(byType, 16_400, 17_100);
            Assert.InRange(pooled, 21_200, 21_700);
            Assert.True(ours < byType, $"{ours:N0} against {byType:N0} with seed {seed}");
        }
    }

    [SharedDataFact]
    public void Most_resellers_can_be_told_from_half_of_their_potential()
    {
        var accounts = Resellers().Accounts;
        var found = Potential.Estimate(accounts);
        var spanning = accounts.Zip(found).Count(p => p.Second.Range!.Value.Penetration(p.First.Spend).Range is { Low: < .5, High: >= .5 });
        Assert.InRange(spanning / 513.0, .05, .30);
    }

    private static double Plain(IReadOnlyList<HeldOutPotential> held, Func<HeldOutPotential, HeldOutPotential, bool> alike) => held.Average(h =>
    {
        double[] others = [.. held.Where(o => o.Fold != h.Fold && alike(h, o)).Select(o => o.Spend).Order()];
        var rank = .9 * (others.Length - 1);
        var below = (int)rank;
        return Pinball.Loss(h.Spend, others[below] + (rank - below) * (others[below + 1] - others[below]), .9);
    });

    private static (List<AccountFacts> Accounts, Dictionary<Guid, string> Types) Resellers()
    {
        var spends = new Dictionary<string, double>();
        foreach (var line in File.ReadLines(SharedData.File("adventureworks", "FactResellerSales.csv")).Skip(1))
        {
            var cells = line.Split(',');
            if (string.CompareOrdinal(cells[1], "2019-06-01") < 0 || string.CompareOrdinal(cells[1], "2020-05-31") > 0) continue;
            spends[cells[3]] = spends.GetValueOrDefault(cells[3]) + Number(cells[9]);
        }

        var accounts = new List<AccountFacts>();
        var types = new Dictionary<Guid, string>();
        foreach (var line in File.ReadLines(SharedData.File("adventureworks", "DimReseller.psv")))
        {
            var cells = line.Split('|');
            if (!spends.TryGetValue(cells[0], out var spend)) continue;
            var id = Books.Id(int.Parse(cells[0], CultureInfo.InvariantCulture));
            types.Add(id, cells[4]);
            // Employees, annual sales, annual revenue, year opened; business type, order frequency, product line.
            accounts.Add(new AccountFacts(id, spend, [Number(cells[6]), Number(cells[14]), Number(cells[18]), Number(cells[19])], [cells[4], cells[7], cells[11]]));
        }

        return (accounts, types);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
