using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

internal sealed partial class Placer
{
    /// <summary>The same for one operation after the other, which most routings are: reads a few lines of memory for each.</summary>
    private int PlaceChain(Timeline[] timelines, ChainStep[] chain, int quantity, int from, int now, PlanDraft? taken)
    {
        Fit(chain.Length, 1);
        (Obstacle, Reached, _pieces[0]) = (Obstacle.None, 0, quantity);
        var ready = from;
        for (var i = 0; i < chain.Length; i++)
        {
            Reached = i;
            ref readonly var step = ref chain[i];
            ref readonly var center = ref shop.CenterFacts[step.Center];
            var calendar = center.Calendar;
            var minutes = Graph.Duration(step, quantity, center.Efficiency);
            if (minutes > calendar.Total || ready > shop.Horizon) return Failed(Obstacle.Horizon, i);
            var (duration, at) = ((int)minutes, calendar.ToWork(ready));
            var (machine, start, end, block, place) = (-1, 0, int.MaxValue, 0, 0);
            for (var tried = center.First; tried < center.Last; tried++)
            {
                var found = center.HasChangeovers
                    ? FindChangingOver(timelines[tried], at, duration, step, now, out var b, out var p)
                    : timelines[tried].Find(at, duration, out b, out p);
                if (found >= 0 && found + duration < end) (machine, start, end, block, place) = (tried, found, found + duration, b, p);
            }
            if (machine < 0) return Failed(Obstacle.Horizon, i);
            ref var placed = ref _placed[i];
            placed = new Placement { Machine = machine, WorkStart = start, WorkEnd = end, Start = calendar.StartOf(start),
                End = calendar.EndOf(end) };
            _wait[i] = placed.Start - (start == at ? placed.Start : Math.Max(ready, calendar.StartOf(at)));
            _materialWait[i] = 0;
            taken?.Take(i, placed, step.Family, block, place);
            ready = placed.End + step.WaitAfter;
        }
        Reached = chain.Length;
        return ready <= shop.Horizon ? ready : Failed(Obstacle.Horizon, chain.Length - 1);
    }

    private int FindChangingOver(Timeline timeline, int ready, int duration, in ChainStep step, int now, out int block, out int at)
    {
        var center = shop.Centers[step.Center];
        var start = timeline.Find(ready, duration, step.Family, center, center.Calendar.ToWork(now));
        (block, at) = timeline.Seek(start);
        return start;
    }
}
