using System.Text;
using Troth.Import.Contracts;

namespace Troth.Import.Reading;

/// <summary>One meaning a column's name may have.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Field">Its field, or "key".</param>
/// <param name="OwnTable">Means this only in a file that is about this entity: "name", "id", "phone".</param>
/// <param name="Weak">A guess that values or neighbours should confirm.</param>
/// <param name="Rank">Place in the list of names: several columns for one field are settled by it.</param>
internal sealed record NameMeaning(string Entity, string Field, bool OwnTable, bool Weak, int Rank);

/// <summary>
/// The names by which columns are known: ours, Salesforce's API names, and what people call things in English and German.
/// Capitals, blanks, dashes and underscores do not count.
/// </summary>
internal static class FieldNames
{
    public static bool IsKnown(string name) => ImportEntities.Vocabulary.Meanings(Normal(name)) is not null;

    public static IReadOnlyList<NameMeaning> Of(string name) => ImportEntities.Vocabulary.Meanings(Normal(name)) ?? [];

    /// <summary>Letters and digits only, small, umlauts spelt out, without Salesforce's mark of custom fields.</summary>
    public static string Normal(string name)
    {
        var text = name.Trim();
        if (text.EndsWith("__c", StringComparison.OrdinalIgnoreCase))
            text = text[..^3];
        var normal = new StringBuilder(text.Length);
        foreach (var character in text.ToLowerInvariant())
            normal.Append(character switch
            {
                'ä' => "ae",
                'ö' => "oe",
                'ü' => "ue",
                'ß' => "ss",
                '#' => "no",
                '%' => "pct",
                _ when char.IsLetterOrDigit(character) => character.ToString(),
                _ => "",
            });
        return normal.ToString();
    }

    /// <summary>All names, in their normal form, and what each may mean.</summary>
    public static Dictionary<string, List<NameMeaning>> Read(IEnumerable<Importable> importables)
    {
        var meanings = new Dictionary<string, List<NameMeaning>>(StringComparer.Ordinal);
        foreach (var one in importables)
            foreach (var line in one.Names!.Columns.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Read(one.Entity, line.Split(' ', StringSplitOptions.RemoveEmptyEntries), meanings);
        return meanings;
    }

    private static void Read(string entity, string[] words, Dictionary<string, List<NameMeaning>> meanings)
    {
        for (var rank = 0; rank < words.Length; rank++)
        {
            var word = rank == 0 ? "." + words[0] : words[rank];
            var name = Normal(word.Trim('.', '?'));
            var of = meanings.TryGetValue(name, out var known) ? known : meanings[name] = [];
            var meaning = new NameMeaning(entity, words[0], word[0] == '.', word[^1] == '?', rank);
            var same = of.FindIndex(other => other.Entity == entity && other.Field == words[0]);
            if (same < 0)
                of.Add(meaning);
            else if (!meaning.OwnTable)
                of[same] = of[same] with { OwnTable = false }; // our own name, and plain enough to mean the same in any file
        }
    }
}
