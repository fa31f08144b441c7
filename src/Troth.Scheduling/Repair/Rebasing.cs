using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Takes a plan into another shop. First all of it is told in that shop's numbers and minutes, each thing where it was; then what does not
/// fit there any more moves, as little as it must.
/// </summary>
internal sealed class Rebasing
{
    private readonly Plan _plan;
    private readonly Shop _shop;
    private readonly Places _places;
    private readonly CarriedWork _work;

    /// <summary>Orders that take their product's new routing, due first.</summary>
    private readonly List<(OrderHandle Order, Graph Graph)> _reworked = [];

    public Rebasing(Plan plan, Shop shop, RebaseMap map)
    {
        (_plan, _shop, _places) = (plan, shop, new Places(plan.Shop, shop, map));
        if (map.Shift < 0 || map.Shift > plan.Now || plan.Now - map.Shift > shop.Horizon)
            throw new ShopRefusedException("time", "shift",
                $"The horizon is to start {map.Shift} minutes later; give 0 to {plan.Now} (now), so that now is within the new horizon of "
                + $"{shop.Horizon} minutes.");
        _work = new CarriedWork(plan, shop, _places);
        Before = Told(map);
    }

    /// <summary>The plan as it was, by the new shop's numbers and minutes: to compare with, not to plan with.</summary>
    public Plan Before { get; }

    /// <summary>The plan with everything where it fits.</summary>
    public Plan Settled(PassOptions options)
    {
        var draft = new PlanDraft(Before);
        foreach (var (order, _) in _reworked) Lay(draft, draft.Record(order)!);
        foreach (var place in Enumerable.Range(0, draft.Records.Count))
            if (draft.Records[place] is { } record)
                for (var i = 0; i < record.Operations; i++) CarriedPlacement.Put(_plan, draft, _places, record, i);
        // A start that moved to the next open minute must not change who goes before whom.
        new SequencePass(draft, options, Before).Run();
        var placer = new Placer(_shop);
        foreach (var (order, graph) in _reworked) Place(draft, placer, draft.Record(order)!, graph);
        foreach (var record in Lacking(draft)) StockShortage.Retry(draft, record);
        return draft.Freeze(_plan.Version + 1);
    }

    /// <summary>Orders whose own pieces lack, due first: a longer horizon or another supplier may have them.</summary>
    private List<OrderRecord> Lacking(PlanDraft draft)
    {
        var lacking = new List<OrderRecord>();
        if (ReferenceEquals(_plan.Shop.Products, _shop.Products)) return lacking;
        for (var place = 0; place < draft.Records.Count; place++)
            if (draft.Records[place] is { } record && record.Reservations.Any(r => r.Operation < 0 && r.At > _shop.Horizon))
                lacking.Add(record);
        lacking.Sort((one, other) => (ForwardPass.Due(one.Terms, _shop), one.Handle.Place)
            .CompareTo((ForwardPass.Due(other.Terms, _shop), other.Handle.Place)));
        return lacking;
    }

    private Plan Told(RebaseMap map)
    {
        var stock = new CarriedStock(_plan, _shop, _places);
        var draft = new PlanDraft(_plan, _shop, _plan.Now - _places.Shift, Families(), stock.Stock, stock.Supply);
        draft.Spread = CarriedSpread.Of(_plan, _shop, _places, map.SlipCalendar);
        draft.Stops = [.. _plan.Stops.Select(Stop)];
        var needed = new StillNeeded();
        for (var place = 0; place < draft.Records.Count; place++)
            if (_plan.Records[place] is { } record) Carry(draft, stock, record, needed, map.KeepWork);
        needed.Check();
        _reworked.Sort((one, other) => (ForwardPass.Due(draft.Record(one.Order)!.Terms, _shop), one.Order.Place)
            .CompareTo((ForwardPass.Due(draft.Record(other.Order)!.Terms, _shop), other.Order.Place)));
        return draft.Freeze(_plan.Version);
    }

