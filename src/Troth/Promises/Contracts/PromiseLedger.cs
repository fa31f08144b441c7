using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Ledger;
using Troth.Promises.OurWord;

namespace Troth.Promises.Contracts;

/// <summary>A delivery that is about to be promised, as a quote of the schedule says it.</summary>
/// <param name="Account">To whom.</param>
/// <param name="Product">What; of <paramref name="Quantity"/> pieces, more than none.</param>
/// <param name="What">In words: what people read in lists.</param>
/// <param name="Due">The day, and the instant that is the end of business there.</param>
/// <param name="MadeOn">The business day it is made on.</param>
public sealed record NewDelivery(Guid Account, Guid Product, decimal Quantity, string What, PromiseDue Due, DateOnly MadeOn, DateTimeOffset MadeAt)
{
    public PromiseOrigin Origin { get; init; } = PromiseOrigin.Quoted;
    public Guid? Seller { get; init; }
    public Guid? Contact { get; init; }
    public Guid? Order { get; init; }
    public int? OrderLine { get; init; }
    public Guid? ShopOrder { get; init; }
    public Guid? Plant { get; init; }

    /// <summary>The work center that decided its day.</summary>
    public Guid? WorkCenter { get; init; }
    public string? SourceKind { get; init; }
    public Guid? Source { get; init; }
}

/// <summary>
/// The ledger for other rooms: what they do to promises within their own transaction. Everything is added to the context and nothing saved;
/// rules that are broken throw <see cref="BusinessRuleException"/>, an unknown id <see cref="NotFoundException"/>. Nothing here moves a promise
/// because the plan moved.
/// </summary>
public static class PromiseLedger
{
    /// <summary>Promises a delivery. Takes the promise's number at once, so a transaction that is given up leaves a gap.</summary>
    /// <exception cref="BadInputException">It is due before it is made, or not said in words.</exception>
    public static async Task<Promise> MakeDelivery(TrothContext db, NewDelivery delivery, CancellationToken cancel) =>
        MakeDelivery(db, delivery, await db.Take<Promise>(cancel));

    /// <summary>The same under a number that was taken before, with those of others.</summary>
    internal static Promise MakeDelivery(TrothContext db, NewDelivery delivery, long number)
    {
        var promise = new Promise(number, PromiseKind.Delivery, delivery.Origin, delivery.What, delivery.Account, delivery.Due, delivery.MadeOn, delivery.MadeAt);
        promise.Between(delivery.Seller, delivery.Contact, delivery.SourceKind, delivery.Source);
        promise.Of(delivery.Product, delivery.Quantity, delivery.Order, delivery.OrderLine, delivery.ShopOrder, delivery.Plant, delivery.WorkCenter);
        db.Add(promise);
        return promise;
    }

    /// <summary>So many pieces were delivered; with the last one the promise is done.</summary>
    public static async Task<Promise> Deliver(TrothContext db, Guid promise, decimal quantity, DateOnly on, DateTimeOffset at, CancellationToken cancel)
    {
        var found = await Find(db, promise, cancel);
        found.Deliver(quantity, on, at);
        return found;
    }

    /// <summary>The customer was told of a later date. It holds once they agree.</summary>
    public static async Task<Promise> Renegotiate(
        TrothContext db, Guid promise, PromiseDue? later, PromiseAnswer answer, PromiseChannel channel, string toldBy, string? whom, string? said, DateTimeOffset at, CancellationToken cancel)
    {
        var found = await Find(db, promise, cancel);
        db.Add(found.Tell(at, later, answer, channel, toldBy, whom, said));
        return found;
    }

    /// <summary>A decision moved it without its customer's yes: broken at once.</summary>
    /// <param name="decisionKind">What kind of record decided it: "insert".</param>
    /// <param name="decision">That record.</param>
    public static async Task<Promise> BreakByDecision(TrothContext db, Guid promise, DateOnly on, string decisionKind, Guid decision, string? reason, CancellationToken cancel)
    {
        var found = await Find(db, promise, cancel);
        found.BreakByDecision(on, decisionKind, decision, reason);
        return found;
    }

    /// <summary>It came back for our fault. Within the company's days that breaks it; later it is refused.</summary>
    public static async Task<Promise> Return(TrothContext db, Guid promise, DateOnly on, PromiseCause cause, string? text, CancellationToken cancel)
    {
        var found = await Find(db, promise, cancel);
        found.Reopen(on, cause, text, await CompanyWord.ReturnDays(db, cancel));
        return found;
    }

    /// <summary>
    /// Cancelled. By the customer's own wish it is not counted as made, unless its first moment had passed; by ours it is broken.
    /// </summary>
    public static async Task<Promise> Cancel(TrothContext db, Guid promise, DateOnly on, DateTimeOffset at, bool wished, CancellationToken cancel)
    {
        var found = await Find(db, promise, cancel);
        if (wished) found.Withdraw(on, at, null);
        else found.CancelledByUs(on, at);
        return found;
    }

    private static async Task<Promise> Find(TrothContext db, Guid promise, CancellationToken cancel) =>
        await db.Promises.FindAsync([promise], cancel) ?? throw new NotFoundException(Words.Say("promise.named", promise));
}
