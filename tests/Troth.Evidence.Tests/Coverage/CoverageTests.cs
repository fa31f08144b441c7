using Troth.Simulation;
using Xunit.Abstractions;

namespace Troth.Evidence.Tests.Coverage;

/// <summary>
/// Whether intervals that say nine in ten hold the truth of the simulated company nine times in ten; what the truth of each figure is, says
/// docs/decisions/0015-what-an-interval-covers.md. Settings were chosen on seeds 1 to 240, the last of growth on 601 to 640; these are others.
/// </summary>
public class CoverageTests(ITestOutputHelper output)
{
    public static TheoryData<SimulationVariant> Variants => [SimulationVariant.Usual, SimulationVariant.Uneven, SimulationVariant.Lumpy];

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_few_small_books(SimulationVariant variant)
    {
        // Few books: what the sellers of each happen to be like moves them all, so the bounds are wider than in the long run.
        Potentials(variant, 240, 501, 5, .83, .97);
        Growths(variant, 700, 501, 3, .87, .94);
    }

    [Theory]
    [Trait("Category", "Heavy")]
    [MemberData(nameof(Variants))]
    public void Potential_and_penetration_in_the_long_run(SimulationVariant variant)
    {
        Potentials(variant, 240, 601, 60, .87, .93);
        Potentials(variant, 700, 601, 30, .87, .93);
        Potentials(variant, 2500, 601, 12, .86, .94);
    }

    [Theory]
    [Trait("Category", "Heavy")]
    [MemberData(nameof(Variants))]
    public void Growth_in_the_long_run(SimulationVariant variant)
    {
        Growths(variant, 240, 1601, 40, .87, .93);
        Growths(variant, 700, 1601, 16, .87, .93);
        Growths(variant, 2500, 1601, 6, .87, .93);
    }

    /// <summary>The truth is what as many accounts as one likes of the same company's sellers show.</summary>
    [Theory]
    [Trait("Category", "Heavy")]
    [MemberData(nameof(Variants))]
    public void Growth_of_peers_in_the_long_run(SimulationVariant variant)
    {
        foreach (var (accounts, all, seeds) in new[] { (240, 5000, 40), (700, 8000, 30) })
        {
            var held = ParallelEnumerable.Range(601, seeds).SelectMany(seed =>
            {
                var company = SimulatedYears.Of(variant, seed, all);
                var truth = ByGroup(company.Skip(accounts));
                return ByGroup(company.Take(accounts)).Where(g => truth.ContainsKey(g.Key)).Select(g => g.Value.Range.Holds(truth[g.Key].Typical)).ToList();
            }).ToList();
            Check($"{variant}, {accounts} accounts: growth of peers", held, .86, .94);
        }
    }

    [Theory]
    [Trait("Category", "Heavy")]
    [MemberData(nameof(Variants))]
    public void The_true_quantile_is_the_same_drawn_from_other_companies(SimulationVariant variant)
    {
        var accounts = ParallelEnumerable.Range(200_001, 8).SelectMany(seed => SimulatedYears.Of(variant, seed, 5000)).ToList();
        TrueQuantile known = TrueQuantile.Of(variant), again = TrueQuantile.Fit(accounts);
        var apart = accounts.Take(5000).Select(a => Math.Log(again.For(a.Account) / known.For(a.Account))).ToList();
        Assert.InRange(apart.Average(), -.03, .03);
        Assert.InRange(Math.Sqrt(apart.Average(a => a * a)), 0, .06);
    }

    private void Potentials(SimulationVariant variant, int accounts, int from, int seeds, double low, double high)
    {
        var truth = TrueQuantile.Of(variant);
        var rows = ParallelEnumerable.Range(from, seeds).SelectMany(seed =>
        {
            var company = SimulatedYears.Of(variant, seed, accounts);
            return company.Zip(Potential.Estimate([.. company.Select(c => c.Facts)])).Where(p => p.Second.Range is not null).Select(p =>
            {
                var (range, bought) = (p.Second.Range!.Value, Math.Max(0, p.First.Last));
                var could = Math.Max(bought, truth.For(p.First.Account));
                var (_, share) = range.Penetration(bought);
                return (Bought: bought > 0, Potential: range.Low <= could && could <= range.High,
                    Penetration: share.Low <= bought / could + 1e-12 && bought / could <= share.High + 1e-12,
                    Hidden: range.Low <= p.First.Account.Hidden.Potential && p.First.Account.Hidden.Potential <= range.High);
            }).ToList();
        }).ToList();
        output.WriteLine($"{variant}, {accounts} accounts: what the account itself could buy {rows.Count(r => r.Hidden) / (double)rows.Count:P1} (not promised)");
        Check($"{variant}, {accounts} accounts: potential", [.. rows.Select(r => r.Potential)], low, high);
        // Who buys nothing has a penetration of exactly 0, however doubtful the potential is.
        Check($"{variant}, {accounts} accounts: penetration", [.. rows.Where(r => r.Bought).Select(r => r.Penetration)], low, high);
    }

    private void Growths(SimulationVariant variant, int accounts, int from, int seeds, double low, double high) =>
        Check($"{variant}, {accounts} accounts: growth", [.. ParallelEnumerable.Range(from, seeds).SelectMany(seed =>
        {
            var company = SimulatedYears.Of(variant, seed, accounts);
            var found = Growth.AgainstPeers([.. company.Select(c => c.Change)], OrderScatter.Learn(company.Select(c => c.Quarters)));
            return company.Zip(found).Where(p => p.Second.Range is not null).Select(p =>
            {
                var hidden = p.First.Account.Hidden;
                var truth = Growth.Of(hidden.ExpectedLastYear, hidden.ExpectedYearBefore) ?? 0;
                return p.Second.Range!.Value is var range && range.Low <= truth + 1e-9 && truth - 1e-9 <= range.High;
            }).ToList();
        })], low, high);

    private static Dictionary<string, PeerGrowth> ByGroup(IEnumerable<SimulatedYears> accounts) =>
        Growth.AgainstPeers([.. accounts.Select(a => a.Change)]).Select(g => g.Peers).OfType<PeerGrowth>().Where(p => p.Group is not null)
            .DistinctBy(p => p.Group).ToDictionary(p => p.Group!);

    private void Check(string figure, List<bool> held, double low, double high)
    {
        var share = held.Count(h => h) / (double)held.Count;
        output.WriteLine($"{figure} {share:P1} of {held.Count}");
        Assert.True(share >= low && share <= high, $"{figure}: {share:P1}, not {low:P0} to {high:P0}");
    }
}
