namespace Troth.Evidence;

/// <summary>
/// Minimises a smooth function of few variables by the BFGS quasi-Newton method with central differences (Nocedal &amp; Wright 2006, ch. 6).
/// No chance and no clock: the same function and start give the same point.
/// </summary>
internal static class Bfgs
{
    private const double Step = 1e-5;

    /// <summary>The best point reached from the start. O(steps · variables) evaluations.</summary>
    public static (double[] Point, double Value) Minimise(Func<double[], double> f, double[] start, int mostSteps = 200)
    {
        var n = start.Length;
        double[] x = [.. start];
        var value = f(x);
        var slope = Slope(f, x);
        var inverse = Unit(n);
        for (var step = 0; step < mostSteps && slope.Max(Math.Abs) > 1e-9; step++)
        {
            var way = Times(inverse, slope, -1);
            var falls = Dot(way, slope);
            if (falls >= 0) (inverse, way, falls) = (Unit(n), [.. slope.Select(s => -s)], -Dot(slope, slope));
            // At most 2 in any variable, which is a factor of seven on its scale: further away the model is another one.
            var length = Math.Min(1, 2 / way.Max(Math.Abs));
            double[] next;
            double nextValue;
            while (true)
            {
                next = [.. x.Zip(way, (a, b) => a + length * b)];
                nextValue = f(next);
                if (nextValue <= value + 1e-4 * length * falls || length < 1e-10) break;
                length /= 2;
            }

            if (!(nextValue < value)) break;
            var nextSlope = Slope(f, next);
            Update(inverse, [.. next.Zip(x, (a, b) => a - b)], [.. nextSlope.Zip(slope, (a, b) => a - b)], first: step == 0);
            (x, value, slope) = (next, nextValue, nextSlope);
        }

        return (x, value);
    }

    /// <summary>The matrix of second derivatives at a point, by central differences.</summary>
    public static double[,] Curvature(Func<double[], double> f, double[] at)
    {
        const double h = 1e-3;
        var n = at.Length;
        var curvature = new double[n, n];
        double[] x = [.. at];
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                curvature[i, j] = curvature[j, i] = (Moved(i, h, j, h) - Moved(i, h, j, -h) - Moved(i, -h, j, h) + Moved(i, -h, j, -h)) / (4 * h * h);
        return curvature;

        double Moved(int i, double byI, int j, double byJ)
        {
            at.CopyTo(x, 0);
            x[i] += byI;
            x[j] += byJ;
            return f(x);
        }
    }

    private static double[] Slope(Func<double[], double> f, double[] x)
    {
        var slope = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var here = x[i];
            x[i] = here + Step;
            var above = f(x);
            x[i] = here - Step;
            slope[i] = (above - f(x)) / (2 * Step);
            x[i] = here;
        }

        return slope;
    }

    private static void Update(double[,] inverse, double[] moved, double[] turned, bool first)
    {
        var n = moved.Length;
        var curved = Dot(moved, turned);
        if (curved <= 1e-14) return;
        // After the first step the scale is known (Nocedal & Wright 6.20).
        if (first)
            for (var i = 0; i < n; i++) inverse[i, i] = curved / Dot(turned, turned);
        var hy = Times(inverse, turned, 1);
        var grown = (1 + Dot(turned, hy) / curved) / curved;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                inverse[i, j] += grown * moved[i] * moved[j] - (hy[i] * moved[j] + moved[i] * hy[j]) / curved;
    }

    private static double[,] Unit(int n)
    {
        var unit = new double[n, n];
        for (var i = 0; i < n; i++) unit[i, i] = 1;
        return unit;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double[] Times(double[,] matrix, double[] vector, double by)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < product.Length; i++)
            for (var j = 0; j < vector.Length; j++) product[i] += by * matrix[i, j] * vector[j];
        return product;
    }
}
