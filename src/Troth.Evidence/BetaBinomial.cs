using MathNet.Numerics;

namespace Troth.Evidence;

/// <summary>How far the book's own spread could be learnt.</summary>
public enum BetaBinomialBasis
{
    /// <summary>Both the typical share and how much accounts differ were found by maximum likelihood.</summary>
    Likelihood,

    /// <summary>Accounts differ no more than chance alone makes them; each is drawn almost wholly to the common share.</summary>
    NoSpread,

    /// <summary>It always happened, or never: how accounts differ cannot be learnt, and all facts are pooled (Jeffreys' prior).</summary>
    AllAlike,
}

/// <summary>A share drawn towards the book's.</summary>
/// <param name="Value">Posterior mean.</param>
/// <param name="Range">Central posterior interval.</param>
/// <param name="Trials">How many facts of its own the share rests on.</param>
public readonly record struct ShrunkShare(double Value, Interval Range, long Trials);

/// <summary>
/// What shares look like across a book: a beta distribution with <see cref="Alpha"/> and <see cref="Beta"/>, fitted to
/// counts by maximum likelihood (beta-binomial; Skellam 1948). Drawing single accounts towards it keeps three out of three
/// from looking better than ninety-five out of a hundred.
/// </summary>
public sealed record BetaBinomial(double Alpha, double Beta, BetaBinomialBasis Basis, double LogLikelihood, int Units)
{
    /// <summary>Fewer units with at least one trial than this cannot say what is typical.</summary>
    public const int LeastUnits = 5;

    /// <summary>Beyond this concentration (alpha + beta) accounts are alike for every practical purpose.</summary>
    public const double MostConcentration = 1e5;

    /// <summary>The book's typical share.</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>
    /// Fits the book. Null is the answer "too few": fewer than <see cref="LeastUnits"/> units have a trial.
    /// </summary>
    /// <param name="counts">One pair per unit (account, seller …); units without trials say nothing and are left out.</param>
    /// <exception cref="ArgumentException">A negative count or more successes than trials.</exception>
    /// <remarks>O(distinct pairs) per likelihood, about fifteen hundred likelihoods.</remarks>
    public static BetaBinomial? Fit(IEnumerable<(long Successes, long Trials)> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var grouped = new Dictionary<(long Successes, long Trials), int>();
        foreach (var pair in counts)
        {
            if (pair.Trials < 0 || pair.Successes < 0 || pair.Successes > pair.Trials)
                throw new ArgumentException($"{pair.Successes} successes out of {pair.Trials} trials cannot be.", nameof(counts));
            if (pair.Trials > 0) grouped[pair] = grouped.GetValueOrDefault(pair) + 1;
        }

        var units = grouped.Values.Sum();
        if (units < LeastUnits) return null;

        var successes = grouped.Sum(g => (double)g.Key.Successes * g.Value);
        var trials = grouped.Sum(g => (double)g.Key.Trials * g.Value);
        // Ordered, so that the sum of logarithms does not depend on the order in which units came.
        var cells = grouped.Select(g => (g.Key.Successes, g.Key.Trials, Count: g.Value)).OrderBy(c => c).ToArray();
        if (successes == 0 || successes == trials)
            return Jeffreys(successes, trials, cells, units);

        // The likelihood is smooth in both, and for a given concentration has one best mean: search one inside the other.
        double BestMean(double concentration) => GoldenSection.Peak(m => Likelihood(cells, Logistic(m), concentration), -16, 16);
        double At(double logConcentration)
        {
            var concentration = Math.Exp(logConcentration);
            return Likelihood(cells, Logistic(BestMean(concentration)), concentration);
        }

        var top = Math.Log(MostConcentration);
        var best = GoldenSection.PeakFromGrid(At, Math.Log(1e-2), top);
        var fitted = Math.Exp(best);
        var mean = Logistic(BestMean(fitted));
        var spread = best < top - .01;
        return new BetaBinomial(mean * fitted, (1 - mean) * fitted, spread ? BetaBinomialBasis.Likelihood : BetaBinomialBasis.NoSpread,
            Likelihood(cells, mean, fitted), units);
    }

    /// <summary>The share of one unit, drawn towards the book's the more the fewer facts it has.</summary>
    /// <param name="successes">How often it happened.</param>
    /// <param name="trials">How often it could have; 0 gives the book's own share and its spread.</param>
    /// <param name="confidence">Share of the posterior inside the interval.</param>
    public ShrunkShare Shrink(long successes, long trials, double confidence = .95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Between 0 and 1.");
        double a = Alpha + successes, b = Beta + trials - successes, tail = (1 - confidence) / 2;
        return new ShrunkShare(a / (a + b), new Interval(Quantile(a, b, tail), Quantile(a, b, 1 - tail)), trials);
    }

    private static BetaBinomial Jeffreys(double successes, double trials, (long, long, int)[] cells, int units)
    {
        double a = successes + .5, b = trials - successes + .5;
        return new BetaBinomial(a, b, BetaBinomialBasis.AllAlike, Likelihood(cells, a / (a + b), a + b), units);
    }

    private static double Likelihood((long Successes, long Trials, int Count)[] cells, double mean, double concentration)
    {
        double a = mean * concentration, b = (1 - mean) * concentration, sum = 0;
        var norm = SpecialFunctions.GammaLn(a + b) - SpecialFunctions.GammaLn(a) - SpecialFunctions.GammaLn(b);
        foreach (var (s, n, count) in cells)
        {
            var choose = SpecialFunctions.GammaLn(n + 1) - SpecialFunctions.GammaLn(s + 1) - SpecialFunctions.GammaLn(n - s + 1);
            sum += count * (choose + norm + SpecialFunctions.GammaLn(a + s) + SpecialFunctions.GammaLn(b + n - s)
                - SpecialFunctions.GammaLn(a + b + n));
        }

        return sum;
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Quantile(double a, double b, double probability)
    {
        // Bisection on the regularised incomplete beta: slower than Newton, but cannot leave 0 to 1 when a or b is tiny.
        double low = 0, high = 1;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (MathNet.Numerics.Distributions.Beta.CDF(a, b, middle) < probability) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
