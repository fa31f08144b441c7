using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Live;

namespace Troth.Orders.Channels;

/// <summary>
/// Brings the sorting of orders up to date: after an import, another rule, or with a new month all accounts that ordered in the last two
/// years; else only those whose orders changed. What did not change is not written again.
/// </summary>
public sealed class SortOrders(IServiceScopeFactory scopes, LiveNews news, TimeProvider time) : IDisposable
{
    /// <summary>What open pages listen to.</summary>
    public const string Topic = "channels";
    private const int Accounts = 200;
    private const long Lock = 0x54726f7468_07;
    private readonly SemaphoreSlim one = new(1);

    /// <summary>True when the sums are new.</summary>
    public async Task<bool> IfChanged(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            return await Run(cancel);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<bool> Run(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        var changes = await db.SortChanges.AsNoTracking().ToListAsync(cancel);
        var state = await db.SortStates.AsNoTracking().SingleOrDefaultAsync(cancel);
        if (state is not null && changes.Count == 0) return false;
        if (await scope.ServiceProvider.GetRequiredService<CurrentCompany>().Find(cancel) is not { } company) return false;
        if (await scope.ServiceProvider.GetRequiredService<Purchases>().Newest(cancel) is not { } newest)
        {
            // Nothing to sort, and nothing that was; what is noted meanwhile stays.
            foreach (var ids in changes.Select(c => c.Id).Chunk(500)) await db.SortChanges.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(cancel);
            return false;
        }
        var window = SortWindow.Ending(newest);
        var all = state is null || state.Month != window.Month || changes.Exists(c => c.Account is null);
        var rules = await db.SortingRules.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new SortingRules();
        var worker = new SortAccounts(await CompanyRates.Read(db, company.BaseCurrency, cancel), rules.Catcher(), window);
        if (all) await UsualQuantities(db, window, cancel);
        var accounts = all ? await Ordering(db, window, cancel) : [.. changes.Select(c => c.Account!.Value).Distinct()];
        var months = all ? window.Months.ToHashSet() : [];
        foreach (var some in accounts.Chunk(Accounts)) months.UnionWith(await Sort(worker, some, cancel));
        if (all) await Forget(db, window, cancel);
        await Add(db, months, window, [.. changes.Select(c => c.Id)], all, cancel);
        news.Publish(Topic);
        return true;
    }

    private static async Task<List<Guid>> Ordering(TrothContext db, SortWindow window, CancellationToken cancel)
    {
        var from = window.From;
        return await db.Orders.AsNoTracking().Where(o => o.AccountId != null && o.EndedOn == null && o.OrderedOn >= from)
            .Select(o => o.AccountId!.Value)
            .Distinct().OrderBy(id => id).ToListAsync(cancel);
    }

    /// <summary>Each some accounts in a short transaction of their own: whoever else writes gets in between.</summary>
    private async Task<IReadOnlySet<int>> Sort(SortAccounts worker, Guid[] accounts, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        var inserts = scope.ServiceProvider.GetServices<IOrdersPutBefore>();
        // Of several nodes the later one must read what the earlier one sorted, and what has changed since. On SQLite there is one, and
        // nobody should wait while it reads: what changes meanwhile is noted, and sorted next time.
        var read = db.Database.IsSqlite() ? await worker.Run(db, inserts, accounts, cancel) : null;
        await using var step = await Begin(db, cancel);
        var sorted = read ?? await worker.Run(db, inserts, accounts, cancel);
        var was = await db.OrderSorts.AsNoTracking().Where(s => accounts.Contains(s.AccountId)).ToDictionaryAsync(s => s.OrderId, cancel);
        var changed = sorted.Orders.Where(s => !was.TryGetValue(s.OrderId, out var known) || known != s).ToList();
        var gone = was.Values.ExceptBy(sorted.Orders.Select(s => s.OrderId), s => s.OrderId).ToList();
        var sums = await db.ChannelAccounts.AsNoTracking().Where(a => accounts.Contains(a.AccountId)).ToListAsync(cancel);
        var asked = await db.AskedAccounts.AsNoTracking().Where(a => accounts.Contains(a.AccountId)).ToListAsync(cancel);
        if (changed.Count + gone.Count == 0 && sums.ToHashSet().SetEquals(sorted.Sums) && asked.ToHashSet().SetEquals(sorted.Asked)) return new HashSet<int>();
        var ids = changed.Select(s => s.OrderId).Concat(gone.Select(s => s.OrderId)).ToList();
        foreach (var some in ids.Chunk(500)) await db.OrderSorts.Where(s => some.Contains(s.OrderId)).ExecuteDeleteAsync(cancel);
        await db.InsertRows(changed, cancel);
        await db.ChannelAccounts.Where(a => accounts.Contains(a.AccountId)).ExecuteDeleteAsync(cancel);
        await db.InsertRows(sorted.Sums, cancel);
        await db.AskedAccounts.Where(a => accounts.Contains(a.AccountId)).ExecuteDeleteAsync(cancel);
        await db.InsertRows(sorted.Asked, cancel);
        await step.CommitAsync(cancel);
        return changed.Select(s => s.Month).Concat(changed.Where(s => was.ContainsKey(s.OrderId)).Select(s => was[s.OrderId].Month))
            .Concat(gone.Select(s => s.Month))
            .ToHashSet();
    }

    /// <summary>Accounts that ordered nothing in the window any more.</summary>
    private static async Task Forget(TrothContext db, SortWindow window, CancellationToken cancel)
    {
        await using var step = await Begin(db, cancel);
        var known = await Ordering(db, window, cancel); // asked again: another node may have sorted one that was not there yet
        var sorted = await db.OrderSorts.AsNoTracking().Select(s => s.AccountId).Distinct().ToListAsync(cancel);
        foreach (var some in sorted.Except(known).Chunk(Accounts))
        {
            await db.OrderSorts.Where(s => some.Contains(s.AccountId)).ExecuteDeleteAsync(cancel);
            await db.ChannelAccounts.Where(a => some.Contains(a.AccountId)).ExecuteDeleteAsync(cancel);
            await db.AskedAccounts.Where(a => some.Contains(a.AccountId)).ExecuteDeleteAsync(cancel);
        }
        await step.CommitAsync(cancel);
    }

    /// <summary>The months that changed, added up again, and what they rest on, in one short step.</summary>
    private async Task Add(TrothContext db, HashSet<int> months, SortWindow window, List<Guid> known, bool all, CancellationToken cancel)
    {
        await using var step = await Begin(db, cancel);
        var sums = await db.OrderSorts.AsNoTracking().Where(s => months.Contains(s.Month))
            .GroupBy(s => new { s.Month, s.Channel, s.SellerId, s.Segment })
            .Select(g => new { g.Key.Month, g.Key.Channel, g.Key.SellerId, g.Key.Segment, Orders = g.Count(),
                Ordinary = g.Count(s => s.Caught == 0) }).ToListAsync(cancel);
        await db.ChannelMonths.Where(m => all || months.Contains(m.Month)).ExecuteDeleteAsync(cancel);
        await db.InsertRows([.. sums.Select(s => new ChannelMonth
        {
            Month = s.Month, Channel = s.Channel, SellerId = s.SellerId, Segment = s.Segment, Orders = s.Orders, Ordinary = s.Ordinary,
        })], cancel);
        var asked = await db.OrderSorts.AsNoTracking().Where(s => months.Contains(s.Month) && s.LeadDays != null)
            .GroupBy(s => new { s.Month, Days = s.LeadDays!.Value }).Select(g => new { g.Key.Month, g.Key.Days, Orders = g.Count() }).ToListAsync(cancel);
        await db.AskedMonths.Where(m => all || months.Contains(m.Month)).ExecuteDeleteAsync(cancel);
        await db.InsertRows([.. asked.Select(a => new AskedMonth { Month = a.Month, Days = a.Days, Orders = a.Orders })], cancel);
        await db.SortStates.ExecuteDeleteAsync(cancel);
        await db.InsertRows([new SortState { Month = window.Month, SortedAt = time.GetUtcNow() }], cancel);
        foreach (var ids in known.Chunk(500)) await db.SortChanges.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(cancel);
        await step.CommitAsync(cancel);
    }

    /// <summary>The medians of a year's lines by product, from how often each quantity occurs.</summary>
    private static async Task UsualQuantities(TrothContext db, SortWindow window, CancellationToken cancel)
    {
        var (from, to) = (window.Year, window.To);
        var counts = await (from line in db.OrderLines.AsNoTracking()
                            join order in db.Orders on line.OrderId equals order.Id
                            where order.OrderedOn >= @from && order.OrderedOn <= to && order.EndedOn == null && line.EndedOn == null
                                && line.Kind == LineKind.Sale && line.ProductId != null && line.Quantity > 0
                            group line by new { line.ProductId, line.Quantity } into g
                            select new { Product = g.Key.ProductId!.Value, g.Key.Quantity, Lines = g.Count() }).ToListAsync(cancel);
        var usual = counts.GroupBy(c => c.Product).Select(g => new UsualQuantity
        {
            ProductId = g.Key, Lines = g.Sum(c => c.Lines), Quantity = Median([.. g.OrderBy(c => c.Quantity)
                .Select(c => (c.Quantity, c.Lines))]),
        }).Where(u => u.Lines >= UsualQuantity.LeastLines).ToList();
        await using var step = await Begin(db, cancel);
        await db.UsualQuantities.ExecuteDeleteAsync(cancel);
        await db.InsertRows(usual, cancel);
        await step.CommitAsync(cancel);
    }

    /// <summary>The lower of the two middle ones where there are two.</summary>
    internal static decimal Median(IReadOnlyList<(decimal Quantity, int Lines)> counts)
    {
        var (middle, seen) = ((counts.Sum(c => c.Lines) + 1) / 2, 0);
        foreach (var (quantity, lines) in counts)
            if ((seen += lines) >= middle) return quantity;
        return 0;
    }

    /// <summary>Several nodes may sort at once: one after the other then.</summary>
    private static async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> Begin(TrothContext db, CancellationToken cancel)
    {
        var step = await db.Database.BeginTransactionAsync(cancel);
        if (!db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        return step;
    }

    public void Dispose() => one.Dispose();
}
