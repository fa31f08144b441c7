using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Troth.Tests.Harness;

/// <summary>The program as somebody starts it at a terminal: <c>./troth</c> with these words, in a process of its own, on a test's database.</summary>
public sealed class TrothProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output, errors;

    private TrothProcess(Process process)
    {
        this.process = process;
        (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Processor time it had used when it was last looked at.</summary>
    public TimeSpan Used { get; private set; }

    public static TrothProcess Start(TestDatabase database, params IEnumerable<string> words)
    {
        // Connections that wait in our pool would keep the file open, and with it what a killed process leaves behind.
        if (database is SqliteDatabase) SqliteConnection.ClearPool(new SqliteConnection(database.Settings.Database.ConnectionString));
        return new TrothProcess(Process.Start(new ProcessStartInfo("dotnet", [Setup.Program, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = database.Folder,
            Environment = { ["TROTH_DB"] = database.Setting, ["TROTH_DATA"] = database.Folder },
        })!);
    }

    /// <summary>Runs to the end; what does not come to one in two minutes is killed, and shows by its exit code.</summary>
    public static async Task<(int Exit, string Output, string Errors)> Run(TestDatabase database, params IEnumerable<string> words)
    {
        using var troth = Start(database, words);
        if (!troth.process.WaitForExit(TimeSpan.FromMinutes(2))) troth.process.Kill();
        await troth.process.WaitForExitAsync();
        return (troth.process.ExitCode, await troth.output, await troth.errors);
    }

    /// <summary>
    /// Looks at it again and again until <paramref name="enough"/> says so or it has ended, then kills it as <c>kill -9</c> does. True when it was
    /// killed, false when it had come to its end.
    /// </summary>
    public bool KillWhen(Func<TrothProcess, bool> enough)
    {
        while (!process.WaitForExit(1))
        {
            if (!Look() || !enough(this)) continue;
            process.Kill();
            process.WaitForExit();
            return true;
        }
        return false;
    }

    private bool Look()
    {
        try
        {
            process.Refresh();
            Used = process.TotalProcessorTime;
            return true;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            return false; // it ended just now
        }
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
