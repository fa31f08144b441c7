namespace Troth.Import.Reading;

/// <summary>What a file is about, by its name and by how telling its columns' names are.</summary>
internal static class FileSubject
{
    private static readonly (string Word, string Entity)[] Hints =
    [
        ("salesperson", "seller"), ("salespeople", "seller"), ("salesrep", "seller"), ("seller", "seller"), ("employee", "seller"), ("user", "seller"), ("vertreter", "seller"), ("mitarbeiter", "seller"),
        ("product", "product"), ("item", "product"), ("article", "product"), ("artikel", "product"), ("produkt", "product"), ("material", "product"),
        ("account", "account"), ("customer", "account"), ("client", "account"), ("reseller", "account"), ("store", "account"), ("compan", "account"), ("firma", "account"), ("firmen", "account"), ("kunde", "account"), ("debitor", "account"),
        ("contact", "contact"), ("kontakt", "contact"), ("ansprechpartner", "contact"), ("person", "contact"),
        ("order", "order"), ("invoice", "order"), ("auftrag", "order"), ("auftraege", "order"), ("bestellung", "order"), ("rechnung", "order"),
        ("sales", "orderLine"), ("orderline", "orderLine"), ("orderitem", "orderLine"), ("lineitem", "orderLine"), ("orderdetail", "orderLine"), ("position", "orderLine"), ("umsatz", "orderLine"), ("umsaetze", "orderLine"), ("delivery", "orderLine"), ("transaction", "orderLine"),
        ("claim", "claim"), ("relationship", "claim"), ("beziehung", "claim"),
        ("rate", "rate"), ("kurs", "rate"),
        // About none of these, though the words stand in them.
        ("production", ""), ("billofmaterials", ""), ("workorder", ""), ("quota", ""), ("target", ""), ("role", ""), ("opportunity", ""),
    ];

    /// <summary>The entity whose word stands last in the file's name ("StoreWithContacts" is about contacts); null for none.</summary>
    public static string? ByName(string fileName)
    {
        var name = FieldNames.Normal(fileName);
        return Hints.Select(hint => (hint.Entity, hint.Word.Length, At: name.LastIndexOf(hint.Word, StringComparison.Ordinal)))
            .Where(hint => hint.At >= 0).OrderByDescending(hint => hint.At + hint.Length).ThenByDescending(hint => hint.Length)
            .Select(hint => hint.Entity).FirstOrDefault();
    }

    /// <summary>
    /// How much the columns speak for an entity: a name that only it has counts one, a name that four have a quarter, and an
    /// address no more than one and a half, since orders and people have one too.
    /// </summary>
    public static double Weight(string entity, FileProfile file)
    {
        var fields = Fields(entity, file).ToList();
        return fields.Where(field => !IsAddress(field.Field)).Sum(field => field.Weight) + Math.Min(1.5, fields.Where(field => IsAddress(field.Field)).Sum(field => field.Weight));
    }

    private static bool IsAddress(string field) => field is "street" or "city" or "region" or "postalCode" or "country" || field.StartsWith("shipping", StringComparison.Ordinal);

    private static IEnumerable<(string Field, double Weight)> Fields(string entity, FileProfile file) => file.Columns
        .Select(column => FieldNames.Of(column.Name))
        .Where(meanings => meanings.Any(meaning => meaning.Entity == entity))
        .SelectMany(meanings => meanings.Where(meaning => meaning.Entity == entity).Take(1).Select(meaning =>
            (meaning.Field, Weight: (meaning.Weak ? 0.5 : 1) / meanings.Select(other => other.Entity).Distinct().Count())))
        .GroupBy(match => match.Field).Select(field => (field.Key, field.Max(match => match.Weight)));
}
