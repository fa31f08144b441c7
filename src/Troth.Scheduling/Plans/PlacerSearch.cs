using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>
/// For orders whose own operations compete: branch and bound over the order in which operations are placed and the machine each goes to.
/// </summary>
/// <remarks>
/// Some best schedule comes from placing operations in the order of their starts, each as early as it fits on its machine: of all best
/// schedules on those machines take the one with the least sum of starts. Placed one by one in its order, none starts later than in it
/// (what was placed before is out of the way by then, what was set aside before is what it sets aside before, and taking an operation out
/// never lengthens a changeover), so all start as in it. Hence only orders with starts that never fall are tried: exact, until the limit;
/// then the best found so far. Bound: what is left, each as early as it fits by itself.
/// </remarks>
internal sealed partial class Placer
{
    /// <summary>Operations placed in one search at most: some milliseconds.</summary>
    private const int MostTried = 20_000;

    private readonly List<int> _sequence = [];
    private readonly List<(int Operation, int Machine)> _bestSequence = [];
    private bool[] _isPlaced = [];
    private int[] _leastStart = [], _leastEnd = [];
    private int _best, _tried;

    /// <summary>
    /// Places an order's operations where the order ends first, and takes them; answers that minute, or −1 with the obstacle.
    /// </summary>
    /// <param name="taken">Where the order was entered; nothing of it is placed yet.</param>
    /// <param name="graph">What has to be made.</param>
    /// <param name="quantity">Of the product.</param>
    /// <param name="from">Nothing starts before this minute.</param>
    public int PlaceBest(PlanDraft taken, Graph graph, int quantity, int from)
    {
        if (!graph.Contended) return Place(taken.Timelines, taken.Stock, graph, quantity, from, taken.Now, taken);
        var mark = new Mark(taken, graph, 0, graph.Material.Length);
        var first = Place(taken.Timelines, taken.Stock, graph, quantity, from, taken.Now, taken);
        var (obstacle, at, reached) = (Obstacle, ObstacleAt, Reached);
        if (obstacle is Obstacle.Quantity or Obstacle.Material && IsShort(taken, graph)) return first;
        for (var i = 0; i < reached; i++) taken.TakeBack(i);
        mark.Restore(taken);
        if (_isPlaced.Length < graph.Count)
            (_isPlaced, _leastStart, _leastEnd) = (new bool[graph.Count * 2], new int[graph.Count * 2], new int[graph.Count * 2]);
        Array.Clear(_isPlaced);
        _sequence.Clear();
        _bestSequence.Clear();
        (_best, _tried) = (first < 0 ? shop.Horizon + 1 : first, 0);
        if (Bound(taken, graph, from) < _best) Branch(taken, graph, from, 0, -1);
        if (_bestSequence.Count == 0) return Place(taken.Timelines, taken.Stock, graph, quantity, from, taken.Now, taken);
        Begin(graph, quantity);
        foreach (var (operation, machine) in _bestSequence)
            PlaceNext(taken.Timelines, taken.Stock, graph, operation, from, taken.Now, taken, machine);
        Reached = graph.Count;
        return _best;
    }

    private void Branch(PlanDraft taken, Graph graph, int from, int lastStart, int last)
    {
        if (_sequence.Count == graph.Count)
        {
            var finish = Finish(graph);
            if (finish >= _best) return;
            _best = finish;
            _bestSequence.Clear();
            foreach (var i in _sequence) _bestSequence.Add((i, _placed[i].Machine));
            return;
        }
        var choices = new List<(int End, int Operation, int Machine)>();
        for (var i = 0; i < graph.Count; i++)
            if (!_isPlaced[i] && IsReady(graph, i)) Choices(taken, graph, from, i, choices);
        choices.Sort();
        foreach (var (_, i, machine) in choices)
        {
            if (++_tried > MostTried) return;
            var mark = new Mark(taken, graph, graph.MaterialsFrom[i], graph.MaterialsFrom[i + 1]);
            if (PlaceNext(taken.Timelines, taken.Stock, graph, i, from, taken.Now, taken, machine))
            {
                var start = _placed[i].Start;
                if (start > lastStart || start == lastStart && i > last)
                {
                    _isPlaced[i] = true;
                    _sequence.Add(i);
                    if (Bound(taken, graph, from) < _best) Branch(taken, graph, from, start, i);
                    _sequence.RemoveAt(_sequence.Count - 1);
                    _isPlaced[i] = false;
                }
                // What was tried deeper has written over it: the placement is read from the draft.
                taken.TakeBack(i);
            }
            mark.Restore(taken);
        }
    }

    private bool IsReady(Graph graph, int i)
    {
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
            if (!_isPlaced[graph.Before[k]]) return false;
        return true;
    }

