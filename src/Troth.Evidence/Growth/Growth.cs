using MathNet.Numerics.Distributions;

namespace Troth.Evidence;

/// <summary>Growth of accounts beside their peers.</summary>
public static class Growth
{
    /// <summary>With fewer accounts than this a group has no typical growth.</summary>
    public const int LeastPeers = 15;

    /// <summary>Narrowest band: about ten per cent up or down a year is never more than "with peers".</summary>
    public const double LeastBand = .05;

    /// <summary>How often the intervals should hold the truth.</summary>
    public const double Confidence = .9;

    /// <summary>Widest band: nine times, or a ninth of, what a steady peer buys always says something, and so do a first year and a lost one.</summary>
    public const double MostBand = .8;

    /// <summary>
    /// Symmetric growth (last − previous) / (last + previous): −1 lost, 0 the same, 1 new; doubling is 1/3 and halving −1/3. Unlike a
    /// ratio it cannot explode on small bases. Null without purchases in either year.
    /// </summary>
    public static double? Of(double last, double previous)
    {
        double now = Math.Max(0, last), then = Math.Max(0, previous), larger = Math.Max(now, then);
        // Scaled first: the sum of two large numbers may not be finite.
        return larger > 0 ? (now / larger - then / larger) / (now / larger + then / larger) : null;
    }

    /// <summary>
    /// Each account beside its peer group, or beside the whole book when the group has fewer than <see cref="LeastPeers"/> accounts
    /// with purchases. Where the orders' squares are known the band is 1.645 standard errors of the account's own growth, were each of its
    /// orders as likely in one year as in the other: chance alone leaves it once in ten times. Else it is the peers' spread. It is never
    /// narrower than <see cref="LeastBand"/> nor wider than <see cref="MostBand"/>.
    /// The account's own interval is that of the share s of the last year in both years' purchases, as growth 2s − 1: Jeffreys', from the .05 to
    /// the .95 quantile of Beta(n · s + ½, n · (1 − s) + ½), and to the very end where all lies in one year (Brown, Cai and DasGupta 2001,
    /// “Interval estimation for a binomial proportion”, Statistical Science 16). With so few orders that all in one year are no news (half of ½ⁿ, the
    /// mid-P of Lancaster 1961, is .05 or more) it holds no growth too. n is as many equal orders as would be moved as much by chance: (Σx)² over the variance
    /// by <see cref="OrderScatter"/>, which by pure chance is (Σx)² / Σx² (Kish 1965, “Survey sampling”; so used by Korn and Graubard
    /// 1998, Survey Methodology 24). On average over accounts it holds the truth as often as it says, with few orders too; 1.645 standard
    /// errors do not: three orders all lie in one year by chance once in four times.
    /// The peers' interval asks nothing of the shape of their growth (Woodruff 1952, “Confidence intervals for medians and other position
    /// measures”, JASA 47): the weight below the true median is half of all, give or take ½ √(Σw²) / Σw by the sign test, so its ends
    /// are the weighted quantiles at ½ ± 1.645 · ½ √(Σw²) / Σw. With equal weights these are the sign test's order statistics.
    /// In the order given; O(n log n).
    /// </summary>
    /// <param name="book">One row an account.</param>
    /// <param name="scatter">How far chance moves purchases in this book; null for orders that fall by pure chance.</param>
    /// <exception cref="ArgumentException">A figure that is not a finite number.</exception>
    public static IReadOnlyList<AccountGrowth> AgainstPeers(IReadOnlyList<PurchaseChange> book, OrderScatter? scatter = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        scatter ??= OrderScatter.Chance;
        foreach (var change in book)
            if (!double.IsFinite(change.Last) || !double.IsFinite(change.Previous)
                || !(change.LastSquares is null or >= 0 and < double.PositiveInfinity)
                || !(change.PreviousSquares is null or >= 0 and < double.PositiveInfinity))
                throw new ArgumentException($"Account {change.Id} has purchases or squares that are not finite, or squares below 0.", nameof(book));

        PurchaseChange[] known = [.. book.Where(c => Of(c.Last, c.Previous) is not null)];
        var whole = Typical(known, null);
        var groups = known.Where(c => !string.IsNullOrWhiteSpace(c.PeerGroup))
            .GroupBy(c => c.PeerGroup!.Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => Typical([.. g], g.Key), StringComparer.OrdinalIgnoreCase);
        return [.. book.Select(change =>
        {
            var group = string.IsNullOrWhiteSpace(change.PeerGroup) ? null : groups.GetValueOrDefault(change.PeerGroup.Trim());
            var peers = group ?? whole;
            if (Of(change.Last, change.Previous) is not { } own)
                return new AccountGrowth(change.Id, GrowthStanding.Unknown, null, null, peers);
            var chance = Error(change) * 1.645;
            var range = Range(change, own, scatter);
            if (peers is null) return new AccountGrowth(change.Id, GrowthStanding.Unknown, own, null, null, range);
            var band = Math.Clamp(chance ?? peers.Spread, LeastBand, MostBand);
            var standing = own > peers.Typical + band ? GrowthStanding.Outgrowing
                : own < peers.Typical - band ? GrowthStanding.Shrinking
                : GrowthStanding.WithPeers;
            return new AccountGrowth(change.Id, standing, own, band, peers, range);
        })];
    }

