namespace Troth.Import.Reading;

/// <summary>
/// An order line whose numbers are positive and whose kind says which way it goes. Numbers are whole numbers of the smallest
/// unit kept, all of one scale or not.
/// </summary>
/// <param name="Kind">sale, return, cancellation or adjustment.</param>
/// <param name="Quantity">Not negative.</param>
/// <param name="UnitPrice">Not negative.</param>
/// <param name="Amount">Not negative; null when it is to be computed.</param>
/// <param name="Turned">
/// The line was negative and its kind does not say so (an adjustment): keep the cells as they stood with the line's extras.
/// </param>
public readonly record struct LineSign(string Kind, long Quantity, long UnitPrice, long? Amount, bool Turned)
{
    public const string Sale = "sale", Return = "return", Cancellation = "cancellation", Adjustment = "adjustment";

    /// <summary>Settles which way a line goes. The recipe's rule decides about a negative line whose kind is sale or not given.</summary>
    /// <returns>False with the reason when the recipe refuses negative lines or the signs contradict each other.</returns>
    public static bool TrySettle(string? kind, long quantity, long unitPrice, long? amount, Negative rule, out LineSign line, out string reason)
    {
        line = default;
        reason = "";
        if (quantity < 0 && unitPrice < 0)
        {
            reason = "Both quantity and price are negative; it is not clear which way the line goes.";
            return false;
        }
        var negative = quantity < 0 || unitPrice < 0;
        if (amount is { } given && given != 0 && quantity != 0 && unitPrice != 0 && given < 0 != negative)
        {
            reason = "The amount and quantity × price have different signs.";
            return false;
        }
        negative |= amount < 0;
        if (negative && kind is (null or Sale))
        {
            if (rule is Negative.Refuse)
            {
                reason = "The line is negative. Say in the recipe what such lines are: \"negative\": \"return\", \"cancellation\" or \"adjustment\".";
                return false;
            }
            kind = rule switch { Negative.Return => Return, Negative.Cancellation => Cancellation, _ => Adjustment };
        }
        line = new LineSign(kind ?? Sale, Math.Abs(quantity), Math.Abs(unitPrice), amount is null ? null : Math.Abs(amount.Value), negative && kind == Adjustment);
        return true;
    }
}
