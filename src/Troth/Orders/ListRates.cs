using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Lists;

namespace Troth.Orders;

public sealed record RateRow
{
    public required Guid Id { get; init; }
    public required string Currency { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required decimal ToBase { get; init; }
}

/// <summary>The rates table, newest first, of one currency or of all.</summary>
public sealed class ListRates(TrothContext db)
{
    private static readonly ListOrder<RateRow> Newest = new ListOrder<RateRow>(descending: true).By(r => r.ValidFrom).By(r => r.Id);

    public Task<Listing<RateRow>> Run(string? currency, ListPlace place, CancellationToken cancel)
    {
        var rates = db.Rates.AsNoTracking().Where(r => r.EndedOn == null);
        if (!string.IsNullOrEmpty(currency)) rates = rates.Where(r => r.Currency == currency);
        return Newest.Page(place, cancel, rates.Select(r => new RateRow { Id = r.Id, Currency = r.Currency, ValidFrom = r.ValidFrom, ToBase = r.ToBase }));
    }

    /// <summary>Currencies in orders that have no rate at all: what to add first.</summary>
    public async Task<IReadOnlyList<string>> Missing(string own, CancellationToken cancel)
    {
        var rated = db.Rates.Where(r => r.EndedOn == null).Select(r => r.Currency);
        return await db.Orders.AsNoTracking().Where(o => o.Currency != own && !rated.Contains(o.Currency)).Select(o => o.Currency).Distinct().OrderBy(c => c).ToListAsync(cancel);
    }
}
