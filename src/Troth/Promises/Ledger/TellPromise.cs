using System.Text.Json.Serialization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Ledger;

/// <summary>
/// The customer was told that it will slip, and of a later day if there is one. Of a delivery the later day is not typed either: the promise desk quotes it.
/// </summary>
public sealed class TellPromise(TrothContext db, Reader reader, CompanyDay day, WhoMayAct may, KeptPromises kept)
{
    /// <param name="LaterOn">The later day; none: only that it slips.</param>
    /// <param name="LaterTime">The hour of it, for a call or a visit.</param>
    /// <param name="Whom">Who was told; needed with a yes to another day.</param>
    /// <param name="Said">What they said.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(PromiseChannel Channel, PromiseAnswer Answer, DateOnly? LaterOn = null, TimeOnly? LaterTime = null, string? Whom = null, string? Said = null);

    public async Task<Promise> Run(string reference, Request request, CancellationToken cancel)
    {
        var promise = await db.Promise(reference, cancel);
        await may.Check(promise, cancel);
        promise.MustNotBePlanned("promise.planned.told");
        if (request.LaterOn is not null && promise is { Kind: PromiseKind.Delivery, Origin: not PromiseOrigin.Inherited })
            throw new BusinessRuleException("promise.typedDelivery", Words.Say("promise.typedDelivery"));
        if (request.LaterOn is not null && promise.IsTimed && request.LaterTime is null) throw new BadInputException("laterTime", Words.Say("promise.noHour"));
        if (request is { LaterOn: not null, Answer: PromiseAnswer.Agreed }) MustSayWhom(request.Whom);
        var later = request.LaterOn is { } on ? await day.Due(on, request.LaterTime, cancel) : (PromiseDue?)null;
        db.Add(promise.Tell(day.Now, later, request.Answer, request.Channel, reader.Name, request.Whom, request.Said));
        return await kept.Save(promise, cancel);
    }

    /// <summary>A yes to another day is somebody's: without a name nobody could ask them.</summary>
    internal static void MustSayWhom(string? whom)
    {
        if (string.IsNullOrWhiteSpace(whom)) throw new BadInputException("whom", Words.Say("promise.noWhom"));
    }
}
