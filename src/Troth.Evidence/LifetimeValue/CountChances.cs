namespace Troth.Evidence;

/// <summary>The chances of 0, 1, 2 … orders: <see cref="Of(int)"/> n. Chances beyond the last are below one in a million together.</summary>
public sealed class CountChances
{
    private const double Rest = 1e-6;

    /// <summary>Nobody orders more often than this within any horizon that people ask about.</summary>
    private const int Most = 100_000;

    private readonly double[] _chances;

    private CountChances(double[] chances) => _chances = chances;

    /// <summary>How many counts have a chance of their own.</summary>
    public int Length => _chances.Length;

    /// <summary>The chance of exactly so many.</summary>
    public double Of(int count) => count >= 0 && count < _chances.Length ? _chances[count] : 0;

    /// <summary>The mean of the counts, the rest beyond the last left out.</summary>
    public double Mean => _chances.Select((chance, count) => chance * count).Sum();

    /// <summary>From the chances of an alive customer, asked for from 0 on in order; who is not alive orders nothing.</summary>
    internal static CountChances Of(double alive, Func<int, double> next)
    {
        var chances = new List<double>();
        var sum = 0.0;
        for (var n = 0; n < Most && sum < 1 - Rest; n++)
        {
            var chance = next(n);
            sum += chance;
            chances.Add(alive * chance);
        }

        chances[0] += 1 - alive;
        return new CountChances([.. chances]);
    }

    /// <summary>The mean of several: what is expected where the parameters themselves are in doubt.</summary>
    internal static CountChances Mixed(IReadOnlyList<CountChances> parts)
    {
        var mixed = new double[parts.Max(p => p.Length)];
        foreach (var part in parts)
            for (var n = 0; n < part.Length; n++) mixed[n] += part._chances[n] / parts.Count;
        return new CountChances(mixed);
    }

    /// <summary>
    /// How far out a count lies: the chance of fewer and half that of as many (the mid-P of Lancaster 1961), 0 to 1. Over many customers
    /// it is spread as evenly as counts allow.
    /// </summary>
    public double Place(int count)
    {
        var below = 0.0;
        for (var n = 0; n < Math.Min(count, _chances.Length); n++) below += _chances[n];
        return Math.Min(1, below + Of(count) / 2);
    }

    /// <summary>The counts whose <see cref="Place"/> lies between two shares; the middle one where none does.</summary>
    /// <remarks>
    /// Whole numbers cannot hold a share exactly; by the middle of each step they are as often too wide as too narrow, so that over a book
    /// the share is held.
    /// </remarks>
    public Interval Between(double from, double to)
    {
        double below = 0;
        int low = -1, high = -1;
        for (var n = 0; n < _chances.Length; n++)
        {
            var place = below + _chances[n] / 2;
            below += _chances[n];
            if (place < from) continue;
            if (place > to) break;
            if (low < 0) low = n;
            high = n;
        }

        if (low >= 0) return new Interval(low, high);
        var middle = Quantile((from + to) / 2);
        return new Interval(middle, middle);
    }

    /// <summary>The least count with at least so much chance up to it.</summary>
    public int Quantile(double share)
    {
        var sum = 0.0;
        for (var n = 0; n < _chances.Length; n++)
            if ((sum += _chances[n]) >= share) return n;
        return _chances.Length - 1;
    }
}
