using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Explaining;

/// <summary>
/// Why an order ends when it ends: followed back from its end to now, each link the one thing that, had it been shorter, would have let it
/// end earlier (the critical chain). Where operations before take turns at being last, the last counts.
/// </summary>
public sealed class Explanation
{
    private readonly Plan _plan;
    private readonly OrderRecord _record;
    private readonly List<Cause> _causes = [];

    private Explanation(Plan plan, OrderRecord record) => (_plan, _record) = (plan, record);

    /// <summary>
    /// The links, first in time first: the first begins now, each further one where the one before ends, and the last ends with the order.
    /// Empty when all of it is there already.
    /// </summary>
    public IReadOnlyList<Cause> Causes => _causes;

    /// <summary>
    /// The link that takes longest without being the order's own work; its longest work where nothing else holds it up; null when it is
    /// there already.
    /// </summary>
    public Cause? Deciding => _causes.Where(c => c.Kind is CauseKind.Full or CauseKind.Closed or CauseKind.Stopped or CauseKind.Changeover
            or CauseKind.Material or CauseKind.Wait or CauseKind.Outside or CauseKind.NoRoom)
        .MaxBy(c => c.Until - c.From) ?? _causes.MaxBy(c => c.Until - c.From);

    /// <summary>
    /// Explains an order; null when it is not in the plan. O(operations × machines × log n), and once per plan O(operations of the plan).
    /// </summary>
    public static Explanation? Of(Plan plan, OrderHandle order)
    {
        if (plan.Record(order) is not { } record) return null;
        var explanation = new Explanation(plan, record);
        explanation.Follow();
        explanation._causes.Reverse();
        return explanation;
    }

    /// <summary>
    /// Explains the earliest date of a quote: what would hold the order up, were it placed. The second call, after the quote itself. Where
    /// no date can be given, the link of <see cref="CauseKind.NoRoom"/> says what is missing.
    /// </summary>
    /// <exception cref="ShopRefusedException">The request is out of range.</exception>
    public static Explanation OfQuote(Plan plan, in QuoteRequest request)
    {
        RequestCheck.Check(plan.Shop, plan, request);
        var terms = new OrderTerms(plan.Shop.Definition.Products[request.Product].Name, request.Product, request.Quantity)
        {
            Class = request.Class, NotBefore = request.NotBefore,
        };
        var (placed, order, _) = Entry.Place(plan, terms, request.Quantity, -1);
        return Of(placed, order)!;
    }

    private void Follow()
    {
        var finish = _plan.Finish(_record);
        foreach (var reservation in _record.Reservations)
            if (reservation.Operation < 0 && reservation.At == finish)
            {
                Pieces(reservation, finish);
                return;
            }
        for (var i = 0; _record.Graph is { } graph && i < graph.Count; i++)
            if (graph.IsLast[i] && Placed(i).End + graph.WaitAfter[i] == finish)
            {
                Add(CauseKind.Wait, i, new("", Before: i), Placed(i).End, finish);
                Back(i);
                return;
            }
        Add(CauseKind.NotBefore, -1, new(""), _plan.Now, finish);
    }

    /// <summary>Pieces of the product itself: they come, or were there and the order did not want them yet.</summary>
    private void Pieces(in Reservation reservation, int finish)
    {
        var what = Pieces(reservation.Product, reservation.Quantity);
        if (finish > _plan.Shop.Horizon) Add(CauseKind.NoRoom, -1, what, _plan.Now, finish);
        else if (finish == _record.Terms.NotBefore) Add(CauseKind.NotBefore, -1, new(""), _plan.Now, finish);
        else
        {
            var there = Math.Max(_plan.Now, There(reservation));
            Add(CauseKind.HeldBack, -1, what, there, finish);
            Add(CauseKind.Material, -1, what, _plan.Now, there);
        }
    }

