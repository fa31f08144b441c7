namespace Troth.Promises.Ledger;

/// <summary>Promises whose first day was missed, and of which somebody here could have told the customer before.</summary>
internal static class Slips
{
    /// <summary>
    /// Renegotiated, or broken and not done by the first day. What came back although it was delivered on time is broken, and did not slip; what never came whole did. Nor did
    /// what the customer would rather have later: no later day is agreed on without telling, but where there was nothing to tell of. What
    /// was promised elsewhere and due before going live slipped where nobody could put down that the customer was told; it counts only where
    /// somebody did.
    /// </summary>
    /// <param name="live">The day of going live; null while there was none.</param>
    /// <param name="promises">Of any kind and origin.</param>
    public static IQueryable<Promise> Slipped(this IQueryable<Promise> promises, DateOnly? live)
    {
        var day = live ?? DateOnly.MaxValue;
        return promises.Where(p => p.EndedOn == null
            && ((p.State == PromiseState.Renegotiated && (p.Notice != null || p.Origin == PromiseOrigin.Inherited))
                || (p.State == PromiseState.Broken && (p.DaysLate ?? 1) > 0))
            && !(p.Origin == PromiseOrigin.Inherited && p.Notice == null && p.FirstDueOn < day));
    }
}
