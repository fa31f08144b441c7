using System.Text.Json.Serialization;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.OurWord;

namespace Troth.Promises.Ledger;

/// <summary>It was done, today.</summary>
public sealed class KeepPromise(TrothContext db, CompanyDay day, WhoMayAct may, KeptPromises kept)
{
    public async Task<Promise> Run(string reference, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        promise.MustNotBePlanned("promise.planned.kept");
        promise.Keep(await day.Today(cancel), day.Now);
        return await kept.Save(promise, cancel);
    }
}

/// <summary>
/// It is not kept: somebody says so, and why. Before its day is over its seller does, their manager or an administrator, and nobody whose plan
/// would have it so. The day of a delivery stays guarded in the plan all the same: it may be made in time.
/// </summary>
public sealed class BreakPromise(TrothContext db, CompanyDay day, WhoMayAct may, KeptPromises kept)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(PromiseCause Cause, string? Text = null);

    public async Task<Promise> Run(string reference, Request request, CancellationToken cancel)
    {
        GivenCause.Check(request.Cause);
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        if (promise.IsOpen && promise.Due.Instant > day.Now)
        {
            if (await may.WhyNotGiveUp(promise, cancel) is { } not) throw new NotAllowedException(not);
            if (promise.ShopOrder is not null && string.IsNullOrWhiteSpace(request.Text)) throw new BadInputException("text", Words.Say("promise.whyBroken"));
        }
        promise.Break(await day.Today(cancel), request.Cause, request.Text);
        return await kept.Save(promise, cancel);
    }
}

/// <summary>The customer gave it back, by their own wish: in time, or when its moment had passed and it was not kept.</summary>
public sealed class WithdrawPromise(TrothContext db, CompanyDay day, WhoMayAct may, KeptPromises kept)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Text = null);

    public async Task<Promise> Run(string reference, Request request, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        promise.MustNotBePlanned("promise.planned.withdrawn");
        promise.Withdraw(await day.Today(cancel), day.Now, request.Text);
        return await kept.Save(promise, cancel);
    }
}

/// <summary>It was taken for done, and was short, wrong, or came back for our fault.</summary>
public sealed class ReopenPromise(TrothContext db, CompanyDay day, WhoMayAct may, KeptPromises kept)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(PromiseCause Cause, string? Text = null);

    public async Task<Promise> Run(string reference, Request request, CancellationToken cancel)
    {
        GivenCause.Check(request.Cause);
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        promise.Reopen(await day.Today(cancel), request.Cause, request.Text, await CompanyWord.ReturnDays(db, cancel));
        return await kept.Save(promise, cancel);
    }
}
