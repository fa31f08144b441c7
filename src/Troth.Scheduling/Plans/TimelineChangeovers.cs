using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

internal sealed partial class Timeline
{
    /// <summary>Minutes of changing over between all that stands here.</summary>
    public long ChangeoverMinutes(WorkCenter center)
    {
        var (minutes, family) = (0L, Family);
        for (var b = 0; b < _count; b++)
            foreach (ref var slot in _blocks[b].All)
                if (!slot.IsStop) (minutes, family) = (minutes + center.Changeover(family, slot.Family), slot.Family);
        return minutes;
    }

    /// <summary>
    /// The earliest start of a duration where families matter: between the operation before and this one there must be free time for the
    /// changeover (it pauses during stops), and between this one and the operation after, which stays where it is, for the other.
    /// </summary>
    /// <param name="ready">Not before this minute of work.</param>
    /// <param name="duration">Minutes of work.</param>
    /// <param name="family">What it changes over to.</param>
    /// <param name="center">Whose changeovers.</param>
    /// <param name="floor">Free time before this minute is past: no changeover can be done in it any more.</param>
    public int Find(int ready, int duration, int family, WorkCenter center, int floor)
    {
        var (b, i) = Seek(ready);
        var (before, free, previous) = Before(b, i, floor);
        while (b < _count)
        {
            ref var next = ref _blocks[b][i];
            var start = Earliest(previous, ready, free, center.Changeover(before, family), floor);
            if (next.Start - start >= duration && RoomAfter(b, i, start + duration, family, center)) return start;
            if (next.IsStop) free += Math.Max(0, next.Start - Math.Max(previous, floor));
            else (before, free) = (next.Family, 0);
            previous = next.End;
            if (++i < _blocks[b].Count) continue;
            (b, i) = (b + 1, 0);
            if (b >= _count) break;
            var roomy = BlockWithRoom(b, duration);
            if (roomy == b) continue;
            // Nothing in between has room; what stands before the next block that has is looked up there.
            b = roomy < 0 ? _count : roomy;
            (before, free, previous) = Before(b, 0, floor);
        }
        var last = Earliest(previous, ready, free, center.Changeover(before, family), floor);
        return last <= Limit - duration ? last : -1;
    }

    private static int Earliest(int previous, int ready, int free, int changeover, int floor) =>
        Math.Max(ready, changeover > free ? Math.Max(previous, floor) + changeover - free : previous);

    /// <summary>
    /// What stands before a place: the family of the operation, the free time since it that stops leave, the end of what is directly
    /// before.
    /// </summary>
    private (int Family, int Free, int End) Before(int b, int i, int floor)
    {
        var (free, end, from) = (0, -1, -1);
        while (true)
        {
            if (i == 0)
            {
                if (b == 0) return (Family, free + (from < 0 ? 0 : Math.Max(0, from - floor)), Math.Max(end, 0));
                i = _blocks[--b].Count;
            }
            ref var slot = ref _blocks[b][--i];
            if (end < 0) end = slot.End;
            if (from >= 0) free += Math.Max(0, from - Math.Max(slot.End, floor));
            if (!slot.IsStop) return (slot.Family, free, end);
            from = slot.Start;
        }
    }

    private bool RoomAfter(int b, int i, int end, int family, WorkCenter center)
    {
        var free = 0;
        for (; b < _count; b++, i = 0)
            for (; i < _blocks[b].Count; i++)
            {
                ref var slot = ref _blocks[b][i];
                free += slot.Start - end;
                if (!slot.IsStop) return free >= center.Changeover(family, slot.Family);
                end = slot.End;
            }
        return true;
    }
}
