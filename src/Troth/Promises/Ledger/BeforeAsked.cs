namespace Troth.Promises.Ledger;

/// <summary>
/// Deliveries promised after go-live without asking the schedule: whoever made them could have, and did not. Like all that counts, without those
/// given back or no longer in their feed. The one definition: the ledger, our word and the radar count and list the same.
/// </summary>
internal static class BeforeAsked
{
    /// <summary>Deliveries promised since go-live, asked or not: what the others are a part of.</summary>
    /// <param name="live">The day of go-live; none of them while there was none.</param>
    /// <param name="promises">Of any kind and origin.</param>
    public static IQueryable<Promise> SinceGoLive(this IQueryable<Promise> promises, DateOnly? live) => live is { } day
        ? promises.Where(p => p.Kind == PromiseKind.Delivery && p.MadeOn >= day && p.EndedOn == null && p.State != PromiseState.Withdrawn)
        : promises.Where(p => false);

    /// <inheritdoc cref="SinceGoLive"/>
    public static IQueryable<Promise> BeforeAsking(this IQueryable<Promise> promises, DateOnly? live) =>
        promises.SinceGoLive(live).Where(p => p.Origin != PromiseOrigin.Quoted);
}
