using Troth.Orders.Contracts;

namespace Troth.Book.Figures;

/// <summary>Twelve months that end with a day, the twelve before them, and, for sellers' whole books, the twelve before those.</summary>
public readonly record struct BookWindow(DateOnly AsOf)
{
    public DateOnly From => Purchases.YearTo(AsOf).From;
    public DateOnly BeforeTo => From.AddDays(-1);
    public DateOnly BeforeFrom => Purchases.YearTo(BeforeTo).From;
    public DateOnly EarlierFrom => Purchases.YearTo(BeforeFrom.AddDays(-1)).From;

    public bool Holds(DateOnly day) => day >= From && day <= AsOf;
    public bool HoldsBefore(DateOnly day) => day >= BeforeFrom && day < From;
    /// <summary>Which of the eight quarters of both years a day of them lies in, the oldest 0. Of each year they start on the same days.</summary>
    public int QuarterOf(DateOnly day)
    {
        var (start, first) = day < From ? (BeforeFrom, 0) : (From, 4);
        return first + (day < start.AddMonths(3) ? 0 : day < start.AddMonths(6) ? 1 : day < start.AddMonths(9) ? 2 : 3);
    }

    public bool HoldsEarlier(DateOnly day) => day >= EarlierFrom && day < BeforeFrom;
}
