namespace Troth.Evidence;

/// <summary>How customers who may leave without a word go on buying.</summary>
public enum BuyingKind
{
    /// <summary>
    /// MBG/NBD (Batislam, Denizel &amp; Filiztekin 2007): as the next, but a customer may also leave right after the first purchase. The
    /// default: the others call every one-time buyer alive for certain, or nearly.
    /// </summary>
    ModifiedBetaGeometric,

    /// <summary>BG/NBD (Fader, Hardie &amp; Lee 2005): a customer may leave after each repeat purchase.</summary>
    BetaGeometric,

    /// <summary>Pareto/NBD (Schmittlein, Morrison &amp; Colombo 1987): a customer may leave at any moment.</summary>
    Pareto,
}

/// <summary>
/// A purchase model with its parameters. While alive a customer buys at random moments (Poisson); rates differ between customers by a gamma
/// distribution. All times are in the unit of the histories. Pure: each answer depends on the arguments alone.
/// </summary>
public abstract record BuyingModel
{
    /// <summary>Which model it is.</summary>
    public abstract BuyingKind Kind { get; }

    /// <summary>The parameters by the names of the literature, in its order.</summary>
    public abstract IReadOnlyList<(string Name, double Value)> Parameters { get; }

    /// <summary>The gamma distribution of rates: shape and scale (time).</summary>
    public abstract (double Shape, double Scale) Rates { get; }

    /// <summary>Log-likelihood of one history. O(1).</summary>
    public abstract double LogLikelihood(BuyingHistory history);

    /// <summary>The chance that the customer is still one at the end of watching, 0 to 1. O(1).</summary>
    public abstract double Alive(BuyingHistory history);

    /// <summary>Expected buying days in so much time after the end of watching. O(1) but for the length of a ₂F₁ series.</summary>
    public abstract double Expected(BuyingHistory history, double horizon);

    /// <summary>Expected repeat purchases of a new customer in so much time after the first, E[X(t)].</summary>
    public abstract double ExpectedOfNew(double horizon);

    /// <summary>The chance of 0, 1, 2 … buying days in so much time after the end of watching. O(most likely number).</summary>
    /// <param name="history">The customer.</param>
    /// <param name="horizon">How much time.</param>
    /// <param name="regularity">
    /// How regular orders are (<see cref="OrderRhythm.Regularity"/>): 1 is chance, the models' own assumption. More of it narrows the counts,
    /// and lets the facts say more about the rate.
    /// </param>
    /// <param name="drift">
    /// By how much rates may have changed since they were learnt: the variance of the rate over its mean, beyond what the facts leave open. 0
    /// is the models' own assumption that rates stay.
    /// </param>
    public abstract CountChances Chances(BuyingHistory history, double horizon, double regularity = 1, double drift = 0);

    /// <summary>The chance of 0, 1, 2 … repeat purchases of a new customer in so much time after the first, P(X(t) = n).</summary>
    public abstract CountChances ChancesOfNew(double horizon);

    /// <summary>
    /// Expected buying days in so much time after the end of watching, each worth less the later it comes: of time t,
    /// e^(−<paramref name="discount"/>·t). In <paramref name="steps"/> equal parts, each counted at its middle.
    /// </summary>
    public double Discounted(BuyingHistory history, double horizon, double discount, int steps = 12)
    {
        double sum = 0, before = 0;
        for (var step = 1; step <= steps; step++)
        {
            var until = Expected(history, horizon * step / steps);
            sum += (until - before) * Math.Exp(-discount * horizon * (step - .5) / steps);
            before = until;
        }

        return sum;
    }

    /// <summary>
    /// <see cref="Alive"/> and <see cref="Expected"/> of many customers at once, on all cores: a million in about a second on two.
    /// </summary>
    public (double[] Alive, double[] Expected) Score(IReadOnlyList<BuyingHistory> histories, double horizon)
    {
        ArgumentNullException.ThrowIfNull(histories);
        double[] alive = new double[histories.Count], expected = new double[histories.Count];
        Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(0, Math.Max(1, histories.Count), 4096), part =>
        {
            for (var i = part.Item1; i < Math.Min(part.Item2, histories.Count); i++)
                (alive[i], expected[i]) = (Alive(histories[i]), Expected(histories[i], horizon));
        });
        return (alive, expected);
    }

    internal abstract double LogLikelihood(HistoryTable table);

    /// <summary>
    /// The customer's rate as a gamma's shape and scale, its mean as the model has it: with the certainty that regular orders give, less what
    /// the drift takes.
    /// </summary>
    private protected (double Shape, double Scale) Rate(BuyingHistory history, double regularity, double drift)
    {
        var (shape, scale) = Rates;
        double mean = (shape + history.Repeats) / (scale + history.Age), certain = shape + regularity * history.Repeats;
        certain /= 1 + certain * drift;
        return (certain, certain / mean);
    }

    /// <summary>The logarithms of the parameters, in which they are fitted.</summary>
    internal double[] Logs() => [.. Parameters.Select(p => Math.Log(p.Value))];

    internal static BuyingModel Of(BuyingKind kind, double[] logs) => kind == BuyingKind.Pareto
        ? new ParetoBuying(Math.Exp(logs[0]), Math.Exp(logs[1]), Math.Exp(logs[2]), Math.Exp(logs[3]))
        : new BetaGeometricBuying(Math.Exp(logs[0]), Math.Exp(logs[1]), Math.Exp(logs[2]), Math.Exp(logs[3]),
            kind == BuyingKind.ModifiedBetaGeometric);
}
