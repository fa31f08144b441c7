using Troth.Evidence.Duplicates.Comparing;

namespace Troth.Evidence.Tests.DuplicateRecords;

public class ComparingTests
{
    /// <summary>Winkler's own examples (1990, 1994).</summary>
    [Theory]
    [InlineData("martha", "marhta", .9611)]
    [InlineData("dwayne", "duane", .8400)]
    [InlineData("dixon", "dicksonx", .8133)]
    [InlineData("abc", "xyz", 0)]
    public void Jaro_and_Winkler(string a, string b, double likeness)
    {
        Assert.Equal(likeness, JaroWinkler.Of(a, b), 4);
        Assert.Equal(likeness, JaroWinkler.Of(b, a), 4);
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "ac", 1)]
    [InlineData("barnaby", "barnayb", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Keystrokes(string a, string b, int steps)
    {
        Assert.Equal(steps, Edits.Between(a, b, 5));
        Assert.Equal(steps, Edits.Between(b, a, 5));
        if (steps > 0) Assert.Equal(steps, Edits.Between(a, b, steps - 1));
    }

    /// <summary>The bounded distance against the whole table, and the set of letters as its lower bound.</summary>
    [Fact]
    public void Keystrokes_as_the_whole_table_counts_them()
    {
        var random = new Random(5);
        for (var i = 0; i < 3_000; i++)
        {
            string a = Word(random), b = random.Next(2) == 0 ? Word(random) : a.Insert(random.Next(a.Length + 1), "c");
            var steps = Table(a, b);
            Assert.Equal(Math.Min(steps, 4), Edits.Between(a, b, 3));
            Assert.True((int)ulong.PopCount(Edits.Letters(a) ^ Edits.Letters(b)) <= 2 * steps);
        }
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => (char)('a' + random.Next(4))));

    private static int Table(string a, string b)
    {
        var steps = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0) steps[i, j] = i + j;
                else steps[i, j] = Math.Min(Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1, steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }

        return steps[a.Length, b.Length];
    }
}
