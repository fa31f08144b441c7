using System.Collections.Concurrent;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

/// <summary>Profiles of real files, made once for all tests.</summary>
internal static class RealProfiles
{
    private static readonly ConcurrentDictionary<string, Lazy<FileProfile>> Made = new();

    public static FileProfile Of(params string[] parts) =>
        Made.GetOrAdd(RealData.File(parts), path => new Lazy<FileProfile>(() => FileProfiler.Profile(path, FileSniffer.Sniff(path)))).Value;
}
