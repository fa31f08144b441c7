using FsCheck.Fluent;

namespace Troth.Evidence.Tests.PotentialOfAccounts;

public class NeighbourhoodTests
{
    private const int Numbers = 2;

    private static FsCheck.Gen<(float[][] Places, float[] Weights, int Nearest, int Self)> Cases(int least, int most) =>
        from seed in Gen.Choose(0, 1_000_000)
        from count in Gen.Choose(least, most)
        from nearest in Gen.Choose(1, 40)
        from coarse in Gen.Elements(1, 4, 1000)
        select Draw(new Random(seed), count, Math.Min(nearest, count - 1), coarse);

    [Fact]
    public void Finds_the_nearest_as_measuring_all_does() => Properties.Hold(Cases(2, 120), Matches);

    [Fact]
    public void Finds_them_in_a_large_field_too() => Properties.Hold(Cases(1100, 2600), Matches, 60);

    [Fact]
    public void Equally_far_buyers_are_taken_evenly_over_their_levels()
    {
        float[][] places = [.. Enumerable.Repeat(new float[] { 0, 0, 0, 0, 1 }, 200)];
        var search = new Neighbourhood(new PeerField(places, Levels(200), Numbers), [1, 1, 1], 10);
        search.Search([1, 0, 0, 0, 1], -1);
        Assert.Equal(20, search.Count);
        Assert.Equal(99.5, search.Peers.ToArray().Average(), 5.0);
        Assert.Equal(10, search.Peers[1] - search.Peers[0]);
    }

    [Fact]
    public void Unknown_is_neither_near_nor_far_by_accident()
    {
        // Known at the middle, known one step off, unknown; seen from unknown: 1, 2 and 0.
        float[][] places = [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 1, 0, 0]];
        var field = new PeerField(places, Levels(3), Numbers);
        var distances = field.NewDistances();
        field.Measure([0, 0, 1, 0, 0], [1, 1, 1], distances);
        Assert.Equal([1f, 2f, 0f], distances[..3]);
        field.Measure([0, 0, 1, 0, 7], [1, 1, .5f], distances);
        Assert.Equal([2f, 3f, 1f], distances[..3]);
    }

    private static bool Matches((float[][] Places, float[] Weights, int Nearest, int Self) c)
    {
        var field = new PeerField(c.Places, Levels(c.Places.Length), Numbers);
        var search = new Neighbourhood(field, c.Weights, c.Nearest);
        search.Search(c.Places[c.Self], c.Self);

        var all = Enumerable.Range(0, c.Places.Length).Where(i => i != c.Self).Select(i => (At: i, Far: Distance(c.Places[c.Self], c.Places[i], c.Weights))).ToArray();
        var reach = all.Select(a => a.Far).Order().ElementAt(c.Nearest - 1);
        var found = search.Peers.ToArray();
        var closer = all.Where(a => a.Far < reach).Select(a => a.At).ToArray();
        var within = all.Where(a => a.Far <= reach).Select(a => a.At).ToArray();
        return found.SequenceEqual(found.Order()) && !closer.Except(found).Any() && !found.Except(within).Any()
            && found.Length == Math.Min(within.Length, Math.Max(2 * c.Nearest, closer.Length))
            && search.Kth(1) == all.Min(a => a.Far)
            && found.Select((at, i) => Math.Abs(search.Closeness[i] - (reach > 0 ? 1 - .9 * Distance(c.Places[c.Self], c.Places[at], c.Weights) / reach : 1))).All(e => e < 1e-5)
            && search.Within(reach) == within.Length;
    }

    // In the same order of operations, for sums of floats depend on it.
    private static float Distance(float[] a, float[] b, float[] weights)
    {
        var sum = 0f;
        for (var c = 0; c < a.Length; c++)
        {
            var weight = weights[c < Numbers ? c : c - Numbers];
            sum += c >= 2 * Numbers ? a[c] == b[c] ? 0 : 2 * weight : weight * ((a[c] - b[c]) * (a[c] - b[c]));
        }

        return sum;
    }

    private static double[] Levels(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];

    private static (float[][], float[], int, int) Draw(Random random, int count, int nearest, int coarse)
    {
        float[][] places = [.. Enumerable.Range(0, count).Select(_ =>
        {
            float Number() => random.Next(-2 * coarse, 2 * coarse) / (float)coarse;
            var unknown = random.Next(6) == 0;
            return new[] { unknown ? 0 : Number(), Number(), unknown ? 1 : 0, 0, random.Next(-1, 3) };
        })];
        float[] choices = [0, .25f, 1, 4];
        return (places, [choices[random.Next(4)], 1, choices[random.Next(4)]], nearest, random.Next(count));
    }
}
