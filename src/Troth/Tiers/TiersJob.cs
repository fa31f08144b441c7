using Troth.Platform;

namespace Troth.Tiers;

/// <summary>Keeps the proposals up to date.</summary>
public sealed class TiersJob(RecomputeTiers recompute, TimeProvider time, ILogger<TiersJob> log) : RestingJob(TimeSpan.FromSeconds(3), time, log)
{
    protected override Task<bool> IfChanged(CancellationToken stop) => recompute.IfChanged(stop);
}