    private void Carry(PlanDraft draft, CarriedStock stock, OrderRecord record, StillNeeded needed, bool keepWork)
    {
        var terms = record.Terms;
        if (_places.Products[terms.Product] < 0)
            needed.Add("product", $"product “{_plan.Shop.Products[terms.Product].Definition.Name}”", terms.Name);
        if (_places.Classes[terms.Class] < 0)
            needed.Add("class", $"promise class “{_plan.Shop.Definition.Classes[terms.Class].Name}”", terms.Name);
        if (_places.At(terms.Promised) > _shop.Horizon)
            needed.Add("horizon", $"horizon of {_shop.Horizon} minutes", terms.Name, "ends before the promise of");
        var graph = record.Graph;
        var remade = false;
        if (graph is not null)
        {
            (graph, var now) = _work.Of(record);
            remade = now is not null && !keepWork && IsFree(record) && now.Quantities(record.Made, new int[now.Parts], out _);
            if (remade) _reworked.Add((record.Handle, now!));
            else _work.Need(record, graph, needed);
        }
        var before = record;
        // What work that is not done needs no more goes back first, so that its product may be gone.
        if (remade)
        {
            foreach (var reservation in record.Reservations)
                if (reservation is { Operation: >= 0, Source: SupplySource.Stock } && reservation.At <= _plan.Shop.Horizon
                    && _places.Products[reservation.Product] is var product and >= 0 && draft.Stock[product] is { } level)
                    draft.Stock[product] = level.With(_places.At(reservation.At), reservation.Quantity);
            before = record with { Reservations = [.. record.Reservations.Where(r => r.Operation < 0)] };
        }
        var reservations = stock.Of(before, needed);
        for (var i = 0; i < record.Operations; i++) CarriedPlacement.Tell(_plan, draft, _places, record.FirstOperation + i);
        if (ReferenceEquals(_plan.Shop.Products, _shop.Products) && _places is { Shift: 0 } && _shop.Horizon == _plan.Shop.Horizon) return;
        draft.Set(record with
        {
            Graph = graph, Reservations = reservations,
            HeldUntil = record.HeldUntil < 0 ? -1 : Math.Min(_places.At(record.HeldUntil), _shop.Horizon),
            Terms = terms with
            {
                Product = Math.Max(0, _places.Products[terms.Product]), Class = Math.Max(0, _places.Classes[terms.Class]),
                Requested = terms.Requested < 0 ? -1 : Math.Min(_places.At(terms.Requested), _shop.Horizon),
                Promised = terms.Promised < 0 ? -1 : _places.At(terms.Promised),
                NotBefore = Math.Min(_places.At(terms.NotBefore), _shop.Horizon),
            },
        });
    }

    /// <summary>Whether nothing of an order has begun, and nobody was told of any of it.</summary>
    private bool IsFree(OrderRecord record)
    {
        var frozen = (long)_plan.Now + _plan.Shop.Definition.FrozenMinutes;
        for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++)
            if (_plan.Placements[i].IsFixed || _plan.Placements[i].Start < frozen) return false;
        return true;
    }

    private int[] Families()
    {
        var families = new int[_shop.Machines];
        for (var m = 0; m < families.Length; m++) families[m] = _shop.Centers[_shop.CenterOfMachine[m]].Definition.InitialFamily;
        for (var m = 0; m < _places.Machines.Length; m++)
            if (_places.Machines[m] is var now and >= 0 && _shop.Centers[_shop.CenterOfMachine[now]] is var center
                && (center.Changeovers is null || _plan.Timelines[m].Family < center.Families))
                families[now] = _plan.Timelines[m].Family;
        return families;
    }

    /// <summary>
    /// A stop keeps its number; one that is over, or of a machine that is gone, leaves it free. One that lasts as long as the plan reaches
    /// goes on doing so: nobody said that the machine comes back.
    /// </summary>
    private Stop? Stop(Stop? stop)
    {
        if (stop is null || _places.Machines[_plan.Shop.Centers[stop.WorkCenter].FirstMachine + stop.Machine] is not (var machine and >= 0))
            return null;
        var center = _shop.CenterOfMachine[machine];
        var (start, end) = (_places.At(stop.Start), stop.End >= _plan.Shop.Horizon ? _shop.Horizon : Math.Min(_places.At(stop.End), _shop.Horizon));
        return start < end ? new Stop(center, machine - _shop.Centers[center].FirstMachine, start, end) : null;
    }

    /// <summary>Takes the old work of an order that gets other work out of the way.</summary>
    private static void Lay(PlanDraft draft, OrderRecord record)
    {
        draft.FreeNumbers(record);
        draft.Set(record with { Graph = null, FirstOperation = 0 });
    }

    private static void Place(PlanDraft draft, Placer placer, OrderRecord record, Graph graph)
    {
        record = draft.Work(record, graph);
        draft.For(record);
        if (placer.Place(draft.Timelines, draft.Stock, graph, record.Made, Math.Max(draft.Earliest, record.Terms.NotBefore), draft.Now,
            draft) < 0) Unplaced.Mark(draft, record, placer.Reached);
        if (graph.Material.Length > 0) draft.Set(record with { Reservations = [.. record.Reservations, .. draft.Reserved] });
    }
}
