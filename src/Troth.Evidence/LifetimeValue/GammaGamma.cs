namespace Troth.Evidence;

/// <summary>
/// What orders bring: amounts of a customer are gamma(<see cref="P"/>, ν), ν differs between customers by gamma(<see cref="Q"/>,
/// <see cref="V"/>). Fader &amp; Hardie's note of 2013, after Colombo &amp; Jiang 1999. How much is independent of how often.
/// </summary>
/// <remarks>
/// Means alone tell <see cref="P"/> only by how they scatter with the number of orders, which goes wrong where who orders often orders more at a
/// time. Where customers' orders are known one by one, <see cref="P"/> is learnt from how they scatter around the customer's own mean.
/// </remarks>
/// <param name="P">How alike a customer's orders are.</param>
/// <param name="Q">How alike customers are; a mean of new customers exists above 1.</param>
/// <param name="V">Scale, in money.</param>
/// <param name="LogLikelihood">The log-likelihood of the customers' mean order values.</param>
/// <param name="Customers">How many there were.</param>
public sealed record GammaGamma(double P, double Q, double V, double LogLikelihood, int Customers)
{
    /// <summary>Whoever ordered once has a mean already: in a book too uneven for that, no order value is foretold.</summary>
    public bool HasMeans => P + Q > 1;

    /// <summary>So many customers with an own scatter tell how alike orders are.</summary>
    public const int LeastScatters = 20;
    private const double MostAlike = 1000, LeastAlike = .001;

    /// <summary>
    /// Maximum likelihood of the means from several starts; <see cref="P"/> from the customers' own scatter where enough have one. Deterministic.
    /// O(customers) a step.
    /// </summary>
    /// <param name="values">Customers with at least one order, each with a mean above 0.</param>
    /// <exception cref="ArgumentException">Fewer than two customers, or one without an order, with a mean that is not above 0, or a variation below 0.</exception>
    public static GammaGamma Fit(IReadOnlyList<OrderValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2) throw new ArgumentException($"{values.Count} customers; give at least two.", nameof(values));
        foreach (var value in values)
            if (value.Orders < 1 || !(value.Mean > 0) || !double.IsFinite(value.Mean))
                throw new ArgumentException($"{value.Orders} orders of {value.Mean}; give one or more, and a mean above 0.", nameof(values));
            else if (value.Variation is { } variation && !(variation >= 0 && double.IsFinite(variation)))
                throw new ArgumentException($"A variation of {variation}; give a finite number from 0.", nameof(values));

        var table = new Table(values);
        var scale = Math.Exp(values.Select(v => Math.Log(v.Mean)).Order().Average());
        var own = Alike(values);
        var first = own is null ? 0 : 1;
        double[][] starts = [[1, 1, Math.Log(scale)], [0, .5, Math.Log(scale)], [2, 2, Math.Log(3 * scale)]];
        double Surprise(double[] logs)
        {
            var far = logs.Sum(log => Math.Pow(Math.Max(0, Math.Abs(log) - 40), 2));
            return far - table.LogLikelihood(own ?? Parameter(logs[0]), Parameter(logs[1 - first]), Parameter(logs[2 - first])) / values.Count;
        }

        var best = starts.Select(start => Bfgs.Minimise(Surprise, start[first..], mostSteps: 8)).MinBy(found => found.Value).Point;
        var top = Bfgs.Minimise(Surprise, best).Point;
        double p = own ?? Parameter(top[0]), q = Parameter(top[1 - first]), v = Parameter(top[2 - first]);
        return new GammaGamma(p, q, v, table.LogLikelihood(p, q, v), values.Count);

        static double Parameter(double log) => Math.Exp(Math.Clamp(log, -40, 40));
    }

    /// <summary>
    /// How alike the orders of a customer are. The shares of x orders in their sum are Dirichlet(p, …, p) whatever the customer's rate is, so
    /// that their variation is x/(xp + 1) on average: p is the one whose averages come, weighted by x − 1, to those that are known. Shares from 0 vary by x at
    /// most; who sent back more than a day brought counts as that. Null where too few are known.
    /// </summary>
    private static double? Alike(IReadOnlyList<OrderValue> values)
    {
        (double Orders, double Variation)[] known = [.. values.Where(v => v.Orders > 1 && v.Variation is not null).Select(v => ((double)v.Orders, Math.Min(v.Variation!.Value, v.Orders))).Order()];
        if (known.Length < LeastScatters) return null;
        var came = known.Sum(k => (k.Orders - 1) * k.Variation);
        double low = Math.Log(LeastAlike), high = Math.Log(MostAlike);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            var p = Math.Exp(middle);
            if (known.Sum(k => (k.Orders - 1) * k.Orders / (k.Orders * p + 1)) > came) low = middle;
            else high = middle;
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>
    /// Expected value of an order: p(v + x·z̄)/(px + q − 1), the customer's own mean drawn towards all customers' by how little it rests on.
    /// Null without orders where <see cref="Q"/> does not exceed 1, so that all customers have no mean.
    /// </summary>
    public double? Expected(OrderValue value) =>
        P * value.Orders + Q > 1 ? P * (V + value.Orders * Mean(value)) / (P * value.Orders + Q - 1) : null;

    /// <summary>Where the customer's own mean lies, with this share of belief: p/ν, ν gamma(px + q, v + x·z̄).</summary>
    public Interval Range(OrderValue value, double level)
    {
        double shape = P * value.Orders + Q, scale = P * (V + value.Orders * Mean(value));
        return new Interval(scale / GammaQuantile.Of(shape, (1 + level) / 2), scale / GammaQuantile.Of(shape, (1 - level) / 2));
    }

    private static double Mean(OrderValue value) => value.Orders == 0 ? 0 : value.Mean;

    /// <summary>Customers by their number of orders: the gamma functions depend on nothing else.</summary>
    private sealed class Table
    {
        private readonly (double Orders, int Customers, double[] Sums, double Logs)[] _groups;

        public Table(IReadOnlyList<OrderValue> values) =>
            _groups = [.. values.GroupBy(v => v.Orders).OrderBy(g => g.Key).Select(g => ((double)g.Key, g.Count(),
                g.Select(v => v.Orders * v.Mean).Order().ToArray(), g.Select(v => Math.Log(v.Mean)).Order().Sum()))];

        public double LogLikelihood(double p, double q, double v)
        {
            var sum = 0.0;
            foreach (var (orders, customers, sums, logs) in _groups)
            {
                var shape = p * orders;
                sum += customers * (LogGamma.Of(shape + q) - LogGamma.Of(shape) - LogGamma.Of(q) + q * Math.Log(v) + shape * Math.Log(orders))
                    + (shape - 1) * logs;
                var spread = 0.0;
                foreach (var total in sums) spread += Math.Log(v + total);
                sum -= (shape + q) * spread;
            }

            return sum;
        }
    }
}
