namespace Troth.Evidence;

/// <summary>What an account is worth at 0, 1, 2 … steps of time, and how many of them it may get.</summary>
/// <param name="Values">Value at so many steps, in money; finite, 0 or more, never falling.</param>
/// <param name="Least">Steps it must get.</param>
/// <param name="Most">Steps it may get; the table's end is an end too.</param>
public sealed record AccountReturn(IReadOnlyList<double> Values, int Least = 0, int Most = int.MaxValue)
{
    /// <summary>The table of a curve.</summary>
    /// <param name="curve">What it buys by hours.</param>
    /// <param name="steps">Steps there are to give away: the table need not be longer.</param>
    /// <param name="least">Steps it must get.</param>
    /// <param name="most">Steps it may get.</param>
    /// <param name="hoursPerStep">Hours in one step, or the hours of a visit.</param>
    /// <exception cref="ArgumentException">A curve or a step that makes no sense, by name.</exception>
    public static AccountReturn Of(ResponseCurve curve, int steps, int least = 0, int most = int.MaxValue, double hoursPerStep = 1)
    {
        curve.Check();
        if (!double.IsFinite(hoursPerStep) || hoursPerStep <= 0)
            throw new ArgumentException(FormattableString.Invariant($"hoursPerStep is {hoursPerStep}; give a number above 0."), nameof(hoursPerStep));
        // One step more than there are: the price of another hour is asked for.
        var values = new double[Math.Max(Math.Max(0, least), Math.Min(steps + 1, most)) + 1];
        for (var step = 0; step < values.Length; step++) values[step] = curve.At(step * hoursPerStep);
        return new AccountReturn(values, least, most);
    }

    /// <summary>The most steps it can take: the bound or the end of the table.</summary>
    internal int End => Math.Min(Most, Values.Count - 1);

    internal ReadOnlySpan<double> Table => Values as double[] ?? [.. Values];

    internal void Check(int index)
    {
        var place = $"Account {index + 1}";
        var values = Table;
        if (values.Length == 0) throw new ArgumentException($"{place} has no values; give its value at 0 hours at least.");
        for (var step = 0; step < values.Length; step++)
        {
            if (!double.IsFinite(values[step]) || values[step] < 0)
                throw new ArgumentException(FormattableString.Invariant($"{place} is worth {values[step]} at {step} hours; give a finite number from 0."));
            if (step > 0 && values[step] < values[step - 1])
                throw new ArgumentException(FormattableString.Invariant($"{place} is worth {values[step]} at {step} hours, less than {values[step - 1]} at {step - 1}; values must not fall."));
        }

        if (Least < 0) throw new ArgumentException($"{place} must get {Least} hours; give a number from 0.");
        if (Most < Least) throw new ArgumentException($"{place} may get {Most} hours and must get {Least}; the most must not be below the least.");
        if (Least > values.Length - 1) throw new ArgumentException($"{place} must get {Least} hours, but its table ends at {values.Length - 1}; give a longer table.");
    }
}
