namespace Troth.Scheduling.JobShop;

/// <summary>
/// Walks from one selection towards another by turning round neighbours that stand the other way there (Nowicki and Smutnicki 2005; Peng,
/// Lü and Cheng 2015). A step that would close a cycle is left out; another always exists, so every stop on the way is a schedule.
/// </summary>
internal sealed class PathRelinking(Layout layout, SeededChance chance)
{
    private readonly Selection walk = new(layout);
    private readonly int[] rank = new int[layout.Slots];
    private SeededChance chance = chance;

    public void Begin(ReadOnlySpan<int> from, ReadOnlySpan<int> towards)
    {
        if (!walk.Load(from)) throw new ArgumentException("The machine sequences contradict the jobs.", nameof(from));
        for (var k = 0; k < towards.Length; k++) rank[towards[k]] = k;
    }

    /// <summary>Takes so many steps and saves where it stands; false when it came to the other end before.</summary>
    public unsafe bool Walk(int steps, Span<int> sequences)
    {
        var misses = 0;
        while (steps > 0 && misses < 200 * walk.Count)
        {
            var x = walk.Order[chance.Below(walk.Count)];
            var y = walk.After[x];
            if (y != 0 && rank[x] > rank[y] && walk.PutBehind(x, y, out _, out _))
            {
                steps--;
                misses = 0;
            }
            else misses++;
        }

        walk.Save(sequences);
        return steps == 0;
    }
}
