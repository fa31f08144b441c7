namespace Troth.Simulation.Chance;

/// <summary>What a stream of random numbers is for. Each use has its own stream, so that a change in one leaves the others alone.</summary>
internal enum Purpose
{
    Sellers = 1,
    Rates,
    Firmographics,
    Relationship,
    Purchases,
    Lines,
    Delivery,
    Contacts,
    Claims,
    Groups,
    Channels,
}

/// <summary>
/// A seeded source of random numbers: xoshiro256++ (Blackman and Vigna 2019), seeded by SplitMix64. It is ours rather than the
/// platform's because the platform promises no fixed sequence between versions.
/// </summary>
internal sealed class Dice
{
    private ulong _a, _b, _c, _d;
    private double? _spareNormal;

    private Dice(ulong seed)
    {
        _a = Mix(ref seed);
        _b = Mix(ref seed);
        _c = Mix(ref seed);
        _d = Mix(ref seed);
    }

    /// <summary>The stream for one purpose and, where there are many of its kind, one item.</summary>
    public static Dice For(int seed, Purpose purpose, int item = 0)
    {
        var state = ((ulong)(uint)seed << 32) ^ (uint)item;
        var mixed = Mix(ref state) ^ ((ulong)purpose * 0xD1342543DE82EF95);
        return new Dice(mixed);
    }

    /// <summary>Uniform on [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>True with the given probability.</summary>
    public bool Happens(double probability) => Unit() < probability;

    /// <summary>One of the items, each as likely as the other.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>The index of a weight, drawn in proportion to the weights.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var left = Unit() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }

        return weights.Length - 1;
    }

    /// <summary>Exponential with mean 1.</summary>
    public double Exponential() => -Elementary.Log(1 - Unit());

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double Normal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }

        while (true)
        {
            var x = 2 * Unit() - 1;
            var y = 2 * Unit() - 1;
            var square = x * x + y * y;
            if (square is >= 1 or < 1e-300) continue;
            var scale = Math.Sqrt(-2 * Elementary.Log(square) / square);
            _spareNormal = y * scale;
            return x * scale;
        }
    }

    /// <summary>Gamma with the given shape and mean 1, by Marsaglia and Tsang (2000).</summary>
    public double Gamma(double shape) => StandardGamma(shape) / shape;

    /// <summary>Beta(a, b).</summary>
    public double Beta(double a, double b)
    {
        var x = StandardGamma(a);
        var y = StandardGamma(b);
        return x + y > 0 ? x / (x + y) : .5;
    }

    /// <summary>Poisson, by counting arrivals; meant for means up to some tens.</summary>
    public int Poisson(double mean)
    {
        var arrivals = 0;
        for (var at = Exponential(); at < mean; at += Exponential()) arrivals++;
        return arrivals;
    }

    /// <summary>The items in random order, by Fisher and Yates.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private double StandardGamma(double shape)
    {
        if (shape < 1) return StandardGamma(shape + 1) * Elementary.Pow(1 - Unit(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Elementary.Log(1 - Unit()) < .5 * x * x + d - d * v + d * Elementary.Log(v)) return d * v;
        }
    }

    private ulong Next()
    {
        var result = ulong.RotateLeft(_a + _d, 23) + _a;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    private static ulong Mix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
