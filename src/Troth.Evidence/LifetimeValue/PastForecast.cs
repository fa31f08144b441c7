namespace Troth.Evidence;

/// <summary>
/// What the same forecast, made one horizon ago from what was known then, would have said beside what came. Intervals of today are made as wide
/// as held so many of the real figures then, so that they hold as often as they say also where the model's assumptions do not (split-conformal
/// prediction; Vovk, Gammerman &amp; Shafer 2005).
/// </summary>
/// <param name="Level">The level of the predictive distribution's intervals that held; the level asked for where the past could not be.</param>
/// <param name="Customers">How many customers were asked; 0 where the past could not be.</param>
/// <param name="Foretold">What was expected of them together.</param>
/// <param name="Came">What came.</param>
public sealed record PastForecast(double Level, int Customers, double Foretold, double Came)
{
    /// <summary>Nothing is certain, however far off the past was.</summary>
    private const double Most = .9995;

    internal static PastForecast Untested(double level) => new(level, 0, 0, 0);

    /// <param name="reaching">For each customer the least level whose interval reached what came.</param>
    /// <param name="level">How many are to be held.</param>
    /// <param name="foretold">What was expected together.</param>
    /// <param name="came">What came.</param>
    internal static PastForecast Of(double[] reaching, double level, double foretold, double came)
    {
        Array.Sort(reaching);
        // The ⌈(n+1)·level⌉-th of n: a further one lies below it with at least this chance.
        var at = Math.Min(reaching.Length, (int)Math.Ceiling((reaching.Length + 1) * level)) - 1;
        return new PastForecast(Math.Min(Most, reaching[at]), reaching.Length, foretold, came);
    }
}
