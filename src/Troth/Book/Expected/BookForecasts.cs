using Troth.Book.Figures;
using Troth.Evidence;

namespace Troth.Book.Expected;

/// <summary>
/// How the accounts of the Book go on buying: learnt from all who ever bought, and checked against what would have been said a year ago
/// (<see cref="BookForecast"/>, by its defaults). Pure: the same input gives the same figures.
/// </summary>
public sealed class BookForecasts
{
    /// <summary>More customers than this teach nothing new: of a larger book so many are asked, by lot.</summary>
    public const int MostTeachers = 20_000;

    private static readonly Unforetold[] Reasons = [Unforetold.TooFewCustomers, Unforetold.TooFewRepeatBuyers, Unforetold.WindowTooShort];

    private readonly BookForecast? forecast;
    private readonly Unforetold? why;

    private BookForecasts(BookForecast? forecast, Unforetold? why, int teachers) => (this.forecast, this.why, Teachers) = (forecast, why, teachers);

    /// <summary>How many accounts it was learnt from.</summary>
    public int Teachers { get; }

    /// <summary>How the same would have foretold the year until now; null where too few had bought by then.</summary>
    public PastForecast? Past => forecast?.PastOrders is { Customers: > 0 } past ? past : null;

    public static BookForecasts Of(BookInput input)
    {
        var buyers = input.Accounts.Where(a => a.Trail is { Days: > 0 });
        var many = buyers.Skip(MostTeachers).Any();
        OrderTrail[] asked = [.. (many ? buyers.OrderBy(a => ComputeBook.LotOf(a.Id)).ThenBy(a => a.Number).Take(MostTeachers) : buyers).Select(a => a.Trail!)];
        var rhythm = OrderRhythm.Of(asked.Select(t => t.LastPair).OfType<(double, double)>());
        var (learnt, withheld) = BookForecast.Learn([.. asked.Select(t => t.Facts!.Value)], [.. asked.Select(t => t.Past).OfType<PastCustomer>()], rhythm);
        return new BookForecasts(learnt, withheld is { } reason ? Reasons[(int)reason] : null, asked.Length);
    }

    /// <summary>Safe to be asked by many threads at once.</summary>
    public AccountForecast Of(BookAccount account)
    {
        if (account.Trail is not { Facts: { } facts } trail) return new AccountForecast(0, null, null, Unforetold.NeverBought);
        if (forecast?.Of(facts) is not { } said) return new AccountForecast(trail.Days, trail.LastOn, null, why);
        return trail.Unrated ? new(trail.Days, trail.LastOn, said with { Worth = null, WorthRange = null }, Unforetold.NoRate)
            : new(trail.Days, trail.LastOn, said, said.Worth is null ? Unforetold.NoValue : null);
    }
}
