using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

/// <summary>
/// A word that is another one as soon as anything of the shop's description is: how many records of each kind there are, how often they were
/// changed, how many ended, and the newest. One query, a hundredth of what reading them takes.
/// </summary>
internal static class DescriptionStamp
{
    private static readonly string[] Kept = ["plants", "shop_calendars", "calendar_days", "center_days", "promise_classes"];
    private static readonly string[] Imported = ["work_centers", "supplies", "expected_receipts", "routing_operations", "routing_centers", "routing_materials"];

    public static async Task<string> Read(TrothContext db, CancellationToken cancel)
    {
        var id = db.Database.IsSqlite() ? "hex(id)" : "id::text";
        string Of(string table, string ended) =>
            $"SELECT '{table} ' || COUNT(*) || ' ' || COALESCE(SUM(version), 0) || ' ' || {ended} || ' ' || COALESCE((SELECT {id} FROM {table} ORDER BY id DESC LIMIT 1), '') FROM {table}";
        var hidden = "SELECT 'hidden ' || COUNT(*) || ' ' || COALESCE(MAX(id), 0) FROM hidden_batches"; // an import taken back hides its rows at once
        var all = Kept.Select(t => Of(t, "0")).Concat(Imported.Select(t => Of(t, "COUNT(ended_on)"))).Append(hidden);
        return string.Join('\n', await db.Database.SqlQueryRaw<string>(string.Join(" UNION ALL ", all)).ToListAsync(cancel));
    }
}
