using Microsoft.Extensions.DependencyInjection;
using Troth.Import;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>Imports small files written on the spot, or the real ones.</summary>
public static class ImportSamples
{
    public static Recipe Shipped(string name) => RecipeText.Load(Path.Combine(Setup.Root, "examples", name, "recipe.json"));

    public static Task<ImportReport> Import(this TestDatabase database, Recipe recipe, string folder) =>
        database.Do(services => Task.FromResult(services.GetRequiredService<RunImport>().Run(new ImportRequest(recipe, folder))));

    /// <summary>Imports files given as name and text.</summary>
    public static async Task<ImportReport> Import(this TestDatabase database, string recipe, params (string Name, string Text)[] files)
    {
        var folder = Folder(files);
        return await database.Import(RecipeText.Parse(recipe), folder);
    }

    public static Task<ImportReport> Preview(this TestDatabase database, string recipe, params (string Name, string Text)[] files) =>
        database.Do(services => Task.FromResult(services.GetRequiredService<RunImport>().Preview(new ImportRequest(RecipeText.Parse(recipe), Folder(files)))));

    public static string Folder(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("import-").FullName;
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    /// <summary>created, updated, unchanged, refused</summary>
    public static (long, long, long, long) Of(this ImportReport report, string entity) =>
        report.Entities.TryGetValue(entity, out var counts) ? (counts.Created, counts.Updated, counts.Unchanged, counts.Refused) : default;

}
