namespace Troth.Scheduling.JobShop;

/// <summary>The best machine sequences found so far that are not too like one another.</summary>
internal sealed class ElitePool
{
    private readonly Layout layout;
    private readonly int[] rank;

    public ElitePool(Layout layout, int size)
    {
        this.layout = layout;
        rank = new int[layout.Slots];
        Sequences = new int[size][];
        Values = new long[size];
        for (var k = 0; k < size; k++) Sequences[k] = new int[layout.Problem.Operations];
    }

    public int Count { get; private set; }

    public bool Full => Count == Values.Length;

    public int[][] Sequences { get; }

    public long[] Values { get; }

    public void Clear() => Count = 0;

    /// <summary>Takes sequences in, in place of what is worse or of what they nearly are; answers whether it did.</summary>
    public bool Offer(ReadOnlySpan<int> sequences, long value, int near)
    {
        int worst = 0, twin = -1, nearest = int.MaxValue;
        for (var k = 0; k < Count; k++)
        {
            if (Values[k] > Values[worst]) worst = k;
            var distance = Distance(sequences, Sequences[k]);
            if (distance < nearest) (nearest, twin) = (distance, k);
        }

        int place;
        if (twin >= 0 && nearest <= near)
        {
            if (value > Values[twin] || nearest == 0) return false;
            place = twin;
        }
        else if (!Full) place = Count++;
        else if (value < Values[worst]) place = worst;
        else return false;
        sequences.CopyTo(Sequences[place]);
        Values[place] = value;
        return true;
    }

    /// <summary>How many pairs of operations of a machine stand the other way round (Kendall 1938).</summary>
    public int Distance(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var turned = 0;
        for (var m = 0; m < layout.Problem.Machines; m++)
        {
            int begin = layout.Offset[m], end = layout.Offset[m + 1];
            for (var k = begin; k < end; k++) rank[right[k]] = k;
            for (var k = begin + 1; k < end; k++)
            {
                var mine = rank[left[k]];
                for (var l = begin; l < k; l++) turned += rank[left[l]] > mine ? 1 : 0;
            }
        }

        return turned;
    }
}