    private void Choices(PlanDraft taken, Graph graph, int from, int i, List<(int End, int Operation, int Machine)> choices)
    {
        if (graph.CentersFrom[i] == graph.CentersFrom[i + 1]) choices.Add((0, i, -1));
        for (var at = graph.CentersFrom[i]; at < graph.CentersFrom[i + 1]; at++)
        {
            var center = shop.Centers[graph.Center[at]];
            var hasEmpty = false;
            for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
            {
                // Of identical machines with nothing on them one is enough.
                if (taken.Timelines[machine].IsEmpty && hasEmpty) continue;
                hasEmpty |= taken.Timelines[machine].IsEmpty;
                if (PlaceNext(taken.Timelines, taken.Stock, graph, i, from, taken.Now, null, machine))
                    choices.Add((_placed[i].End, i, machine));
            }
        }
    }

    private int Finish(Graph graph)
    {
        var finish = 0;
        for (var i = 0; i < graph.Count; i++)
            if (graph.IsLast[i]) finish = Math.Max(finish, _placed[i].End + graph.WaitAfter[i]);
        return finish;
    }

    /// <summary>No schedule that goes on from here ends earlier. Writes where what is left would stand by itself.</summary>
    private int Bound(PlanDraft taken, Graph graph, int from)
    {
        var finish = 0;
        for (var i = 0; i < graph.Count; i++)
        {
            if (_isPlaced[i]) (_leastStart[i], _leastEnd[i]) = (_placed[i].Start, _placed[i].End);
            else if (!Least(taken, graph, i, from)) return int.MaxValue;
            if (graph.IsLast[i]) finish = Math.Max(finish, _leastEnd[i] + graph.WaitAfter[i]);
        }
        return finish;
    }

    private bool Least(PlanDraft taken, Graph graph, int i, int from)
    {
        var (ready, end) = (from, 0);
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
        {
            var before = graph.Before[k];
            if (!Overlaps(graph, before, i)) ready = Math.Max(ready, _leastEnd[before] + graph.WaitAfter[before]);
            else (ready, end) = (Math.Max(ready, _leastStart[before] + 1), Math.Max(end, _leastEnd[before] + graph.WaitAfter[before]));
        }
        for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
        {
            var at = MaterialFrom(taken.Stock, graph.Material[m], MaterialPieces(graph, m, i), taken.Now);
            if (at < 0) return false;
            ready = Math.Max(ready, at);
        }
        if (ready > shop.Horizon || end > shop.Horizon) return false;
        (_leastStart[i], _leastEnd[i]) = (ready, ready + graph.OutsideLead[i]);
        if (graph.CentersFrom[i] == graph.CentersFrom[i + 1]) return true;
        var best = int.MaxValue;
        for (var at = graph.CentersFrom[i]; at < graph.CentersFrom[i + 1]; at++)
        {
            var center = shop.Centers[graph.Center[at]];
            var duration = graph.Duration(at, _pieces[graph.Part[i]], center.Definition.Efficiency);
            if (duration > center.Calendar.Total) continue;
            for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
            {
                var start = center.Changeovers is null
                    ? taken.Timelines[machine].Find(center.Calendar.ToWork(ready), (int)duration)
                    : taken.Timelines[machine].Find(center.Calendar.ToWork(ready), (int)duration, graph.Family[i], center,
                        center.Calendar.ToWork(taken.Now));
                if (start >= 0) best = Math.Min(best, center.Calendar.EndOf(start + (int)duration));
            }
        }
        _leastEnd[i] = Math.Max(best, end);
        return best <= shop.Horizon;
    }

    /// <summary>Whether a material is never there in the quantity that one operation alone needs: no order of placing helps.</summary>
    private bool IsShort(PlanDraft taken, Graph graph) => Obstacle == Obstacle.Quantity || taken.Stock[ObstacleAt] is null;

    /// <summary>What of some materials was set aside at one moment of the search, to go back to.</summary>
    private readonly struct Mark
    {
        private readonly int[] _materials;
        private readonly StockLevel?[] _levels;
        private readonly int _reserved;

        public Mark(PlanDraft draft, Graph graph, int from, int to)
        {
            (_reserved, _materials) = (draft.ReservedCount, graph.Material);
            From = from;
            _levels = from == to ? [] : new StockLevel?[to - from];
            for (var m = from; m < to; m++) _levels[m - from] = draft.Stock[graph.Material[m]];
        }

        private int From { get; }

        public void Restore(PlanDraft draft)
        {
            for (var m = 0; m < _levels.Length; m++) draft.Stock[_materials[From + m]] = _levels[m];
            draft.ReservedCount = _reserved;
        }
    }
}
