namespace Troth.Evidence;

/// <summary>
/// Foretells what customers of one book will buy: a purchase model for how often, gamma-gamma for how much, the book's rhythm for when.
/// Intervals take in the doubt about the parameters, how customers differ, and chance; their width is what held in the past. Pure and
/// deterministic.
/// </summary>
public sealed class BookForecast
{
    private readonly ForecastSettings _settings;

    /// <summary>From none to a rate that doubles or halves within a horizon for most.</summary>
    private static readonly double[] Drifts = [0, .01, .02, .04, .08, .16, .32];

    /// <summary>As many past customers tell how much rates drift; more would tell the same.</summary>
    private const int MostAskedForDrift = 2000;

    private BookForecast(ForecastSettings settings, BuyingFit buying, GammaGamma? money, OrderRhythm rhythm)
    {
        (_settings, Buying, Money, Rhythm) = (settings, buying, money, rhythm);
        PastOrders = PastWorth = PastForecast.Untested(settings.Level);
    }

    /// <summary>How customers buy.</summary>
    public BuyingFit Buying { get; }

    /// <summary>What their orders bring; null when too few customers have order values, or they are so uneven that who ordered once has no mean.</summary>
    public GammaGamma? Money { get; }

    /// <summary>How regularly they order.</summary>
    public OrderRhythm Rhythm { get; }

    /// <summary>
    /// How much customers' rates wander, as the variance of the rate over its mean for a customer watched for one horizon and foretold for
    /// another: what made the past likeliest. 0 where the past could not be asked.
    /// </summary>
    public double Drift { get; private init; }

    /// <summary>How the number of orders was foretold one horizon ago.</summary>
    public PastForecast PastOrders { get; private init; }

    /// <summary>How their value was.</summary>
    public PastForecast PastWorth { get; private init; }

    /// <summary>Learns from a book, or says why it does not. O(customers) a step of the fits.</summary>
    /// <param name="customers">Everybody who ever bought.</param>
    /// <param name="past">The same as they were one horizon ago; empty where nobody was watched so long.</param>
    /// <param name="rhythm">The book's regularity.</param>
    /// <param name="settings">Null for the defaults.</param>
    public static (BookForecast? Forecast, NoForecast? Why) Learn(
        IReadOnlyList<CustomerFacts> customers, IReadOnlyList<PastCustomer> past, OrderRhythm rhythm, ForecastSettings? settings = null)
    {
        settings ??= new ForecastSettings();
        if (Withheld(customers, settings) is { } why) return (null, why);
        var learnt = Fit(customers, rhythm, settings);
        CustomerFacts[] then = [.. past.Select(p => p.Then)];
        if (then.Length < settings.LeastHeldOut || Withheld(then, settings) is not null) return (learnt, null);
        var before = Fit(then, rhythm, settings);
        var drift = Drifts.MaxBy(d => before.Score(past, d));
        before = before.With(drift);
        return (new BookForecast(settings, learnt.Buying, learnt.Money, rhythm)
        {
            Drift = drift, PastOrders = before.AskOrders(past), PastWorth = before.AskWorth(past),
        }, null);
    }

    /// <summary>What is foretold of one customer. Safe to be asked by many threads at once.</summary>
    public CustomerForecast Of(CustomerFacts customer)
    {
        var (history, value) = customer;
        var alive = Buying.Model.Alive(history);
        var orders = Buying.Model.Expected(history, _settings.Horizon);
        var chances = Chances(history);
        var next = Rhythm.Next(history, Buying.Model.Rates.Shape, Buying.Model.Rates.Scale, _settings.Level);
        var each = Money?.Expected(value);
        return new CustomerForecast(alive, AliveRange(history, alive), orders, OrdersRange(chances),
            each, each is null ? null : Money!.Range(value, _settings.Level), orders * each, each is null ? null : WorthRange(chances, customer), next);
    }

    /// <summary>
    /// The chance that a customer orders at all within a time, in the histories' unit: that it is still one and its next order comes by then,
    /// its intervals being as regular as the book's.
    /// </summary>
    public double OrdersWithin(BuyingHistory history, double time)
    {
        if (!(time > 0 && double.IsFinite(time))) throw new ArgumentOutOfRangeException(nameof(time), time, "Above 0, and finite.");
        var drift = Drift * (history.Age + time) / (2 * _settings.Horizon);
        return 1 - Buying.Near.Average(model => model.Chances(history, time, Rhythm.Regularity, drift).Of(0));
    }

    private Interval OrdersRange(CountChances chances)
    {
        var (from, to) = NestedShares.Of(Centre(chances), PastOrders.Level);
        return chances.Between(from, to);
    }

    private Interval WorthRange(CountChances chances, CustomerFacts customer)
    {
        var draws = Draws(chances, customer);
        var (from, to) = NestedShares.Of(Centre(chances), PastWorth.Level);
        return new Interval(from == 0 ? 0 : draws.Quantile(from), draws.Quantile(to));
    }

    private double Centre(CountChances chances) => NestedShares.Centre(chances.Of(0), _settings.Level);

