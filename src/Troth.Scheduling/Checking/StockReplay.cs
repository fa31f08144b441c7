using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Checking;

/// <summary>Replays what is on hand, what comes and what is set aside, product by product, and reports where it falls below 0.</summary>
internal sealed class StockReplay
{
    private readonly ShopDefinition _shop;
    private readonly FaultList _faults;
    private long[] _keys = new long[64];
    private int[] _pieces = new int[64];
    private int _count;

    public StockReplay(ShopDefinition shop, FaultList faults) => (_shop, _faults) = (shop, faults);

    public void Clear() => _count = 0;

    public void SetAside(in PlannedOrder order, in Reservation reservation)
    {
        if (reservation.Source != SupplySource.Stock) return;
        if (_shop.Products[reservation.Product].Stock is null)
        {
            _faults.Order("stock", order,
                $"takes {reservation.Quantity} of “{_shop.Products[reservation.Product].Name}” from stock, which is not kept");
            return;
        }
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _pieces, _count * 2);
        }
        (_keys[_count], _pieces[_count++]) = ((long)reservation.Product << 32 | (uint)reservation.At, reservation.Quantity);
    }

    /// <summary>What lies before now counts as now: it was, and what was wrong then is no plan any more.</summary>
    public void Replay(Plan plan)
    {
        Array.Sort(_keys, _pieces, 0, _count);
        for (var i = 0; i < _count;)
        {
            var product = (int)(_keys[i] >> 32);
            var supply = plan.SupplyOf(product);
            long aside = 0;
            for (var next = 0; i < _count && _keys[i] >> 32 == product;)
            {
                // All that is set aside by the same change of the supply, and by each minute at which it may run out.
                var at = Math.Max((int)_keys[i], plan.Now);
                while (i < _count && _keys[i] >> 32 == product && (int)_keys[i] <= at) aside += _pieces[i++];
                while (next + 1 < supply.Count && supply[next + 1].At <= at) next++;
                var least = supply[next].Pieces;
                var until = i < _count && _keys[i] >> 32 == product ? (int)_keys[i] : int.MaxValue;
                for (var later = next + 1; later < supply.Count && supply[later].At < until; later++)
                    least = Math.Min(least, supply[later].Pieces);
                if (aside <= least) continue;
                var name = _shop.Products[product].Name;
                _faults.Add("stock", $"product “{name}”",
                    $"Of product “{name}”, {aside - least} pieces too many are set aside from minute {at} on.");
                while (i < _count && _keys[i] >> 32 == product) i++;
            }
        }
    }
}
