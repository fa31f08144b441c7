namespace Troth.Evidence.Tests.PotentialOfAccounts;

/// <summary>Books of accounts to estimate potential for.</summary>
internal static class Books
{
    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    /// <summary>
    /// Buyers whose log spend is linear in log revenue and industry with normal noise, so the true quantile of each is known; some
    /// features are unknown if asked for.
    /// </summary>
    public static (List<AccountFacts> Accounts, List<double> LogQuantile) Drawn(int seed, int count, double noise, double unknown = 0)
    {
        var random = new Random(seed);
        double Normal() => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);
        var accounts = new List<AccountFacts>();
        var quantiles = new List<double>();
        for (var i = 0; i < count; i++)
        {
            double revenue = Math.Exp(14 + 1.2 * Normal()), heads = Math.Round(Math.Exp(Math.Log(revenue) - 11 + .4 * Normal())) + 1;
            var industry = random.Next(6);
            var level = .6 * Math.Log(revenue) + industry % 3 * .3;
            bool Known() => random.NextDouble() >= unknown;
            accounts.Add(new AccountFacts(Id(i + 1), Math.Exp(level + noise * Normal()), [Known() ? revenue : null, Known() ? heads : null],
                [Known() ? $"industry {industry}" : null]));
            quantiles.Add(level + 1.2815516 * noise);
        }

        return (accounts, quantiles);
    }
}
