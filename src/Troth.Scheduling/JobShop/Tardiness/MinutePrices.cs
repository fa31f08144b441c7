namespace Troth.Scheduling.JobShop.Tardiness;

/// <summary>Prices of a scarce resource's time, step by step, and the bound on tardiness that they prove.</summary>
internal sealed class MinutePrices
{
    private const double Inertia = .9;
    private const double FirstLength = .04;

    private readonly ScarceResource resource;
    private readonly ScarceResource.Item[] items;
    private readonly int horizon;
    private readonly long reach;
    private readonly double[] price;
    private readonly double[] sum;
    private readonly double[] cost;
    private readonly int[] cheapest;
    private readonly int[] load;
    private readonly double[] drift;
    private readonly double[] excess;

    public MinutePrices(ScarceResource resource, ReadOnlySpan<int> start, long reach)
    {
        (this.resource, this.reach, horizon) = (resource, reach, (int)resource.Horizon);
        items = [.. resource.Items];
        var (from, keys) = (start.ToArray(), new (long Duration, long Weight, long Due)[items.Length]);
        price = new double[horizon + 1];
        (drift, excess) = (new double[horizon + 1], new double[horizon + 1]);
        (sum, cost, cheapest, load) = (new double[horizon + 1], new double[horizon + 2], new int[horizon + 2], new int[horizon + 2]);
        Array.Sort(items, (a, b) => (from[a.Operation], a.Operation).CompareTo((from[b.Operation], b.Operation)));
        Begin();
        for (var item = 0; item < items.Length; item++)
            keys[item] = (items[item].Duration, items[item].Weight, items[item].Due);
        Array.Sort(keys, items);
    }

    /// <summary>
    /// What the present prices prove, after which they are moved towards where too much or too little would like to be done.
    /// </summary>
    /// <param name="share">How much of all rounds is over, from 0 to 1: steps become shorter and narrower with it.</param>
    public long Round(double share)
    {
        double bound = resource.Elsewhere;
        for (var time = 1; time <= horizon; time++)
        {
            sum[time] = sum[time - 1] + price[time];
            bound -= resource.Machines * price[time];
        }

        Array.Clear(load);
        for (var from = 0; from < items.Length;)
        {
            var end = from;
            while (end < items.Length && (items[end].Duration, items[end].Weight) == (items[from].Duration, items[from].Weight))
                end++;
            bound += Place(items.AsSpan(from..end));
            from = end;
        }

        Move(bound, Math.Pow(8, -share));
        // Sums of doubles may be off in their last digits: give away a millionth before rounding up to the whole unit that must be reached.
        return Math.Max(resource.Unavoidable, (long)Math.Ceiling(bound - 1e-6 * (Math.Abs(bound) + 1)));
    }

    /// <summary>
    /// Lets operations of one duration and weight each end where price and lateness together are least; answers the sum of those.
    /// </summary>
    private double Place(ReadOnlySpan<ScarceResource.Item> alike)
    {
        var steps = alike[0].Duration / resource.Step;
        var weight = alike[0].Weight;
        var slope = (double)weight * resource.Step;
        var (total, least, at) = (0.0, double.PositiveInfinity, 0);
        // The cheapest end at or after each time if every step costs.
        for (var end = horizon; end >= steps; end--)
        {
            var late = sum[end] - sum[end - steps] + slope * end;
            if (late < least)
                (least, at) = (late, end);
            (cost[end], cheapest[end]) = (least, at);
        }

        (least, at) = (double.PositiveInfinity, 0);
        var timely = steps;
        // By due date, so that the cheapest end in time needs one pass for all of them.
        foreach (var item in alike)
        {
            var latest = (int)Math.Clamp(item.Due >= 0 ? item.Due / resource.Step : -1, -1, horizon);
            for (; timely <= latest; timely++)
            {
                var early = sum[timely] - sum[timely - steps];
                if (early <= least)
                    (least, at) = (early, timely);
            }

            var (chosen, paid) = (at, least);
            var next = Math.Max(latest + 1, steps);
            if (next <= horizon && cost[next] - (double)weight * item.Due is var over && over < paid)
                (chosen, paid) = (cheapest[next], over);
            total += paid;
            load[chosen - steps + 1]++;
            load[chosen + 1]--;
        }

        return total;
    }

    private void Move(double bound, double fineness)
    {
        var here = 0;
        for (var time = 1; time <= horizon; time++)
        {
            here += load[time];
            excess[time] = here - resource.Machines;
        }

        var width = (int)(5 * resource.Longest / resource.Step * fineness);
        Spread(width);
        Spread(width);
        var norm = 0.0;
        for (var time = 1; time <= horizon; time++)
        {
            drift[time] = Inertia * drift[time] + (1 - Inertia) * excess[time];
            norm += drift[time] * drift[time];
        }

        var step = FirstLength * fineness * Math.Max(1, reach - bound) / Math.Max(norm, 1);
        for (var time = 1; time <= horizon; time++)
            price[time] = Math.Max(0, price[time] + step * drift[time]);
    }

    /// <summary>
    /// Operations of one duration all want the same minute: spread over its neighbours, their excess says more about the price.
    /// </summary>
    private void Spread(int width)
    {
        for (var time = 1; time <= horizon; time++)
            sum[time] = sum[time - 1] + excess[time];
        for (var time = 1; time <= horizon; time++)
            excess[time] = (sum[Math.Min(horizon, time + width)] - sum[Math.Max(0, time - width - 1)]) / (2 * width + 1);
    }

    /// <summary>
    /// In a good plan a minute is worth as much as it would save all that is done late after it: it falls by w over each late job's time.
    /// </summary>
    private void Begin()
    {
        var fall = new double[horizon + 1];
        long work = 0;
        foreach (var item in items)
        {
            var (from, end) = (work / resource.Machines / resource.Step, (work + item.Duration) / resource.Machines / resource.Step);
            if ((work + item.Duration) / resource.Machines > item.Due)
                fall.AsSpan((int)from + 1, (int)(end - from)).Fill((double)item.Weight * resource.Step / item.Duration);
            work += item.Duration;
        }

        var above = 0.0;
        for (var time = horizon; time > 0; time--)
        {
            price[time] = (above + fall[time] / 2) * resource.Step;
            above += fall[time];
        }
    }
}
