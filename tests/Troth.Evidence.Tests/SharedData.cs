namespace Troth.Evidence.Tests;

/// <summary>Real data beside the project; absent on some machines, required where everything is checked.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find(AppContext.BaseDirectory);

    public static string File(params string[] path) =>
        Path.Combine([Folder ?? throw new DirectoryNotFoundException("There is no shared/data beside the project."), .. path]);

    private static string? Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data)) return data;
        }

        return null;
    }
}

/// <summary>A fact that needs the shared data: skipped where it is absent, except in continuous integration, where it then fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "shared/data is not beside the project";
    }
}
