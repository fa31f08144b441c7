using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Microsoft.Data.Sqlite;
using Troth.Platform.Data;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;

namespace Troth.Promises.OurWord;

/// <summary>
/// Counts promises in the database. Counted are all that ended or are past their first date; not those that the customer gave back, that a
/// full feed no longer holds, or whose import is not seen. Deliveries are told by the plan and the floor, all else by who promised it, so the
/// two are never added up. What is asked of the whole company comes from indexes alone; days of one account, seller or product are read from
/// its own promises.
/// </summary>
public sealed class CountWord(TrothContext db, CompanyDay company)
{
    private static readonly Dictionary<WordBy, string> Columns = new()
    {
        [WordBy.Account] = "account_id", [WordBy.Seller] = "seller_id", [WordBy.Product] = "product_id", [WordBy.Vendor] = "vendor", [WordBy.WorkCenter] = "work_center",
    };

    private const string Delivery = "kind = 'Delivery'";

    /// <summary>As <see cref="Slips.Slipped"/>; in one piece, lest the database look up states one by one and read each record.</summary>
    private static string Slipped(DateOnly? live) => string.Create(CultureInfo.InvariantCulture, $"""
        CASE WHEN origin = 'Inherited' AND notice IS NULL AND first_due_on < {Number(live ?? DateOnly.MaxValue)} THEN 0
          WHEN state = 'Renegotiated' AND (notice IS NOT NULL OR origin = 'Inherited') THEN 1
          WHEN state = 'Broken' AND coalesce(days_late, 1) > 0 THEN 1 ELSE 0 END = 1
        """);

    private const string Timed = "quoted_days IS NOT NULL AND realised_days IS NOT NULL";

    /// <summary>The account's line; null when nothing was ever promised that counts yet.</summary>
    public async Task<WordRow?> OfAccount(Guid account, CancellationToken cancel)
    {
        var sum = Total((await Months(new WordFilter { Account = account }, cancel)).Deliveries);
        return sum.Made == 0 ? null : sum;
    }

    /// <summary>What months come to.</summary>
    public static WordRow Total(IReadOnlyList<WordSum> months) =>
        new(null, "", months.Sum(m => m.Made), months.Sum(m => m.Kept), months.Sum(m => m.Renegotiated), months.Sum(m => m.Overdue));

    /// <summary>One row for each month that any was due in: of deliveries, and of all else, where whoever promised says what became of it.</summary>
    public async Task<(List<WordSum> Deliveries, List<WordSum> Others)> Months(WordFilter filter, CancellationToken cancel)
    {
        var all = (await Sums(filter, null, true, null, null, cancel)).ToLookup(sum => sum.Delivery == 1);
        return ([.. all[true]], [.. all[false]]);
    }

    /// <summary>One row for each customer, seller…, those with most promises first.</summary>
    public Task<List<WordSum>> Told(WordFilter filter, WordBy by, int most, CancellationToken cancel) =>
        Sums(filter, by, false, null, most, cancel);

    /// <summary>One row for each of these that has any.</summary>
    public Task<List<WordSum>> Of(WordFilter filter, WordBy by, IReadOnlyList<object> keys, CancellationToken cancel) =>
        Sums(filter, by, false, keys, null, cancel);

    /// <summary>One row for each of these and month.</summary>
    public Task<List<WordSum>> MonthsOf(WordFilter filter, WordBy by, IReadOnlyList<object> keys, CancellationToken cancel) =>
        Sums(filter, by, true, keys, null, cancel);

    /// <summary>Medians over the selection, from how often each number of days occurs.</summary>
    public async Task<WordDays> Days(WordFilter filter, CancellationToken cancel)
    {
        var slips = await Histogram("coalesce(notice, 0) / 1440", Slipped(await db.GoLiveOn(cancel)), filter, cancel);
        var quoted = await Histogram("quoted_days", Timed, filter, cancel);
        var realised = await Histogram("realised_days", Timed, filter, cancel);
        var (late, timed) = (slips.Sum(d => d.Promises), quoted.Sum(d => d.Promises));
        if (slips.Count > 0) slips = [.. slips.GroupBy(d => Math.Max(0, d.Days)).Select(g => new DaysCount(g.Key, g.Sum(d => d.Promises)))]; // told after the day is not told
        return new(Median(slips), late, Median(quoted), Median(realised), timed)
        {
            NoticeBetween = Between(slips), QuotedBetween = Between(quoted), RealisedBetween = Between(realised),
        };
    }

    private static DaysBetween? Between(IReadOnlyList<DaysCount> counts) =>
        Radar.ReadRadar.Median([.. counts.Select(c => ((double)c.Days, c.Promises))]) is { Of: >= WordDays.Least, Low: { } low, High: { } high } ? new((int)low, (int)high) : null;

