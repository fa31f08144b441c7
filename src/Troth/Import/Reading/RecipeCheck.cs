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
            Wrong("source", "is empty. Name the system the records come from; it is part of their identity.");
        if (recipe.Currency is { } currency && !IsCurrency(currency))
            Wrong("currency", $"is \"{currency}\", where an ISO 4217 code of three capital letters is expected, for instance EUR.");
        if (recipe.Files.Count == 0)
            Wrong("files", "is empty. Describe at least one file.");
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
                wrong(place, "\"on\" is missing. Name the columns that must be equal.");
            if (lookup.Add.Count == 0)
                wrong(place, "\"add\" is missing. Name the columns to take.");
            CheckConditions(lookup.When, $"{place}.when", lookup.FileColumns is null ? null : new(lookup.FileColumns), wrong);
        }
        var names = file.Columns?.Concat(file.Lookups.SelectMany(lookup => lookup.Add).Select(added => added.Value)).ToHashSet(StringComparer.Ordinal);
        CheckUnique([.. (file.Columns ?? []).Concat(file.Lookups.SelectMany(lookup => lookup.Add).Select(added => added.Value))], $"{path}.lookups", wrong);
        if (file.Records.Count is 0 or > MostRecords)
            wrong(path, file.Records.Count == 0 ? "\"records\" is missing. Say what each row makes." : Invariant($"has {file.Records.Count} records; a row can make at most {MostRecords}."));
        for (var index = 0; index < file.Records.Count; index++)
            new RecordCheck(file.Records[index], Invariant($"{path}.records[{index}]"), names, wrong).Run();
    }

    private static void CheckName(string name, string path, Action<string, string> wrong)
    {
        if (string.IsNullOrWhiteSpace(name) || Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
            wrong(path, $"is \"{name}\", where a file name or pattern inside the folder of the feed is expected.");
    }

    private static void CheckUnique(IReadOnlyList<string>? columns, string path, Action<string, string> wrong)
    {
        foreach (var twice in (columns ?? []).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            wrong(path, $"names the column \"{twice.Key}\" twice. Give each its own name.");
    }

    internal static void CheckConditions(IReadOnlyList<RecipeCondition> conditions, string path, HashSet<string>? columns, Action<string, string> wrong)
    {
        foreach (var condition in conditions)
        {
            if (condition == new RecipeCondition { Column = condition.Column })
                wrong(path, $"compares \"{condition.Column}\" with nothing. Add is, isNot, starts, ends, contains, empty, below or above.");
            CheckColumn(condition.Column, path, columns, wrong);
        }
    }

    internal static void CheckColumn(string? column, string path, HashSet<string>? columns, Action<string, string> wrong)
    {
        if (column is not null && columns is not null && !columns.Contains(column))
            wrong(path, $"names the column \"{column}\", which is not among the file's: {string.Join(", ", columns)}.");
    }
}
