namespace Troth.Evidence;

/// <summary>
/// What a customer's orders may come to, as equally likely sums: how many orders by their chances in even steps, what they bring drawn from
/// the customer's own gamma-gamma. The same arguments give the same sums.
/// </summary>
internal sealed class ValueDraws
{
    private const int Draws = 400;
    private readonly double[] _sums;

    private ValueDraws(double[] sums) => _sums = sums;

    public static ValueDraws Of(CountChances chances, GammaGamma money, OrderValue value, ulong seed)
    {
        var dice = new GammaDice(seed);
        double shape = money.P * value.Orders + money.Q, scale = money.V + (value.Orders == 0 ? 0 : value.Orders * value.Mean);
        var sums = new double[Draws];
        var (count, upTo) = (0, chances.Of(0));
        for (var i = 0; i < Draws; i++)
        {
            while (upTo < (i + .5) / Draws && count < chances.Length - 1) upTo += chances.Of(++count);
            // A sum of n gamma(p, ν) is gamma(pn, ν); ν itself is gamma(q + px, v + x·z̄).
            if (count > 0) sums[i] = dice.Next(money.P * count) * scale / dice.Next(shape);
        }

        Array.Sort(sums);
        return new ValueDraws(sums);
    }

    /// <summary>The sum that so much of the chance lies below.</summary>
    public double Quantile(double share)
    {
        var at = Math.Clamp(share * Draws - .5, 0, Draws - 1);
        var below = (int)at;
        return below == Draws - 1 ? _sums[below] : _sums[below] + (at - below) * (_sums[below + 1] - _sums[below]);
    }

    /// <summary>How far out a sum lies: the chance of less and half that of as much.</summary>
    public double Place(double sum)
    {
        int below = 0, same = 0;
        foreach (var drawn in _sums)
            if (drawn < sum) below++;
            else if (drawn == sum) same++;
        return (below + .5 * same) / Draws;
    }
}
