using System.Diagnostics;
using System.Globalization;

namespace Troth.Tests.Harness;

/// <summary>
/// A command as somebody types it: a process of its own. What it says is read as it comes, so that it never waits for a reader, and
/// nothing is waited for beyond its limit: the failure then holds all that was said.
/// </summary>
public sealed class Typed : IDisposable
{
    private readonly Process process = new();
    private readonly object turn = new();
    private readonly List<string> output = [], errors = [];
    private readonly CancellationTokenSource limit;
    private TaskCompletionSource news = New();

    private Typed(ProcessStartInfo start, TimeSpan limit)
    {
        (process.StartInfo, this.limit) = (start, new CancellationTokenSource(limit));
        process.OutputDataReceived += (_, said) => Hear(output, said.Data);
        process.ErrorDataReceived += (_, said) => Hear(errors, said.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it wrote to its output so far, or in all once it has ended.</summary>
    public string Output => Text(output);

    /// <summary>The same of its error output.</summary>
    public string Errors => Text(errors);

    public int ProcessId => process.Id;

    /// <summary>One of the commands at the project's root.</summary>
    public static Typed Command(string command, string[] args, string folder, TimeSpan limit, params (string Name, string Value)[] environment) =>
        Start(Path.Combine(Setup.Root, command), args, folder, limit, environment);

    /// <summary>The program (<see cref="Setup.Program"/>) with arguments as ./troth passes them on.</summary>
    public static Typed Troth(string[] args, string folder, params (string Name, string Value)[] environment) =>
        Start("dotnet", [Setup.Program, .. args], folder, TimeSpan.FromMinutes(2), environment);

    /// <summary>The first line of the output that <paramref name="sought"/> finds something in.</summary>
    public async Task<T> Hears<T>(Func<string, T?> sought) where T : class
    {
        var end = process.WaitForExitAsync(limit.Token); // and until all of its output is read
        for (var read = 0; ;)
        {
            var ended = end.IsCompletedSuccessfully;
            Task more;
            lock (turn)
            {
                for (; read < output.Count; read++)
                    if (sought(output[read]) is { } found) return found;
                more = news.Task;
            }
            if (ended) throw Fails($"It ended with {process.ExitCode} before it said what was waited for.");
            await Within(Task.WhenAny(more, end).Unwrap(), "It did not say what was waited for.");
        }
    }

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> Ends()
    {
        await Within(process.WaitForExitAsync(limit.Token), "It did not end.");
        return process.ExitCode;
    }

    /// <summary>Asks it to end, as a service is stopped.</summary>
    public async Task<int> Stops()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(limit.Token);
        return await Ends();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
        limit.Dispose();
    }

    private static Typed Start(string program, string[] args, string folder, TimeSpan limit, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
            StandardOutputEncoding = System.Text.Encoding.UTF8, StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new Typed(start, limit);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Hear(List<string> where, string? line)
    {
        if (line is null) return;
        lock (turn)
        {
            where.Add(line);
            news.TrySetResult();
            news = New();
        }
    }

    private string Text(List<string> lines)
    {
        lock (turn) return string.Concat(lines.Select(line => line + "\n"));
    }

    private async Task Within(Task task, string otherwise)
    {
        try
        {
            await task.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw Fails(otherwise);
        }
    }

    private InvalidOperationException Fails(string why) =>
        new($"{Path.GetFileName(process.StartInfo.FileName)} {string.Join(' ', process.StartInfo.ArgumentList)}: {why}\nOutput:\n{Output}Errors:\n{Errors}");
}
