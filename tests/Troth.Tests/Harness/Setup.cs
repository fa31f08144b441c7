using System.Globalization;
using System.Runtime.CompilerServices;

namespace Troth.Tests.Harness;

/// <summary>What the machine has and what a run asks for.</summary>
public static class Setup
{
    /// <summary>In CI nothing is skipped for want of setup.</summary>
    public static bool Strict => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Leaves the test skipped, with the reason, where something is not set up; fails it in CI.</summary>
    public static void Missing(string reason) => throw new SetupException(reason);

    /// <summary>Where temporary files go: in memory where there is room, because databases here wait for the disk at each commit.</summary>
    public static string Temporary { get; } =
        Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > 4L << 30 ? "/dev/shm" : Path.GetTempPath();

    /// <summary>This run's own folder, removed when the run ends.</summary>
    public static string Folder { get; } = MakeFolder();

    /// <summary>The project's root: the folder that holds Troth.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The program that tests start in a process of its own: the one that ./test has compiled ahead of time (TROTH_PROGRAM is its folder),
    /// which starts in a second, or else the one built with the tests, which takes five.
    /// </summary>
    public static string Program { get; } =
        Path.Combine(Environment.GetEnvironmentVariable("TROTH_PROGRAM") is { Length: > 0 } folder ? folder : AppContext.BaseDirectory, "Troth.dll");

    /// <summary>The whole run in another culture: TROTH_TEST_CULTURE=hu-HU finds what formats, parses or sorts by accident of culture.</summary>
    [ModuleInitializer]
    internal static void UseCulture()
    {
        if (Environment.GetEnvironmentVariable("TROTH_TEST_CULTURE") is not { Length: > 0 } name) return;
        var culture = CultureInfo.GetCultureInfo(name);
        (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture) = (culture, culture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
    }

    private static string MakeFolder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Temporary, string.Create(CultureInfo.InvariantCulture, $"troth-test-{Environment.ProcessId}"))).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        };
        return folder;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Troth.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No Troth.slnx above {AppContext.BaseDirectory}.");
    }
}

public sealed class SetupException(string message) : Exception(message);
