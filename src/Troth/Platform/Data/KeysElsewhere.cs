using Microsoft.EntityFrameworkCore;

namespace Troth.Platform.Data;

/// <summary>Finds imported records by what their own system calls them: people know the numbers of their ERP, not ours.</summary>
public static class KeysElsewhere
{
    /// <summary>As many systems as may use one key.</summary>
    private const int Most = 50;

    /// <summary>Ids of the records with exactly this key, in any source: one look into the index for each source.</summary>
    public static async Task<List<Guid>> Keyed<T>(this TrothContext db, string? typed, CancellationToken cancel) where T : ImportableRecord
    {
        var key = typed?.Trim() ?? "";
        if (key.Length is 0 or > ImportableRecord.ExternalKeyMax) return [];
        var upper = key.ToUpperInvariant();
        return await (from source in db.ImportSources.AsNoTracking()
                      from record in db.Set<T>().AsNoTracking()
                      where record.SourceId == source.Id && (record.ExternalKey == key || record.ExternalKey == upper)
                      select record.Id).Take(Most).ToListAsync(cancel);
    }
}
