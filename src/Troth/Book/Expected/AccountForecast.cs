using Troth.Evidence;

namespace Troth.Book.Expected;

/// <summary>Why nothing, or less, is foretold of an account.</summary>
public enum Unforetold
{
    /// <summary>It never bought.</summary>
    NeverBought,

    /// <summary>Too few accounts of the book ever bought.</summary>
    TooFewCustomers,

    /// <summary>Too few of them bought again.</summary>
    TooFewRepeatBuyers,

    /// <summary>The book's orders do not reach back far enough.</summary>
    WindowTooShort,

    /// <summary>Only the value is unknown: it ordered in a currency that the company has no rate for.</summary>
    NoRate,

    /// <summary>Only the value is unknown: too few accounts have order values, or they are too uneven for a mean.</summary>
    NoValue,
}

/// <summary>What is foretold of one account, for twelve months from the as-of day.</summary>
/// <param name="Days">On how many days it bought: what all of this rests on.</param>
/// <param name="LastOn">The last of them.</param>
/// <param name="Forecast">Null where nothing can be said.</param>
/// <param name="Why">Why not, or why not all of it.</param>
public sealed record AccountForecast(int Days, DateOnly? LastOn, CustomerForecast? Forecast, Unforetold? Why)
{
    /// <summary>Below this chance that it is still a customer nobody waits for its order: it is lost, not late.</summary>
    public const double LeastAlive = .1;
}
