using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

namespace Troth.Evidence.Tests;

public class QuantileRegressionTests
{
    [Fact]
    public void Stack_loss()
    {
        // Brownlee's data; median regression as published for R's quantreg (Koenker 2005).
        double[] air = [80, 80, 75, 62, 62, 62, 62, 62, 58, 58, 58, 58, 58, 58, 50, 50, 50, 50, 50, 56, 70];
        double[] water = [27, 27, 25, 24, 22, 23, 24, 24, 23, 18, 18, 17, 18, 19, 18, 18, 19, 19, 20, 20, 20];
        double[] acid = [89, 88, 90, 87, 87, 87, 93, 93, 87, 80, 89, 88, 82, 93, 89, 86, 72, 79, 80, 82, 91];
        double[] loss = [42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14, 13, 11, 12, 8, 7, 8, 8, 9, 15, 15];
        double[] rows = [.. Enumerable.Range(0, 21).SelectMany(i => new[] { 1, air[i], water[i], acid[i] })];
        var found = QuantileRegression.Fit(rows, 4, loss, [.. loss.Select(_ => 1.0)], .5, 0);
        double[] published = [-39.68986, .83188, .57391, -.06087];
        for (var j = 0; j < 4; j++) Assert.Equal(published[j], found[j], 2e-5);
    }

    [Fact]
    public void Nothing_is_better_among_all_corners() => Properties.Hold(Problems, IsBest, 150);

    /// <summary>A linear programme has its optimum at a corner: a line through as many (pseudo-)observations as it has coefficients.</summary>
    private static bool IsBest(Problem p)
    {
        var found = QuantileRegression.Fit(p.Rows, p.Width, p.Y, p.Weights, p.Quantile, p.Penalty);
        double reached = p.Cost(found), best = p.Corners().Min(p.Cost);
        return reached <= best + 1e-6 * (1 + best);
    }

    /// <summary>Few rows, so that the line to start from all but meets some of them: found by trying 400,000 such problems.</summary>
    [Theory]
    [InlineData(793, 7, .75, .5)]
    [InlineData(8822, 6, .9, .5)]
    [InlineData(14550, 7, .75, .5)]
    [InlineData(24174, 6, .9, .05)]
    [InlineData(29124, 6, .9, .5)]
    [InlineData(38415, 6, .9, .5)]
    public void A_line_that_meets_rows_from_the_start_is_no_obstacle(int seed, int rows, double quantile, double penalty) =>
        Assert.True(IsBest(Problem.Draw(new Random(seed), rows, 3, quantile, penalty)));

    [Fact]
    public void About_the_wanted_share_lies_below() => Properties.Hold(Problems, p =>
    {
        // The subgradient of the intercept: weight below ≤ quantile of all ≤ weight below or on the line.
        var found = QuantileRegression.Fit(p.Rows, p.Width, p.Y, p.Weights, p.Quantile, p.Penalty);
        double[] rests = [.. Enumerable.Range(0, p.Y.Length).Select(i => p.Y[i] - p.Line(found, i))];
        double Weight(Func<double, bool> which) => Enumerable.Range(0, rests.Length).Where(i => which(rests[i])).Sum(i => p.Weights[i]);
        double wanted = p.Quantile * p.Weights.Sum();
        return Weight(r => r < -1e-4) <= wanted + 1e-9 && wanted <= Weight(r => r < 1e-4) + 1e-9;
    }, 150);

    [Fact]
    public void Columns_that_say_the_same_are_no_obstacle_with_a_penalty()
    {
        var random = new Random(3);
        double[] x = [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble())], y = [.. x.Select(v => 2 * v + random.NextDouble())];
        double[] once = [.. x.SelectMany(v => new[] { 1, v })], twice = [.. x.SelectMany(v => new[] { 1, v, v })];
        double[] ones = [.. x.Select(_ => 1.0)];
        double[] a = QuantileRegression.Fit(once, 2, y, ones, .9, .2), b = QuantileRegression.Fit(twice, 3, y, ones, .9, .2);
        Assert.Equal(a[1], b[1] + b[2], 1e-4);
        Assert.Equal(a[0], b[0], 1e-4);
    }

    [Fact]
    public void A_heavy_penalty_leaves_the_plain_quantile()
    {
        double[] y = [.. Enumerable.Range(1, 99).Select(i => (double)i)];
        double[] rows = [.. y.SelectMany(v => new[] { 1, v })];
        var found = QuantileRegression.Fit(rows, 2, y, [.. y.Select(_ => 1.0)], .9, 1e6);
        Assert.Equal(0, found[1], 1e-6);
        Assert.InRange(found[0], 89, 91);
    }

    private static FsCheck.Gen<Problem> Problems =>
        from seed in Gen.Choose(0, 1_000_000)
        from n in Gen.Choose(6, 12)
        from width in Gen.Choose(1, 3)
        from quantile in Gen.Elements(.5, .75, .9)
        from penalty in Gen.Elements(.05, .5)
        let problem = Problem.Draw(new Random(seed), n, width, quantile, penalty)
        where problem.Weights.Any(weight => weight > 0) // else there is nothing to fit
        select problem;

    private sealed record Problem(double[] Rows, int Width, double[] Y, double[] Weights, double Quantile, double Penalty)
    {
        public static Problem Draw(Random random, int n, int width, double quantile, double penalty) => new(
            [.. Enumerable.Range(0, n * width).Select(i => i % width == 0 ? 1 : random.Next(4) == 0 ? random.Next(2) : 4 * random.NextDouble() - 2)],
            width, [.. Enumerable.Range(0, n).Select(_ => 10 * random.NextDouble() - 5)],
            [.. Enumerable.Range(0, n).Select(_ => random.Next(5) == 0 ? 0 : .5 + random.NextDouble())], quantile, penalty);

        public double Line(double[] b, int i) => Enumerable.Range(0, Width).Sum(j => Rows[i * Width + j] * b[j]);

        public double Cost(double[] b) => Enumerable.Range(0, Y.Length).Sum(i => Weights[i] * Pinball.Loss(Y[i], Line(b, i), Quantile))
            + Penalty * b.Skip(1).Sum(Math.Abs);

        public IEnumerable<double[]> Corners()
        {
            var lines = Enumerable.Range(0, Y.Length).Select(i => (Row: Rows[(i * Width)..((i + 1) * Width)], Value: Y[i]))
                .Concat(Enumerable.Range(1, Width - 1).Select(j => (Row: Enumerable.Range(0, Width).Select(k => k == j ? 1.0 : 0).ToArray(), Value: 0.0)))
                .ToArray();
            foreach (var some in Choose(lines.Length, Width))
            {
                var matrix = Matrix<double>.Build.DenseOfRowArrays(some.Select(i => lines[i].Row));
                if (Math.Abs(matrix.Determinant()) < 1e-9) continue;
                yield return matrix.Solve(Vector<double>.Build.Dense([.. some.Select(i => lines[i].Value)])).ToArray();
            }
        }

        private static IEnumerable<int[]> Choose(int n, int k) => k == 0 ? [[]]
            : Choose(n, k - 1).SelectMany(some => Enumerable.Range(some.Length == 0 ? 0 : some[^1] + 1, n - (some.Length == 0 ? 0 : some[^1] + 1))
                .Select(next => some.Append(next).ToArray()));
    }
}
