using System.Numerics;

namespace Troth.Evidence;

/// <summary>
/// Finds the nearest buyers of a place and weighs them. One instance is working memory for one thread: each search overwrites the last.
/// </summary>
internal sealed class Neighbourhood(PeerField field, float[] weights, int nearest)
{
    private const int Stride = 16;
    private readonly float[] distances = field.NewDistances(), near = new float[field.Count], order = new float[field.Count];
    private readonly int[] candidates = new int[field.Count], peers = new int[2 * nearest];
    private readonly double[] closeness = new double[2 * nearest], levels = new double[2 * nearest];
    private float reach;

    public int Count { get; private set; }

    /// <summary>Positions in the field, ascending, so their levels are too.</summary>
    public ReadOnlySpan<int> Peers => peers.AsSpan(0, Count);

    /// <summary>1 for a peer that is the same in all that counts, .1 for the farthest.</summary>
    public ReadOnlySpan<double> Closeness => closeness.AsSpan(0, Count);

    /// <summary>The levels of the peers, ascending.</summary>
    public ReadOnlySpan<double> Levels => levels.AsSpan(0, Count);

    /// <summary>How many equally close peers would say as much (Kish): what the estimate is worth.</summary>
    public double Worth { get; private set; }

    /// <summary>Searches; the account itself, when it is in the field, is no peer of its own.</summary>
    /// <param name="place">Around where.</param>
    /// <param name="self">Its own position in the field, or −1.</param>
    public void Search(float[] place, int self)
    {
        field.Measure(place, weights, distances);
        if (self >= 0) distances[self] = float.PositiveInfinity;
        var wanted = Math.Min(nearest, field.Count - (self >= 0 ? 1 : 0));
        var found = Gather(wanted);
        near.AsSpan(0, found).CopyTo(order);
        reach = QuickSelect.Rank(order.AsSpan(0, found), wanted - 1);
        int closer = 0, ties = 0;
        for (var c = 0; c < found; c++)
        {
            if (near[c] < reach) closer++;
            else if (near[c] == reach) ties++;
        }

        // Many may be exactly as far as the last. As many of them are taken as there is room for, spread evenly over their levels.
        var room = Math.Min(ties, peers.Length - closer);
        double sum = 0, squares = 0;
        Count = 0;
        long tie = 0;
        for (var c = 0; c < found; c++)
        {
            var distance = near[c];
            if (distance > reach) continue;
            if (distance == reach)
            {
                var before = tie++ * room / ties;
                if (tie * room / ties == before) continue;
            }

            var weight = reach > 0 ? 1 - .9 * (distance / reach) : 1;
            peers[Count] = candidates[c];
            closeness[Count] = weight;
            levels[Count++] = field.Levels[candidates[c]];
            sum += weight;
            squares += weight * weight;
        }

        Worth = squares > 0 ? sum * sum / squares : 0;
    }

    /// <summary>The quantile of the peers' levels, each counting by its closeness.</summary>
    public double Quantile(double quantile) => WeightedQuantile.Of(Levels, Closeness, quantile);

    /// <summary>Buyers no farther than the given squared distance, by the last search.</summary>
    public int Within(float squared)
    {
        var count = 0;
        for (var i = 0; i < field.Count; i++) if (distances[i] <= squared) count++;
        return count;
    }

    /// <summary>The squared distance of the k-th nearest by the last search; k at most the number of peers.</summary>
    public float Kth(int k)
    {
        for (var p = 0; p < Count; p++) order[p] = distances[peers[p]];
        return QuickSelect.Rank(order.AsSpan(0, Count), k - 1);
    }

    // Collects at least the wanted number of nearest. Every sixteenth distance tells about how far to look, so that most of a large
    // field is passed over a vector at a time; when the guess was too near, everything is collected.
    private int Gather(int wanted)
    {
        if (field.Count >= 64 * Stride)
        {
            var sampled = 0;
            for (var i = 0; i < field.Count; i += Stride) order[sampled++] = distances[i];
            var found = Closer(QuickSelect.Rank(order.AsSpan(0, sampled), Math.Min(sampled - 1, wanted * 3 / (2 * Stride) + 6)));
            if (found >= wanted) return found;
        }

        return Closer(float.MaxValue);
    }

    private int Closer(float limit)
    {
        var found = 0;
        var limits = new Vector<float>(limit);
        for (var i = 0; i < field.Count; i += Vector<float>.Count)
        {
            if (!Vector.LessThanOrEqualAny(new Vector<float>(distances, i), limits)) continue;
            for (var j = i; j < Math.Min(i + Vector<float>.Count, field.Count); j++)
            {
                if (distances[j] > limit) continue;
                near[found] = distances[j];
                candidates[found++] = j;
            }
        }

        return found;
    }
}
