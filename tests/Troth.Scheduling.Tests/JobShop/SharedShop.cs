using System.IO.Compression;
using Troth.Evidence.Tests;
using Troth.Scheduling.JobShop.Dispatching;

namespace Troth.Scheduling.Tests.JobShop;

/// <summary>The make-to-order shops of the shared data.</summary>
internal static class SharedShop
{
    public static ShopFile Read(string name)
    {
        using var file = File.OpenRead(SharedData.File("shop", name));
        using Stream plain = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var text = new StreamReader(plain);
        return ShopFile.Read(text);
    }
}

/// <summary>
/// A theory that needs the shared data: skipped where it is absent, except in continuous integration, where it then fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Folder is null && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "shared/data is not beside the project";
    }
}
