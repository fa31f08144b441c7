using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>An operation that stands on a machine.</summary>
/// <param name="Order">Whose.</param>
/// <param name="Operation">Its place in the order.</param>
/// <param name="Planned">Where and when.</param>
public readonly record struct MachineOperation(OrderHandle Order, int Operation, PlannedOperation Planned);

/// <summary>How full a work center is in a stretch of time, in minutes of its machines together.</summary>
/// <param name="From">First minute of the clock.</param>
/// <param name="Until">The minute after the last.</param>
/// <param name="Open">Minutes in which they are open: the calendar's, times the number of machines.</param>
/// <param name="Busy">Of these, minutes that operations not yet done take, without changeovers.</param>
/// <param name="Stopped">Of these, minutes in which machines stand still and nothing is done.</param>
public readonly record struct LoadBucket(int From, int Until, long Open, long Busy, long Stopped);

/// <summary>What stands at a work center, for lists of what is next, pictures of the plan and of the load.</summary>
public sealed partial class Plan
{
    /// <summary>The most stretches that are told at once.</summary>
    private const int Buckets = 100_000;

    /// <summary>
    /// The operations that are under way or to come at a work center in a window, machine by machine in the order they stand there; what is
    /// done stands on no machine any more. O(machines · log n + answer), and once per plan O(operations).
    /// </summary>
    /// <param name="workCenter">Place of the work center in the shop.</param>
    /// <param name="from">First minute of the clock; an operation that ends by then is left out.</param>
    /// <param name="until">The minute after the last; an operation that starts then or later is left out.</param>
    /// <exception cref="ShopRefusedException">There is no such work center, or the window ends before it begins.</exception>
    public IReadOnlyList<MachineOperation> OrdersAt(int workCenter, int from, int until)
    {
        var center = Window(workCenter, from, until);
        var found = new List<MachineOperation>();
        for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
            OnMachine(Timelines[machine], center.Calendar, from, until, found);
        return found;
    }

    private void OnMachine(Timeline timeline, WorkCalendar calendar, int from, int until, List<MachineOperation> found)
    {
        var (b, at) = timeline.Seek(calendar.ToWork(from));
        for (; b < timeline.Blocks; b++, at = 0)
            for (; at < timeline.Block(b).Count; at++)
            {
                ref var slot = ref timeline.Block(b)[at];
                if (slot.IsStop) continue;
                // What was begun while closed began before its first minute of work.
                if (Math.Min(Placements[slot.Operation].Start, calendar.StartOf(slot.Start)) >= until) return;
                var record = Records[Owners[slot.Operation]]!;
                var i = slot.Operation - record.FirstOperation;
                found.Add(new MachineOperation(record.Handle, i, PlannedOperation.Of(this, record, record.Graph!, i, Pieces(record, i))));
            }
    }

    /// <summary>
    /// How full a work center is, stretch by stretch. O(stretches + machines · log n + operations in the window).
    /// </summary>
    /// <param name="workCenter">Place of the work center in the shop.</param>
    /// <param name="from">First minute of the clock, 0 or later.</param>
    /// <param name="until">The minute after the last, within the horizon.</param>
    /// <param name="bucketMinutes">Minutes of a stretch, 1 or more; the last may be shorter.</param>
    /// <exception cref="ShopRefusedException">There is no such work center, the window is not in the horizon, or there are too many
    /// stretches.</exception>
    public IReadOnlyList<LoadBucket> Load(int workCenter, int from, int until, int bucketMinutes)
    {
        var center = Window(workCenter, from, until);
        if (bucketMinutes < 1 || until > Shop.Horizon || ((long)until - from) / bucketMinutes >= Buckets)
            throw new ShopRefusedException("time", "load",
                $"The load from minute {from} to {until} is asked for every {bucketMinutes} minutes; give 1 or more, a window within the "
                + $"horizon's {Shop.Horizon}, and at most {Buckets} stretches.");
        if (from == until) return [];
        var bounds = new int[(until - from + bucketMinutes - 1) / bucketMinutes + 1];
        for (var k = 0; k < bounds.Length; k++)
            bounds[k] = center.Calendar.ToWork((int)Math.Min(from + (long)k * bucketMinutes, until));
        var (busy, stopped) = (new long[bounds.Length - 1], new long[bounds.Length - 1]);
        for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
            Fill(Timelines[machine], bounds, busy, stopped);
        var load = new LoadBucket[busy.Length];
        for (var k = 0; k < load.Length; k++)
            load[k] = new LoadBucket(from + k * bucketMinutes, (int)Math.Min((long)from + (k + 1L) * bucketMinutes, until),
                (long)(bounds[k + 1] - bounds[k]) * center.Machines, busy[k], stopped[k]);
        return load;
    }

    /// <summary>Adds what stands on a machine to stretches between minutes of work.</summary>
    private static void Fill(Timeline timeline, int[] bounds, long[] busy, long[] stopped)
    {
        var k = 0;
        var (b, at) = timeline.Seek(bounds[0]);
        for (; b < timeline.Blocks; b++, at = 0)
            for (; at < timeline.Block(b).Count; at++)
            {
                ref var slot = ref timeline.Block(b)[at];
                if (slot.Start >= bounds[^1]) return;
                var minutes = slot.IsStop ? stopped : busy;
                while (bounds[k + 1] <= slot.Start) k++;
                for (var part = k; part < minutes.Length && bounds[part] < slot.End; part++)
                    minutes[part] += Math.Min(slot.End, bounds[part + 1]) - Math.Max(slot.Start, bounds[part]);
            }
    }

    private WorkCenter Window(int workCenter, int from, int until)
    {
        var center = Shop.Center(workCenter);
        return from >= 0 && from <= until ? center : throw new ShopRefusedException("time", "window",
            $"The window goes from minute {from} to {until}; give 0 or more, the first not after the last.");
    }

    private static int Pieces(OrderRecord record, int i)
    {
        var graph = record.Graph!;
        Span<int> pieces = graph.Parts <= 64 ? stackalloc int[graph.Parts] : new int[graph.Parts];
        graph.Quantities(record.Made, pieces, out _);
        return pieces[graph.Part[i]];
    }
}