    private static BookForecast Fit(IReadOnlyList<CustomerFacts> customers, OrderRhythm rhythm, ForecastSettings settings)
    {
        OrderValue[] values = [.. customers.Where(c => c.Value.Orders > 0).Select(c => c.Value)];
        var money = values.Length < settings.LeastRepeatBuyers ? null : GammaGamma.Fit(values);
        return new BookForecast(settings, BuyingFit.Of(settings.Kind, [.. customers.Select(c => c.History)]), money is { HasMeans: true } ? money : null, rhythm);
    }

    private static NoForecast? Withheld(IReadOnlyList<CustomerFacts> customers, ForecastSettings settings) =>
        customers.Count < settings.LeastCustomers ? NoForecast.TooFewCustomers
        : customers.Count(c => c.History.Repeats > 0) < settings.LeastRepeatBuyers ? NoForecast.TooFewRepeatBuyers
        : customers.Max(c => c.History.Age) < settings.Horizon / 2 ? NoForecast.WindowTooShort : null;

    private BookForecast With(double drift) => new(_settings, Buying, Money, Rhythm) { Drift = drift };

    /// <summary>Log-likelihood of what came, foretold with this drift.</summary>
    private double Score(IReadOnlyList<PastCustomer> past, double drift)
    {
        var step = (past.Count + MostAskedForDrift - 1) / MostAskedForDrift;
        var scores = new double[past.Count / step];
        Parallel.For(0, scores.Length, i =>
        {
            var (then, orders, _) = past[i * step];
            var chances = Buying.Model.Chances(then.History, _settings.Horizon, Rhythm.Regularity, drift * Apart(then.History));
            scores[i] = Math.Log(Math.Max(1e-9, chances.Of(orders)));
        });
        return scores.Sum();
    }

    private PastForecast AskOrders(IReadOnlyList<PastCustomer> past)
    {
        var reaching = new double[past.Count];
        var expected = new double[past.Count];
        Parallel.For(0, past.Count, i =>
        {
            var chances = Chances(past[i].Then.History);
            reaching[i] = NestedShares.Reaching(Centre(chances), chances.Place(past[i].Orders));
            expected[i] = Buying.Model.Expected(past[i].Then.History, _settings.Horizon);
        });
        return PastForecast.Of(reaching, _settings.Level, expected.Sum(), past.Sum(p => (double)p.Orders));
    }

    private PastForecast AskWorth(IReadOnlyList<PastCustomer> past)
    {
        if (Money is null) return PastForecast.Untested(_settings.Level);
        past = [.. past.Where(p => Money.Expected(p.Then.Value) is not null)];
        if (past.Count < _settings.LeastHeldOut) return PastForecast.Untested(_settings.Level);
        var reaching = new double[past.Count];
        var expected = new double[past.Count];
        Parallel.For(0, past.Count, i =>
        {
            var then = past[i].Then;
            var chances = Chances(then.History);
            reaching[i] = NestedShares.Reaching(Centre(chances), Draws(chances, then).Place(past[i].Worth));
            expected[i] = Buying.Model.Expected(then.History, _settings.Horizon) * Money.Expected(then.Value)!.Value;
        });
        return PastForecast.Of(reaching, _settings.Level, expected.Sum(), past.Sum(p => p.Worth));
    }

    private CountChances Chances(BuyingHistory history) => CountChances.Mixed([.. Buying.Near.Select(model =>
        model.Chances(history, _settings.Horizon, Rhythm.Regularity, Drift * Apart(history)))]);

    // Where a rate wanders like a random walk, its mean over the horizon differs from that over the customer's age by (age + horizon)/3 steps;
    // for a customer watched for one horizon this is 1.
    private double Apart(BuyingHistory history) => (history.Age + _settings.Horizon) / (2 * _settings.Horizon);

    private ValueDraws Draws(CountChances chances, CustomerFacts customer) => ValueDraws.Of(chances, Money!, customer.Value, Seed(customer));

    // The customer's own facts are the seed: the order of customers changes nothing.
    private static ulong Seed(CustomerFacts customer) =>
        BitConverter.DoubleToUInt64Bits(customer.History.Last) * 31 + BitConverter.DoubleToUInt64Bits(customer.History.Age) * 37
        + BitConverter.DoubleToUInt64Bits(customer.Value.Mean) * 41 + (ulong)customer.History.Repeats;

    private Interval AliveRange(BuyingHistory history, double alive)
    {
        if (alive is <= 0 or >= 1) return new Interval(alive, alive);
        var odds = Math.Log(alive / (1 - alive));
        var doubt = Math.Sqrt(Buying.Near.Average(model => Math.Pow(Odds(model.Alive(history)) - odds, 2))) * Normal.TwoSided(_settings.Level);
        return new Interval(1 / (1 + Math.Exp(doubt - odds)), 1 / (1 + Math.Exp(-doubt - odds)));

        static double Odds(double chance) => Math.Log(Math.Max(chance, 1e-300) / Math.Max(1 - chance, 1e-16));
    }
}
