using System.Text.Json;

namespace Troth.Tests.Harness;

/// <summary>The command line on a test's database, each command a process of its own.</summary>
public static class CommandsOn
{
    public static Typed Types(this TestDatabase database, params string[] command) => Typed.Troth(command, database.Folder, database.Environment());

    /// <summary>The same with a terminal to write to.</summary>
    public static Typed TypesAtTerminal(this TestDatabase database, string command, string folder) =>
        Typed.Command("/usr/bin/script", ["-qec", command, "/dev/null"], folder, TimeSpan.FromMinutes(2), database.Environment());

    /// <summary>What a command that succeeds prints, and nothing beside it.</summary>
    public static async Task<string> Prints(this TestDatabase database, params string[] command)
    {
        using var typed = database.Types(command);
        var exit = await typed.Ends();
        Assert.True(exit == 0 && typed.Errors == "", $"{string.Join(' ', command)} ended with {exit}.\n{typed.Output}{typed.Errors}");
        return typed.Output;
    }

    public static async Task<JsonElement> PrintsJson(this TestDatabase database, params string[] command)
    {
        using var json = JsonDocument.Parse(await database.Prints(command));
        return json.RootElement.Clone();
    }

    /// <summary>What a command that is refused says.</summary>
    public static async Task<(int Exit, string Said)> Refuses(this TestDatabase database, params string[] command)
    {
        using var typed = database.Types(command);
        var exit = await typed.Ends();
        Assert.Equal("", typed.Output);
        return (exit, typed.Errors);
    }

    /// <summary>A server on it, ready to answer; commands go to it until it is stopped.</summary>
    public static async Task<Typed> Serves(this TestDatabase database)
    {
        var server = database.Types("serve");
        await server.Hears(line => line.StartsWith("Troth answers at ", StringComparison.Ordinal) ? line : null);
        return server;
    }

    /// <summary>The names in a JSON object, in their order.</summary>
    public static string Names(this JsonElement json) => string.Join(' ', json.EnumerateObject().Select(property => property.Name));

    private static (string, string)[] Environment(this TestDatabase database) => [("TROTH_DB", database.Setting), ("TROTH_DATA", database.Folder), ("PORT", "0")];
}
