namespace Troth.Scheduling.Simulating;

/// <summary>What is kept of one run: its measured orders in ten stretches of equal length, by arrival.</summary>
internal sealed record RunFigures(int[] OnTime, long QuotedMinutes, long RealisedMinutes, int PromisesMoved)
{
    public const int Stretches = 10;

    public static RunFigures Of(FloorRun run)
    {
        var (floor, book) = (run.Floor, run.Floor.Book);
        var onTime = new int[Stretches];
        var (quoted, realised) = (0L, 0L);
        for (var i = 0; i < OrderBook.Measured; i++)
        {
            var order = OrderBook.WarmUp + i;
            if (floor.CompletedAt[order] <= floor.Promised[order]) onTime[i / (OrderBook.Measured / Stretches)]++;
            quoted += floor.Promised[order] - book.Arrival[order];
            realised += floor.CompletedAt[order] - book.Arrival[order];
        }
        return new(onTime, quoted, realised, run.PromisesMoved);
    }

    public static PolicyRow Row(double load, string policy, IReadOnlyList<RunFigures> runs)
    {
        var orders = OrderBook.Measured * runs.Count;
        int[] clusters = runs.Count == 1 ? runs[0].OnTime : [.. runs.Select(r => r.OnTime.Sum())];
        var (low, high) = OnTimeInterval.Of(clusters, orders / clusters.Length);
        return new(load, policy, (double)clusters.Sum() / orders, low, high,
            (double)runs.Sum(r => r.QuotedMinutes) / orders / WorkWeek.Day,
            (double)runs.Sum(r => r.RealisedMinutes) / orders / WorkWeek.Day, runs.Sum(r => r.PromisesMoved), orders);
    }
}
