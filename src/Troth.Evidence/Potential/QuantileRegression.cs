namespace Troth.Evidence;

/// <summary>
/// Linear quantile regression (Koenker &amp; Bassett 1978) by the primal-dual interior point method of Portnoy &amp; Koenker
/// (1997), with Mehrotra's predictor and corrector. A penalty on the coefficients' absolute values enters as pseudo-observations,
/// so the problem stays a linear programme and has a solution also when columns say the same thing twice.
/// </summary>
internal static class QuantileRegression
{
    private const int MostSteps = 60;
    private const double StepBack = .9995;

    /// <summary>
    /// Coefficients that minimise Σ wᵢ · pinball(yᵢ − xᵢ·b) + penalty · Σ |bⱼ| over all but the first column.
    /// </summary>
    /// <param name="rows">The design, row after row, each <paramref name="width"/> long; its first column is the intercept.</param>
    /// <param name="width">Columns.</param>
    /// <param name="y">Observed values.</param>
    /// <param name="weights">Weights, none negative, one at least above 0 (else the answer is NaN); rows of weight 0 are left out.</param>
    /// <param name="quantile">Between 0 and 1, both excluded.</param>
    /// <param name="penalty">0 or more; with 0 the columns must be independent.</param>
    /// <remarks>O(rows · width²) per step, usually 10 to 20 steps.</remarks>
    public static double[] Fit(ReadOnlySpan<double> rows, int width, ReadOnlySpan<double> y, ReadOnlySpan<double> weights,
        double quantile, double penalty)
    {
        var kept = 0;
        foreach (var weight in weights) if (weight > 0) kept++;
        var penalised = penalty > 0 ? width - 1 : 0;
        var n = kept + penalised;
        double[] a = new double[n * width], target = new double[n], start = new double[n];
        var at = 0;
        for (var i = 0; i < y.Length; i++)
        {
            if (!(weights[i] > 0)) continue;
            for (var j = 0; j < width; j++) a[at * width + j] = weights[i] * rows[i * width + j];
            target[at] = weights[i] * y[i];
            start[at++] = 1 - quantile;
        }

        for (var j = 1; j <= penalised; j++)
        {
            a[at * width + j] = 2 * penalty; // the pinball of the median is half the absolute value
            start[at++] = .5;
        }

        return new Programme(a, width, target, start).Solve();
    }

    /// <summary>
    /// The dual: minimise −y·x over 0 ≤ x ≤ 1 with Aᵀx = Aᵀstart. Its multipliers are the coefficients, their sign turned.
    /// </summary>
    private sealed class Programme(double[] a, int width, double[] target, double[] start)
    {
        private readonly int n = target.Length;
        private readonly double[] x = [.. start], s = [.. start.Select(v => 1 - v)];
        private readonly double[] z = new double[target.Length], w = new double[target.Length];
        private readonly double[] dx = new double[target.Length], dz = new double[target.Length], dw = new double[target.Length];
        private readonly double[] q = new double[target.Length], turn = new double[target.Length];
        private readonly double[] factor = new double[width * width];
        private readonly double[] side = new double[width], direction = new double[width];
        private readonly double[] right = new double[width], multipliers = new double[width];

        public double[] Solve()
        {
            Array.Fill(q, 1);
            Factorise();
            Times(target, right); // least squares to start from
            for (var j = 0; j < width; j++) right[j] = -right[j];
            BackSolve(right, multipliers);
            Times(start, side);
            var scale = 0.0;
            foreach (var t in target) scale += Math.Abs(t);
            // Both multipliers start off the wall: a row that the first line all but meets would pin its own at once, and the steps end short of the optimum.
            var off = .001 * (1 + scale / n);
            for (var i = 0; i < n; i++)
            {
                var rest = -target[i] - Row(i, multipliers);
                z[i] = Math.Max(rest, 0) + off;
                w[i] = z[i] - rest;
            }

            var enough = 1e-9 * (1 + scale);
            for (var step = 0; step < MostSteps && Gap() > enough; step++)
                if (!Step()) break;
            return [.. multipliers.Select(m => -m)];
        }

        private double Gap()
        {
            var gap = 0.0;
            for (var i = 0; i < n; i++) gap += w[i] - target[i] * x[i];
            for (var j = 0; j < width; j++) gap -= multipliers[j] * side[j];
            return gap;
        }

