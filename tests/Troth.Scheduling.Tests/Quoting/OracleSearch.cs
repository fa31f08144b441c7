using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Quoting;

/// <summary>All ways to make so many pieces, for the earliest end.</summary>
internal sealed class OracleSearch
{
    public const int MostNodes = 300_000;
    private readonly Oracle _oracle;
    private readonly ShopDefinition _shop;
    private readonly Plan _plan;
    private readonly List<OracleMachine> _machines;
    private readonly int _horizon, _from;
    private readonly List<Step> _steps = [];
    private readonly Dictionary<int, int[]> _levels = [];
    private Spot[] _spots = [];
    private int _best;

    public OracleSearch(Oracle oracle, ShopDefinition shop, Plan plan, List<OracleMachine> machines, int product, int pieces, int from)
    {
        (_oracle, _shop, _plan, _machines, _horizon, _from) = (oracle, shop, plan, machines, shop.Horizon, from);
        var ends = Expand(product, pieces);
        foreach (var end in ends) _steps[end].IsEnd = true;
    }

    private readonly record struct Spot(OracleMachine? Machine, int Start, int End);

    private sealed class Step(OperationDefinition definition, int pieces)
    {
        public OperationDefinition Definition => definition;
        public int Pieces => pieces;
        public List<(int Step, bool Batches)> Before { get; } = [];
        public List<(OracleMachine Machine, int Duration, int Setup)> Places { get; } = [];
        public List<(int Product, int Pieces)> Materials { get; } = [];
        public int[] EarliestEnd { get; set; } = [];
        public bool IsEnd { get; set; }
    }

    /// <summary>The earliest end below a known date; −1 when there is none.</summary>
    public int Run(int below)
    {
        (_best, _spots) = (Math.Min(below, _horizon + 1), new Spot[_steps.Count]);
        var had = _best;
        Place(0);
        return _best < had ? _best : -1;
    }

    /// <summary>
    /// Lays out the operations of a product after those of the parts made for it; answers those that nothing of it comes after.
    /// </summary>
    private List<int> Expand(int product, int pieces)
    {
        var operations = _shop.Products[product].Routing!.Operations;
        var number = Enumerable.Repeat(-1, operations.Count).ToArray();
        while (number.Contains(-1))
            for (var at = 0; at < operations.Count; at++)
            {
                if (number[at] >= 0 || operations[at].After.Any(a => number[a] < 0)) continue;
                var step = new Step(operations[at], pieces);
                foreach (var material in operations[at].Materials)
                {
                    var needed = (pieces * material.Quantity + material.PerPieces - 1) / material.PerPieces;
                    var used = _shop.Products[material.Product];
                    if (used.Routing is not null && used.Stock is null && used.Purchase is null)
                        step.Before.AddRange(Expand(material.Product, needed).Select(e => (e, false)));
                    else step.Materials.Add((material.Product, needed));
                }
                step.Before.AddRange(operations[at].After.Distinct().Select(a =>
                    (number[a], operations[a].TransferBatch > 0 && operations[a].Centers.Count > 0 && operations[at].Centers.Count > 0)));
                foreach (var place in operations[at].Centers)
                    foreach (var machine in _machines.Where(m => m.Center == place.WorkCenter))
                        {
                        var run = (int)Math.Ceiling(100m * pieces * place.RunMinutes / (place.RunPieces * machine.Definition.Efficiency));
                        step.Places.Add((machine, Math.Max(1, place.SetupMinutes + run), place.SetupMinutes));
                    }
                step.EarliestEnd = EarliestEnd(step);
                number[at] = _steps.Count;
                _steps.Add(step);
            }
        return [.. Enumerable.Range(0, operations.Count).Where(at => operations.All(o => !o.After.Contains(at))).Select(at => number[at])];
    }

    /// <summary>
    /// Per minute, the earliest end of an operation that begins then or later, with nothing else of the order in its way.
    /// </summary>
    private int[] EarliestEnd(Step step)
    {
        var end = new int[_horizon + 2];
        Array.Fill(end, int.MaxValue);
        for (var minute = _horizon; minute >= 0; minute--)
        {
            end[minute] = end[minute + 1];
            if (step.Definition.Centers.Count == 0) end[minute] = minute + step.Definition.OutsideLead;
            else if (minute < _horizon)
                foreach (var (machine, duration, _) in step.Places)
                    if (machine.End(minute, duration) is var possible and > 0 && possible < end[minute]) end[minute] = possible;
        }
        return end;
    }

    private void Place(int i)
    {
        if (_oracle.Nodes > MostNodes) return;
        if (i == _steps.Count)
        {
            _best = Math.Min(_best, Bound(i));
            return;
        }
        var step = _steps[i];
        var ready = Ready(i, _spots.AsSpan(0, i));
        if (ready < 0) return;
        if (step.Definition.Centers.Count == 0)
        {
            for (var start = ready; start <= _horizon && Try(i, new Spot(null, start, start + step.Definition.OutsideLead)); start++) { }
            return;
        }
        foreach (var (machine, duration, setup) in step.Places)
            for (var start = ready; start < _horizon; start++)
            {
                var end = machine.End(start, duration);
                if (end < 0 || !Batches(i, machine, start, duration, setup) || !machine.Changes(start, end, step.Definition.Family))
                    continue;
                machine.Put(start, end, step.Definition.Family);
                var go = Try(i, new Spot(machine, start, end));
                machine.Take(start, end);
                if (!go) break;
            }
    }

