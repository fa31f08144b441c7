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
    public bool HoldsEarlier(DateOnly day) => day >= EarlierFrom && day < BeforeFrom;
}
