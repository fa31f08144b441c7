using System.Text.Json.Serialization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.OurWord;

namespace Troth.Promises.Ledger;

/// <summary>It was done, today.</summary>
public sealed class KeepPromise(TrothContext db, CompanyDay day, WhoMayAct may)
{
    public async Task<Promise> Run(string reference, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        promise.MustNotBePlanned("promise.planned.kept");
        promise.Keep(await day.Today(cancel), day.Now);
        await db.SaveChangesAsync(cancel);
        return promise;
    }
}

/// <summary>
/// It is not kept: somebody says so, and why. Of a delivery in the plan only a scheduler does before its day is over, for it may be made
/// in time, and its day would be free to be moved.
/// </summary>
public sealed class BreakPromise(TrothContext db, CompanyDay day, WhoMayAct may, Reader reader)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(PromiseCause Cause, string? Text = null);

    public async Task<Promise> Run(string reference, Request request, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        if (promise is { ShopOrder: not null, IsOpen: true } && promise.Due.Instant > day.Now)
        {
            if (!reader.Is(Role.Scheduler))
                throw new BusinessRuleException("promise.dayNotOver", Words.Say("promise.dayNotOver", promise.Label));
            if (string.IsNullOrWhiteSpace(request.Text)) throw new BadInputException("text", Words.Say("promise.whyBroken"));
        }
        promise.Break(await day.Today(cancel), request.Cause, request.Text);
        await db.SaveChangesAsync(cancel);
        return promise;
    }
}

/// <summary>The customer gave it back, by their own wish: in time, or when its moment had passed and it was not kept.</summary>
public sealed class WithdrawPromise(TrothContext db, CompanyDay day, WhoMayAct may)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Text = null);

    public async Task<Promise> Run(string reference, Request request, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        promise.MustNotBePlanned("promise.planned.withdrawn");
        promise.Withdraw(await day.Today(cancel), day.Now, request.Text);
        await db.SaveChangesAsync(cancel);
        return promise;
    }
}

/// <summary>It was taken for done, and was short, wrong, or came back for our fault.</summary>
public sealed class ReopenPromise(TrothContext db, CompanyDay day, WhoMayAct may)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(PromiseCause Cause, string? Text = null);

    public async Task<Promise> Run(string reference, Request request, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        promise.Reopen(await day.Today(cancel), request.Cause, request.Text, await CompanyWord.ReturnDays(db, cancel));
        await db.SaveChangesAsync(cancel);
        return promise;
    }
}
