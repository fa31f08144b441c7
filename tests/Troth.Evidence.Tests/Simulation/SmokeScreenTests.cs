using Troth.Simulation;
using Xunit.Abstractions;

namespace Troth.Evidence.Tests.Simulation;

/// <summary>How far the evidence gets against the hidden truth: 20 seeds of the company and of both variants.</summary>
public class SmokeScreenTests(ITestOutputHelper output)
{
    private const int Seeds = 20;

    [Theory]
    [InlineData(SimulationVariant.Usual)]
    [InlineData(SimulationVariant.Uneven)]
    [InlineData(SimulationVariant.Lumpy)]
    public void Smoke_screens_are_found_and_few_others_are_called_so(SimulationVariant variant)
    {
        var seeds = Companies.OfSeeds(variant, Seeds, company =>
        {
            var judged = JudgedCompany.Judge(company);
            return (Evidence: Score.Of(judged, account => account.IsJudgedSmokeScreen), Rule: Score.Of(judged, account => account.ByRule));
        });
        var evidence = seeds.Select(seed => seed.Evidence).Aggregate((sum, one) => sum + one);
        var rule = seeds.Select(seed => seed.Rule).Aggregate((sum, one) => sum + one);
        output.WriteLine($"{variant}: {evidence}; the rule \"claim 4 or 5 and below the median\": {rule}");
        for (var i = 0; i < Seeds; i++) output.WriteLine($"  seed {i + 1}: {seeds[i].Evidence}; rule {seeds[i].Rule}");

        // Over all accounts of the 20 companies, and for the mean company.
        Assert.True(evidence.Precision >= .8 && seeds.Average(seed => seed.Evidence.Precision) >= .8, $"Precision: {evidence}");
        Assert.True(evidence.Recall >= .7 && seeds.Average(seed => seed.Evidence.Recall) >= .7, $"Recall: {evidence}");
        Assert.True(evidence.F1 >= rule.F1 + .1, $"F1: {evidence}, the rule's {rule}");
    }

    [Theory]
    [InlineData(SimulationVariant.Usual)]
    [InlineData(SimulationVariant.Uneven)]
    [InlineData(SimulationVariant.Lumpy)]
    public void Potential_comes_close_to_the_hidden_one(SimulationVariant variant)
    {
        var judged = JudgedCompany.Judge(Companies.Of(variant, 1)).Where(account => account.Potential.Range is not null).ToList();
        var ratios = judged.Select(account => account.Potential.Range!.Value.Value / account.Truth.Potential).ToList();
        output.WriteLine($"{variant}: estimate ÷ truth .1 {Companies.Quantile(ratios, .1):F2}, .5 {Companies.Quantile(ratios, .5):F2}, .9 {Companies.Quantile(ratios, .9):F2}");
        // Best customers give nearly all of what they need, so the .9 quantile of peers lies a little below what a peer could buy.
        Assert.InRange(Companies.Quantile(ratios, .5), .75, 1.2);
        Assert.InRange(Companies.Quantile(ratios, .1), .45, 1);
        Assert.InRange(Companies.Quantile(ratios, .9), 1, 1.9);
        Assert.InRange(Companies.Correlation([.. judged.Select(account => (Math.Log(account.Potential.Range!.Value.Value), Math.Log(account.Truth.Potential)))]), .93, 1);
        Assert.True(judged.Count >= 690);
    }

    /// <summary>Hits, false alarms and misses.</summary>
    private readonly record struct Score(int Hits, int Alarms, int Misses)
    {
        public double Precision => Hits + Alarms == 0 ? 0 : Hits / (double)(Hits + Alarms);

        public double Recall => Hits + Misses == 0 ? 0 : Hits / (double)(Hits + Misses);

        public double F1 => 2.0 * Hits / (2 * Hits + Alarms + Misses);

        public static Score operator +(Score a, Score b) => new(a.Hits + b.Hits, a.Alarms + b.Alarms, a.Misses + b.Misses);

        public static Score Of(List<JudgedAccount> accounts, Func<JudgedAccount, bool> says) => new(
            accounts.Count(account => says(account) && account.IsSmokeScreen), accounts.Count(account => says(account) && !account.IsSmokeScreen),
            accounts.Count(account => !says(account) && account.IsSmokeScreen));

        public override string ToString() => FormattableString.Invariant($"precision {Precision:F3} recall {Recall:F3} F1 {F1:F3} ({Hits} of {Hits + Misses})");
    }
}
