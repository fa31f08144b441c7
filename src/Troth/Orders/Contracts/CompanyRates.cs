using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Orders.Contracts;

/// <summary>The company's own rates: an amount counts at the rate that was valid on its day.</summary>
public sealed class CompanyRates
{
    private readonly string baseCurrency;
    private readonly Dictionary<string, (DateOnly From, decimal ToBase)[]> byCurrency;

    public CompanyRates(string baseCurrency, IEnumerable<(string Currency, DateOnly From, decimal ToBase)> rates)
    {
        this.baseCurrency = baseCurrency;
        byCurrency = rates.GroupBy(r => r.Currency).ToDictionary(g => g.Key, g => g.Select(r => (r.From, r.ToBase)).OrderBy(r => r.From).ToArray());
    }

    public string BaseCurrency => baseCurrency;

    /// <summary>All rates that are in force: one query.</summary>
    public static async Task<CompanyRates> Read(TrothContext db, string baseCurrency, CancellationToken cancel)
    {
        var rows = await db.Rates.AsNoTracking().Where(r => r.EndedOn == null).Select(r => new { r.Currency, r.ValidFrom, r.ToBase }).ToListAsync(cancel);
        return new CompanyRates(baseCurrency, rows.Select(r => (r.Currency, r.ValidFrom, r.ToBase)));
    }

    /// <summary>Units of the base currency for one unit on that day; null when no rate is valid yet or the currency has none. O(log n) in the currency's rates.</summary>
    public decimal? On(DateOnly day, string currency)
    {
        if (currency == baseCurrency) return 1;
        if (!byCurrency.TryGetValue(currency, out var rates)) return null;
        var (low, high) = (0, rates.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rates[middle].From <= day) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? null : rates[low - 1].ToBase;
    }
}
