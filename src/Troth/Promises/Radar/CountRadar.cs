using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;

namespace Troth.Promises.Radar;

/// <summary>
/// Counts the signs in the database, month by month: one query for each over an index of the facts' days, whatever their number. Whole
/// numbers
/// of this file stand in the SQL; nothing that people give does.
/// </summary>
public sealed class CountRadar(TrothContext db, CurrentCompany company)
{
    private const long TicksAnHour = TimeSpan.TicksPerHour;

    /// <summary>What is seen of promises: not those of an import that is hidden, of a feed that no longer holds them, or given
    /// back.</summary>
    private const string Seen = "p.kind = 'Delivery' AND p.ended_on IS NULL AND p.state <> 'Withdrawn' AND p.batch_id NOT IN (SELECT id FROM hidden_batches)";

    /// <summary>Why a promise counts as late because of an insert; the list says the same.</summary>
    private const string ByInsert =
        "p.state IN ('Broken', 'Renegotiated') AND (p.cause = 'Insert' OR p.shop_order IN (SELECT m.shop_order FROM insert_moves m WHERE m.outcome IS NOT NULL))";

    public Task<List<RadarCount>> Earlier(DateOnly from, CancellationToken cancel) => ByMoment(from, """
        SELECT m.month, 0 AS hours, CAST(COUNT(*) AS integer) AS facts, CAST(SUM(CASE WHEN o.requested_on < o.promised_on THEN 1 ELSE 0 END) AS integer) AS shown
        FROM m JOIN shop_orders o ON o.entered_at >= m.start AND o.entered_at < m.stop
        WHERE o.origin = 'Quoted' AND o.requested_on IS NOT NULL AND o.promised_on IS NOT NULL GROUP BY m.month
        """, cancel);

    public Task<List<RadarCount>> Padding(DateOnly from, CancellationToken cancel) => ByMoment(from, $"""
        SELECT m.month, CAST((o.ready_by - o.quoted_earliest) / {TicksAnHour} AS integer) AS hours, CAST(COUNT(*) AS integer) AS facts, 0 AS shown
        FROM m JOIN shop_orders o ON o.entered_at >= m.start AND o.entered_at < m.stop
        WHERE o.origin = 'Quoted' AND o.ready_by IS NOT NULL AND o.quoted_earliest IS NOT NULL
        GROUP BY m.month, (o.ready_by - o.quoted_earliest) / {TicksAnHour}
        """, cancel);

    /// <summary>Of all questions for a date, those that asked to go before others: shop orders, and reviews of which none came.</summary>
    public Task<List<RadarCount>> Inserts(DateOnly from, CancellationToken cancel) => ByMoment(from, """
        SELECT month, 0 AS hours, CAST(SUM(facts) AS integer) AS facts, CAST(SUM(shown) AS integer) AS shown FROM (
          SELECT m.month, COUNT(*) AS facts, 0 AS shown FROM m JOIN shop_orders o ON o.entered_at >= m.start AND o.entered_at < m.stop
          WHERE o.origin = 'Quoted' AND (o.source_kind IS NULL OR o.source_kind <> 'insert') GROUP BY m.month
          UNION ALL
          SELECT m.month, COUNT(*) AS facts, COUNT(*) AS shown FROM m JOIN insert_reviews r ON r.asked_at >= m.start AND r.asked_at < m.stop GROUP BY m.month) t
        GROUP BY month
        """, cancel);

    /// <summary>Delivery promises made since a day, and those of them that never asked the schedule: as <see cref="BeforeAsked"/>.</summary>
    public Task<List<RadarCount>> Unasked(DateOnly from, CancellationToken cancel) => ByDay($"""
        SELECT p.made_on / 100 AS month, 0 AS hours, CAST(COUNT(*) AS integer) AS facts, CAST(SUM(CASE WHEN p.origin <> 'Quoted' THEN 1 ELSE 0 END) AS integer) AS shown
        FROM promises p WHERE p.made_on >= {Number(from)} AND {Seen} GROUP BY p.made_on / 100
        """, cancel);

    /// <summary>Delivery promises first due that ended or are past their day, and those not kept because another went before.</summary>
    public Task<List<RadarCount>> InsertLate(DateOnly from, DateOnly today, CancellationToken cancel) => ByDay($"""
        SELECT p.first_due_on / 100 AS month, 0 AS hours, CAST(COUNT(*) AS integer) AS facts, CAST(SUM(CASE WHEN {ByInsert} THEN 1 ELSE 0 END) AS integer) AS shown
        FROM promises p WHERE p.first_due_on >= {Number(from)} AND p.first_due_on <= {Number(LastDay(today))} AND (p.state <> 'Open' OR p.first_due_on < {Number(today)}) AND {Seen}
        GROUP BY p.first_due_on / 100
        """, cancel);

    private static DateOnly LastDay(DateOnly day) => new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1);

    private Task<List<RadarCount>> ByDay(string sql, CancellationToken cancel) => db.Set<RadarCount>().FromSqlRaw(sql).ToListAsync(cancel);

    /// <summary>Months as spans of instants, where the company is: what is stored as instants is counted by them.</summary>
    private async Task<List<RadarCount>> ByMoment(DateOnly from, string sql, CancellationToken cancel)
    {
        var zone = await Zone(cancel);
        var months = Enumerable.Range(0, ReadRadar.Months).Select(i => from.AddMonths(i))
            .Select(month => string.Create(CultureInfo.InvariantCulture,
                $"({month.Year * 100 + month.Month}, {Start(month, zone)}, {Start(month.AddMonths(1), zone)})"));
        var counted = $"WITH m(month, start, stop) AS (VALUES {string.Join(", ", months)}) {sql}"; // numbers and names of this file
        return await db.Set<RadarCount>().FromSqlRaw(counted).ToListAsync(cancel);
    }

    /// <summary>Where the company is: its midnight divides the months.</summary>
    public async Task<TimeZoneInfo> Zone(CancellationToken cancel) =>
        (await company.Find(cancel))?.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var known) ? known : TimeZoneInfo.Utc;

    /// <summary>Ticks of the first moment of a day. Midnight may not be on the day the clocks change; then it begins an hour
    /// later.</summary>
    internal static long Start(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone).Ticks;
    }

    private static int Number(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;
}
