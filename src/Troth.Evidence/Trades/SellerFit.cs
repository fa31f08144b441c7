namespace Troth.Evidence;

/// <summary>One account as evidence of what sellers reach.</summary>
/// <param name="Seller">Who looks after it: an index from 0.</param>
/// <param name="Field">Its line of business: an index from 0; null: not known.</param>
/// <param name="Share">Bought ÷ could buy, 0 to 1.</param>
public readonly record struct ReachedShare(int Seller, int? Field, double Share);

/// <summary>What a share is expected to be.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Range">Ninety times in a hundred the seller's typical share in such accounts lies within.</param>
/// <param name="Accounts">How many of the seller's own accounts in that line of business it rests on.</param>
public readonly record struct ExpectedShare(double Share, Interval Range, int Accounts);

/// <summary>
/// What share of their potential accounts give, by who looks after them: the line of business, the seller, and the seller in that line, the
/// latter two drawn to nothing as far as chance alone could have made them (one-way random effects fitted by moments, best linear unbiased
/// prediction; Searle, Casella &amp; McCulloch, Variance Components, 1992, ch. 3 and 7). Accounts are not dealt to sellers by chance, so
/// a difference is a reason to talk, not a verdict.
/// </summary>
public sealed class SellerFit
{
    /// <summary>With fewer accounts in all nothing is learnt.</summary>
    public const int LeastAccounts = 30;

    private readonly Effects _fields;
    private readonly Effects _sellers;
    private readonly Effects _pairs;
    private readonly int _lines;
    private readonly double _mean;

    private SellerFit(double mean, Effects fields, Effects sellers, Effects pairs, int lines) =>
        (_mean, _fields, _sellers, _pairs, _lines) = (mean, fields, sellers, pairs, lines);

    /// <summary>How far sellers differ beyond chance: the standard deviation of a seller's own share. 0: no more than chance makes them.</summary>
    public double Spread => Math.Sqrt(_sellers.Between);

    /// <summary>Learns from a company's accounts; null when they are too few. O(accounts).</summary>
    /// <exception cref="ArgumentException">A share outside 0 to 1, or a negative index.</exception>
    public static SellerFit? Learn(IReadOnlyList<ReachedShare> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        foreach (var account in accounts)
        {
            if (!(account.Share >= 0 && account.Share <= 1))
                throw new ArgumentException($"A share of {account.Share} cannot be; give 0 to 1.", nameof(accounts));
            if (account.Seller < 0 || account.Field < 0)
                throw new ArgumentException($"Seller {account.Seller} in field {account.Field}: give indexes from 0.", nameof(accounts));
        }

        if (accounts.Count < LeastAccounts) return null;
        var lines = accounts.Max(a => a.Field ?? 0) + 1;
        var mean = accounts.Average(a => a.Share);
        // Line of business, seller and both together, each on what the ones before leave.
        double[] left = [.. accounts.Select(a => a.Share - mean)];
        var fields = Effects.Of(left, [.. accounts.Select(a => a.Field ?? -1)]);
        TakeAway(left, fields, a => accounts[a].Field ?? -1);
        var sellers = Effects.Of(left, [.. accounts.Select(a => a.Seller)]);
        TakeAway(left, sellers, a => accounts[a].Seller);
        var pairs = Effects.Of(left, [.. accounts.Select(a => Pair(a.Seller, a.Field, lines))]);
        return new SellerFit(mean, fields, sellers, pairs, lines);
    }

    /// <summary>What a seller's accounts of a line of business typically give. A seller or line not seen is taken as typical.</summary>
    public ExpectedShare Expect(int seller, int? field)
    {
        var (line, own, both) = (_fields.Of(field ?? -1), _sellers.Of(seller), _pairs.Of(Pair(seller, field, _lines)));
        var share = _mean + line.Effect + own.Effect + both.Effect;
        var margin = Normal90 * Math.Sqrt(line.Variance + own.Variance + both.Variance);
        return new ExpectedShare(Math.Clamp(share, 0, 1), new Interval(Math.Clamp(share - margin, 0, 1), Math.Clamp(share + margin, 0, 1)), both.Units);
    }

    /// <summary>
    /// What an account would give with another seller: what is typical of that seller in its line, and of what it gives beyond or below
    /// its present seller's typical share the part that goes along. How much does cannot be learnt from who has whom today: both are the caller's assumptions.
    /// </summary>
    /// <param name="account">The account as it is.</param>
    /// <param name="seller">With whom it would be.</param>
    /// <param name="stays">Of what it gives beyond, how much stays when it changes hands, 0 to 1: 1 where it is all the customer's, 0 where all the seller's.</param>
    /// <param name="afresh">Of what it gives less, how much somebody new wins back, 0 to 1.</param>
    public double With(ReachedShare account, int seller, double stays, double afresh)
    {
        if (seller == account.Seller) return account.Share;
        return ShareWith(account.Share, Expect(account.Seller, account.Field).Share, Expect(seller, account.Field).Share, stays, afresh);
    }

    /// <summary>The same from the two typical shares.</summary>
    public static double ShareWith(double share, double typicalNow, double typicalThen, double stays, double afresh) =>
        Math.Clamp(typicalThen + (share >= typicalNow ? stays : 1 - afresh) * (share - typicalNow), 0, 1);

    private const double Normal90 = 1.6448536269514722;

    private static int Pair(int seller, int? field, int lines) => field is { } line ? seller * lines + line : -1;

    private static void TakeAway(double[] left, Effects effects, Func<int, int> groupOf)
    {
        for (var account = 0; account < left.Length; account++) left[account] -= effects.Of(groupOf(account)).Effect;
    }

    /// <summary>Random effects of one grouping.</summary>
    private sealed class Effects
    {
        private readonly Dictionary<int, (double Effect, double Variance, int Units)> _of = [];

        public double Between { get; private init; }

        /// <summary>By moments; group −1 (not known) has none.</summary>
        public static Effects Of(double[] values, int[] groups)
        {
            var sums = new SortedDictionary<int, (double Sum, double Squares, int Count)>();
            for (var i = 0; i < values.Length; i++)
            {
                if (groups[i] < 0) continue;
                var (sum, squares, count) = sums.GetValueOrDefault(groups[i]);
                sums[groups[i]] = (sum + values[i], squares + values[i] * values[i], count + 1);
            }

            var units = sums.Values.Sum(s => s.Count);
            if (sums.Count < 2 || units <= sums.Count) return new Effects();
            var mean = sums.Values.Sum(s => s.Sum) / units;
            var within = sums.Values.Sum(s => s.Squares - s.Sum * s.Sum / s.Count) / (units - sums.Count);
            var among = sums.Values.Sum(s => s.Count * Math.Pow(s.Sum / s.Count - mean, 2)) / (sums.Count - 1);
            var size = (units - sums.Values.Sum(s => (double)s.Count * s.Count) / units) / (sums.Count - 1);
            var between = Math.Max(0, (among - within) / size);
            var effects = new Effects { Between = between };
            foreach (var (group, (sum, _, count)) in sums)
            {
                var weight = between > 0 ? between / (between + within / count) : 0;
                effects._of[group] = (weight * (sum / count - mean), between * (1 - weight), count);
            }

            return effects;
        }

        public (double Effect, double Variance, int Units) Of(int group) => _of.TryGetValue(group, out var found) ? found : (0, Between, 0);
    }
}
