namespace Troth.Book.Figures;

/// <summary>Twelve months that end with a day, and the twelve before them.</summary>
public readonly record struct BookWindow(DateOnly AsOf)
{
    public DateOnly From => AsOf.AddDays(1).AddMonths(-12);
    public DateOnly BeforeTo => From.AddDays(-1);

    /// <summary>Counted from the end, so that the two windows never overlap, leap years or not.</summary>
    public DateOnly BeforeFrom => AsOf.AddDays(1).AddMonths(-24);

    public bool Holds(DateOnly day) => day >= From && day <= AsOf;
    public bool HoldsBefore(DateOnly day) => day >= BeforeFrom && day < From;
}
