namespace Troth.Orders.Channels;

/// <summary>The months that are sorted: two years of whole months to that of the newest order; the last twelve of them are the
/// year.</summary>
/// <param name="Last">First day of the newest order's month.</param>
public sealed record SortWindow(DateOnly Last)
{
    public const int Months24 = 24, Months12 = 12;

    public DateOnly From => Last.AddMonths(1 - Months24);

    /// <summary>First day of the last twelve months.</summary>
    public DateOnly Year => Last.AddMonths(1 - Months12);
    public DateOnly To => Last.AddMonths(1).AddDays(-1);

    /// <summary>yyyymm.</summary>
    public int Month => Number(Last);
    public IEnumerable<int> Months => Enumerable.Range(0, Months24).Select(i => Number(From.AddMonths(i)));

    public static SortWindow Ending(int month) => new(new DateOnly(month / 100, month % 100, 1));

    public static SortWindow Ending(DateOnly asOf) => new(new DateOnly(asOf.Year, asOf.Month, 1));

    public static int Number(DateOnly day) => day.Year * 100 + day.Month;
}
