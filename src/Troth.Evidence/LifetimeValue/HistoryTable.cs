namespace Troth.Evidence;

/// <summary>
/// Histories grouped for fitting: equal ones once with their number, and for each the places of its repeats and its age among the different
/// ones, so that what depends on these alone is computed once.
/// </summary>
internal sealed class HistoryTable
{
    public HistoryTable(IReadOnlyList<BuyingHistory> histories)
    {
        var counts = new Dictionary<BuyingHistory, int>();
        foreach (var history in histories)
        {
            history.Check();
            counts[history] = counts.GetValueOrDefault(history) + 1;
        }

        // Sorted, so that the order in which customers come from a database changes no digit.
        Rows = [.. counts.Keys.OrderBy(h => h.Repeats).ThenBy(h => h.Age).ThenBy(h => h.Last)];
        Weights = [.. Rows.Select(h => (double)counts[h])];
        (Repeats, RepeatsAt) = Distinct(Rows, h => h.Repeats);
        (Ages, AgeAt) = Distinct(Rows, h => h.Age);
        Customers = histories.Count;
    }

    public BuyingHistory[] Rows { get; }
    public double[] Weights { get; }
    public double[] Repeats { get; }
    public int[] RepeatsAt { get; }
    public double[] Ages { get; }
    public int[] AgeAt { get; }
    public int Customers { get; }

    private static (double[] Values, int[] At) Distinct(BuyingHistory[] rows, Func<BuyingHistory, double> of)
    {
        double[] values = [.. rows.Select(of).Distinct().Order()];
        return (values, [.. rows.Select(row => Array.BinarySearch(values, of(row)))]);
    }
}
