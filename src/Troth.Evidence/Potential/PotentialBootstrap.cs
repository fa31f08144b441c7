using System.Numerics;

namespace Troth.Evidence;

/// <summary>
/// The Bayesian bootstrap (Rubin 1981): each replicate lets every buyer count by an exponential weight and asks everything again. The
/// weights, the whole book's quantile and the linear fits are made once and serve all accounts.
/// </summary>
internal sealed class PotentialBootstrap
{
    private readonly PotentialModel model;
    private readonly int replicates;
    private readonly float[] weights; // buyer after buyer, so that one peer's replicates lie together
    private readonly Opinion[] opinions; // whose turn each replicate is
    private readonly double[] whole;
    private readonly double[][] lines, footings;
    private readonly (double Height, double Lean)[] lacks;
    private readonly float[] totals;
    private readonly double[] results;

    public PotentialBootstrap(PotentialModel model, CancellationToken cancellation)
    {
        this.model = model;
        replicates = model.Settings.Replicates;
        weights = new float[model.Sample.Count * replicates];
        (whole, totals, results) = (new double[replicates], new float[replicates], new double[replicates]);
        var random = new Random(model.Settings.Seed + 1);
        for (var i = 0; i < weights.Length; i++) weights[i] = (float)-Math.Log(1 - random.NextDouble());

        opinions = new Opinion[replicates];
        lines = new double[model.LinearShare > 0 ? replicates : 0][];
        footings = new double[replicates][];
        lacks = new (double, double)[replicates];
        double passed = 0;
        var turn = 0;
        for (var r = 0; r < replicates; r++)
        {
            cancellation.ThrowIfCancellationRequested();
            while (turn < model.Opinions.Count - 1 && r >= (passed + model.Opinions[turn].Share) * replicates)
                passed += model.Opinions[turn++].Share;
            var peers = (opinions[r] = model.Opinions[turn]).Peers;
            double Weight(int buyer) => weights[buyer * replicates + r];

            whole[r] = WeightedQuantile.Of(peers.Field.Levels, [.. peers.Members.Select(Weight)], model.Settings.Quantile);
            if (lines.Length > 0) lines[r] = model.Linear!.Fit([.. Enumerable.Range(0, model.Linear.Count).Select(Weight)]);
            lacks[r] = model.Lacks.Fit([.. Enumerable.Range(0, model.Lacks.Count).Select(Weight)]);
            if (peers.Footing is null) continue;
            // Only how the footing leans matters here; a footing higher for all is made good by levels lower for all.
            footings[r] = peers.Footing.Fit([.. peers.Fitted.Select(Weight)]);
            for (var j = 0; j < footings[r].Length; j++) footings[r][j] -= peers.Footing.Coefficients[j];
        }
    }

    /// <summary>The interval around the log estimate of the place last searched. O(peers · replicates).</summary>
    /// <param name="place">The place.</param>
    /// <param name="estimate">The log estimate there.</param>
    public Interval Range(float[] place, double estimate)
    {
        Array.Clear(totals);
        var columns = lines.Length > 0 ? model.Linear!.Row(place) : [];
        for (var from = 0; from < replicates;)
        {
            var opinion = opinions[from];
            var to = from;
            while (to < replicates && opinions[to] == opinion) to++;
            Total(opinion, from, to);
            var away = opinion.Peers.Footing is null ? [] : AwayFromPeers(opinion, place);
            var footing = opinion.Peers.FootingOf(place);
            for (var r = from; r < to; r++)
            {
                var byPeers = footing + opinion.Rule.Draw(Quantile(opinion, r), opinion.Search.Worth, whole[r]);
                for (var j = 0; j < away.Length; j++) byPeers += away[j] * footings[r][j];
                results[r] = model.Finish(byPeers, lines.Length > 0 ? model.Linear!.Estimate(columns, lines[r]) : 0, lacks[r]);
            }

            from = to;
        }

        Array.Sort(results);
        var tail = (1 - model.Settings.Confidence) / 2;
        return new Interval(Widen(estimate, At(tail)), Widen(estimate, At(1 - tail)));
    }

    // The replicates search among fixed peers, so they know nothing of the error that averaging over near ones brings, nor of the
    // company's being one of many that might have been. Measured on simulated books of 30 to 6,000 buyers, this makes it good.
    private double Widen(double estimate, double end) =>
        model.Within(estimate + 1.2 * (1 + 20.0 / model.Sample.Count) * (end - estimate));

    private void Total(Opinion opinion, int from, int to)
    {
        int[] members = opinion.Peers.Members;
        ReadOnlySpan<int> peers = opinion.Search.Peers;
        ReadOnlySpan<double> closeness = opinion.Search.Closeness;
        var sums = totals.AsSpan(from, to - from);
        for (var p = 0; p < peers.Length; p++)
        {
            var row = weights.AsSpan(members[peers[p]] * replicates + from, sums.Length);
            var factor = (float)closeness[p];
            var factors = new Vector<float>(factor);
            var r = 0;
            for (; r <= sums.Length - Vector<float>.Count; r += Vector<float>.Count)
                (new Vector<float>(sums[r..]) + factors * new Vector<float>(row[r..])).CopyTo(sums[r..]);
            for (; r < sums.Length; r++) sums[r] += factor * row[r];
        }
    }

    // How far the account's columns lie from the middle of its peers': the lever by which a doubtful footing moves the estimate.
    private static double[] AwayFromPeers(Opinion opinion, float[] place)
    {
        var (peers, search) = (opinion.Peers, opinion.Search);
        var away = peers.Footing!.Row(place);
        var mean = new double[away.Length];
        var total = 0.0;
        for (var p = 0; p < search.Count; p++)
        {
            var row = peers.FootingRow(search.Peers[p]);
            var closeness = search.Closeness[p];
            total += closeness;
            for (var j = 0; j < row.Length; j++) mean[j] += closeness * row[j];
        }

        for (var j = 0; j < away.Length; j++) away[j] -= mean[j] / total;
        return away;
    }

    // As WeightedQuantile.Of, but on weights that lie across: from the largest spend down to a tenth of the whole weight.
    private double Quantile(Opinion opinion, int replicate)
    {
        int[] members = opinion.Peers.Members;
        ReadOnlySpan<int> peers = opinion.Search.Peers;
        ReadOnlySpan<double> closeness = opinion.Search.Closeness, levels = opinion.Search.Levels;
        var wanted = (1 - model.Settings.Quantile) * totals[replicate];
        double above = 0, upperMiddle = 0;
        var upper = -1;
        for (var p = peers.Length - 1; p >= 0; p--)
        {
            var weight = closeness[p] * weights[members[peers[p]] * replicates + replicate];
            if (weight == 0) continue;
            var middle = above + weight / 2;
            if (middle >= wanted)
            {
                if (upper < 0) return levels[p];
                return levels[upper] + (wanted - upperMiddle) / (middle - upperMiddle) * (levels[p] - levels[upper]);
            }

            (upper, upperMiddle) = (p, middle);
            above += weight;
        }

        return levels[Math.Max(0, upper)];
    }

    private double At(double share)
    {
        var rank = share * (results.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, results.Length - 1);
        return results[below] + (rank - below) * (results[above] - results[below]);
    }
}
