namespace Troth.Platform.Commands;

/// <summary>What a command runs in: an open database, two outputs, and the folder it was typed in.</summary>
public sealed class CommandHost(IServiceProvider services, TextWriter output, TextWriter error, string folder)
{
    public TextWriter Output => output;
    public TextWriter Error => error;

    /// <summary>A path as typed, made absolute where it was typed.</summary>
    public string PathOf(string typed) => Path.GetFullPath(typed, folder);

    /// <summary>Runs with services of its own scope.</summary>
    public async Task<int> Run(Func<IServiceProvider, Task<int>> work)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<History.Actor>().Is(null, Environment.UserName, "command");
        return await work(scope.ServiceProvider);
    }
}
