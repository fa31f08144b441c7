using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>
/// Stock that was promised and is not there: those whose promise is latest wait (inherited ones first) until it comes, is bought, or never.
/// Nobody else's pieces are touched, and what is in work keeps its own.
/// </summary>
internal static class StockShortage
{
    public static void Settle(PlanDraft draft, int product)
    {
        if (draft.Stock[product]!.Free[0] >= 0) return;
        var claims = new List<(OrderRecord Record, int At, long Rank)>();
        for (var place = 0; place < draft.Records.Count; place++)
        {
            if (draft.Records[place] is not { Reservations.Length: > 0 } record) continue;
            for (var r = 0; r < record.Reservations.Length; r++)
            {
                var reservation = record.Reservations[r];
                if (reservation.Product != product || reservation.Source != SupplySource.Stock || reservation.At > draft.Shop.Horizon)
                    continue;
                if (reservation.Operation >= 0 && draft.Placements[record.FirstOperation
                    + reservation.Operation].State >= OperationState.Started) continue;
                claims.Add((record, r, record.Terms.Inherited ? long.MaxValue : record.Terms.Promised < 0 ? int.MaxValue
                    : record.Terms.Promised));
            }
        }
        // The last may wait; ties by place, so that the answer is always the same.
        var waiting = new List<(OrderRecord Record, int At, long Rank)>();
        foreach (var claim in claims.OrderByDescending(c => c.Rank).ThenByDescending(c => c.Record.Handle.Place)
            .ThenByDescending(c => c.At))
        {
            if (draft.Stock[product]!.Free[0] >= 0) break;
            var reservation = claim.Record.Reservations[claim.At];
            draft.Stock[product] = draft.Stock[product]!.With(reservation.At, reservation.Quantity);
            waiting.Add(claim);
        }
        if (draft.Stock[product]!.Free[0] < 0)
            throw new Shops.ShopRefusedException("quantity", $"product “{draft.Shop.Products[product].Definition.Name}”",
                $"More pieces of product “{draft.Shop.Products[product].Definition.Name}” are said to be missing than are there and "
                    + $"not yet used; {-draft.Stock[product]!.Free[0]} too many.");
        waiting.Reverse();
        foreach (var claim in waiting) Again(draft, product, draft.Records[claim.Record.Handle.Place]!, claim.At);
    }

    /// <summary>Looks anew for the pieces of an order's own product that nothing supplied.</summary>
    public static void Retry(PlanDraft draft, OrderRecord record)
    {
        for (var r = 0; r < record.Reservations.Length; r++)
        {
            if (record.Reservations[r] is not { Operation: < 0 } lacking || lacking.At <= draft.Shop.Horizon) continue;
            var product = draft.Shop.Products[lacking.Product];
            if (!product.Stocked && !product.Bought) continue;
            var from = record.Reservations.AsSpan().ToArray();
            from[r] = lacking with { At = Math.Max(draft.Now, record.Terms.NotBefore) };
            Again(draft, lacking.Product, record with { Reservations = from }, r);
            record = draft.Records[record.Handle.Place]!;
        }
    }

    private static void Again(PlanDraft draft, int product, OrderRecord record, int r)
    {
        var reservation = record.Reservations[r];
        var at = draft.Stock[product]?.FreeFrom(reservation.Quantity, reservation.At) ?? -1;
        if (at > draft.Shop.Horizon) at = -1;
        var source = SupplySource.Stock;
        if (draft.Shop.Products[product].Definition.Purchase is { } purchase
            && Math.Max(reservation.At, (long)draft.Now + purchase.LeadMinutes) is var bought && (at < 0 || bought < at))
            (at, source) = ((int)Math.Min(bought, draft.Shop.Horizon + 1), SupplySource.Purchase);
        if (at < 0) at = draft.Shop.Horizon + 1;
        if (source == SupplySource.Stock && at <= draft.Shop.Horizon)
            draft.Stock[product] = draft.Stock[product]!.With(at, -reservation.Quantity);
        var reservations = record.Reservations.AsSpan().ToArray();
        reservations[r] = reservation with { At = at, Source = source };
        draft.Set(record with { Reservations = reservations });
    }
}
