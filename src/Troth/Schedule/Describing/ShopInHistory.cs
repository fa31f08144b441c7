using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Schedule.Describing;

/// <summary>What describes the shop, in the company's history.</summary>
internal static class ShopInHistory
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(Kind<Plant>() with { Find = Plants });
        services.AddSingleton(Kind<ShopCalendar>() with { Find = Calendars });
        services.AddSingleton(Kind<CalendarDay>() with { Find = Calendars, ByWhole = true });
        services.AddSingleton(Kind<WorkCenter>() with { Find = Centers, Called = CalledCenters });
        services.AddSingleton(Kind<CenterDay>() with { Find = Centers, ByWhole = true });
        services.AddSingleton(Kind<PromiseClass>() with { Find = Classes });
        services.AddSingleton(Kind<Supply>() with { Find = Supplies });
        services.AddSingleton(Kind<ExpectedReceipt>() with { Find = SuppliesOf, ByWhole = true });
        services.AddSingleton(Kind<RoutingOperation>() with { Find = RoutingsOf, ByWhole = true });
        services.AddSingleton(Kind<RoutingCenter>() with { Find = Operations, ByWhole = true });
        services.AddSingleton(Kind<RoutingMaterial>() with { Find = RoutingsOf, ByWhole = true });
        services.AddSingleton(new NamesInHistory([nameof(Plant.CalendarId), nameof(Plant.ShippingCalendarId)], (db, ids, cancel) =>
            db.ShopCalendars.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancel)));
        services.AddSingleton(new NamesInHistory([nameof(RoutingCenter.WorkCenterId)], (db, ids, cancel) =>
            db.WorkCenters.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancel)));
        services.AddSingleton(new NamesInHistory([nameof(RoutingMaterial.ComponentId)], (db, ids, cancel) =>
            db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code }).ToDictionaryAsync(p => p.Id, p => Product.Shown(p.Name, p.Code), cancel)));
    }

    private static KindInHistory Kind<TRecord>() => KindInHistory.Of<TRecord>(nameof(Right.SeeSchedule), typeof(Words));

    private static async Task<Dictionary<Guid, RecordInHistory>> Plants(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Plants.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(cancel)).ToDictionary(p => p.Id, p => new RecordInHistory(p.Name, "/schedule/plant"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Calendars(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.ShopCalendars.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancel))
            .ToDictionary(c => c.Id, c => new RecordInHistory(c.Name, $"/schedule/calendars/{c.Id}"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Centers(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.WorkCenters.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancel))
            .ToDictionary(c => c.Id, c => new RecordInHistory(c.Name, $"/schedule/centers/{c.Id}"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Classes(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.PromiseClasses.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(cancel))
            .ToDictionary(c => c.Id, c => new RecordInHistory(c.Name, "/schedule/classes"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Supplies(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Supplies.AsNoTracking().Where(s => ids.Contains(s.Id)).Join(db.Products, s => s.ProductId, p => p.Id, (s, p) => new { s.Id, Product = p.Id, p.Name, p.Code }).ToListAsync(cancel))
            .ToDictionary(s => s.Id, s => new RecordInHistory(Product.Shown(s.Name, s.Code), $"/schedule/supplies/{s.Product}"));

    private static Task<Dictionary<Guid, RecordInHistory>> SuppliesOf(TrothContext db, IReadOnlyCollection<Guid> products, CancellationToken cancel) => Products(db, products, "/schedule/supplies/", cancel);

    private static Task<Dictionary<Guid, RecordInHistory>> RoutingsOf(TrothContext db, IReadOnlyCollection<Guid> products, CancellationToken cancel) => Products(db, products, "/schedule/routings/", cancel);

    private static async Task<Dictionary<Guid, RecordInHistory>> Products(TrothContext db, IReadOnlyCollection<Guid> ids, string page, CancellationToken cancel) =>
        (await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code }).ToListAsync(cancel))
            .ToDictionary(p => p.Id, p => new RecordInHistory(Product.Shown(p.Name, p.Code), page + p.Id));

    private static async Task<Dictionary<Guid, RecordInHistory>> Operations(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.RoutingOperations.AsNoTracking().Where(o => ids.Contains(o.Id)).Join(db.Products, o => o.ProductId, p => p.Id, (o, p) => new { o.Id, o.No, Operation = o.Name, Product = p.Id, p.Name, p.Code }).ToListAsync(cancel))
            .ToDictionary(o => o.Id, o => new RecordInHistory($"{Product.Shown(o.Name, o.Code)}, {o.No} {o.Operation}", $"/schedule/routings/{o.Product}"));

    private static Task<List<Guid>> CalledCenters(TrothContext db, string words, int most, CancellationToken cancel)
    {
        var key = NameKey.Of(words);
        return db.WorkCenters.AsNoTracking().Where(c => c.Code == words || (key != "" && c.NameKey.Contains(key))).OrderBy(c => c.NameKey).Select(c => c.Id).Take(most).ToListAsync(cancel);
    }
}
