using Troth.Evidence.Duplicates.Comparing;

namespace Troth.Evidence.Duplicates.Weighing;

/// <summary>How duplicates agree before any was seen: where the fit begins, and what it returns to where there is nothing to learn from.</summary>
internal static class Expectations
{
    /// <summary>By column the probabilities of same, near, alike, slight and different. A name is kept, a telephone changes, words for a trade are chosen.</summary>
    public static double[][] Of(Column[] columns)
    {
        var people = Array.Exists(columns, column => column.Aspect is Aspect.Surname or Aspect.Given);
        return [.. columns.Select(column => column.Kind switch
        {
            FieldKind.GivenName or FieldKind.Surname or FieldKind.PersonName => Spread(.04),
            // Who it is, of companies; where they work, of people.
            FieldKind.OrganisationName when column.Aspect is Aspect.Whole && !people => Spread(.04),
            FieldKind.OrganisationName when column.Aspect is Aspect.Whole => Spread(.10),
            FieldKind.OrganisationName or FieldKind.Date or FieldKind.Identifier or FieldKind.City or FieldKind.PostalCode or FieldKind.Country or FieldKind.Region => Spread(.06),
            FieldKind.Address or FieldKind.HouseNumber or FieldKind.Domain => Spread(.08),
            FieldKind.Phone or FieldKind.Email => Spread(.12),
            _ => [.60, .05, .10, .05, .20],
        })];
    }

    private static double[] Spread(double different)
    {
        var rest = 1 - different;
        return [.78 * rest, .13 * rest, .07 * rest, .02 * rest, different];
    }
}
