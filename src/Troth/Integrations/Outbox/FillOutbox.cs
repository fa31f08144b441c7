using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Troth.Platform.Data;
using Troth.Schedule.Planning;

namespace Troth.Integrations.Outbox;

/// <summary>
/// Sees every promised delivery that is saved, whoever saves it, and writes down what the order system has to know in the same transaction.
/// What was promised elsewhere is not told back to where it comes from; what changes about it here is.
/// </summary>
public sealed class FillOutbox(TimeProvider time) : IBeforeSave
{
    public async ValueTask Run(TrothContext db, CancellationToken cancel)
    {
        if (db.Actor.Through == "import") return; // the order system said so itself
        List<(EntityEntry<ShopOrder> Entry, OutboxKind Kind)>? told = null;
        foreach (var entry in db.ChangeTracker.Entries<ShopOrder>())
            if (KindOf(entry) is { } kind) (told ??= []).Add((entry, kind));
        if (told is null) return;
        // The row of the counter stays locked until the commit, so numbers come in the order of commits.
        var number = await db.Take("outbox", told.Count, cancel);
        var now = time.GetUtcNow();
        foreach (var (entry, kind) in told) db.Outbox.Add(Make(entry, kind, number++, now, db));
    }

    private static OutboxKind? KindOf(EntityEntry<ShopOrder> entry)
    {
        var order = entry.Entity;
        if (entry.State == EntityState.Added) return order is { State: ShopOrderState.Firm, Origin: ShopOrderOrigin.Quoted } ? OutboxKind.Promised : null;
        if (entry.State != EntityState.Modified) return null;
        var was = entry.Property(o => o.State).OriginalValue;
        if (was == ShopOrderState.Held) return order.State == ShopOrderState.Firm ? OutboxKind.Promised : null;
        if (was != ShopOrderState.Firm) return null;
        if (order.State == ShopOrderState.Cancelled) return OutboxKind.Cancelled;
        if (Differs(entry, o => o.ShippedQuantity)) return OutboxKind.Shipped;
        return Differs(entry, o => o.Quantity) || Differs(entry, o => o.PromisedOn) ? OutboxKind.Changed : null;
    }

    private static OutboxEntry Make(EntityEntry<ShopOrder> entry, OutboxKind kind, long number, DateTimeOffset now, TrothContext db)
    {
        var order = entry.Entity;
        var before = kind == OutboxKind.Promised ? null : entry;
        return new()
        {
            Number = number, At = now, Kind = kind, ShopOrder = order.Id, ShopOrderNumber = order.Number, OrderId = order.OrderId, LineNo = order.LineNo, AccountId = order.AccountId,
            ProductId = order.ProductId, Quantity = order.Quantity, Shipped = order.ShippedQuantity, PromisedOn = order.PromisedOn, RequestedOn = order.RequestedOn,
            WasQuantity = before is not null && Differs(before, o => o.Quantity) ? before.Property(o => o.Quantity).OriginalValue : null,
            WasPromisedOn = before is not null && Differs(before, o => o.PromisedOn) ? before.Property(o => o.PromisedOn).OriginalValue : null,
            By = db.Actor.Name, Through = db.Actor.Through,
        };
    }

    private static bool Differs<T>(EntityEntry<ShopOrder> entry, System.Linq.Expressions.Expression<Func<ShopOrder, T>> field)
    {
        var property = entry.Property(field);
        return !EqualityComparer<T>.Default.Equals(property.OriginalValue, property.CurrentValue);
    }
}
