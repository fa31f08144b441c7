using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Stock and what is set aside of it, in another shop. What was reported since stays: only products that the plan does not keep yet take
/// their stock from the new description, so that nothing counts twice.
/// </summary>
internal sealed class CarriedStock
{
    private readonly Plan _plan;
    private readonly Shop _shop;
    private readonly Places _places;

    public CarriedStock(Plan plan, Shop shop, Places places)
    {
        (_plan, _shop, _places) = (plan, shop, places);
        Stock = [.. shop.Products.Select(p => p.Definition.Stock is { } stock ? StockLevel.Of(stock) : null)];
        Supply = Stock.AsSpan().ToArray();
        for (var old = 0; old < plan.Stock.Length; old++)
            if (places.Products[old] is var now and >= 0 && shop.Products[now].Stocked && plan.Stock[old] is { } level)
                (Stock[now], Supply[now]) = (level.Later(places.Shift), plan.Supply[old]!.Later(places.Shift));
    }

    public StockLevel?[] Stock { get; }
    public StockLevel?[] Supply { get; }

    /// <summary>What an order has set aside, by the new numbers and minutes; what it could not do without is noted.</summary>
    public Reservation[] Of(OrderRecord record, StillNeeded needed)
    {
        var reservations = record.Reservations.AsSpan().ToArray();
        foreach (ref var reservation in reservations.AsSpan())
        {
            var name = $"product “{_plan.Shop.Products[reservation.Product].Definition.Name}”";
            var product = _places.Products[reservation.Product];
            if (product < 0)
            {
                needed.Add("product", name, record.Terms.Name);
                continue;
            }
            var lacked = reservation.At > _plan.Shop.Horizon;
            reservation = reservation with { Product = product, At = lacked ? _shop.Horizon + 1 : _places.At(reservation.At) };
            if (lacked) continue;
            if (reservation.Source == SupplySource.Stock && Stock[product] is null)
                needed.Add("product", name, record.Terms.Name, "is not kept in stock any more and still needed by");
            else if (reservation.Source == SupplySource.Purchase && !_shop.Products[product].Bought)
                Arrives(ref reservation, name, record, needed);
            if (reservation.At <= _shop.Horizon) continue;
            // It comes after the new horizon's end: what nobody sees come, lacks.
            if (reservation.Source == SupplySource.Stock) Stock[product] = Stock[product]?.With(reservation.At, reservation.Quantity);
            reservation = reservation with { At = _shop.Horizon + 1 };
        }
        return reservations;
    }

    /// <summary>What was bought comes, though it would not be bought any more: a receipt that is set aside.</summary>
    private void Arrives(ref Reservation reservation, string name, OrderRecord record, StillNeeded needed)
    {
        if (Supply[reservation.Product] is not { } supply)
        {
            needed.Add("product", name, record.Terms.Name, "is neither bought nor kept in stock any more and still needed by");
            return;
        }
        Supply[reservation.Product] = supply.With(reservation.At, reservation.Quantity);
        reservation = reservation with { Source = SupplySource.Stock };
    }
}
