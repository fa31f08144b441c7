using Troth.Platform.Errors;

namespace Troth.Platform.Commands;

/// <summary>What a command runs in: an open database, two outputs, and the folder it was typed in.</summary>
/// <param name="services">The rooms' services.</param>
/// <param name="output">What was asked for, and nothing else.</param>
/// <param name="error">Complaints, and how far the work is.</param>
/// <param name="folder">Where it was typed.</param>
/// <param name="watched">The columns of the terminal that shows the error output; 0 when nobody watches.</param>
public sealed class CommandHost(IServiceProvider services, TextWriter output, TextWriter error, string folder, int watched = 0)
{
    public TextWriter Output => output;
    public TextWriter Error => error;

    /// <summary>A line that says how far the work is, where somebody watches.</summary>
    public ProgressLine Progress() => new(error, watched, TimeProvider.System);

    /// <summary>A path as typed, made absolute where it was typed.</summary>
    public string PathOf(string typed) => Path.GetFullPath(typed, folder);

    /// <summary>Runs with services of its own scope.</summary>
    public async Task<int> Run(Func<IServiceProvider, Task<int>> work)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<History.Actor>().Is(null, Environment.UserName, "command");
        try
        {
            return await work(scope.ServiceProvider);
        }
        catch (Exception failure) when (DatabaseTrouble.Of(failure, scope.ServiceProvider.GetRequiredService<TrothSettings>().Database) is { } said)
        {
            await error.WriteLineAsync(said);
            return 1;
        }
    }
}
