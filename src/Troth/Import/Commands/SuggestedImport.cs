using Troth.Import.Reading;
using Troth.Platform.Data;

namespace Troth.Import.Commands;

/// <summary>A single file without a recipe: mapped by its headers and values when these leave no doubt, else refused.</summary>
public static class SuggestedImport
{
    /// <summary>As many columns as a message names; systems export hundreds.</summary>
    private const int Named = 12;

    public static ImportRequest Of(string path, string source, string? name)
    {
        if (Directory.Exists(path)) throw new FileRefusedException(FileRefusedException.Missing, $"{path} is a folder. Give a single file, or a recipe that says what the folder's files are.");
        if (!File.Exists(path)) throw new FileRefusedException(FileRefusedException.Missing, $"There is no file {path}.");
        if (source.Length is 0 or > ImportSource.NameMax) throw new FileRefusedException(FileRefusedException.Undecided, $"The source “{source}” is no short name of at most {ImportSource.NameMax} characters.");
        var shape = FileSniffer.Sniff(path);
        var file = Path.GetFileName(path);
        if (shape.Header is null) throw Doubt(file, "the values do not tell whether the first row names the columns");
        var profile = FileProfiler.Profile(path, shape);
        var suggestion = MappingSuggester.Suggest(profile);
        if (!suggestion.Records.Any(record => record.Confidence >= 0.5)) throw Doubt(file, $"its columns tell nothing that is known here: {Some(shape.Columns)}");
        var described = SuggestedRecipe.Files([profile]).Single();
        foreach (var record in described.Records.Where(record => record.Key is null && ImportEntities.Find(record.Entity)!.NeedsKey))
            throw Doubt(file, $"it seems to hold {record.Entity} records, but no column is their key");
        var recipe = new Recipe { Name = name ?? file, Source = source, Files = [described] };
        var problems = RecipeCheck.Problems(recipe);
        if (problems.Count > 0) throw new RecipeRefusedException($"The recipe suggested for {file}", problems);
        return new ImportRequest(recipe, Path.GetDirectoryName(path)!, name);
    }

    private static string Some(IReadOnlyList<string> columns) =>
        string.Join(", ", columns.Take(Named)) + (columns.Count > Named ? $" and {columns.Count - Named} more" : "");

    private static FileRefusedException Doubt(string file, string what) =>
        new(FileRefusedException.Undecided, $"{file}: {what}. Write a recipe (docs/guide/recipe.md) and give it with --recipe.");

    /// <summary>What to do about a question that the file's values leave open: the rest of the recipe need not be written by hand.</summary>
    public static string Advice(string path) => $"./troth import --suggest {path} > recipe.json writes that recipe; correct it and give it with --recipe.";
}
