namespace Troth.Scheduling.JobShop.Tardiness;

/// <summary>Operations to look at again, the one that starts earliest first, each at most once (a binary heap).</summary>
internal sealed class EarliestFirst(int operations)
{
    private readonly long[] heap = new long[operations];
    private readonly bool[] inside = new bool[operations];

    public int Count { get; private set; }

    public bool Has(int operation) => inside[operation];

    public void Add(int operation, int start)
    {
        inside[operation] = true;
        var entry = ((long)start << 32) | (uint)operation;
        var at = Count++;
        while (at > 0 && heap[(at - 1) >> 1] > entry)
        {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }

        heap[at] = entry;
    }

    public int Take()
    {
        var top = (int)heap[0];
        var last = heap[--Count];
        var at = 0;
        while (2 * at + 1 < Count)
        {
            var child = 2 * at + 1;
            if (child + 1 < Count && heap[child + 1] < heap[child])
                child++;
            if (heap[child] >= last)
                break;
            heap[at] = heap[child];
            at = child;
        }

        heap[at] = last;
        inside[top] = false;
        return top;
    }

    public void Clear()
    {
        while (Count > 0)
            inside[(int)heap[--Count]] = false;
    }
}