    // Each order adds or subtracts its amount with even chances: the variance of the difference is the sum of the squares. Unlike the
    // error by the delta method this holds for few orders: two orders and none are no certain growth.
    private static double? Error(PurchaseChange change)
    {
        if (change is not { LastSquares: { } lastSquares, PreviousSquares: { } previousSquares }) return null;
        double a = Math.Max(0, change.Last), b = Math.Max(0, change.Previous), larger = Math.Max(a, b);
        return Math.Sqrt(lastSquares / larger / larger + previousSquares / larger / larger) / (a / larger + b / larger);
    }

    private static Interval? Range(PurchaseChange change, double own, OrderScatter scatter)
    {
        if (change is not { LastSquares: { } lastSquares, PreviousSquares: { } previousSquares }) return null;
        double a = Math.Max(0, change.Last), b = Math.Max(0, change.Previous), larger = Math.Max(a, b);
        var variance = scatter.Variance(a / larger, lastSquares / larger / larger) + scatter.Variance(b / larger, previousSquares / larger / larger);
        var sum = a / larger + b / larger;
        // Purchases without squares cannot be, and more than a million orders tell nothing more.
        var orders = variance > 1e-6 * sum * sum ? sum * sum / variance : 1e6;
        double now = orders * (1 + own) / 2, then = orders - now;
        const double Tail = (1 - Confidence) / 2;
        var low = now > 0 ? Beta.InvCDF(now + .5, then + .5, Tail) : 0;
        var high = then > 0 ? Beta.InvCDF(now + .5, then + .5, 1 - Tail) : 1;
        // Few orders that all lie in one year may be chance: three of three are so once in eight times.
        if (Math.Pow(.5, orders) / 2 >= Tail) (low, high) = (Math.Min(low, .5), Math.Max(high, .5));
        return new Interval(Math.Min(own, 2 * low - 1), Math.Max(own, 2 * high - 1));
    }

    private static PeerGrowth? Typical(PurchaseChange[] accounts, string? group)
    {
        if (accounts.Length < LeastPeers) return null;
        (double Growth, double Weight)[] weighted = [.. accounts.Select(c => (Of(c.Last, c.Previous)!.Value, Weight(c.Last, c.Previous)))];
        var typical = Median(weighted); // which sorts them
        var deviation = Median([.. weighted.Select(w => (Math.Abs(w.Growth - typical), w.Weight))]);
        return new PeerGrowth(typical, 1.4826 * deviation, accounts.Length, group, AroundMedian(weighted));
    }

    private static Interval AroundMedian((double Value, double Weight)[] weighted)
    {
        double sum = 0, squares = 0;
        foreach (var (_, weight) in weighted) (sum, squares) = (sum + weight, squares + weight * weight);
        var off = Math.Min(.5, 1.645 * .5 * Math.Sqrt(squares) / sum);
        double[] values = [.. weighted.Select(w => w.Value)], weights = [.. weighted.Select(w => w.Weight)];
        return new Interval(WeightedQuantile.Of(values, weights, .5 - off), WeightedQuantile.Of(values, weights, .5 + off));
    }

    // The root: a large account's growth is less noisy than a small one's, but it must not be the market by itself.
    internal static double Weight(double last, double previous) =>
        Math.Sqrt(Math.Max(0, last) / 2 + Math.Max(0, previous) / 2);

    private static double Median((double Value, double Weight)[] weighted)
    {
        Array.Sort(weighted);
        return WeightedQuantile.Of([.. weighted.Select(w => w.Value)], [.. weighted.Select(w => w.Weight)], .5);
    }
}
