using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Tests.Promising;

/// <summary>What happens in the shop and at its suppliers.</summary>
public sealed partial class Story
{
    private string TimePasses()
    {
        if (_plan.Now >= _shop.Horizon - 1) return "end of the horizon";
        Happens(new TimePassed(Math.Min(_shop.Horizon - 1, _plan.Now + _random.Next(1, 1 + Math.Max(2, _shop.Horizon / 400)))));
        return "time";
    }

    private string Stops()
    {
        if (_random.Next(3) == 0 && _plan.MachineStops.ToList() is { Count: > 0 } stops)
        {
            var stop = stops[_random.Next(stops.Count)];
            Happens(new MachineStopChanged(stop, Math.Min(_shop.Horizon, stop.Start + _random.Next(600))));
            return "stop changed";
        }
        if (_plan.MachineStops.Count() > 12)
        {
            Happens(new MachineStopChanged(_plan.MachineStops.First(), 0));
            return "stop over";
        }
        var center = _random.Next(_shop.WorkCenters.Count);
        var start = Math.Min(_shop.Horizon - 2, _plan.Now + _random.Next(200));
        Happens(new MachineStopped(new Stop(center, _random.Next(_shop.WorkCenters[center].Machines), start,
            Math.Min(_shop.Horizon, start + 1 + _random.Next(900)))));
        return "stop";
    }

    private string Starts()
    {
        var next = _plan.Orders.SelectMany(o => o.Operations.Select((operation, i) => (o.Handle, operation, i)))
            .Where(o => o.operation.State < OperationState.Started && o.operation.Start <= _plan.Now + 300
                && o.operation.Start <= _shop.Horizon).ToList();
        if (next.Count == 0) return "nothing to start";
        var (handle, chosen, at) = next[_random.Next(next.Count)];
        var busy = _plan.Orders.SelectMany(o => o.Operations)
            .Any(o => o.State == OperationState.Started && o.WorkCenter == chosen.WorkCenter && o.Machine == chosen.Machine
            && o.WorkCenter >= 0);
        if (busy) Assert.Throws<ShopRefusedException>(() => Replanner.After(_plan, new OperationStarted(handle, at, _plan.Now)));
        else Happens(new OperationStarted(handle, at, _plan.Now));
        return busy ? "machine busy" : "start";
    }

    private string Ends()
    {
        if (Begun() is not { } begun) return "nothing begun";
        Happens(new OperationDone(begun.Order, begun.At, _plan.Now));
        return "done";
    }

    private string Progresses()
    {
        if (Begun() is not { } begun) return "nothing begun";
        Happens(new OperationProgressed(begun.Order, begun.At, 1 + _random.Next(300)));
        return "progress";
    }

    private (OrderHandle Order, int At)? Begun()
    {
        var begun = _plan.Orders.SelectMany(o => o.Operations.Select((operation, i) => (o.Handle, operation.State, i)))
            .Where(o => o.State == OperationState.Started).ToList();
        return begun.Count == 0 ? null : begun[_random.Next(begun.Count)] is var (order, _, at) ? (order, at) : null;
    }

    private string Stock()
    {
        var product = _random.Next(_shop.Products.Count);
        if (_random.Next(2) == 0 && Any(o => o.Reservations.Any(r => r.Source == SupplySource.Purchase)) is { } buyer)
        {
            Happens(new PurchaseMoved(buyer.Handle, buyer.Reservations.First(r => r.Source == SupplySource.Purchase).Product,
                _plan.Now + _random.Next(_shop.Horizon - _plan.Now)));
            return "purchase moved";
        }
        if (_shop.Products[product].Stock is not { } stock) return "not kept";
        try
        {
            if (stock.Receipts is { Count: > 0 } receipts && _random.Next(2) == 0 && receipts[_random.Next(receipts.Count)] is var receipt
                && receipt.At > _plan.Now)
                Happens(new ReceiptMoved(product, 1 + _random.Next(receipt.Quantity), receipt.At,
                    _plan.Now + _random.Next(_shop.Horizon - _plan.Now)));
            else Happens(new StockCorrected(product, _random.Next(-30, 40)));
            return "stock";
        }
        catch (ShopRefusedException refused) when (refused.Code == "quantity")
        {
            return "more missing than there is";
        }
    }
}
