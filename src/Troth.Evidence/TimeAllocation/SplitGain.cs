namespace Troth.Evidence;

/// <summary>Today's split of time beside another one, in money, with intervals that hold nine times in ten.</summary>
/// <param name="Today">Worth of today's split.</param>
/// <param name="Other">Worth of the other.</param>
/// <param name="TodayRange">Between these today's is worth.</param>
/// <param name="OtherRange">Between these the other is worth.</param>
/// <param name="GainRange">Between these the difference lies; below 0 where the other may be worse.</param>
/// <param name="Doubted">Accounts whose saturation or half effort has an interval: what the ranges come from.</param>
public sealed record SplitGain(double Today, double Other, Interval TodayRange, Interval OtherRange, Interval GainRange, int Doubted)
{
    /// <summary>Draws of a saturation, spread evenly over its distribution.</summary>
    public const int Draws = 100;

    private static readonly double[] Places = [.. Enumerable.Range(0, Draws).Select(i => Normal.Quantile((i + .5) / Draws))];
    private static readonly double NinetyPercent = Normal.TwoSided(.9);

    /// <summary>What the other split is worth more.</summary>
    public double Gain => Other - Today;

    /// <summary>
    /// Both splits stay as they are while the saturations are drawn: who follows a proposal does not learn the true curves first. Estimates
    /// may err all alike or each by itself, and nothing tells which: it is reckoned both ways and the wider end counts on each side. All
    /// alike, each draw is one place in every account's distribution; each by itself, the variances over the draws add up, and the sum is
    /// taken as normal. O(accounts · draws), without chance.
    /// </summary>
    /// <exception cref="ArgumentException">Not one figure of hours for each account, or one that is negative or not finite.</exception>
    public static SplitGain Of(IReadOnlyList<UncertainResponse> accounts, IReadOnlyList<double> today, IReadOnlyList<double> other)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        Check(accounts, today, nameof(today));
        Check(accounts, other, nameof(other));
        Doubt first = new(), second = new(), difference = new();
        double[] now = new double[Draws], then = new double[Draws], gained = new double[Draws];
        for (var i = 0; i < accounts.Count; i++)
        {
            var pair = new Pair(accounts[i], today[i], other[i]);
            // Who gets no time in either is worth the same whatever time would win there.
            var drawn = accounts[i].IsDoubted && (today[i] > 0 || other[i] > 0);
            var likely = pair.At(accounts[i].Saturation, accounts[i].HalfEffort);
            for (var draw = 0; draw < Draws && drawn; draw++)
            {
                (now[draw], then[draw]) = pair.At(accounts[i].At(Places[draw]), accounts[i].HalfAt(Places[draw]));
                gained[draw] = then[draw] - now[draw];
            }

            first.Add(likely.Today, drawn ? now : null);
            second.Add(likely.Other, drawn ? then : null);
            difference.Add(likely.Other - likely.Today, drawn ? gained : null);
        }

        return new SplitGain(first.Value, second.Value, first.Range, second.Range, difference.Range, accounts.Count(a => a.IsDoubted));
    }

    /// <summary>One sum in the making: its likely value, its value at each draw were all alike, and its variance were each by itself.</summary>
    private sealed class Doubt
    {
        private readonly double[] alike = new double[Draws];
        private double mean, variance;

        public double Value { get; private set; }

        public Interval Range
        {
            get
            {
                double[] sorted = [.. alike.Order()];
                // The twentieth lies between two draws: of a hundred, the fifth and sixth at either end.
                double low = (sorted[Draws / 20 - 1] + sorted[Draws / 20]) / 2, high = (sorted[^(Draws / 20)] + sorted[^(Draws / 20 + 1)]) / 2;
                var off = NinetyPercent * Math.Sqrt(variance);
                return new Interval(Math.Min(Value, Math.Min(low, mean - off)), Math.Max(Value, Math.Max(high, mean + off)));
            }
        }

        public void Add(double likely, double[]? drawn)
        {
            Value += likely;
            if (drawn is null)
            {
                mean += likely;
                for (var i = 0; i < Draws; i++) alike[i] += likely;
                return;
            }

            double sum = 0, squares = 0;
            for (var i = 0; i < Draws; i++)
            {
                alike[i] += drawn[i];
                sum += drawn[i];
            }

            foreach (var value in drawn) squares += (value - sum / Draws) * (value - sum / Draws);
            (mean, variance) = (mean + sum / Draws, variance + squares / Draws);
        }
    }

    private static void Check(IReadOnlyList<UncertainResponse> accounts, IReadOnlyList<double> hours, string name)
    {
        ArgumentNullException.ThrowIfNull(hours, name);
        if (hours.Count != accounts.Count) throw new ArgumentException($"There are {accounts.Count} accounts and hours for {hours.Count}; give one for each.", name);
        for (var i = 0; i < hours.Count; i++)
            if (!double.IsFinite(hours[i]) || hours[i] < 0)
                throw new ArgumentException(FormattableString.Invariant($"Account {i + 1} has {hours[i]} hours; give a finite number from 0."), name);
    }

    /// <summary>One account at both splits: powers are taken once, not at each draw.</summary>
    private readonly struct Pair(UncertainResponse account, double today, double other)
    {
        private readonly double zero = account.Zero, first = Math.Pow(today, account.Steepness), second = Math.Pow(other, account.Steepness);
        private readonly double anchor = account.IsAnchored ? Math.Pow(account.Now!.Value.Hours, account.Steepness) / (account.Now.Value.Sales - account.Zero) : 0;
        private readonly double steepness = account.Steepness;
        private readonly double? sales = account.IsAnchored ? account.Now!.Value.Sales : null;

        public (double Today, double Other) At(double saturation, double half)
        {
            var d = sales is { } now ? anchor * (saturation - now) : steepness == 1 ? half : Math.Pow(half, steepness);
            return (At(first, saturation, d), At(second, saturation, d));
        }

        private double At(double effort, double saturation, double d) => effort > 0 ? zero + (saturation - zero) / (1 + d / effort) : zero;
    }
}
