using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Import.Contracts;

/// <summary>When an import was last published: rooms that follow what imports bring ask this first, which costs next to nothing.</summary>
public static class LastPublished
{
    /// <summary>What people call the import that was published last, and by whose system; null while none ever was.</summary>
    public static async Task<(int Id, string Label, string Source)?> Named(TrothContext db, CancellationToken cancel) =>
        await db.ImportRuns.AsNoTracking().Where(r => r.State == ImportState.Published && r.EndedAt != null).OrderByDescending(r => r.EndedAt)
            .FirstOrDefaultAsync(cancel) is { } run ? (run.Id, run.Label, run.Source) : null;

    /// <summary>Null while none ever was.</summary>
    public static Task<DateTimeOffset?> At(TrothContext db, CancellationToken cancel) => db.ImportRuns.AsNoTracking()
        .Where(r => r.State == ImportState.Published && r.EndedAt != null).OrderByDescending(r => r.EndedAt).Select(r => r.EndedAt).FirstOrDefaultAsync(cancel);
}
