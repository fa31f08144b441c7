using Troth.Evidence.Duplicates.Comparing;
using Troth.Evidence.Duplicates.Pairing;

namespace Troth.Evidence.Duplicates.Weighing;

/// <summary>How often two records that have nothing to do with each other agree so far in each column, told from pairs drawn at random.</summary>
internal sealed class Chances
{
    private const int Drawn = 150_000;

    private readonly Column[] _columns;
    private readonly double[][] _chances;

    /// <summary>Counts, leaving out pairs of one <paramref name="groups"/>. O(columns × min(records², 150,000)).</summary>
    public Chances(Column[] columns, int[] groups)
    {
        _columns = columns;
        var records = groups.Length;
        var all = (long)records * (records - 1) / 2;
        var draws = (int)Math.Min(Drawn, all);
        _chances = new double[columns.Length][];
        Parallel.For(0, columns.Length, new ParallelOptions { MaxDegreeOfParallelism = DuplicateSearch.Cores }, c =>
        {
            var column = columns[c];
            var seen = new double[6];
            var state = 88172645463325252UL;
            long at = 0;
            int a = 0, b = 0;
            for (var i = 0; i < draws; i++)
            {
                if (draws == all)
                {
                    if (++b == records) b = ++a + 1;
                }
                else
                {
                    a = Draw(ref state, records);
                    b = Draw(ref state, records);
                }

                if (a == b || groups[a] == groups[b]) continue;
                at++;
                seen[(int)Comparison.Of(column, a, b).Agreement]++;
            }

            var known = at - seen[(int)Agreement.Missing];
            var chances = new double[5];
            for (var level = 0; level < 5; level++) chances[level] = (seen[level] + .5) / (known + 2.5);
            chances[0] = Math.Max(column.Shares.Sum(share => (double)share * share) - 1.0 / records, .5 / Math.Max(known, 1));
            _chances[c] = chances;
        });
    }

    /// <summary>
    /// The information, in nats, of a pair's agreements, if the two had nothing to do with each other: −ln of its chance. Agreements of one family do not
    /// add: who has the same street has the same town; the strongest counts whole and the others by <see cref="DuplicateSettings.Dependence"/>.
    /// </summary>
    public double Surprise(int column, Agreement agreement, double chance)
    {
        var average = _chances[column][(int)agreement];
        return -Math.Log(double.IsNaN(chance) ? average : Math.Clamp(chance, 1e-9, 1));
    }

    private static int Draw(ref ulong state, int below)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (int)(state % (ulong)below);
    }
}
