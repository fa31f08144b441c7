using Troth.Platform.Data;
using Troth.Platform.Live;
using Troth.Promises.Desk;

namespace Troth.Promises.Ledger;

/// <summary>Keeps what became of a promise, and tells open pages: ours, and those of the customer it was made to.</summary>
public sealed class KeptPromises(TrothContext db, LiveNews news)
{
    public async Task<Promise> Save(Promise promise, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        news.Publish(PromiseTopics.All);
        news.Publish($"account:{promise.AccountId}");
        return promise;
    }
}
