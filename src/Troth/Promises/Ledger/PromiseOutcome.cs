namespace Troth.Promises.Ledger;

/// <summary>
/// What follows from a promise's dates. The one place that says so: records made by hand and rows of an import are judged alike, and taking an
/// import's change back gives the earlier judgement.
/// </summary>
public static class PromiseOutcome
{
    /// <param name="first">The day first promised; what counts.</param>
    /// <param name="due">The day as last agreed.</param>
    /// <param name="done">The day it was complete and right.</param>
    /// <param name="broken">The day it was said to be broken, whatever came after.</param>
    /// <param name="withdrawn">
    /// The day the customer gave it back. After its first day it was late already: who gives up waiting does not make it never promised.
    /// </param>
    /// <param name="lateInDay">Done on the first day, but after the hour that was promised.</param>
    /// <param name="gaveUp">Given back on the first day, but after its moment.</param>
    /// <param name="inPart">Some of it was done, and the rest given back: made and not kept, unless that was late.</param>
    public static PromiseState Of(DateOnly first, DateOnly due, DateOnly? done, DateOnly? broken, DateOnly? withdrawn, bool lateInDay = false,
        bool gaveUp = false, bool inPart = false)
    {
        if (broken is not null) return PromiseState.Broken;
        if (inPart) return gaveUp || withdrawn > first ? PromiseState.Broken : PromiseState.Renegotiated;
        if (withdrawn <= first && !gaveUp) return PromiseState.Withdrawn;
        if (done is not { } day) return withdrawn is null ? PromiseState.Open : PromiseState.Broken;
        if (day < first || (day == first && !lateInDay)) return PromiseState.Kept;
        return due > first && day <= due ? PromiseState.Renegotiated : PromiseState.Broken;
    }
}
