using Troth.Evidence.Duplicates.Weighing;

namespace Troth.Evidence.Duplicates.Pairing;

/// <summary>
/// Groups of records that are the same. Two groups become one when on average, over all pairs between them, the odds are for it: a chain in which each
/// is like the next but the first is not like the last does not hold (average linkage, Sokal &amp; Michener 1958).
/// </summary>
internal sealed class Clusters
{
    /// <summary>More records than this do not become one group.</summary>
    private const int Largest = 60;

    /// <summary>A single pair's odds count no further than this, so that one certainty does not drown many doubts.</summary>
    private const double Cap = 12;

    private Clusters(int[] groups, List<int[]> members) => (Groups, Members) = (groups, members);

    /// <summary>For each record the number of its group: that of its first record.</summary>
    public int[] Groups { get; }

    /// <summary>The groups of more than one record, in order of their first.</summary>
    public List<int[]> Members { get; }

    /// <summary>O(likely pairs × log + Σ over merges of the pairs between).</summary>
    public static Clusters Of(Model model, int records, DuplicateSettings settings)
    {
        var least = Math.Log(settings.Least / (1 - settings.Least));
        int[] likely = [.. Enumerable.Range(0, model.Pairs.Length).Where(i => model.Odds[i] >= least)
            .OrderByDescending(i => model.Odds[i]).ThenBy(i => model.Pairs[i])];
        int[] groups = [.. Enumerable.Range(0, records)];
        var members = new Dictionary<int, List<int>>();
        foreach (var pair in likely)
        {
            var (a, b) = Pairs.Split(model.Pairs[pair]);
            var (first, second) = (Math.Min(groups[a], groups[b]), Math.Max(groups[a], groups[b]));
            if (first == second) continue;
            var ours = members.GetValueOrDefault(first) ?? [first];
            var theirs = members.GetValueOrDefault(second) ?? [second];
            if (ours.Count + theirs.Count > Largest) continue;
            if (ours.Count + theirs.Count > 2 && Between(model, ours, theirs) < least) continue;
            ours.AddRange(theirs);
            foreach (var record in theirs) groups[record] = first;
            members.Remove(second);
            members[first] = ours;
        }

        return new Clusters(groups, [.. members.OrderBy(group => group.Key).Select(group => group.Value.Order().ToArray())]);
    }

    private static double Between(Model model, List<int> ours, List<int> theirs)
    {
        var sum = 0.0;
        foreach (var a in ours)
        {
            foreach (var b in theirs) sum += Math.Clamp(model.OddsOf(Math.Min(a, b), Math.Max(a, b)), -Cap, Cap);
        }

        return sum / (ours.Count * theirs.Count);
    }
}
