namespace Troth.Scheduling.Simulating;

/// <summary>
/// How far actual finishes lay from planned ones so far, in working-day minutes by the square root of the planned lead time: errors of many
/// operations add like a random walk. Orders still open and later than planned count with what they are late already; leaving them out
/// would learn from the lucky ones.
/// </summary>
public sealed class SlipRecord
{
    private readonly List<double> _sorted = [];

    /// <summary>How many orders have been finished.</summary>
    public int Count => _sorted.Count;

    /// <summary>Adds a finished order. O(orders so far).</summary>
    public void Add(double slip)
    {
        var place = _sorted.BinarySearch(slip);
        _sorted.Insert(place < 0 ? ~place : place, slip);
    }

    /// <summary>
    /// The slip that a share of <paramref name="confidence"/> of the orders did not exceed, rounded up to one that occurred.
    /// </summary>
    /// <param name="confidence">Above 0 and below 1.</param>
    /// <param name="open">Slips so far of open orders that are later than planned; sorted in place.</param>
    public double Quantile(double confidence, List<double> open)
    {
        open.Sort();
        var beyond = (int)((_sorted.Count + open.Count + 1) * (1 - confidence));
        var (a, b) = (_sorted.Count - 1, open.Count - 1);
        for (var i = 1; i < beyond; i++)
        {
            if (b < 0 || (a >= 0 && _sorted[a] >= open[b])) a--;
            else b--;
        }
        return b < 0 || (a >= 0 && _sorted[a] >= open[b]) ? _sorted[a] : open[b];
    }
}
