namespace Troth.Evidence.Tests.PotentialOfAccounts;

public class PotentialIntervalTests
{
    [Theory]
    [InlineData(60, .8, 10)]
    [InlineData(150, .5, 8)]
    [InlineData(400, .8, 3)]
    [InlineData(1500, .5, 2)]
    public void Holds_the_true_quantile_about_as_often_as_it_says(int count, double noise, int books)
    {
        double held = 0, asked = 0, width = 0;
        for (var seed = 0; seed < books; seed++)
        {
            var (buyers, quantiles) = Books.Drawn(700 + seed, count, noise);
            // The same companies again, buying nothing: their own purchases neither help nor lift the estimate.
            AccountFacts[] others = [.. buyers.Take(300).Select((b, i) => b with { Id = Books.Id(10_000 + i), Spend = 0 })];
            var found = Potential.Estimate([.. buyers, .. others], new PotentialSettings { Seed = seed }).Skip(count).ToArray();
            for (var i = 0; i < found.Length; i++)
            {
                if (found[i].Range is not { } range) continue;
                asked++;
                width += Math.Log(range.High / range.Low);
                if (range.Low <= Math.Exp(quantiles[i]) && Math.Exp(quantiles[i]) <= range.High) held++;
            }
        }

        Assert.InRange(held / asked, .84, .98);
        // As wide as the doubt, no wider: a plain sample quantile of thirty such peers has about four times the noise as its interval.
        Assert.InRange(width / asked, .05, 2.2 * noise);
    }
}
