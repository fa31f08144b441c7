namespace Troth.Evidence;

/// <summary>The tables from each account's minimum on, no longer than there are steps to give: one array, one start for each.</summary>
internal sealed class FreeSteps
{
    private readonly double[] values;
    private readonly int[] starts;

    public FreeSteps(IReadOnlyList<AccountReturn> accounts, int steps)
    {
        starts = new int[accounts.Count + 1];
        for (var i = 0; i < accounts.Count; i++)
            starts[i + 1] = checked(starts[i] + Math.Min(accounts[i].End - accounts[i].Least, steps) + 1);
        values = new double[starts[^1]];
        AllConcave = true;
        for (var i = 0; i < accounts.Count; i++)
        {
            var from = starts[i];
            accounts[i].Table.Slice(accounts[i].Least, starts[i + 1] - from).CopyTo(values.AsSpan(from));
            for (var at = from + 2; at < starts[i + 1] && AllConcave; at++) AllConcave = values[at] - values[at - 1] <= values[at - 1] - values[at - 2];
        }
    }

    public int Count => starts.Length - 1;

    /// <summary>No step of any account adds more than the one before it.</summary>
    public bool AllConcave { get; }

    public ReadOnlySpan<double> this[int account] => values.AsSpan(starts[account]..starts[account + 1]);
}
