using System.CommandLine;
using Troth.Platform.Data;

namespace Troth.Platform.Commands;

/// <summary>./troth: hands a command to the running server, or opens the database itself when none runs.</summary>
public static class CommandLine
{
    /// <summary>How long a server that is just starting, or a command that is just ending, is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<int> Run(string[] args, TrothSettings settings, Func<CommandHost, Command> commands, Action<IServiceCollection> addRooms, CancellationToken cancel)
    {
        var folder = Directory.GetCurrentDirectory();
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        var parsed = commands(new CommandHost(nothing, Console.Out, Console.Error, folder)).Parse(args);
        if (parsed.Errors.Count > 0 || parsed.Action is not null && parsed.Action.GetType().DeclaringType == typeof(System.CommandLine.Help.HelpOption) || args.Length == 0
            || args.Any(a => a is "--help" or "-h" or "-?" or "--version"))
            return await parsed.InvokeAsync(null, cancel);
        if (parsed.CommandResult.Command is FileCommand) return await parsed.InvokeAsync(null, cancel);

        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await LocalSocket.Send(settings.Socket, new LocalCommand(args, folder, Watched()), Console.Out, Console.Error, cancel) is { } exit) return exit;
            using var held = DatabaseLock.TryTake(settings.Database);
            if (held is not null) return await Alone(args, settings, commands, addRooms, folder, cancel);
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                await Console.Error.WriteLineAsync($"Another process has {settings.Database.File} open and does not answer on {settings.Socket}. End it, or wait until its work is done.");
                return 3;
            }
            await Task.Delay(200, cancel);
        }
    }

    private static int Watched() => Console.IsErrorRedirected ? 0 : Console.WindowWidth is > 1 and var columns ? columns : 80;

    private static async Task<int> Alone(string[] args, TrothSettings settings, Func<CommandHost, Command> commands, Action<IServiceCollection> addRooms, string folder, CancellationToken cancel)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace));
        addRooms(collection);
        await using var services = collection.BuildServiceProvider();
        await using (await StartTurn.Take(settings.Database, cancel)) await PlatformModule.Migrate(services, cancel);
        return await commands(new CommandHost(services, Console.Out, Console.Error, folder, Watched())).Parse(args).InvokeAsync(null, cancel);
    }
}
