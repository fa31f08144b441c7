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
        Heard(promise);
        return promise;
    }

    /// <summary>The same of what a turn of the plan has kept, once that is committed.</summary>
    public void Heard(Promise promise)
    {
        news.Publish(PromiseTopics.All);
        news.Publish($"account:{promise.AccountId}");
    }
}
