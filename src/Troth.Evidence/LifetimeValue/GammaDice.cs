namespace Troth.Evidence;

/// <summary>Gamma variables from a seed, the same on every machine (Marsaglia &amp; Tsang, ACM TOMS 26(3), 2000; bits by SplitMix64).</summary>
internal sealed class GammaDice(ulong seed)
{
    private ulong _state = seed;
    private double _spare = double.NaN;

    /// <summary>A gamma variable with this shape and scale 1.</summary>
    public double Next(double shape)
    {
        if (shape < 1) return Next(shape + 1) * Math.Pow(Unit(), 1 / shape);
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var z = Normal();
            var v = 1 + c * z;
            if (v <= 0) continue;
            v *= v * v;
            if (Math.Log(Unit()) < .5 * z * z + d - d * v + d * Math.Log(v)) return d * v;
        }
    }

    // Never 0: logarithms are taken of it.
    private double Unit()
    {
        var bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return (((bits ^ (bits >> 31)) >> 11) + .5) / (1UL << 53);
    }

    private double Normal()
    {
        if (!double.IsNaN(_spare)) return (_spare, _spare = double.NaN).Item1;
        double radius = Math.Sqrt(-2 * Math.Log(Unit())), angle = 2 * Math.PI * Unit();
        _spare = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }
}
