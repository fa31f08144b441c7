using Troth.Platform;

namespace Troth.Orders.Channels;

/// <summary>Keeps the sorting of orders up to date; the changes stay noted until they are in it.</summary>
public sealed class SortJob(SortOrders sort, TimeProvider time, ILogger<SortJob> log) : RestingJob(TimeSpan.FromSeconds(2), time, log)
{
    protected override Task<bool> IfChanged(CancellationToken stop) => sort.IfChanged(stop);
}
