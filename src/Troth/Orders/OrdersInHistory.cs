using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders.Channels;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Orders;

/// <summary>This room's records in the company's history.</summary>
internal static class OrdersInHistory
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(KindInHistory.Of<Order>(nameof(Right.SeeAccounts), typeof(Words)) with { Find = Orders, Called = CalledOrders });
        services.AddSingleton(KindInHistory.Of<OrderLine>(nameof(Right.SeeAccounts), typeof(Words)) with { Find = Orders, ByWhole = true });
        services.AddSingleton(KindInHistory.Of<Product>(nameof(Right.SeeAccounts), typeof(Words)) with { Find = Products, Called = CalledProducts });
        services.AddSingleton(KindInHistory.Of<Rate>(nameof(Right.Administer), typeof(Words)) with { Find = Rates });
        services.AddSingleton(KindInHistory.Of<SortingRules>(nameof(Right.SortOrders), typeof(Words)));
    }

    private static async Task<Dictionary<Guid, RecordInHistory>> Orders(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Orders.AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Number }).ToListAsync(cancel))
            .ToDictionary(o => o.Id, o => new RecordInHistory($"O-{o.Number}", $"/orders/O-{o.Number}"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Products(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code }).ToListAsync(cancel))
            .ToDictionary(p => p.Id, p => new RecordInHistory(Product.Shown(p.Name, p.Code), $"/products/{p.Id}"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Rates(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Rates.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Currency }).ToListAsync(cancel))
            .ToDictionary(r => r.Id, r => new RecordInHistory(r.Currency, "/rates"));

    private static Task<List<Guid>> CalledOrders(TrothContext db, string words, int most, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("O", words);
        return db.Orders.AsNoTracking().Where(o => o.Id == id || o.Number == number).Select(o => o.Id).Take(most).ToListAsync(cancel);
    }

    private static Task<List<Guid>> CalledProducts(TrothContext db, string words, int most, CancellationToken cancel)
    {
        var key = NameKey.Of(words);
        return db.Products.AsNoTracking().Where(p => p.Code == words || (key != "" && p.NameKey.Contains(key))).OrderBy(p => p.NameKey).Select(p => p.Id).Take(most).ToListAsync(cancel);
    }
}
