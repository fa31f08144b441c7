using Troth.Evidence.Duplicates;
using Troth.Evidence.Duplicates.Comparing;

namespace Troth.Book.Commands;

/// <summary>Why two rows are likely the same, in words: what speaks for it, the strongest first, and what against.</summary>
internal static class DuplicateReasons
{
    public static string Of(DuplicatePair pair)
    {
        var known = pair.Fields.Where(field => field.Agreement is not Agreement.Missing).OrderByDescending(field => Math.Abs(field.Weight)).ToList();
        var parts = new[] { known.Where(field => field.Weight > .5), known.Where(field => field.Weight < -.5) }
            .Select(side => string.Join(", ", side.Select(Say))).Where(side => side.Length > 0).ToList();
        return parts.Count switch { 0 => "held together by a third row", 1 => parts[0], _ => $"{parts[0]}; but {parts[1]}" };
    }

    public static string Kind(FieldKind kind) => kind switch
    {
        FieldKind.OrganisationName => "a company's name",
        FieldKind.GivenName => "first name",
        FieldKind.Surname => "last name",
        FieldKind.PersonName => "a person's name",
        FieldKind.HouseNumber => "house number",
        FieldKind.PostalCode => "postal code",
        FieldKind.Email => "e-mail",
        FieldKind.Domain => "web address",
        FieldKind.Identifier => "a number others gave",
        FieldKind.Text => "words",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Say(FieldAgreement field)
    {
        var what = field.Aspect switch
        {
            Aspect.LegalForm => $"legal form in {field.Field}",
            Aspect.Number when field.Kind is FieldKind.Address => $"number in {field.Field}",
            Aspect.Street when field.Kind is FieldKind.Address => $"street in {field.Field}",
            _ => field.Field,
        };
        return $"{what} {field.Agreement switch
        {
            Agreement.Same => "the same",
            Agreement.Near => "nearly the same",
            Agreement.Alike => "one holds the other",
            Agreement.Slight => "something in common",
            _ => "different",
        }}";
    }
}
