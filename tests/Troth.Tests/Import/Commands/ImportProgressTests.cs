using System.Text.Json;
using Troth.Tests.Harness;

namespace Troth.Tests.Import.Commands;

/// <summary>What a terminal shows: script(1) is one.</summary>
public sealed class ImportProgressTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task A_terminal_shows_how_far_an_import_is_and_the_output_only_its_report()
    {
        const string recipe = """{ "file": "accounts.csv", "records": [ { "entity": "account", "key": "No", "fields": { "name": "Name" } } ] }""";
        var folder = ImportSamples.Folder(("recipe.json", ImportSamples.Recipe("erp", recipe)),
            ("accounts.csv", "No,Name\n" + string.Concat(Enumerable.Range(1, 20_000).Select(number => $"C{number},Company {number}\n"))));
        await Watched("alone.json", folder);
        using var server = await database.Serves();
        await Watched("served.json", folder);
        Assert.Equal(0, await server.Stops());
        Assert.Equal("", server.Errors);
    }

    private async Task Watched(string output, string folder)
    {
        if (!File.Exists("/usr/bin/script")) Setup.Missing("script(1), a terminal for tests, is not on this machine (Debian: bsdutils)");
        using var terminal = database.TypesAtTerminal($"dotnet {typeof(TrothServer).Assembly.Location} import --recipe recipe.json . --json >{Path.Combine(database.Folder, output)}", folder);
        Assert.Equal(0, await terminal.Ends());
        Assert.Matches(@"\r *0 ?%  accounts\.csv \(1 of 1\): 0 rows\r", terminal.Output.ReplaceLineEndings("\r"));
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(database.Folder, output)));
        Assert.Equal(20_000, report.RootElement.GetProperty("files")[0].GetProperty("rows").GetInt32());
    }
}
