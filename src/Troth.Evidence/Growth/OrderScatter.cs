namespace Troth.Evidence;

/// <summary>One account's orders by quarter over the two years that growth compares.</summary>
public sealed class EightQuarters
{
    private readonly double[] sums = new double[8], squares = new double[8];

    /// <summary>Net purchases in each quarter, the oldest first.</summary>
    public ReadOnlySpan<double> Sums => sums;

    /// <summary>The sum of the squares of each quarter's orders.</summary>
    public ReadOnlySpan<double> Squares => squares;

    /// <summary>Counts an order; returns are amounts below 0.</summary>
    /// <param name="quarter">0 to 7, the oldest first.</param>
    /// <param name="net">Its amount.</param>
    public void Add(int quarter, double net)
    {
        sums[quarter] += net;
        squares[quarter] += net * net;
    }
}

/// <summary>
/// How far chance moves what accounts of a book buy in a year: the variance of a year's purchases L, whose orders' squares sum to S, is
/// <see cref="Orders"/> · S + <see cref="Quarters"/> · L² / 4. Orders that fall without regard to each other have 1 and 0. Where stock is refilled
/// when it runs low they come more evenly (Chatfield and Goodhardt 1973), where projects bring several at once less so; and where whole quarters
/// are good or bad for an account, the second term grows with all that it buys.
/// </summary>
/// <param name="Orders">What the orders' squares count; 1 by pure chance.</param>
/// <param name="Quarters">The squared coefficient of variation of a quarter that is good or bad as a whole.</param>
/// <param name="Accounts">On how many accounts it rests.</param>
public sealed record OrderScatter(double Orders, double Quarters, int Accounts)
{
    /// <summary>With fewer accounts than this nothing is learnt and orders count as falling by pure chance.</summary>
    public const int LeastAccounts = 30;

    /// <summary>Orders that fall without regard to each other.</summary>
    public static OrderScatter Chance { get; } = new(1, 0, 0);

    /// <summary>
    /// Learns it from accounts that bought in the first and in the last of the eight quarters, so that neither a start nor an end looks like
    /// scatter. Of quarters a₁ … a₈ it takes d = (a₂ − a₃) − (a₆ − a₇): what lasts, what grows alike and what the season does every year
    /// falls out, and d² is the scatter of four quarters. It is divided by their orders' squares and fitted on 1 and on what even quarters
    /// of these years would bring, each account by the inverse of its variance (quasi-likelihood with the variance as the mean squared,
    /// Wedderburn 1974). Drawn to pure chance as if by five accounts more. O(accounts).
    /// </summary>
    public static OrderScatter Learn(IEnumerable<EightQuarters> book)
    {
        ArgumentNullException.ThrowIfNull(book);
        var seen = new List<(double Scatter, double Even)>();
        foreach (var account in book)
        {
            ReadOnlySpan<double> sums = account.Sums, squares = account.Squares;
            var orders = squares[1] + squares[2] + squares[5] + squares[6];
            if (!(sums[0] > 0 && sums[7] > 0 && orders > 0)) continue;
            double d = sums[1] - sums[2] - sums[5] + sums[6];
            double before = (sums[0] + sums[1] + sums[2] + sums[3]) / 4, last = (sums[4] + sums[5] + sums[6] + sums[7]) / 4;
            seen.Add((d * d / orders, 2 * (before * before + last * last) / orders));
        }

        return seen.Count < LeastAccounts ? Chance with { Accounts = seen.Count } : Fit(seen);
    }

    /// <summary>The variance by which chance moves a year's purchases.</summary>
    public double Variance(double purchases, double squares) => Orders * squares + Quarters * purchases * purchases / 4;

    private static OrderScatter Fit(List<(double Scatter, double Even)> seen)
    {
        double orders = 1, quarters = 0;
        for (var round = 0; round < 25; round++)
        {
            double w = 0, x = 0, xx = 0, y = 0, xy = 0;
            foreach (var (scatter, even) in seen)
            {
                var mean = Math.Max(.05, orders + quarters * even);
                var weight = 1 / (mean * mean);
                (w, x, xx, y, xy) = (w + weight, x + weight * even, xx + weight * even * even, y + weight * scatter, xy + weight * scatter * even);
            }

            var spread = w * xx - x * x;
            var slope = spread > 1e-12 * w * xx ? (w * xy - x * y) / spread : 0;
            // Neither can be below nothing; where one would be, the other stands alone.
            quarters = Math.Max(0, slope);
            orders = (y - quarters * x) / w;
            if (orders < .1) (orders, quarters) = (.1, Math.Max(0, (xy - .1 * x) / xx));
        }

        var trust = seen.Count / (seen.Count + 5.0);
        return new OrderScatter(1 + trust * (orders - 1), trust * quarters, seen.Count);
    }
}
