using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Contracts;

/// <summary>From when on dates come from the schedule.</summary>
public static class GoLiveDay
{
    /// <summary>The first day of any plant; null while none went live.</summary>
    public static Task<DateOnly?> GoLiveOn(this TrothContext db, CancellationToken cancel) =>
        db.Plants.AsNoTracking().Where(p => p.GoLiveOn != null).OrderBy(p => p.GoLiveOn).Select(p => p.GoLiveOn).FirstOrDefaultAsync(cancel);
}
