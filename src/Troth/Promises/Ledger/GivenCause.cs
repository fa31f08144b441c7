using Troth.Platform.Errors;

namespace Troth.Promises.Ledger;

/// <summary>Causes that somebody may give. The others follow from what was done, and say that it was: nobody picks those.</summary>
internal static class GivenCause
{
    private static readonly PromiseCause[] Derived = [PromiseCause.Cancelled, PromiseCause.Decision, PromiseCause.Insert];

    public static IReadOnlyList<PromiseCause> All { get; } = [.. Enum.GetValues<PromiseCause>().Except(Derived)];

    /// <exception cref="BadInputException">It is one that follows from what was done.</exception>
    public static void Check(PromiseCause cause)
    {
        if (Derived.Contains(cause)) throw new BadInputException("cause", Words.Say("promise.derivedCause", Words.Say($"cause.{cause}")));
    }
}