    private static int? Median(IReadOnlyList<DaysCount> counts)
    {
        var of = counts.Sum(c => c.Promises);
        if (of < WordDays.Least) return null;
        var (middle, seen) = ((of + 1) / 2, 0);
        foreach (var count in counts.OrderBy(c => c.Days))
            if ((seen += count.Promises) >= middle) return count.Days;
        return null;
    }

    /// <summary>Where nothing is told apart the kinds are: one walk over the index counts both.</summary>
    private async Task<List<WordSum>> Sums(WordFilter filter, WordBy? by, bool months, IReadOnlyList<object>? keys, int? most, CancellationToken cancel)
    {
        var (where, values) = await Where(filter, cancel);
        if (by is not null) where += $" AND {Delivery}";
        var delivery = by is null ? "CASE WHEN kind IN ('Delivery') THEN 1 ELSE 0 END" : "1";
        var column = by is { } told ? Columns[told] : null;
        var (id, name) = (column is null or "vendor" ? "NULL" : column, column is "vendor" ? column : "NULL");
        if (column is not null && by != WordBy.WorkCenter) where += $" AND {column} IS NOT NULL"; // of deliveries that rest on no work center one row says so
        if (keys is not null)
        {
            if (keys.Count == 0) return [];
            var known = keys.Where(key => key is not Guid id || id != Guid.Empty).Select((key, at) => Put(values, $"k{at}", key)).ToList();
            where += $" AND ({(known.Count == 0 ? "1 = 0" : $"{column} IN ({string.Join(", ", known)})")}{(known.Count < keys.Count ? $" OR {column} IS NULL" : "")})";
        }
        var month = months ? "first_due_on / 100" : "0";
        var groups = new[] { column, months ? month : null, by is null ? delivery : null }.OfType<string>().ToList();
        var sql = $"""
            SELECT {Typed(id, "uuid")} AS id, {Typed(name, "text")} AS name, {month} AS month, {delivery} AS delivery,
              CAST(COUNT(*) AS integer) AS made,
              CAST(SUM(CASE WHEN state = 'Kept' THEN 1 ELSE 0 END) AS integer) AS kept,
              CAST(SUM(CASE WHEN state = 'Renegotiated' OR (state = 'Open' AND due_on >= @today) THEN 1 ELSE 0 END) AS integer) AS renegotiated,
              CAST(SUM(CASE WHEN state = 'Open' AND due_on < @today THEN 1 ELSE 0 END) AS integer) AS overdue
            FROM promises WHERE {where} GROUP BY {string.Join(", ", groups)}
            {(most is null ? "" : FormattableString.Invariant($"ORDER BY COUNT(*) DESC, {column} LIMIT {most}"))}
            """;
        return await db.Set<WordSum>().FromSqlRaw(sql, [.. values]).ToListAsync(cancel);
    }

    private async Task<List<DaysCount>> Histogram(string days, string of, WordFilter filter, CancellationToken cancel)
    {
        var (where, values) = await Where(filter, cancel);
        var sql = $"SELECT {days} AS days, CAST(COUNT(*) AS integer) AS promises FROM promises WHERE {where} AND {Delivery} AND {of} GROUP BY {days}"; // columns and names of this file; what people give are parameters
        return await db.Set<DaysCount>().FromSqlRaw(sql, [.. values]).ToListAsync(cancel);
    }

    private async Task<(string Where, List<object> Values)> Where(WordFilter filter, CancellationToken cancel)
    {
        var values = new List<object>();
        var where = $"ended_on IS NULL AND batch_id NOT IN (SELECT id FROM hidden_batches) AND state <> 'Withdrawn' AND (state <> 'Open' OR first_due_on < {Put(values, "today", Number(await company.Today(cancel)))})";
        void And(string condition, string name, object? value)
        {
            if (value is not null) where += $" AND {condition} {Put(values, name, value)}";
        }
        And("first_due_on >=", "from", filter.FromDay is { } from ? Number(from) : null);
        And("first_due_on <=", "to", filter.ToDay is { } to ? Number(to) : null);
        And("account_id =", "account", filter.Account);
        And("seller_id =", "seller", filter.Seller);
        And("product_id =", "product", filter.Product);
        And("vendor =", "vendor", string.IsNullOrEmpty(filter.Vendor) ? null : filter.Vendor);
        if (filter.WorkCenter == WordFilter.NoWorkCenter) where += " AND work_center IS NULL";
        else And("work_center =", "center", filter.WorkCenter);
        return (where, values);
    }

    private string Put(List<object> values, string name, object value)
    {
        values.Add(db.Database.IsSqlite() ? new SqliteParameter(name, value is Guid id ? id.ToByteArray(bigEndian: true) : value) : new NpgsqlParameter(name, value));
        return "@" + name;
    }

    /// <summary>PostgreSQL wants to know what nothing is of.</summary>
    private string Typed(string column, string type) => column == "NULL" && !db.Database.IsSqlite() ? $"CAST(NULL AS {type})" : column;

    private static int Number(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;
}
