namespace Troth.Evidence;

/// <summary>
/// How Kendall's S falls out when the order of the values is pure chance. With equal values the number of inversions follows
/// the Gaussian multinomial coefficient (MacMahon 1915), so ties are exact too.
/// </summary>
internal static class KendallDistribution
{
    /// <summary>Up to this many values every order is counted (half a millisecond); beyond, the normal curve is off by less than .004.</summary>
    public const int MostExact = 40;

    /// <summary>The chance of an |S| at least as large as the given one.</summary>
    /// <param name="s">The S found.</param>
    /// <param name="ties">Sizes of the groups of equal values, groups of one included.</param>
    public static double TwoSided(int s, IReadOnlyList<int> ties)
    {
        var inversions = Inversions(ties);
        var pairs = inversions.Length - 1; // pairs of unequal values; S = pairs − 2 · inversions
        double far = 0;
        for (var i = 0; i <= pairs; i++)
            if (Math.Abs(pairs - 2 * i) >= Math.Abs(s)) far += inversions[i];
        return far / inversions.Sum();
    }

    /// <summary>The smallest |S| whose two-sided chance is at most 1 − confidence, or null when even the largest is likelier.</summary>
    public static int? Critical(IReadOnlyList<int> ties, double confidence)
    {
        var inversions = Inversions(ties);
        var pairs = inversions.Length - 1;
        double all = inversions.Sum(), far = 0;
        int? critical = null;
        // From both ends inwards; where S is 0 both ends are one.
        for (var i = 0; 2 * i <= pairs; i++)
        {
            far += 2 * i == pairs ? inversions[i] : 2 * inversions[i];
            if (far / all > 1 - confidence + 1e-12) break;
            critical = pairs - 2 * i;
        }

        return critical;
    }

    /// <summary>Variance of S under chance (Kendall 1975), for the normal curve.</summary>
    public static double Variance(IReadOnlyList<int> ties)
    {
        double n = ties.Sum();
        return (n * (n - 1) * (2 * n + 5) - ties.Sum(t => (double)t * (t - 1) * (2 * t + 5))) / 18;
    }

    /// <summary>Sizes of the groups of equal values.</summary>
    public static int[] Ties(IEnumerable<double> values) => [.. values.GroupBy(v => v).Select(g => g.Count())];

    // Putting one more group of t into m values already placed multiplies by the Gaussian binomial [m+t choose t].
    private static double[] Inversions(IReadOnlyList<int> ties)
    {
        double[] counts = [1];
        var placed = 0;
        foreach (var size in ties)
        {
            counts = Convolve(counts, GaussianBinomial(placed, size));
            placed += size;
        }

        return counts;
    }

    // Coefficients of [m+t choose t]: partitions into at most t parts of at most m each.
    private static double[] GaussianBinomial(int m, int t)
    {
        var ways = new double[t + 1][];
        for (var parts = 0; parts <= t; parts++) ways[parts] = new double[m * t + 1];
        ways[0][0] = 1;
        for (var part = 1; part <= m; part++)
            for (var parts = 1; parts <= t; parts++)
                for (var sum = part; sum <= m * t; sum++)
                    ways[parts][sum] += ways[parts - 1][sum - part];
        var total = new double[m * t + 1];
        foreach (var row in ways)
            for (var sum = 0; sum < total.Length; sum++) total[sum] += row[sum];
        return total;
    }

    private static double[] Convolve(double[] a, double[] b)
    {
        var c = new double[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
            for (var j = 0; j < b.Length; j++) c[i + j] += a[i] * b[j];
        return c;
    }
}
