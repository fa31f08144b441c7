namespace Troth.Promises.Ledger;

/// <summary>Promises made elsewhere after go-live: whoever made them could have asked the schedule, and did not.</summary>
internal static class BeforeAsked
{
    /// <param name="live">The day of go-live; none of them while there was none.</param>
    /// <param name="promises">Of any kind and origin.</param>
    public static IQueryable<Promise> BeforeAsking(this IQueryable<Promise> promises, DateOnly? live) => live is { } day
        ? promises.Where(p => p.Origin == PromiseOrigin.Inherited && p.Kind == PromiseKind.Delivery && p.MadeOn >= day)
        : promises.Where(p => false);
}
