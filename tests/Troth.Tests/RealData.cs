using System.Runtime.CompilerServices;

namespace Troth.Tests;

/// <summary>The folder of real data that stands beside the project. Tests that need it skip visibly without it, except in CI.</summary>
public static class RealData
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A file of it. Call from tests marked <see cref="RealDataFactAttribute"/> or <see cref="RealDataTheoryAttribute"/>.</summary>
    public static string File(params string[] parts) =>
        Path.Combine([Folder ?? throw new InvalidOperationException("There is no shared/data beside the project, and CI requires it."), .. parts]);

    internal static bool Absent => Folder is null && Environment.GetEnvironmentVariable("CI") != "true";

    private static string? Find([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) })
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
                if (Path.Combine(folder, "shared", "data") is var data && Directory.Exists(data))
                    return data;
        return null;
    }
}

/// <summary>A test that reads the real data.</summary>
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute() => Skip = RealData.Absent ? "shared/data is not beside the project" : null;
}

/// <summary>A test with cases that reads the real data.</summary>
public sealed class RealDataTheoryAttribute : TheoryAttribute
{
    public RealDataTheoryAttribute() => Skip = RealData.Absent ? "shared/data is not beside the project" : null;
}
