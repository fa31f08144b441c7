namespace Troth.Platform;

/// <summary>The days that can be meant. Order systems write 0001-01-01 and 9999-12-31 for a day that nobody knows.</summary>
public static class DayReach
{
    public static readonly DateOnly First = new(1900, 1, 1), Last = new(2299, 12, 31);

    public static bool Has(DateOnly day) => day >= First && day <= Last;

    /// <summary>The nearest day that can be meant, so that nothing is worked out beyond the ends of the calendar.</summary>
    public static DateOnly Nearest(DateOnly day) => day < First ? First : day > Last ? Last : day;
}
