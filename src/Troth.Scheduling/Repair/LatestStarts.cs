using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>
/// The latest minute at which each operation may start for its order to be in time, were its machine free: backward from the promise less
/// the shipping buffer, through waits and calendars. The order of these is the order in which work is urgent.
/// </summary>
internal sealed class LatestStarts(PlanDraft draft, int[] recordOf)
{
    /// <summary>Keys to place by: what is in the frozen zone by its start, then the others by urgency; each after all before it.</summary>
    public int[] Keys(int frozen)
    {
        var keys = new int[recordOf.Length];
        var horizon = draft.Shop.Horizon;
        var latest = new int[Shops.Limits.Operations];
        for (var place = 0; place < draft.Records.Count; place++)
        {
            if (draft.Records[place] is not { Graph: { } graph } record) continue;
            var due = record.Terms.Promised >= 0 ? record.Terms.Promised : record.Terms.Requested >= 0 ? record.Terms.Requested : horizon;
            due -= draft.Shop.Definition.Classes[record.Terms.Class].ShippingBuffer;
            latest.AsSpan(0, graph.Count).Fill(due);
            for (var i = graph.Count - 1; i >= 0; i--)
            {
                ref readonly var placed = ref draft.Placements[record.FirstOperation + i];
                var start = latest[i] - (graph.IsLast[i] ? graph.WaitAfter[i] : 0);
                if (placed.Machine >= 0)
                {
                    var calendar = draft.Shop.Centers[draft.Shop.CenterOfMachine[placed.Machine]].Calendar;
                    var work = calendar.ToWork(Math.Max(start, 0)) - (placed.WorkEnd - placed.WorkStart);
                    start = work < 0 ? start - (placed.WorkEnd - placed.WorkStart)
                        : Math.Min(start, calendar.StartOf(Math.Min(work, calendar.Total - 1)));
                }
                else start -= graph.OutsideLead[i];
                for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
                    latest[graph.Before[k]] = Math.Min(latest[graph.Before[k]], start - graph.WaitAfter[graph.Before[k]]);
                // Inherited promises displace nobody: they come after all others.
                var key = Math.Max(frozen, start) + (record.Terms.Inherited ? horizon : 0);
                keys[record.FirstOperation + i] = placed.Start < frozen ? placed.Start : key;
            }
            // Told work whose work before has lost its place comes after that all the same.
            for (var i = 0; i < graph.Count; i++)
                for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
                {
                    ref var key = ref keys[record.FirstOperation + i];
                    key = Math.Max(key, keys[record.FirstOperation + graph.Before[k]]);
                }
        }
        return keys;
    }
}
