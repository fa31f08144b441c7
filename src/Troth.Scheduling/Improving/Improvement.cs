using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Improving;

/// <summary>
/// Looks for a better plan for as long as it is let: takes a few orders that stand near each other on a machine off it, puts them back in
/// another order of turns, and keeps what is better (large neighbourhood search, Shaw 1998): what <see cref="Repair.PlanScore"/> counts
/// before earliness, then earlier ends, which leave room for what comes; <see cref="Repair.Replanner.JustInTime"/> takes earliness back
/// afterwards. No promise ever gets worse: an order that was in time stays so, a late one ends no later. What is fixed, held or in the
/// frozen zone stays. The same plan, seed and number of rounds give the same result.
/// </summary>
public sealed class Improvement
{
    private const int Most = 8;
    private readonly Placer _placer;
    private readonly Random _random;
    private readonly List<OrderRecord> _chosen = [];
    private readonly List<int> _late = [];
    private Plan _plan;
    private readonly int[] _owner;

    /// <summary>Begins from a plan.</summary>
    /// <param name="plan">From which.</param>
    /// <param name="seed">Of its choices.</param>
    public Improvement(Plan plan, int seed)
    {
        (_plan, _placer, _random) = (plan, new Placer(plan.Shop), new Random(seed));
        _owner = plan.Owners;
        CountLate();
    }

    /// <summary>The best so far.</summary>
    public Plan Plan => _plan;

    /// <summary>How often something better was found.</summary>
    public int Found { get; private set; }

    /// <summary>Goes on for so many rounds, or until told to stop; each round is some microseconds.</summary>
    public Plan Run(int rounds, Func<bool>? stop = null)
    {
        for (var round = 0; round < rounds; round++)
        {
            if ((round & 63) == 0 && stop?.Invoke() == true) break;
            if (!Choose()) continue;
            if (Better() is { } better)
            {
                _plan = better;
                Found++;
                if ((Found & 31) == 0) CountLate();
            }
        }
        return _plan;
    }

    /// <summary>An order that is late or in the red, or any; and those whose operations stand beside one of its operations.</summary>
    private bool Choose()
    {
        _chosen.Clear();
        var place = _late.Count > 0 && _random.Next(8) != 0 ? _late[_random.Next(_late.Count)]
            : _random.Next(Math.Max(1, _plan.Records.Count));
        if (place >= _plan.Records.Count || _plan.Records[place] is not { } first || !MakingRoom.Can(_plan, first)) return false;
        _chosen.Add(first);
        var operation = first.FirstOperation + _random.Next(first.Operations);
        ref readonly var placed = ref _plan.Placements[operation];
        if (placed.Machine < 0) return true;
        var timeline = _plan.Timelines[placed.Machine];
        var (b, at) = timeline.Seek(placed.WorkStart);
        var wanted = 2 + _random.Next(Most - 1);
        // Before it mostly: it is late because they go first.
        for (var back = _random.Next(3); back > 0; back--) (b, at) = Next(timeline, b, at, 1);
        for (var steps = 0; steps < 4 * Most && _chosen.Count < wanted && b >= 0 && b < timeline.Blocks; steps++)
        {
            var slot = timeline.Block(b)[at];
            if (!slot.IsStop && _random.Next(3) != 0 && _plan.Records[_owner[slot.Operation]] is { } record && !_chosen.Contains(record)
                && MakingRoom.Can(_plan, record)) _chosen.Add(record);
            (b, at) = Next(timeline, b, at, -1);
        }
        return true;
    }

    private static (int Block, int At) Next(Timeline timeline, int b, int at, int by)
    {
        at += by;
        if (at < 0) return b == 0 ? (-1, 0) : (b - 1, timeline.Block(b - 1).Count - 1);
        return at < timeline.Block(b).Count ? (b, at) : b + 1 < timeline.Blocks ? (b + 1, 0) : (b, at - 1);
    }

    private Plan? Better()
    {
        var before = Cost(_plan.Placements);
        var draft = new PlanDraft(_plan);
        foreach (var record in _chosen)
        {
            draft.Return(record, r => r.Operation >= 0);
            for (var i = 0; i < record.Operations; i++) draft.Lift(record.FirstOperation + i);
        }
        Shuffle();
        foreach (var record in _chosen)
        {
            draft.For(record);
            var finish = _placer.Place(draft.Timelines, draft.Stock, record.Graph!, record.Made,
                Math.Max(draft.Earliest, record.Terms.NotBefore), draft.Now, draft);
            if (finish < 0 || record.Terms.Promised >= 0 && finish > Math.Max(record.Terms.Promised, _plan.Finish(record))) return null;
            if (record.Graph!.Material.Length > 0)
                draft.Set(record with { Reservations = [.. record.Reservations.Where(r => r.Operation < 0), .. draft.Reserved] });
        }
        var after = Cost(draft.Placements);
        var better = after.Promises.CompareTo(before.Promises);
        if (better == 0) better = Changeovers(draft).CompareTo(0);
        if (better == 0) better = after.Ends.CompareTo(before.Ends);
        return better < 0 ? draft.Freeze() : null;
    }

    /// <summary>Minutes of changeovers more than before, on the machines that changed.</summary>
    private long Changeovers(PlanDraft draft)
    {
        var more = 0L;
        for (var machine = 0; machine < draft.Timelines.Length; machine++)
            if (!ReferenceEquals(draft.Timelines[machine], _plan.Timelines[machine])
                && _plan.Shop.Centers[_plan.Shop.CenterOfMachine[machine]] is { Changeovers: not null } center)
                more += draft.Timelines[machine].ChangeoverMinutes(center) - _plan.Timelines[machine].ChangeoverMinutes(center);
        return more;
    }

    /// <summary>What those chosen cost: others do not move.</summary>
    private ((int Broken, int Red, int Inherited, long Tardiness) Promises, long Ends) Cost(Paged<Placement> placements)
    {
        var (broken, inherited, red, tardiness, ends) = (0, 0, 0, 0L, 0L);
        foreach (var record in _chosen)
        {
            var finish = Plan.FinishOf(record, placements);
            ends += finish;
            if (record.Terms.Promised < 0) continue;
            var buffer = record.Terms.Promised - finish;
            if (buffer < 0)
            {
                if (record.Terms.Inherited) inherited++;
                else broken++;
                tardiness -= (long)buffer * record.Terms.Weight;
            }
            else if (_plan.Shop.Definition.Classes[record.Terms.Class].IsRed(buffer)) red++;
        }
        return ((broken, red, inherited, tardiness), ends);
    }

    /// <summary>Any order of turns, or by due date with the first one put first.</summary>
    private void Shuffle()
    {
        if (_random.Next(2) == 0)
        {
            var first = _chosen[0];
            _chosen.Sort((a, b) => (ReferenceEquals(b, first), a.Terms.Promised, a.Handle.Place)
                .CompareTo((ReferenceEquals(a, first), b.Terms.Promised, b.Handle.Place)));
            return;
        }
        for (var i = _chosen.Count - 1; i > 0; i--)
        {
            var j = _random.Next(i + 1);
            (_chosen[i], _chosen[j]) = (_chosen[j], _chosen[i]);
        }
    }

    private void CountLate()
    {
        _late.Clear();
        for (var place = 0; place < _plan.Records.Count; place++)
            if (_plan.Records[place] is { Terms.Promised: >= 0 } record
                && _plan.Shop.Definition.Classes[record.Terms.Class].IsRed(record.Terms.Promised - _plan.Finish(record))) _late.Add(place);
    }
}
