namespace Troth.Import.Reading;

/// <summary>What a file is about, by its name and by how telling its columns' names are.</summary>
internal static class FileSubject
{
    /// <summary>About none of those that nobody has registered a better word for, though words of them stand in these.</summary>
    private static readonly (string Word, string Entity)[] Other =
        [("production", ""), ("billofmaterials", ""), ("workorder", ""), ("quota", ""), ("target", ""), ("role", ""), ("opportunity", "")];

    /// <summary>The entity whose word stands last in the file's name ("StoreWithContacts" is about contacts); null for none.</summary>
    public static string? ByName(string fileName)
    {
        var name = FieldNames.Normal(fileName);
        return ImportEntities.Vocabulary.FileWords.Concat(Other).Select(hint => (hint.Entity, hint.Word.Length, At: name.LastIndexOf(hint.Word, StringComparison.Ordinal)))
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

    private static IEnumerable<(string Field, double Weight)> Fields(string entity, FileProfile file)
    {
        var only = ImportEntities.Vocabulary.OnlyByFile;
        double Share(IReadOnlyList<NameMeaning> meanings) => Math.Max(1, meanings.Select(other => other.Entity).Where(other => !only.Contains(other)).Distinct().Count());
        return file.Columns
            .Select(column => FieldNames.Of(column.Name))
            .Where(meanings => meanings.Any(meaning => meaning.Entity == entity))
            .SelectMany(meanings => meanings.Where(meaning => meaning.Entity == entity).Take(1).Select(meaning => (meaning.Field, Weight: (meaning.Weak ? 0.5 : 1) / Share(meanings))))
            .GroupBy(match => match.Field).Select(field => (field.Key, field.Max(match => match.Weight)));
    }
}
