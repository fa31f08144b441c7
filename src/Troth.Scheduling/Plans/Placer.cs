using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Plans;

/// <summary>Why something could not be placed.</summary>
internal enum Obstacle
{
    None,

    /// <summary>The horizon ends before there is room at a work center.</summary>
    Horizon,

    /// <summary>A material is never there in this quantity and is not bought.</summary>
    Material,

    /// <summary>A part or a material is needed in a quantity that is more than can be planned.</summary>
    Quantity,
}

/// <summary>
/// Places the operations of one order into what is free, in the order of their graph, each where it ends earliest. Nothing that is planned
/// moves. Keeps its arrays between uses, so that placing allocates nothing; one thread at a time.
/// </summary>
/// <remarks>
/// For graphs in which no two operations compete for a machine, ending each operation as early as possible ends the order as early as
/// possible: room for a duration never comes earlier for being ready later. Formula of the overlap of transfer batches: batch k may begin
/// when the operation before has finished it, so start ≥ max over k of (end of batch k before) − (own time of the batches before k).
/// </remarks>
internal sealed partial class Placer(Shop shop)
{
    private const int Batches = 64;
    private Placement[] _placed = new Placement[16];
    private int[] _wait = new int[16];
    private int[] _materialWait = new int[16];
    private int[] _pieces = new int[16];

    /// <summary>Where on its machine's timeline the operation placed last stands.</summary>
    private int _block, _at;

    /// <summary>Per operation, where it was put.</summary>
    public ReadOnlySpan<Placement> Placed => _placed;

    /// <summary>Per operation, minutes it waits for its machine after everything it needs is there.</summary>
    public ReadOnlySpan<int> Wait => _wait;

    /// <summary>Per operation, minutes it waits for material after the operations before it.</summary>
    public ReadOnlySpan<int> MaterialWait => _materialWait;

    public Obstacle Obstacle { get; private set; }

    /// <summary>
    /// The operation, or for <see cref="Obstacle.Material"/> the product, or for <see cref="Obstacle.Quantity"/> the product, at which it
    /// failed.
    /// </summary>
    public int ObstacleAt { get; private set; }

    /// <summary>How many operations were placed before it failed.</summary>
    public int Reached { get; private set; }

    /// <summary>
    /// Places an order's operations; answers the minute at which the last is done and has waited, or −1 with the obstacle.
    /// </summary>
    /// <param name="timelines">Of all machines.</param>
    /// <param name="stock">Of all products; null where none is kept.</param>
    /// <param name="graph">What has to be made.</param>
    /// <param name="quantity">Of the product.</param>
    /// <param name="from">Nothing starts before this minute.</param>
    /// <param name="now">Bought material is ordered at this minute.</param>
    /// <param name="taken">
    /// Told of each operation as it is placed, when the order's own operations must see each other; what it keeps stays where it stands.
    /// Null otherwise.
    /// </param>
    public int Place(Timeline[] timelines, StockLevel?[] stock, Graph graph, int quantity, int from, int now, PlanDraft? taken = null)
    {
        if (graph.Chain is { } chain && taken is not { KeepsSome: true }) return PlaceChain(timelines, chain, quantity, from, now, taken);
        if (!Begin(graph, quantity)) return -1;
        var finish = 0;
        for (var i = 0; i < graph.Count; i++)
        {
            Reached = i;
            if (taken is { KeepsSome: true } && taken.KeepsAt(i))
            {
                (_placed[i], _wait[i], _materialWait[i]) = (taken.At(i), 0, 0);
                if (graph.IsLast[i]) finish = Math.Max(finish, _placed[i].End + graph.WaitAfter[i]);
                continue;
            }
            if (!PlaceNext(timelines, stock, graph, i, from, now, taken)) return -1;
            if (graph.IsLast[i]) finish = Math.Max(finish, _placed[i].End + graph.WaitAfter[i]);
        }
        Reached = graph.Count;
        return finish <= shop.Horizon ? finish : Failed(Obstacle.Horizon, graph.Count - 1);
    }

    private void Fit(int operations, int parts)
    {
        if (_placed.Length < operations)
            (_placed, _wait, _materialWait) = (new Placement[operations * 2], new int[operations * 2], new int[operations * 2]);
        if (_pieces.Length < parts) _pieces = new int[parts * 2];
    }

    private bool Begin(Graph graph, int quantity)
    {
        Fit(graph.Count, graph.Parts);
        (Obstacle, Reached) = (Obstacle.None, 0);
        if (graph.Quantities(quantity, _pieces, out var tooMany)) return true;
        Failed(Obstacle.Quantity, tooMany);
        return false;
    }

    /// <summary>Places operation i, given those before it; on one machine where that is said.</summary>
    private bool PlaceNext(Timeline[] timelines, StockLevel?[] stock, Graph graph, int i, int from, int now, PlanDraft? taken,
        int only = -1)
    {
        var ready = from;
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
        {
            var before = graph.Before[k];
            if (!Overlaps(graph, before, i)) ready = Math.Max(ready, _placed[before].End + graph.WaitAfter[before]);
        }
        var material = ready;
        for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
        {
            var at = MaterialFrom(stock, graph.Material[m], MaterialPieces(graph, m, i), now);
            if (at < 0) return Failed(Obstacle.Material, graph.Material[m]) >= 0;
            material = Math.Max(material, at);
            taken?.Reserve(graph.Material[m], MaterialPieces(graph, m, i), i, now);
        }
        _materialWait[i] = material - ready;
        if (!PlaceOne(timelines, graph, i, material, now, only)) return Failed(Obstacle.Horizon, i) >= 0;
        taken?.Take(i, _placed[i], graph.Family[i], _block, _at);
        return true;
    }

