using Troth.Evidence.Duplicates.Comparing;

namespace Troth.Evidence.Duplicates.Weighing;

/// <summary>Compares two records column by column.</summary>
internal static class Comparison
{
    public static (Agreement Agreement, double Chance) Of(Column column, int a, int b)
    {
        int x = column.Values[a], y = column.Values[b];
        return x < 0 || y < 0 ? (Agreement.Missing, double.NaN) : column.Compare(x, y);
    }

    /// <summary>
    /// All columns, into the given places. Fields that stand in each other's place count as near; a postal code nearly the same beside another town is
    /// that town's.
    /// </summary>
    public static void All(Column[] columns, int a, int b, Span<Agreement> agreements, Span<double> chances)
    {
        for (var i = 0; i < columns.Length; i++) (agreements[i], chances[i]) = Of(columns[i], a, b);
        OtherTowns(columns, agreements, chances);
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Twin is not { } twin || agreements[i] <= Agreement.Near) continue;
            var j = Array.IndexOf(columns, twin);
            if (j < 0 || agreements[j] <= Agreement.Near) continue;
            var first = Crossed(columns[i], columns[i].Values[a], twin.Values[b]);
            var second = Crossed(twin, twin.Values[a], columns[i].Values[b]);
            if (Distance(first.Agreement) + Distance(second.Agreement) + 3 > Distance(agreements[i]) + Distance(agreements[j])) continue;
            (agreements[i], chances[i]) = first;
            (agreements[j], chances[j]) = second;
        }
    }

    private static void OtherTowns(Column[] columns, Span<Agreement> agreements, Span<double> chances)
    {
        var apart = false;
        for (var i = 0; i < columns.Length; i++) apart |= columns[i].Kind is FieldKind.City && agreements[i] is Agreement.Different;
        for (var i = 0; apart && i < columns.Length; i++)
        {
            if (columns[i].Kind is FieldKind.PostalCode && agreements[i] is Agreement.Near) (agreements[i], chances[i]) = (Agreement.Different, double.NaN);
        }
    }

    private static (Agreement Agreement, double Chance) Crossed(Column column, int x, int y)
    {
        if (x < 0 || y < 0) return (Agreement.Missing, double.NaN);
        var (agreement, chance) = column.Compare(x, y);
        return (agreement is Agreement.Same ? Agreement.Near : agreement, chance);
    }

    private static int Distance(Agreement agreement) => agreement is Agreement.Missing ? 3 : (int)agreement;
}
