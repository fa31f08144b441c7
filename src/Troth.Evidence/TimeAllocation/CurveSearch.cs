using MathNet.Numerics.LinearAlgebra;

namespace Troth.Evidence;

/// <summary>
/// Least squares for ADBUDG by Levenberg and Marquardt, over a, b, ln c and ln h½ with h½ = d^(1/c): in these the curve is
/// a + (b − a) · g, g = 1 / (1 + e^(−c (ln h − ln h½))), and its derivatives are short. Started from the best of a grid, where a and b
/// follow by linear least squares. O(steps · points).
/// </summary>
internal sealed class CurveSearch
{
    private const double LeastSteep = .1, MostSteep = 20, Reach = 100;

    private readonly double[] logs, sales;
    private readonly bool[] free;
    private readonly double lowHalf, highHalf;

    /// <param name="points">Effort and sales; at least one effort above 0.</param>
    /// <param name="ends">a and b where they are given, null where they are sought.</param>
    public CurveSearch(IReadOnlyList<(double Effort, double Sales)> points, (double? A, double? B) ends)
    {
        logs = [.. points.Select(p => Math.Log(p.Effort))];
        sales = [.. points.Select(p => p.Sales)];
        free = [ends.A is null, ends.B is null, true, true];
        double[] efforts = [.. points.Select(p => p.Effort).Where(e => e > 0)];
        (lowHalf, highHalf) = (Math.Log(efforts.Min() / Reach), Math.Log(efforts.Max() * Reach));
        Best = Run(efforts, ends);
    }

    /// <summary>a, b, ln c, ln h½.</summary>
    public double[] Best { get; }

    public int Parameters => free.Count(f => f);

    public double Sse(double[] p)
    {
        double sum = 0;
        for (var i = 0; i < logs.Length; i++)
        {
            var off = sales[i] - p[0] - (p[1] - p[0]) * Share(p, logs[i]);
            sum += off * off;
        }

        return sum;
    }

    /// <summary>Derivatives of the sales at ln h with respect to a, b, ln c, ln h½.</summary>
    public static double[] Slope(double[] p, double log)
    {
        var share = Share(p, log);
        var bend = double.IsNegativeInfinity(log) ? 0 : (p[1] - p[0]) * share * (1 - share) * Math.Exp(p[2]);
        return [1 - share, share, bend == 0 ? 0 : bend * (log - p[3]), -bend];
    }

    /// <summary>(JᵀJ)⁻¹ over the parameters sought, 0 elsewhere; null where the points do not tell them apart.</summary>
    public Matrix<double>? Spread(double[] p)
    {
        var (normal, _) = Normal(p);
        var chosen = Enumerable.Range(0, 4).Where(i => free[i]).ToArray();
        var part = Matrix<double>.Build.Dense(chosen.Length, chosen.Length, (i, j) => normal[chosen[i], chosen[j]]);
        // Scaled first: money and logarithms differ by many powers of ten.
        var scale = chosen.Select(i => Math.Sqrt(normal[i, i])).ToArray();
        if (scale.Any(s => !(s > 0))) return null;
        var scaled = Matrix<double>.Build.Dense(chosen.Length, chosen.Length, (i, j) => part[i, j] / scale[i] / scale[j]);
        if (!(scaled.ConditionNumber() < 1e12)) return null;
        var inverse = scaled.Inverse();
        var whole = Matrix<double>.Build.Dense(4, 4);
        for (var i = 0; i < chosen.Length; i++)
            for (var j = 0; j < chosen.Length; j++) whole[chosen[i], chosen[j]] = inverse[i, j] / scale[i] / scale[j];
        return whole;
    }

    private static double Share(double[] p, double log) =>
        double.IsNegativeInfinity(log) ? 0 : 1 / (1 + Math.Exp(-Math.Exp(p[2]) * (log - p[3])));

    private double[] Run(double[] efforts, (double? A, double? B) ends)
    {
        double low = Math.Log(efforts.Min() / 4), high = Math.Log(efforts.Max() * 4);
        var starts = new List<(double[] P, double Sse)>();
        foreach (var steep in (ReadOnlySpan<double>)[.5, 1, 2, 4, 8])
            for (var i = 0; i <= 12; i++)
            {
                double[] p = [0, 0, Math.Log(steep), low + (high - low) * i / 12];
                Ends(p, ends);
                starts.Add((p, Sse(p)));
            }

        return starts.OrderBy(s => s.Sse).Take(4).Select(s => Descend(s.P)).MinBy(Sse)!;
    }

    // Given the shape, a and b are the two coefficients of sales on 1 − g and g.
    private void Ends(double[] p, (double? A, double? B) ends)
    {
        double aa = 0, ab = 0, bb = 0, ay = 0, by = 0;
        for (var i = 0; i < logs.Length; i++)
        {
            double g = Share(p, logs[i]), rest = 1 - g;
            (aa, ab, bb, ay, by) = (aa + rest * rest, ab + rest * g, bb + g * g, ay + rest * sales[i], by + g * sales[i]);
        }

        var area = aa * bb - ab * ab;
        (p[0], p[1]) = ends switch
        {
            ({ } a, { } b) => (a, b),
            ({ } a, null) => (a, bb > 0 ? (by - ab * a) / bb : a),
            (null, { } b) => (aa > 0 ? (ay - ab * b) / aa : b, b),
            _ => area > 1e-12 * (aa + bb) ? ((ay * bb - by * ab) / area, (aa * by - ab * ay) / area) : (sales.Average(), sales.Average()),
        };
    }

    private double[] Descend(double[] start)
    {
        double[] at = [.. start];
        var sse = Sse(at);
        var damping = 1e-3;
        for (var step = 0; step < 500 && damping < 1e12; step++)
        {
            var (normal, right) = Normal(at);
            for (var i = 0; i < 4; i++) normal[i, i] += damping * Math.Max(normal[i, i], 1e-12);
            var move = normal.Solve(right);
            double[] next = [.. at.Select((value, i) => value + move[i])];
            next[2] = Math.Clamp(next[2], Math.Log(LeastSteep), Math.Log(MostSteep));
            next[3] = Math.Clamp(next[3], lowHalf, highHalf);
            var then = Sse(next);
            if (!(then < sse))
            {
                damping *= 4;
                continue;
            }

            var settled = sse - then <= 1e-14 * sse;
            (at, sse, damping) = (next, then, damping / 3);
            if (settled) break;
        }

        return at;
    }

    private (Matrix<double> Normal, Vector<double> Right) Normal(double[] p)
    {
        var normal = Matrix<double>.Build.Dense(4, 4);
        var right = Vector<double>.Build.Dense(4);
        for (var i = 0; i < logs.Length; i++)
        {
            var slope = Slope(p, logs[i]);
            var off = sales[i] - p[0] - (p[1] - p[0]) * Share(p, logs[i]);
            for (var j = 0; j < 4; j++)
            {
                if (!free[j]) continue;
                right[j] += slope[j] * off;
                for (var k = 0; k < 4; k++)
                    if (free[k]) normal[j, k] += slope[j] * slope[k];
            }
        }

        for (var j = 0; j < 4; j++)
            if (!free[j]) normal[j, j] = 1; // stays where it is
        return (normal, right);
    }
}