    /// <summary>Pieces of the m-th material that operation i needs.</summary>
    public int MaterialPieces(Graph graph, int m, int i) =>
        (int)Graph.RoundedUp(_pieces[graph.Part[i]], graph.MaterialQuantity[m], graph.MaterialPer[m]);

    /// <summary>
    /// When so many pieces of a material are there; −1 for never. From stock and, for what is lacking, from the supplier.
    /// </summary>
    public int MaterialFrom(StockLevel?[] stock, int product, int pieces, int now)
    {
        var at = stock[product]?.FreeFrom(pieces, now) ?? -1;
        if (shop.Products[product].Definition.Purchase is not { } purchase) return at;
        var bought = now + purchase.LeadMinutes;
        return at >= 0 && at <= bought ? at : bought;
    }

    public static bool Overlaps(Graph graph, int before, int i) =>
        graph.TransferBatch[before] > 0 && graph.Part[before] == graph.Part[i]
        && graph.CentersFrom[before] < graph.CentersFrom[before + 1] && graph.CentersFrom[i] < graph.CentersFrom[i + 1];

    private int Failed(Obstacle obstacle, int at)
    {
        (Obstacle, ObstacleAt) = (obstacle, at);
        return -1;
    }

    private bool PlaceOne(Timeline[] timelines, Graph graph, int i, int ready, int floor, int only)
    {
        ref var placed = ref _placed[i];
        placed = new Placement { Machine = -1, Start = ready, End = ready };
        if (graph.CentersFrom[i] == graph.CentersFrom[i + 1])
        {
            _wait[i] = 0;
            if (graph.OutsideLead[i] > shop.Horizon - ready) return false;
            placed.End = ready + graph.OutsideLead[i];
            return true;
        }
        var (best, first) = (int.MaxValue, ready);
        var pieces = _pieces[graph.Part[i]];
        for (var at = graph.CentersFrom[i]; at < graph.CentersFrom[i + 1]; at++)
        {
            var center = shop.Centers[graph.Center[at]];
            var longDuration = graph.Duration(at, pieces, center.Definition.Efficiency);
            var calendar = center.Calendar;
            if (longDuration > calendar.Total) continue;
            var duration = (int)longDuration;
            var from = Math.Max(calendar.ToWork(ready), FromBatches(graph, i, at, calendar, duration));
            for (var machine = center.FirstMachine; machine < center.FirstMachine + center.Machines; machine++)
            {
                if (only >= 0 && machine != only) continue;
                int start, b, place;
                if (center.Changeovers is null) start = timelines[machine].Find(from, duration, out b, out place);
                else
                {
                    start = timelines[machine].Find(from, duration, graph.Family[i], center, calendar.ToWork(floor));
                    (b, place) = timelines[machine].Seek(start);
                }
                if (start < 0) continue;
                var end = calendar.EndOf(start + duration);
                if (end >= best) continue;
                (best, first, _block, _at) = (end, calendar.StartOf(from), b, place);
                (placed.Machine, placed.WorkStart, placed.WorkEnd, placed.End) = (machine, start, start + duration, end);
            }
        }
        if (best == int.MaxValue) return false;
        placed.Start = shop.Centers[shop.CenterOfMachine[placed.Machine]].Calendar.StartOf(placed.WorkStart);
        _wait[i] = placed.Start - Math.Max(ready, first);
        return true;
    }

    /// <summary>The earliest minute of work that operations which hand on batches allow; 0 when there are none.</summary>
    private int FromBatches(Graph graph, int i, int at, WorkCalendar calendar, int duration)
    {
        var earliest = 0;
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
        {
            var before = graph.Before[k];
            if (Overlaps(graph, before, i))
                earliest = Math.Max(earliest, FromBatches(shop, graph, before, _placed[before], at, _pieces[graph.Part[i]], calendar,
                    duration));
        }
        return earliest;
    }

    /// <summary>
    /// The earliest minute of work at which an operation may start at one of its centers, given where the one that hands on batches stands.
    /// </summary>
    public static int FromBatches(Shop shop, Graph graph, int before, in Placement placed, int at, int pieces, WorkCalendar calendar,
        int duration)
    {
        var batch = Math.Max(graph.TransferBatch[before], (pieces + Batches - 1) / Batches);
        var batches = (pieces + batch - 1) / batch;
        var theirs = placed.Machine < 0 ? null : shop.Centers[shop.CenterOfMachine[placed.Machine]].Calendar;
        var (setupBefore, runBefore) = SetupAndRun(shop, graph, before, placed);
        var setup = Math.Min(graph.Setup[at], duration);
        var run = duration - setup;
        var earliest = 0;
        for (var k = 1; k <= batches; k++)
        {
            var done = Math.Min((long)k * batch, pieces);
            var handed = theirs is null || k == batches ? placed.End
                : theirs.EndOf(Math.Max(1, placed.WorkStart + setupBefore + (int)Graph.RoundedUp(runBefore, done, pieces)));
            var own = k == 1 ? 0 : setup + (int)((long)run * (k - 1) * batch / pieces);
            earliest = Math.Max(earliest, calendar.ToWork(Math.Min(handed + graph.WaitAfter[before], shop.Horizon)) - own);
        }
        return earliest;
    }

    private static (int Setup, int Run) SetupAndRun(Shop shop, Graph graph, int i, in Placement placed)
    {
        var whole = placed.WorkEnd - placed.WorkStart;
        var center = placed.Machine < 0 ? -1 : shop.CenterOfMachine[placed.Machine];
        var at = graph.CentersFrom[i];
        while (at < graph.CentersFrom[i + 1] && graph.Center[at] != center) at++;
        var setup = at == graph.CentersFrom[i + 1] ? 0 : Math.Min(graph.Setup[at], whole);
        return (setup, whole - setup);
    }
}
