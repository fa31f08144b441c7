namespace Troth.Evidence;

/// <summary>A closed interval; both ends in the unit of the figure it belongs to.</summary>
/// <param name="Low">The lower end, never above <paramref name="High"/>.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>True when the value lies between the ends or on one of them.</summary>
    public bool Holds(double value) => value >= Low && value <= High;
}