    /// <summary>Goes on from a spot; false when no later one can be better either.</summary>
    private bool Try(int i, Spot spot)
    {
        _oracle.Nodes++;
        _spots[i] = spot;
        if (Bound(i + 1) >= _best) return false;
        if (Stocked(i + 1)) Place(i + 1);
        return _oracle.Nodes <= MostNodes;
    }

    /// <summary>No placement that begins with these spots ends earlier.</summary>
    private int Bound(int placed)
    {
        Span<Spot> spots = new Spot[_steps.Count];
        _spots.AsSpan(0, placed).CopyTo(spots);
        var finish = 0;
        for (var i = 0; i < _steps.Count; i++)
        {
            if (i >= placed)
            {
                var ready = Ready(i, spots[..i]);
                if (ready < 0 || ready > _horizon || _steps[i].EarliestEnd[ready] == int.MaxValue) return int.MaxValue;
                var end = _steps[i].EarliestEnd[ready];
                foreach (var (before, batches) in _steps[i].Before)
                    if (batches) end = Math.Max(end, spots[before].End + _steps[before].Definition.WaitAfter);
                spots[i] = new Spot(null, ready, end);
            }
            if (spots[i].End > _horizon) return int.MaxValue;
            if (_steps[i].IsEnd) finish = Math.Max(finish, spots[i].End + _steps[i].Definition.WaitAfter);
        }
        return finish;
    }

    /// <summary>
    /// The first minute that operations before it and, by itself, its material allow; of an operation that hands on batches only its start
    /// counts here.
    /// </summary>
    private int Ready(int i, ReadOnlySpan<Spot> spots)
    {
        var ready = _from;
        foreach (var (before, batches) in _steps[i].Before)
            ready = Math.Max(ready, batches ? spots[before].Start : spots[before].End + _steps[before].Definition.WaitAfter);
        foreach (var (product, pieces) in _steps[i].Materials)
        {
            var at = int.MaxValue;
            if (_shop.Products[product].Purchase is { } purchase) at = _plan.Now + purchase.LeadMinutes;
            if (_shop.Products[product].Stock is not null)
            {
                var level = Level(product);
                for (var minute = _horizon; minute >= 0 && level[minute] >= pieces; minute--) at = Math.Min(at, minute);
            }
            if (at == int.MaxValue) return -1;
            ready = Math.Max(ready, at);
        }
        return ready;
    }

    /// <summary>Whether every batch is handed on before it is needed.</summary>
    private bool Batches(int i, OracleMachine machine, int start, int duration, int setup)
    {
        foreach (var (before, batches) in _steps[i].Before)
        {
            if (!batches) continue;
            var (first, spot, pieces) = (_steps[before], _spots[before], _steps[i].Pieces);
            var size = Math.Max(first.Definition.TransferBatch, (pieces + 63) / 64);
            var theirs = first.Places.First(p => p.Machine == spot.Machine);
            for (var from = 0; from < pieces; from += size)
            {
                var to = Math.Min(pieces, from + size);
                // Their minute of work after which the batch is done, and my minute of work in which its first piece begins.
                var (theirSetup, mySetup) = (Math.Min(theirs.Setup, theirs.Duration), Math.Min(setup, duration));
                var done = to == pieces ? spot.End : Clock(spot.Machine!, spot.Start,
                    theirSetup + (int)Math.Ceiling((decimal)(theirs.Duration - theirSetup) * to / pieces));
                var begins = from == 0 ? 0 : mySetup + (int)Math.Floor((decimal)(duration - mySetup) * from / pieces);
                var minutes = 0;
                for (var minute = start; minute < Math.Min(done + first.Definition.WaitAfter, _horizon); minute++)
                    minutes += machine.Open[minute] ? 1 : 0;
                if (minutes > begins) return false;
            }
        }
        return true;
    }

    private static int Clock(OracleMachine machine, int start, int work)
    {
        for (var minute = start; ; minute++)
            if (machine.Open[minute] && --work <= 0) return minute + 1;
    }

    /// <summary>
    /// Whether stock covers what the operations placed so far take from it. What starts when a delivery could be there, can be bought.
    /// </summary>
    private bool Stocked(int placed)
    {
        foreach (var product in _steps.Take(placed).SelectMany(s => s.Materials).Select(m => m.Product).Distinct())
        {
            var bought = _shop.Products[product].Purchase is { } purchase ? _plan.Now + purchase.LeadMinutes : int.MaxValue;
            var taken = new List<(int At, int Pieces)>();
            for (var i = 0; i < placed; i++)
                foreach (var material in _steps[i].Materials)
                    if (material.Product == product && _spots[i].Start < bought) taken.Add((_spots[i].Start, material.Pieces));
            if (taken.Count == 0) continue;
            if (_shop.Products[product].Stock is null) return false;
            var level = Level(product);
            for (var minute = 0; minute <= _horizon; minute++)
                if (taken.Any(t => t.At <= minute) && level[minute] < taken.Where(t => t.At <= minute).Sum(t => t.Pieces)) return false;
        }
        return true;
    }

    private int[] Level(int product) => _levels.TryGetValue(product, out var level) ? level : _levels[product] = _oracle.Level(product);
}
