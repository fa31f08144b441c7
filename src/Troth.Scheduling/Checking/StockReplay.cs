using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Checking;

/// <summary>Replays what is on hand, what comes and what is set aside, product by product, and reports where it falls below 0.</summary>
internal sealed class StockReplay
{
    private readonly ShopDefinition _shop;
    private readonly FaultList _faults;
    private readonly Receipt[][] _receipts;
    private long[] _keys = new long[64];
    private int[] _pieces = new int[64];
    private int _count;

    public StockReplay(ShopDefinition shop, FaultList faults)
    {
        (_shop, _faults) = (shop, faults);
        _receipts = [.. shop.Products.Select(p => (p.Stock?.Receipts ?? []).OrderBy(r => r.At).ToArray())];
    }

    public void Clear() => _count = 0;

    public void SetAside(in PlannedOrder order, in Reservation reservation)
    {
        if (reservation.Source != SupplySource.Stock) return;
        if (_shop.Products[reservation.Product].Stock is null)
        {
            _faults.Order("stock", order, $"takes {reservation.Quantity} of “{_shop.Products[reservation.Product].Name}” from stock, which is not kept");
            return;
        }
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _pieces, _count * 2);
        }
        (_keys[_count], _pieces[_count++]) = ((long)reservation.Product << 32 | (uint)reservation.At, reservation.Quantity);
    }

    public void Replay()
    {
        Array.Sort(_keys, _pieces, 0, _count);
        for (var i = 0; i < _count;)
        {
            var product = (int)(_keys[i] >> 32);
            var receipts = _receipts[product];
            long level = _shop.Products[product].Stock!.OnHand;
            for (var next = 0; i < _count && _keys[i] >> 32 == product;)
            {
                var at = (int)_keys[i];
                while (next < receipts.Length && receipts[next].At <= at) level += receipts[next++].Quantity;
                while (i < _count && _keys[i] == ((long)product << 32 | (uint)at)) level -= _pieces[i++];
                if (level >= 0) continue;
                var name = _shop.Products[product].Name;
                _faults.Add("stock", $"product “{name}”", $"Of product “{name}”, {-level} pieces too many are set aside by minute {at}.");
                while (i < _count && _keys[i] >> 32 == product) i++;
            }
        }
    }
}
