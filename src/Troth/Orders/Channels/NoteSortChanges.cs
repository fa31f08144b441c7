using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;

namespace Troth.Orders.Channels;

/// <summary>
/// Notes, in the transaction of every save, whose orders have to be sorted again. Imports do not save through the context: for them the
/// database notes it (see the migration).
/// </summary>
public sealed class NoteSortChanges(TimeProvider time) : IBeforeSave
{
    public async ValueTask Run(TrothContext db, CancellationToken cancel)
    {
        var (accounts, lines, all) = (new HashSet<Guid>(), new HashSet<Guid>(), false);
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            switch (entry.Entity)
            {
                case Order order:
                    if (order.AccountId is { } now) accounts.Add(now);
                    if (entry.State == EntityState.Modified
                        && entry.OriginalValues.GetValue<Guid?>(nameof(Order.AccountId)) is { } before) accounts.Add(before);
                    break;
                case OrderLine line:
                    lines.Add(line.OrderId);
                    break;
                case Account account when entry.State == EntityState.Modified && entry.Property(nameof(Account.Segment)).IsModified:
                    accounts.Add(account.Id);
                    break;
                case Rate or SortingRules:
                case Company when entry.State == EntityState.Modified && entry.Property(nameof(Company.BaseCurrency)).IsModified:
                    all = true;
                    break;
            }
        }
        lines.ExceptWith(db.ChangeTracker.Entries<Order>().Where(o => o.State != EntityState.Unchanged).Select(o => o.Entity.Id).ToList());
        if (lines.Count > 0)
            accounts.UnionWith(await db.Orders.Where(o => lines.Contains(o.Id) && o.AccountId != null).Select(o => o.AccountId!.Value)
                .ToListAsync(cancel));
        if (all) db.Add(new SortChange { At = time.GetUtcNow() });
        foreach (var account in accounts) db.Add(new SortChange { At = time.GetUtcNow(), Account = account });
    }
}