        private bool Step()
        {
            for (var i = 0; i < n; i++)
            {
                q[i] = 1 / (z[i] / x[i] + w[i] / s[i]);
                turn[i] = q[i] * (z[i] - w[i]);
            }

            if (!Factorise()) return false;
            Times(turn, right);
            BackSolve(right, direction);
            for (var i = 0; i < n; i++)
            {
                dx[i] = q[i] * (Row(i, direction) - (z[i] - w[i]));
                dz[i] = -z[i] * (1 + dx[i] / x[i]);
                dw[i] = -w[i] * (1 - dx[i] / s[i]);
            }

            var (primal, dual) = Lengths();
            if (Math.Min(primal, dual) < 1)
            {
                Correct(primal, dual);
                (primal, dual) = Lengths();
            }

            for (var i = 0; i < n; i++)
            {
                x[i] += primal * dx[i];
                s[i] -= primal * dx[i];
                z[i] += dual * dz[i];
                w[i] += dual * dw[i];
            }

            for (var j = 0; j < width; j++) multipliers[j] += dual * direction[j];
            return true;
        }

        private void Correct(double primal, double dual)
        {
            double now = 0, then = 0;
            for (var i = 0; i < n; i++)
            {
                now += z[i] * x[i] + w[i] * s[i];
                then += (z[i] + dual * dz[i]) * (x[i] + primal * dx[i]) + (w[i] + dual * dw[i]) * (s[i] - primal * dx[i]);
            }

            var barrier = now * Math.Pow(then / now, 3) / (2 * n);
            for (var i = 0; i < n; i++)
            {
                // What the straight step overlooked, less the pull of the barrier from both walls.
                var bend = dx[i] * dz[i] / x[i] + dx[i] * dw[i] / s[i] - barrier * (1 / x[i] - 1 / s[i]);
                turn[i] = q[i] * (z[i] - w[i] + bend);
            }

            Times(turn, right);
            BackSolve(right, direction);
            for (var i = 0; i < n; i++)
            {
                double overX = dx[i] * dz[i] / x[i], overS = dx[i] * dw[i] / s[i];
                var moved = q[i] * (Row(i, direction) + barrier * (1 / x[i] - 1 / s[i]) - (z[i] - w[i]) - overX - overS);
                dz[i] = barrier / x[i] - z[i] - z[i] * moved / x[i] - overX;
                dw[i] = barrier / s[i] - w[i] + w[i] * moved / s[i] + overS;
                dx[i] = moved;
            }
        }

        private (double Primal, double Dual) Lengths()
        {
            double primal = double.MaxValue, dual = double.MaxValue;
            for (var i = 0; i < n; i++)
            {
                if (dx[i] < 0) primal = Math.Min(primal, -x[i] / dx[i]);
                else if (dx[i] > 0) primal = Math.Min(primal, s[i] / dx[i]);
                if (dz[i] < 0) dual = Math.Min(dual, -z[i] / dz[i]);
                if (dw[i] < 0) dual = Math.Min(dual, -w[i] / dw[i]);
            }

            return (Math.Min(1, StepBack * primal), Math.Min(1, StepBack * dual));
        }

        private double Row(int i, double[] vector)
        {
            var sum = 0.0;
            var row = a.AsSpan(i * width, width);
            for (var j = 0; j < row.Length; j++) sum += row[j] * vector[j];
            return sum;
        }

        private void Times(double[] vector, double[] result)
        {
            Array.Clear(result);
            for (var i = 0; i < n; i++)
            {
                var row = a.AsSpan(i * width, width);
                for (var j = 0; j < row.Length; j++) result[j] += row[j] * vector[i];
            }
        }

        // Aᵀ diag(q) A = L Lᵀ. False when it is singular to working precision: the last point is then as good as can be had.
        private bool Factorise()
        {
            Array.Clear(factor);
            for (var i = 0; i < n; i++)
            {
                var row = a.AsSpan(i * width, width);
                for (var j = 0; j < width; j++)
                {
                    var scaled = q[i] * row[j];
                    if (scaled == 0) continue;
                    for (var k = 0; k <= j; k++) factor[j * width + k] += scaled * row[k];
                }
            }

            for (var j = 0; j < width; j++)
            {
                for (var k = 0; k <= j; k++)
                {
                    var sum = factor[j * width + k];
                    for (var m = 0; m < k; m++) sum -= factor[j * width + m] * factor[k * width + m];
                    if (k < j) factor[j * width + k] = sum / factor[k * width + k];
                    else if (sum > 1e-13 * factor[j * width + j]) factor[j * width + j] = Math.Sqrt(sum);
                    else return false;
                }
            }

            return true;
        }

        private void BackSolve(double[] known, double[] unknown)
        {
            for (var j = 0; j < width; j++)
            {
                var sum = known[j];
                for (var k = 0; k < j; k++) sum -= factor[j * width + k] * unknown[k];
                unknown[j] = sum / factor[j * width + j];
            }

            for (var j = width - 1; j >= 0; j--)
            {
                var sum = unknown[j];
                for (var k = j + 1; k < width; k++) sum -= factor[k * width + j] * unknown[k];
                unknown[j] = sum / factor[j * width + j];
            }
        }
    }
}
