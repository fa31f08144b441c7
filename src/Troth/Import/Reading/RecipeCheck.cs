using static System.FormattableString;

namespace Troth.Import.Reading;

/// <summary>What is wrong in a recipe by itself, before any file is seen.</summary>
public static class RecipeCheck
{
    private const int MostRecords = 32;

    public static IReadOnlyList<RecipeProblem> Problems(Recipe recipe)
    {
        var found = new List<RecipeProblem>();
        void Wrong(string path, string message) => found.Add(new RecipeProblem(path, 0, message));

        if (string.IsNullOrWhiteSpace(recipe.Source))
            Wrong("source", Words.Say("recipe.noSource"));
        if (recipe.Currency is { } currency && !IsCurrency(currency))
            Wrong("currency", Words.Say("recipe.isoCurrency", currency));
        if (recipe.Files.Count == 0)
            Wrong("files", Words.Say("recipe.noFiles"));
        for (var index = 0; index < recipe.Files.Count; index++)
            CheckFile(recipe.Files[index], Invariant($"files[{index}]"), Wrong);
        return found;
    }

    internal static bool IsCurrency(ReadOnlySpan<char> code) => code.Length == 3 && !code.ContainsAnyExceptInRange('A', 'Z');

    private static void CheckFile(RecipeFile file, string path, Action<string, string> wrong)
    {
        CheckName(file.File, $"{path}.file", wrong);
        CheckUnique(file.Columns, $"{path}.columns", wrong);
        for (var index = 0; index < file.Lookups.Count; index++)
        {
            var lookup = file.Lookups[index];
            var place = Invariant($"{path}.lookups[{index}]");
            CheckName(lookup.File, $"{place}.file", wrong);
            if (lookup.On.Count == 0)
                wrong(place, Words.Say("recipe.noOn"));
            if (lookup.Add.Count == 0)
                wrong(place, Words.Say("recipe.noAdd"));
            CheckConditions(lookup.When, $"{place}.when", lookup.FileColumns is null ? null : new(lookup.FileColumns), wrong);
        }
        var names = file.Columns?.Concat(file.Lookups.SelectMany(lookup => lookup.Add).Select(added => added.Value)).ToHashSet(StringComparer.Ordinal);
        CheckUnique([.. (file.Columns ?? []).Concat(file.Lookups.SelectMany(lookup => lookup.Add).Select(added => added.Value))], $"{path}.lookups", wrong);
        if (file.Records.Count is 0 or > MostRecords)
            wrong(path, file.Records.Count == 0 ? Words.Say("recipe.noRecords") : Words.SayPlainly("recipe.manyRecords", file.Records.Count, MostRecords));
        for (var index = 0; index < file.Records.Count; index++)
            new RecordCheck(file.Records[index], Invariant($"{path}.records[{index}]"), names, wrong).Run();
    }

    private static void CheckName(string name, string path, Action<string, string> wrong)
    {
        if (string.IsNullOrWhiteSpace(name) || name is "." or ".." || Path.IsPathRooted(name) || name.AsSpan().ContainsAny('/', '\\') || name.Any(char.IsControl))
            wrong(path, Words.Say("recipe.fileName", string.Concat(name.Select(c => char.IsControl(c) ? '\ufffd' : c))));
    }

    private static void CheckUnique(IReadOnlyList<string>? columns, string path, Action<string, string> wrong)
    {
        foreach (var twice in (columns ?? []).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            wrong(path, Words.Say("recipe.columnTwice", twice.Key));
    }

    internal static void CheckConditions(IReadOnlyList<RecipeCondition> conditions, string path, HashSet<string>? columns, Action<string, string> wrong)
    {
        foreach (var condition in conditions)
        {
            if (condition == new RecipeCondition { Column = condition.Column })
                wrong(path, Words.Say("recipe.noComparison", condition.Column));
            CheckColumn(condition.Column, path, columns, wrong);
        }
    }

    internal static void CheckColumn(string? column, string path, HashSet<string>? columns, Action<string, string> wrong)
    {
        if (column is not null && columns is not null && !columns.Contains(column))
            wrong(path, Words.Say("recipe.noColumn", column, string.Join(", ", columns)));
    }
}
