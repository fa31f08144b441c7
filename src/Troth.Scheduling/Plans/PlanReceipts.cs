namespace Troth.Scheduling.Plans;

/// <summary>Pieces of a product that come at a minute.</summary>
/// <param name="Product">Place of the product in the shop.</param>
/// <param name="At">Minute of the horizon.</param>
/// <param name="Pieces">How many, 1 or more.</param>
public readonly record struct ComingPieces(int Product, int At, int Pieces);

/// <summary>What is to come, and whether it may come later.</summary>
public sealed partial class Plan
{
    /// <summary>
    /// Receipts that were to come after now and up to a minute, as far as they may still come later: what begun work or a shipment has used
    /// of them must have come, whether anybody said so or not. Whoever does not take a receipt for true before it is reported moves these.
    /// O(products · log changes), and where there are some O(reservations · changes).
    /// </summary>
    /// <param name="until">The minute up to which, and with it.</param>
    /// <param name="later">When they would come instead; after <paramref name="until"/>.</param>
    public IReadOnlyList<ComingPieces> Overdue(int until, int later)
    {
        List<ComingPieces>? found = null;
        for (var product = 0; product < Supply.Length; product++)
        {
            if (Supply[product] is not { } supply || !supply.Coming(Now, until).Any()) continue;
            var level = WithoutClaims(product);
            foreach (var (at, pieces) in supply.Coming(Now, until))
            {
                var free = Math.Min(pieces, level.Least(at, later));
                if (free <= 0) continue;
                (found ??= []).Add(new(product, at, free));
                level = level.With(at, -free).With(later, free);
            }
        }
        return found ?? [];
    }

    /// <summary>Pieces that are left when all wait that have not begun to use theirs.</summary>
    private StockLevel WithoutClaims(int product)
    {
        var level = Stock[product]!;
        for (var place = 0; place < Records.Count; place++)
        {
            if (Records[place] is not { Reservations.Length: > 0 } record) continue;
            foreach (var set in record.Reservations)
                if (set.Product == product && set.Source == SupplySource.Stock && set.At <= Shop.Horizon
                    && (set.Operation < 0 || Placements[record.FirstOperation + set.Operation].State < OperationState.Started))
                    level = level.With(set.At, set.Quantity);
        }
        return level;
    }
}
