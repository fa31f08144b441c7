using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Orders.Contracts;

/// <summary>By what an order that was taken here goes in the system that keeps orders: the next import from there finds it instead of making another.</summary>
public static class KnownOrders
{
    /// <summary>Names orders in the caller's transaction: changed in the context, not saved. An order keeps the first name it is given.</summary>
    /// <param name="db">The database.</param>
    /// <param name="source">Short name of the system, as imports call it.</param>
    /// <param name="keys">The system's key of each order.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>Orders that cannot have their key, and why: another has it, or they have another. The others are named all the same.</returns>
    public static async Task<IReadOnlyDictionary<Guid, string>> Name(
        TrothContext db, string source, IReadOnlyDictionary<Guid, string> keys, CancellationToken cancel)
    {
        var known = await db.ImportSources.FirstOrDefaultAsync(s => s.Name == source, cancel);
        if (known is null)
        {
            known = new ImportSource { Id = (await db.ImportSources.MaxAsync(s => (int?)s.Id, cancel) ?? 0) + 1, Name = source };
            db.Add(known);
        }
        var (ids, wanted) = (keys.Keys.ToList(), keys.Values.ToList());
        var orders = await db.Orders.Where(o => ids.Contains(o.Id)).ToListAsync(cancel);
        var taken = await db.Orders.AsNoTracking().Where(o => o.SourceId == known.Id && o.ExternalKey != null && wanted.Contains(o.ExternalKey)).Select(o => new { o.Id, o.Number, o.ExternalKey })
            .ToDictionaryAsync(o => o.ExternalKey!, cancel);
        var (clashing, given) = (new Dictionary<Guid, string>(), new HashSet<string>());
        foreach (var order in orders.OrderBy(o => o.Number))
        {
            var key = keys[order.Id];
            if (taken.TryGetValue(key, out var other) && other.Id != order.Id)
                clashing[order.Id] = Words.Say("order.keyTaken", key, source, $"O-{other.Number}", order.Label);
            else if (order.ExternalKey is not null && (order.ExternalKey != key || order.SourceId != known.Id))
                clashing[order.Id] = Words.Say("order.keyOther", order.Label, order.ExternalKey, key);
            else if (!given.Add(key)) clashing[order.Id] = Words.Say("order.keyTwice", key, order.Label);
            else (order.SourceId, order.ExternalKey) = (known.Id, key);
        }
        return clashing;
    }
}
