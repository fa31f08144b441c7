using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Import;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>Imports small files written on the spot, or the real ones.</summary>
public static class ImportSamples
{
    private static int sources;

    /// <summary>A source that no other test uses.</summary>
    public static string NewSource() => $"test{Interlocked.Increment(ref sources)}";

    public static Recipe Shipped(string name) => RecipeText.Load(Path.Combine(Setup.Root, "examples", name, "recipe.json"));

    /// <summary>A recipe of one source with these files, as JSON objects.</summary>
    public static string Recipe(string source, params string[] files) =>
        $$"""{ "recipe": 1, "source": "{{source}}", "currency": "EUR", "files": [ {{string.Join(", ", files)}} ] }""";

    public static Task<ImportReport> Import(this TestDatabase database, Recipe recipe, string folder) =>
        database.Do(services => Task.FromResult(services.GetRequiredService<RunImport>().Run(new ImportRequest(recipe, folder))));

    /// <summary>Imports files given as name and text.</summary>
    public static Task<ImportReport> Import(this TestDatabase database, string recipe, params (string Name, string Text)[] files) =>
        database.Import(RecipeText.Parse(recipe), Folder(files));

    public static Task<ImportReport> Preview(this TestDatabase database, string recipe, params (string Name, string Text)[] files) =>
        database.Do(services => Task.FromResult(services.GetRequiredService<RunImport>().Preview(new ImportRequest(RecipeText.Parse(recipe), Folder(files)))));

    public static Task<RevertReport> Revert(this TestDatabase database, ImportReport import) =>
        database.Do(services => Task.FromResult(services.GetRequiredService<RevertImport>().Run(import.Id!.Value)));

    public static Task<string> Checksum(this TestDatabase database) =>
        database.Do(services => Task.FromResult(services.GetRequiredService<Checksum>().Run()));

    /// <summary>Works as somebody at a page does: what they change is theirs.</summary>
    public static Task ByHand(this TestDatabase database, Func<TrothContext, Task> work) => database.Do(async services =>
    {
        services.GetRequiredService<Actor>().Is(null, "Hanna Hand", "page");
        var db = services.GetRequiredService<TrothContext>();
        await work(db);
        await db.SaveChangesAsync();
        return true;
    });

    /// <summary>How many rows there are, past every filter.</summary>
    public static Task<long> Count(this TestDatabase database, string from) => database.Db(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {from}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    });

    /// <summary>SQLite does not check staged rows one by one.</summary>
    public static async Task EveryReferenceLeadsSomewhere(this TestDatabase database)
    {
        if (database is SqliteDatabase) Assert.Equal(0, await database.Count("pragma_foreign_key_check"));
    }

    public static string Folder(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Setup.Folder, $"files{Interlocked.Increment(ref sources)}")).FullName;
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    /// <summary>created, updated, unchanged, refused</summary>
    public static (long, long, long, long) Of(this ImportReport report, string entity) =>
        report.Entities.TryGetValue(entity, out var counts) ? (counts.Created, counts.Updated, counts.Unchanged, counts.Refused) : default;
}
