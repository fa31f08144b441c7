namespace Troth.Evidence;

/// <summary>A closed interval; both ends in the unit of the figure it belongs to.</summary>
/// <param name="Low">The lower end, never above <paramref name="High"/>.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>True when the value lies between the ends or on one of them.</summary>
    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>
    /// Where a difference of two independent estimates lies, at their intervals' level: one minus other, each deviating to either side as far as its own
    /// interval says (MOVER; Zou &amp; Donner, Statistics in Medicine 27, 2008, eq. 2).
    /// </summary>
    public static Interval Difference((double Value, Interval Range) one, (double Value, Interval Range) other)
    {
        var apart = one.Value - other.Value;
        return new Interval(
            apart - double.Hypot(one.Value - one.Range.Low, other.Range.High - other.Value),
            apart + double.Hypot(one.Range.High - one.Value, other.Value - other.Range.Low));
    }
}
