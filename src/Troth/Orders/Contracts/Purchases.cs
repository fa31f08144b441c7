using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Orders.Contracts;

/// <summary>What one account bought in one month, in the company's own currency.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Bought">Sale lines.</param>
/// <param name="Returned">Returns, cancellations and adjustments; never negative.</param>
/// <param name="Orders">Orders of that month.</param>
/// <param name="LastOrderedOn">Day of the last of them.</param>
public sealed record PurchaseMonth(Guid AccountId, DateOnly Month, decimal Bought, decimal Returned, int Orders, DateOnly LastOrderedOn)
{
    public decimal Net => Bought - Returned;
}

/// <summary>Purchases in a span of days, and what had to be left out of them.</summary>
/// <param name="MissingRates">Currencies of orders that no rate was valid for on their day: their amounts are in no figure.</param>
public sealed record PurchaseHistory(string Currency, IReadOnlyList<PurchaseMonth> Months, IReadOnlyList<string> MissingRates)
{
    public decimal Net => Months.Sum(m => m.Net);
    public int Orders => Months.Sum(m => m.Orders);
}

/// <summary>What accounts bought: sales less returns and cancellations, each order at the rate of its day.</summary>
public sealed class Purchases(TrothContext db, CurrentCompany company, TimeProvider time)
{
    /// <summary>The newest imported order's day, or the newest of all when none was imported; null without orders. Days to come are typing errors.</summary>
    public async Task<DateOnly?> AsOf(CancellationToken cancel)
    {
        var today = await company.Today(time, cancel);
        return await db.Orders.AsNoTracking().Where(o => o.OrderedOn <= today && o.EndedOn == null && o.BatchId != 0).OrderByDescending(o => o.OrderedOn)
            .Select(o => (DateOnly?)o.OrderedOn).FirstOrDefaultAsync(cancel) ?? await Newest(cancel);
    }

    /// <summary>The newest order's day, imported or taken here; null without orders. Days to come are typing errors.</summary>
    public async Task<DateOnly?> Newest(CancellationToken cancel)
    {
        var today = await company.Today(time, cancel);
        return await db.Orders.AsNoTracking().Where(o => o.OrderedOn <= today && o.EndedOn == null).OrderByDescending(o => o.OrderedOn)
            .Select(o => (DateOnly?)o.OrderedOn).FirstOrDefaultAsync(cancel);
    }

    /// <summary>
    /// First and last day of the twelve months that end with a day: whole months, and never the same day of two years. The two ways to
    /// count back differ only at the end of February, where the later one is right.
    /// </summary>
    public static (DateOnly From, DateOnly To) YearTo(DateOnly day)
    {
        day = DayReach.Nearest(day);
        DateOnly nextDayThen = day.AddDays(1).AddMonths(-12), dayAfterThen = day.AddMonths(-12).AddDays(1);
        return (nextDayThen > dayAfterThen ? nextDayThen : dayAfterThen, day);
    }

    /// <param name="accounts">Ids of the accounts wanted, as a query.</param>
    public Task<PurchaseHistory> ByMonth(IQueryable<Guid> accounts, DateOnly from, DateOnly to, CancellationToken cancel) =>
        ByMonth(sums => sums.Where(s => accounts.Contains(s.AccountId)), from, to, cancel);

    /// <inheritdoc cref="ByMonth(IQueryable{Guid}, DateOnly, DateOnly, CancellationToken)"/>
    public Task<PurchaseHistory> ByMonth(Guid account, DateOnly from, DateOnly to, CancellationToken cancel) =>
        ByMonth(sums => sums.Where(s => s.AccountId == account), from, to, cancel);

    private async Task<PurchaseHistory> ByMonth(Func<IQueryable<PurchaseSum>, IQueryable<PurchaseSum>> wanted, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var currency = (await company.Get(cancel)).BaseCurrency;
        var rates = await CompanyRates.Read(db, currency, cancel);
        var sums = await wanted(Sums(currency, from, to)).ToListAsync(cancel);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var months = new List<PurchaseMonth>();
        foreach (var month in sums.GroupBy(s => (s.AccountId, s.Month)))
        {
            var (bought, returned) = (0m, 0m);
            foreach (var sum in month)
            {
                if (rates.On(sum.LastDay, sum.Currency) is not { } rate) missing.Add(sum.Currency);
                else (bought, returned) = (bought + rate * sum.Sold, returned + rate * sum.Returned);
            }
            months.Add(new(month.Key.AccountId, new DateOnly(month.Key.Month / 100, month.Key.Month % 100, 1), bought, returned, month.Sum(s => s.Orders), month.Max(s => s.LastDay)));
        }
        return new(currency, [.. months.OrderBy(m => m.AccountId).ThenBy(m => m.Month)], [.. missing]);
    }

    /// <summary>By month where no rate is needed, by day where one is.</summary>
    private IQueryable<PurchaseSum> Sums(string currency, DateOnly from, DateOnly to)
    {
        var (first, last) = (Number(from), Number(to));
        return db.Set<PurchaseSum>().FromSql($"""
            SELECT account_id, month, currency, CAST(SUM(sold) AS bigint) AS sold, CAST(SUM(returned) AS bigint) AS returned, CAST(COUNT(*) AS integer) AS orders,
              MAX(ordered_on) AS last_day
            FROM (SELECT account_id, ordered_on / 100 AS month, currency, CASE WHEN currency = {currency} THEN 0 ELSE ordered_on END AS day, sold, returned, ordered_on
              FROM orders WHERE account_id IS NOT NULL AND ended_on IS NULL AND ordered_on BETWEEN {first} AND {last}
                AND batch_id NOT IN (SELECT id FROM hidden_batches)) AS days
            GROUP BY account_id, month, currency, day
            """);
    }

    private static int Number(DateOnly day) => day.Year * 10000 + day.Month * 100 + day.Day;
}
