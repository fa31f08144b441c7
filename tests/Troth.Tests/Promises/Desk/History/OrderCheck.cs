namespace Troth.Tests.Promises.Desk.History;

/// <summary>
/// Whether one order of all that was done explains what clients saw: the log's. What was answered before another was asked comes before it, as
/// strict serialisability has it; what a node shows is at least as new as what it answered before, and never newer than what was asked.
/// </summary>
internal static class OrderCheck
{
    /// <summary>Something done under one key: it happened between the first asking and the first answer, and made this version.</summary>
    internal sealed record Done(string Key, long Version, long Asked, long Answered);

    public static IEnumerable<string> Faults(IReadOnlyList<Done> done, IReadOnlyList<Exchange> exchanges)
    {
        foreach (var twice in done.GroupBy(d => d.Version).Where(same => same.Count() > 1))
            yield return $"{string.Join(" and ", twice.Select(d => d.Key))} both made version {twice.Key}.";
        // From the newest back: nothing with a later version may have been answered before this was asked.
        Done? first = null;
        foreach (var one in done.OrderByDescending(d => d.Version))
        {
            if (first is not null && first.Answered < one.Asked) yield return $"{first.Key} (version {first.Version}) was answered before {one.Key} (version {one.Version}) was asked.";
            if (first is null || one.Answered < first.Answered) first = one;
        }
        foreach (var fault in Reads(done, exchanges)) yield return fault;
    }

    private static IEnumerable<string> Reads(IReadOnlyList<Done> done, IReadOnlyList<Exchange> exchanges)
    {
        var versions = done.ToDictionary(d => d.Key, d => d.Version);
        foreach (var node in exchanges.Where(e => e.Became == Became.Done).GroupBy(e => e.Node))
        {
            var seen = node.Select(e => (Exchange: e, Version: e.Doing == Doing.Ask ? e.Json.GetProperty("planVersion").GetInt64() : e.Key is not null ? versions.GetValueOrDefault(e.Key) : 0)).ToList();
            var (answered, newest, at) = (seen.OrderBy(s => s.Exchange.Answered).ToList(), 0L, 0);
            foreach (var (read, version) in seen.Where(s => s.Exchange.Doing == Doing.Ask).OrderBy(s => s.Exchange.Asked))
            {
                for (; at < answered.Count && answered[at].Exchange.Answered < read.Asked; at++) newest = Math.Max(newest, answered[at].Version);
                if (version < newest) yield return $"Node {node.Key} answered from version {version} what was asked after it had answered from {newest}.";
            }
        }
        var asked = done.OrderBy(d => d.Version).ToList();
        foreach (var read in exchanges.Where(e => e is { Doing: Doing.Ask, Became: Became.Done }))
        {
            var version = read.Json.GetProperty("planVersion").GetInt64();
            var (low, high) = (0, asked.Count);
            while (low < high)
                if (asked[(low + high) / 2].Version < version) low = (low + high) / 2 + 1;
                else high = (low + high) / 2;
            if (low < asked.Count && asked[low].Version == version && asked[low].Asked > read.Answered)
                yield return $"A quote was read from version {version} before {asked[low].Key} was asked, which made it.";
        }
    }
}
