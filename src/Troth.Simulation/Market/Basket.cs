using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>The products an account buys again and again, and the lines of one order made from them.</summary>
internal sealed class Basket
{
    private const double SmallestLine = 22;

    private readonly IReadOnlyList<SimulatedProduct> _all;
    private readonly List<SimulatedProduct> _regular;
    private readonly List<double> _weights;

    public Basket(IReadOnlyList<(SimulatedProduct Product, double[] Appeal)> catalogue, IReadOnlyList<SimulatedProduct> all, int segment, Dice dice)
    {
        _all = all;
        _regular = [];
        _weights = [];
        var appeal = catalogue.Select(item => item.Appeal[segment] * dice.Exponential()).ToArray();
        var wanted = 6 + dice.Below(9);
        for (var n = 0; n < wanted; n++)
        {
            var next = dice.Weighted(appeal);
            if (appeal[next] <= 0) continue;
            _regular.Add(catalogue[next].Product);
            _weights.Add(1.0 / (n + 1));
            appeal[next] = 0;
        }
    }

    /// <summary>Splits an order's value among lines: which product, and about how much money on it.</summary>
    public List<(SimulatedProduct Product, double Value)> Fill(double value, double meanLines, double priceLevel, bool recent, Dice dice)
    {
        var count = Math.Clamp(1 + dice.Poisson(meanLines - 1), 1, (int)Math.Max(1, value / SmallestLine));
        var shares = new double[count];
        var total = 0.0;
        for (var i = 0; i < count; i++) total += shares[i] = .25 + dice.Exponential();
        var lines = new List<(SimulatedProduct, double)>(count);
        var taken = new HashSet<string>(count);
        for (var i = 0; i < count; i++)
        {
            var worth = Math.Max(SmallestLine, value * shares[i] / total);
            var product = Choose(worth / priceLevel, recent, taken, dice);
            if (taken.Add(product.Key)) lines.Add((product, worth));
            else lines[^1] = (lines[^1].Item1, lines[^1].Item2 + worth);
        }

        return lines;
    }

    /// <summary>A regular product of which one to some hundreds are bought for that money; else the closest of the whole list.</summary>
    private SimulatedProduct Choose(double worth, bool recent, HashSet<string> taken, Dice dice)
    {
        Span<double> weights = stackalloc double[_regular.Count];
        var any = false;
        for (var i = 0; i < weights.Length; i++)
        {
            var fits = Fits(_regular[i], worth, recent) && !taken.Contains(_regular[i].Key);
            weights[i] = fits ? _weights[i] : 0;
            any |= fits;
        }

        if (any) return _regular[dice.Weighted(weights)];
        var others = _all.Where(product => Fits(product, worth, recent) && !taken.Contains(product.Key)).ToList();
        return others.Count > 0 ? dice.Pick(others) : _all.Where(product => product.Active).MaxBy(product => product.ListPrice)!;
    }

    private static bool Fits(SimulatedProduct product, double worth, bool recent)
    {
        var pieces = worth / (double)product.ListPrice;
        return pieces >= 1 && pieces <= (product.ListPrice < 20 ? 800 : 200) && (product.Active || !recent);
    }
}
