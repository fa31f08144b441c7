using System.Diagnostics;

namespace Troth.Tests.Harness;

/// <summary>Commands on a disk of their own that is soon full: mounted where only they see it, gone with them.</summary>
public static class SmallDisk
{
    private const string Program = "/usr/bin/unshare";

    /// <summary>How a disk of one's own can be mounted here: as nobody special, or, where that is forbidden, by root alone. Null: not at all.</summary>
    private static readonly Lazy<string?> Flag = new(() => File.Exists(Program) ? new[] { "-rm", "-m" }.FirstOrDefault(Works) : null);

    private static bool Works(string flag)
    {
        using var trial = Process.Start(new ProcessStartInfo(Program, [flag, "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", Setup.Folder]) { RedirectStandardError = true })!;
        trial.WaitForExit();
        return trial.ExitCode == 0;
    }

    /// <summary>Runs a shell's words with an empty disk of that size mounted at <paramref name="at"/>; <c>troth</c> in them is the program.</summary>
    public static Typed Run(string at, string size, string words, string folder, params (string Name, string Value)[] environment)
    {
        if (Flag.Value is null) Setup.Missing("This machine lets nobody mount a small disk of their own (unshare -rm), which a full one needs.");
        return Typed.Command(Program, [Flag.Value!, "sh", "-c", $"""
            mount -t tmpfs -o size={size} tmpfs '{at}' || exit 99
            troth() ( dotnet '{Setup.Program}' "$@" )
            {words}
            """], folder, TimeSpan.FromMinutes(2), environment);
    }
}