    private void Back(int i)
    {
        var graph = _record.Graph!;
        var isWorkTold = false;
        while (true)
        {
            var placed = Placed(i);
            if (placed.Start > _plan.Shop.Horizon)
            {
                NoRoom(i, placed.Start);
                return;
            }
            if (!isWorkTold) Work(i, placed);
            isWorkTold = false;
            if (placed.Start <= _plan.Now) return;
            var ready = Ready(i, placed);
            if (placed.Start > ready.At)
                foreach (var cause in MachineWait.Of(_plan, _record, i, placed, ready.At))
                    Add(cause.Kind, i, Center(i), cause.From, cause.Until, cause.Behind);
            switch (ready.Kind)
            {
                case CauseKind.Material:
                    Add(CauseKind.Material, i, Pieces(ready.What, SetAside(i, ready.What)), _plan.Now, ready.At);
                    return;
                case CauseKind.NotBefore:
                    Add(CauseKind.NotBefore, i, new(""), _plan.Now, ready.At);
                    return;
                case CauseKind.Batches:
                    Add(CauseKind.Batches, i, new(graph.Name[ready.What], Before: ready.What), Placed(ready.What).Start, ready.At);
                    isWorkTold = true;
                    break;
                default:
                    Add(CauseKind.Wait, i, new("", Before: ready.What), Placed(ready.What).End, ready.At);
                    break;
            }
            i = ready.What;
        }
    }

    /// <summary>Its own work, and the stops of its machine that came between once it had begun.</summary>
    private void Work(int i, in Placement placed)
    {
        var (subject, until) = (Center(i), placed.End);
        if (placed.Machine >= 0)
        {
            var machine = placed.Machine - _plan.Shop.Centers[subject.Center].FirstMachine;
            foreach (var stop in _plan.MachineStops.Where(s => s.WorkCenter == subject.Center && s.Machine == machine).OrderByDescending(s => s.End))
            {
                var from = Math.Max(stop.Start, placed.Start);
                if (Math.Min(stop.End, until) is var to && from >= to) continue;
                Add(CauseKind.Work, i, subject, to, until);
                Add(CauseKind.Stopped, i, subject, from, to);
                until = from;
            }
        }
        Add(placed.Machine < 0 ? CauseKind.Outside : CauseKind.Work, i, subject, placed.Start, until);
    }

    /// <summary>What an operation without a place waits for: the first before it that has none either.</summary>
    private void NoRoom(int i, int until)
    {
        var graph = _record.Graph!;
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
            if (Placed(graph.Before[k]).Start > _plan.Shop.Horizon)
            {
                NoRoom(graph.Before[k], until);
                return;
            }
        Add(CauseKind.NoRoom, i, Missing(i) is { Product: >= 0 } missing ? Pieces(missing.Product, missing.Pieces) : Center(i), _plan.Now,
            until);
    }

    /// <summary>A material that never comes, and how much of it is needed; −1 for none.</summary>
    private (int Product, int Pieces) Missing(int i)
    {
        var graph = _record.Graph!;
        foreach (var reservation in _record.Reservations)
            if (reservation.Operation == i && reservation.At > _plan.Shop.Horizon) return (reservation.Product, reservation.Quantity);
        Span<int> pieces = graph.Parts <= 64 ? stackalloc int[graph.Parts] : new int[graph.Parts];
        graph.Quantities(_record.Made, pieces, out _);
        for (var m = graph.MaterialsFrom[i]; m < graph.MaterialsFrom[i + 1]; m++)
        {
            var product = graph.Material[m];
            if (_plan.Shop.Products[product].Bought || _record.Reservations.Any(r => r.Operation == i && r.Product == product)) continue;
            var needed = Graph.RoundedUp(pieces[graph.Part[i]], graph.MaterialQuantity[m], graph.MaterialPer[m]);
            var from = needed > int.MaxValue / 4 ? -1 : _plan.Stock[product]?.FreeFrom((int)needed, _plan.Now) ?? -1;
            if (from < 0 || from > _plan.Shop.Horizon) return (product, (int)Math.Min(needed, int.MaxValue));
        }
        return (-1, 0);
    }

