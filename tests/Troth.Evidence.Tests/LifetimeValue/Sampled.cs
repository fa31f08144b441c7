namespace Troth.Evidence.Tests;

/// <summary>Customers made exactly as a model says.</summary>
internal static class Sampled
{
    public static BuyingModel Truth(BuyingKind kind) => kind == BuyingKind.Pareto ? new ParetoBuying(.8, 8, .7, 15)
        : new BetaGeometricBuying(.8, 8, .9, 3, kind == BuyingKind.ModifiedBetaGeometric);

    public static IReadOnlyList<BuyingHistory> Of(BuyingKind kind, int customers, int seed) => [.. With(kind, customers, seed, 0).Select(c => c.History)];

    /// <summary>Histories of up to a hundred weeks, and how many orders came in so much time after.</summary>
    public static IEnumerable<(BuyingHistory History, int Later)> With(BuyingKind kind, int customers, int seed, double later)
    {
        var dice = new Random(seed);
        var gamma = new GammaDice((ulong)seed);
        for (var i = 0; i < customers; i++)
        {
            double age = 20 + 80 * dice.NextDouble(), now = 0, last = 0, rate, end;
            Func<bool> leaves;
            if (Truth(kind) is ParetoBuying pareto)
            {
                rate = gamma.Next(pareto.R) / pareto.Alpha;
                end = -Math.Log(1 - dice.NextDouble()) / (gamma.Next(pareto.S) / pareto.Beta);
                leaves = () => false;
            }
            else
            {
                var bg = (BetaGeometricBuying)Truth(kind);
                rate = gamma.Next(bg.R) / bg.Alpha;
                double one = gamma.Next(bg.A), two = gamma.Next(bg.B), chance = one / (one + two);
                end = double.PositiveInfinity;
                leaves = () => dice.NextDouble() < chance;
                if (bg.Modified && leaves()) end = 0;
            }

            int repeats = 0, after = 0;
            while (true)
            {
                now -= Math.Log(1 - dice.NextDouble()) / rate;
                if (now > end || now > age + later) break;
                if (now <= age) (repeats, last) = (repeats + 1, now);
                else after++;
                if (leaves()) break;
            }

            yield return (new BuyingHistory(repeats, last, age), after);
        }
    }
}
