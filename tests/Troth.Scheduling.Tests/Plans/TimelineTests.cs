using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Plans;

/// <summary>Against a plain list that is looked through from its start.</summary>
public class TimelineTests
{
    [Fact]
    public void Room_is_found_where_a_list_has_it_whatever_was_put_in_and_taken_out()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var timeline = new Timeline(this, 6000, 0);
            var list = new List<(int Start, int End)>();
            for (var step = 0; step < 3000; step++)
            {
                var (ready, duration) = (random.Next(seed % 2 == 0 ? 6000 : 300), 1 + random.Next(random.Next(8) == 0 ? 200 : 12));
                var start = timeline.Find(ready, duration, out var block, out var at);
                Assert.Equal(First(list, ready, duration, 6000), start);
                if (list.Count > 0 && random.Next(3) == 0)
                {
                    var gone = random.Next(list.Count);
                    var slot = timeline.Remove(list[gone].Start);
                    Assert.Equal(list[gone], (slot.Start, slot.End));
                    list.RemoveAt(gone);
                }
                else if (start >= 0)
                {
                    var slot = new Slot { Start = start, End = start + duration, Operation = step };
                    if (random.Next(2) == 0) timeline.Insert(slot);
                    else timeline.Insert(slot, block, at);
                    list.Add((start, start + duration));
                    list.Sort();
                }
            }
            Assert.True(timeline.Blocks > 3, $"{timeline.Blocks} blocks");
            Assert.Equal(list, All(timeline));
        }
    }

    [Fact]
    public void A_copy_changes_and_what_it_was_copied_from_does_not()
    {
        var timeline = new Timeline(this, 6000, 0);
        for (var i = 0; i < 400; i++) timeline.Insert(new Slot { Start = i * 10, End = i * 10 + 5, Operation = i });
        var before = All(timeline);
        var copy = timeline.CopyFor(new object());
        for (var i = 0; i < 400; i += 3) copy.Remove(i * 10);
        copy.Insert(new Slot { Start = 0, End = 9 });
        Assert.Equal(before, All(timeline));
        Assert.NotEqual(before, All(copy));
    }

    [Fact]
    public void With_changeovers_room_is_the_first_minute_that_leaves_time_for_both()
    {
        var found = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var center = Center(random);
            var floor = random.Next(3) == 0 ? random.Next(60) : 0;
            var timeline = new Timeline(this, 260, random.Next(3));
            for (var i = 0; i < 10; i++)
            {
                if (timeline.Find(random.Next(200), 1 + random.Next(12)) is var free and >= 0 && random.Next(4) == 0)
                    timeline.Insert(new Slot { Start = free, End = free + 1, Operation = -1 });
                var (ready, duration, family) = (floor + random.Next(200), 1 + random.Next(15), random.Next(3));
                var start = timeline.Find(ready, duration, family, center, floor);
                var first = Enumerable.Range(ready, 261).FirstOrDefault(s => Fits(timeline, s, duration, family, center, floor), -1);
                Assert.True(first == start, $"seed {seed}: {first} is the first, found {start}");
                if (start < 0) continue;
                found++;
                timeline.Insert(new Slot { Start = start, End = start + duration, Operation = i, Family = family });
            }
        }
        Assert.True(found > 1000, $"{found} found");
    }

    private static bool Fits(Timeline timeline, int start, int duration, int family, WorkCenter center, int floor)
    {
        var slots = Enumerable.Range(0, timeline.Blocks).SelectMany(b => timeline.Block(b).All.ToArray()).ToList();
        if (start + duration > timeline.Limit || slots.Any(s => s.Start < start + duration && s.End > start)) return false;
        bool Free(int minute) => !slots.Any(s => s.Start <= minute && minute < s.End);
        var before = slots.Where(s => !s.IsStop && s.End <= start).ToList();
        var since = before.Count == 0 ? 0 : before[^1].End;
        var (from, after) = (before.Count == 0 ? timeline.Family
            : before[^1].Family, slots.Where(s => !s.IsStop && s.Start >= start + duration).ToList());
        if (Enumerable.Range(Math.Max(since, floor), Math.Max(0, start - Math.Max(since, floor)))
            .Count(Free) < center.Changeover(from, family)) return false;
        return after.Count == 0 || Enumerable.Range(start + duration, after[0].Start - start - duration)
            .Count(Free) >= center.Changeover(family, after[0].Family);
    }

    private static WorkCenter Center(Random random)
    {
        IReadOnlyList<int> Row(int from) => [.. Enumerable.Range(0, 3).Select(to => from == to ? 0 : random.Next(12))];
        var definition = new ShopDefinition
        {
            Horizon = 260, Calendars = [CalendarDefinition.Always()], Products = [],
            WorkCenters = [new("Paint", 0) { Changeovers = [Row(0), Row(1), Row(2)] }],
        };
        return Shop.Of(definition).Centers[0];
    }

    private static int First(List<(int Start, int End)> list, int ready, int duration, int limit)
    {
        var start = ready;
        foreach (var (from, until) in list)
        {
            if (until <= start) continue;
            if (from - start >= duration) break;
            start = until;
        }
        return start + duration <= limit ? start : -1;
    }

    private static List<(int, int)> All(Timeline timeline) =>
        [.. Enumerable.Range(0, timeline.Blocks).SelectMany(b => timeline.Block(b).All.ToArray()).Select(s => (s.Start, s.End))];
}