    /// <summary>
    /// The minute from which an operation could start, were its machine free, and what decides it: the work before it (an operation), a
    /// material (a product), or a minute before which it must not.
    /// </summary>
    private (int At, CauseKind Kind, int What) Ready(int i, in Placement placed)
    {
        var graph = _record.Graph!;
        var ready = (At: Floor(placed), Kind: CauseKind.NotBefore, What: -1);
        for (var k = graph.BeforeFrom[i]; k < graph.BeforeFrom[i + 1]; k++)
        {
            var before = graph.Before[k];
            var at = Placer.Overlaps(graph, before, i) ? Handed(i, before, placed) : Placed(before).End + graph.WaitAfter[before];
            var kind = Placer.Overlaps(graph, before, i) && Placed(before).End > _plan.Now ? CauseKind.Batches : CauseKind.Wait;
            if (at > ready.At || at == ready.At && ready.What < 0) ready = (at, kind, before);
        }
        foreach (var reservation in _record.Reservations)
            if (reservation.Operation == i && There(reservation) is var there && there > ready.At)
                ready = (there, CauseKind.Material, reservation.Product);
        return ready;
    }

    /// <summary>
    /// Not before the order may start, nor into the zone of which people have been told, where it does not stand there already.
    /// </summary>
    private int Floor(in Placement placed)
    {
        var earliest = Math.Min((long)_plan.Now + _plan.Shop.Definition.FrozenMinutes, _plan.Shop.Horizon);
        return Math.Max(placed.Start >= earliest ? (int)earliest : _plan.Now, _record.Terms.NotBefore);
    }

    /// <summary>The minute from which what an operation hands on keeps the next one busy.</summary>
    private int Handed(int i, int before, in Placement placed)
    {
        var graph = _record.Graph!;
        var center = _plan.Shop.CenterOfMachine[placed.Machine];
        var at = Array.IndexOf(graph.Center, center, graph.CentersFrom[i]);
        var pieces = new int[graph.Parts];
        graph.Quantities(_record.Made, pieces, out _);
        var calendar = _plan.Shop.Centers[center].Calendar;
        var from = Placer.FromBatches(_plan.Shop, graph, before, Placed(before), at, pieces[graph.Part[i]], calendar,
            placed.WorkEnd - placed.WorkStart);
        return calendar.StartOf(Math.Min(from, placed.WorkStart));
    }

    /// <summary>
    /// The minute at which reserved pieces are there: a reservation from stock stands at the start of what uses it, and they may have been
    /// free before.
    /// </summary>
    private int There(in Reservation reservation) =>
        reservation.Source == SupplySource.Purchase || reservation.At > _plan.Shop.Horizon ? reservation.At
            : _plan.Stock[reservation.Product]!.With(reservation.At, reservation.Quantity).FreeFrom(reservation.Quantity, 0);

    private Placement Placed(int i) => _plan.Placements[_record.FirstOperation + i];

    /// <summary>What a link hangs on.</summary>
    private readonly record struct Subject(string Name, int Center = -1, int Product = -1, int Pieces = 0, int Before = -1);

    private Subject Center(int i)
    {
        var graph = _record.Graph!;
        var center = Placed(i).Machine is var machine and >= 0 ? _plan.Shop.CenterOfMachine[machine]
            : graph.CentersFrom[i] < graph.CentersFrom[i + 1] ? graph.Center[graph.CentersFrom[i]] : -1;
        return center < 0 ? new("") : new(_plan.Shop.Centers[center].Definition.Name, center);
    }

    private Subject Pieces(int product, int pieces) =>
        new(_plan.Shop.Definition.Products[product].Name, Product: product, Pieces: pieces);

    /// <summary>Pieces of a material that are set aside for an operation.</summary>
    private int SetAside(int i, int product) =>
        _record.Reservations.Where(r => r.Operation == i && r.Product == product).Sum(r => r.Quantity);

    /// <summary>What is past explains nothing any more.</summary>
    private void Add(CauseKind kind, int operation, in Subject subject, int from, int until, OrderHandle? behind = null)
    {
        from = Math.Max(from, _plan.Now);
        var name = operation < 0 ? _plan.Shop.Definition.Products[_record.Terms.Product].Name : _record.Graph!.Name[operation];
        if (until > from)
            _causes.Add(new Cause(kind, operation, name, subject.Name, from, until, behind)
            {
                WorkCenter = subject.Center, Product = subject.Product, Pieces = subject.Pieces, Before = subject.Before,
            });
    }
}
