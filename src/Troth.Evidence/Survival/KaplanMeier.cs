namespace Troth.Evidence;

/// <summary>
/// How long waits last when some are still going on (Kaplan and Meier 1958, “Nonparametric estimation from incomplete observations”, JASA
/// 53): the share that lasts longer than t is Π (1 − dᵢ / nᵢ) over the times tᵢ ≤ t at which dᵢ of nᵢ waits ended. A wait lost sight of at
/// the time at which another ends counts as waiting there.
/// Its error is Greenwood's (1926): share² · Σ dᵢ / (nᵢ (nᵢ − dᵢ)). Its interval is even on log(−log share) (Kalbfleisch and Prentice 1980),
/// and so stays between 0 and 1 and is honest for few waits; until something ends, it is 1 to 1.
/// </summary>
public sealed class KaplanMeier
{
    private KaplanMeier(SurvivalStep[] steps, int waits, int ended, double longest, double confidence) =>
        (Steps, Waits, Ended, Longest, Confidence) = (steps, waits, ended, longest, confidence);

    /// <summary>One for each time at which waits ended, ascending.</summary>
    public IReadOnlyList<SurvivalStep> Steps { get; }

    /// <summary>How many waits there were.</summary>
    public int Waits { get; }

    /// <summary>How many of them ended; on so many facts the curve rests.</summary>
    public int Ended { get; }

    /// <summary>The longest that was watched; of later times nothing is known.</summary>
    public double Longest { get; }

    /// <summary>How often the intervals should hold the truth.</summary>
    public double Confidence { get; }

    /// <summary>The curve, in any order of the waits. Null is the answer when there are none. O(n log n).</summary>
    /// <param name="waits">The waits, ended or not.</param>
    /// <param name="confidence">How often the intervals should hold the truth.</param>
    /// <exception cref="ArgumentException">A time below 0 or not finite.</exception>
    public static KaplanMeier? Of(IEnumerable<Wait> waits, double confidence = .95)
    {
        ArgumentNullException.ThrowIfNull(waits);
        var z = Normal.TwoSided(confidence);
        Wait[] sorted = [.. waits.OrderBy(w => w.Time)];
        foreach (var wait in sorted)
            if (!(wait.Time >= 0 && double.IsFinite(wait.Time))) throw new ArgumentException($"{wait.Time} is no time to have waited.", nameof(waits));
        if (sorted.Length == 0) return null;

        var steps = new List<SurvivalStep>();
        double share = 1, greenwood = 0;
        for (var from = 0; from < sorted.Length;)
        {
            int to = from, ended = 0, waiting = sorted.Length - from;
            for (; to < sorted.Length && sorted[to].Time == sorted[from].Time; to++) ended += sorted[to].Ended ? 1 : 0;
            if (ended > 0)
            {
                share *= 1 - (double)ended / waiting;
                greenwood += ended == waiting ? 0 : ended / ((double)waiting * (waiting - ended));
                steps.Add(new SurvivalStep(sorted[from].Time, waiting, ended, share, share * Math.Sqrt(greenwood), Around(share, greenwood, z)));
            }

            from = to;
        }

        return new KaplanMeier([.. steps], sorted.Length, steps.Sum(s => s.Ended), sorted[^1].Time, confidence);
    }

    /// <summary>
    /// The share of waits that last longer than <paramref name="time"/>, and its interval. Null past <see cref="Longest"/> unless all have ended.
    /// </summary>
    public (double Share, Interval Range)? LongerThan(double time)
    {
        int low = 0, high = Steps.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Steps[middle].Time <= time) low = middle + 1;
            else high = middle;
        }

        if (low == 0) return time > Longest ? null : (1, new Interval(1, 1));
        var step = Steps[low - 1];
        return time > Longest && step.Share > 0 ? null : (step.Share, step.Range);
    }

    /// <summary>
    /// The time by which the given share of waits has ended: the first at which no more than the rest still wait, or the middle of the stretch
    /// on which exactly the rest do. Its interval holds all times at which the curve's own interval holds that rest (Brookmeyer and
    /// Crowley 1982, “A confidence interval for the median survival time”, Biometrics 38).
    /// </summary>
    /// <param name="ended">.5 for the median.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share not between 0 and 1.</exception>
    public WaitQuantile Quantile(double ended)
    {
        if (!(ended > 0 && ended < 1)) throw new ArgumentOutOfRangeException(nameof(ended), ended, "Between 0 and 1, both excluded.");
        var rest = 1 - ended;
        return new WaitQuantile(First(s => s.Share, rest), First(s => s.Range.Low, rest), First(s => s.Range.High, rest));
    }

    /// <summary>The time by which half of the waits have ended.</summary>
    public WaitQuantile Median => Quantile(.5);

    /// <summary>
    /// The mean wait, were none watched longer than <paramref name="until"/> (the area under the curve up to there): a mean without such a
    /// bound does not exist while somebody waits. Null when nobody was watched for so long and some still wait.
    /// </summary>
    public double? MeanUntil(double until)
    {
        if (LongerThan(until) is null) return null;
        double area = 0, share = 1, at = 0;
        foreach (var step in Steps)
        {
            if (step.Time >= until) break;
            area += share * (step.Time - at);
            (share, at) = (step.Share, step.Time);
        }

        return area + share * (until - at);
    }

    private double? First(Func<SurvivalStep, double> curve, double rest)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            var share = curve(Steps[i]);
            if (share > rest + 1e-9) continue;
            if (share < rest - 1e-9) return Steps[i].Time;
            // Exactly the rest: on the whole stretch until the next wait ends. After the last, until the longest watched.
            return (Steps[i].Time + (i + 1 < Steps.Count ? Steps[i + 1].Time : Longest)) / 2;
        }

        return null;
    }

    private static Interval Around(double share, double greenwood, double z)
    {
        if (share <= 0) return new Interval(0, 0);
        var log = Math.Log(share);
        var reach = z * Math.Sqrt(greenwood) / Math.Abs(log);
        return new Interval(Math.Pow(share, Math.Exp(reach)), Math.Pow(share, Math.Exp(-reach)));
    }
}
