using Troth.Evidence.Duplicates.Comparing;

namespace Troth.Evidence.Duplicates.Weighing;

/// <summary>
/// How common a value is among those who share another: a surname in its country, a street in its town. A value that a crowd has stands for a place or a
/// kind, and those who agree in it agree in other things without being the same. So do those whose names share a word that a crowd has: Stahlwerke
/// are in Germany and in steel.
/// </summary>
internal sealed class Crowds
{
    /// <summary>Fewer records may be duplicates of one; more are a crowd.</summary>
    private const int Crowd = 20;

    /// <summary>How many records the whole book's share counts as, beside those of the crowd.</summary>
    private const double Shrink = 5;

    private readonly Column[] _columns;
    private readonly int[] _groups;
    private readonly int[][] _counts;
    private readonly Dictionary<ulong, int>?[,] _together;
    private readonly int[]?[] _holders;
    private readonly Dictionary<ulong, int>?[,] _withWord;

    /// <summary>Counts every two values that stand together. O(columns² × records × words) time; memory only for values that crowds have.</summary>
    public Crowds(Column[] columns, int[] groups)
    {
        _columns = columns;
        _groups = groups;
        _counts = [.. columns.Select(column => Count(column))];
        _together = new Dictionary<ulong, int>?[columns.Length, columns.Length];
        Parallel.For(0, columns.Length * columns.Length, new ParallelOptions { MaxDegreeOfParallelism = DuplicateSearch.Cores }, i =>
        {
            var (crowd, other) = (i / columns.Length, i % columns.Length);
            if (crowd != other && Array.Exists(_counts[crowd], count => count > Crowd)) _together[crowd, other] = Together(crowd, other);
        });
        // Of people the company's name is not who they are, but one more fact about where they work.
        var people = Array.Exists(columns, column => column.Aspect is Aspect.Surname);
        _holders = [.. columns.Select(column => !people && column is WordColumn { Kind: FieldKind.OrganisationName } words ? Holders(words) : null)];
        _withWord = new Dictionary<ulong, int>?[columns.Length, columns.Length];
        Parallel.For(0, columns.Length * columns.Length, new ParallelOptions { MaxDegreeOfParallelism = DuplicateSearch.Cores }, i =>
        {
            var (crowd, other) = (i / columns.Length, i % columns.Length);
            if (crowd == other || _holders[crowd] is not { } holders || !Array.Exists(_counts[other], count => count > Crowd)) return;
            _withWord[crowd, other] = WithWord((WordColumn)columns[crowd], holders, other);
        });
    }

    /// <summary>
    /// The chance that a record which shares <paramref name="crowd"/>'s value with these two shares <paramref name="other"/>'s as well, the two not
    /// counted; 0 where no crowd has it.
    /// </summary>
    public double Share(int crowd, int other, int a, int b)
    {
        if (_together[crowd, other] is not { } together) return 0;
        int x = _columns[crowd].Values[a], y = _columns[other].Values[a];
        var own = _groups[a] == _groups[b] ? 1 : 2;
        var crowded = _counts[crowd][x] - own;
        if (crowded < Crowd) return 0;
        return (Math.Max(0, together.GetValueOrDefault(Key(x, y)) - own) + Shrink * _columns[other].Shares[y]) / (crowded + Shrink);
    }

    /// <summary>
    /// The same among those whose names have a word that these two names share: the greatest chance, over such words, that one of them has
    /// <paramref name="other"/>'s value as well; 0 where no crowd has the word, or none the value.
    /// </summary>
    public double ShareOfWords(int names, int other, int a, int b)
    {
        if (_withWord[names, other] is not { } together) return 0;
        var value = _columns[other].Values[a];
        if (_counts[other][value] <= Crowd) return 0;
        var column = (WordColumn)_columns[names];
        var own = _groups[a] == _groups[b] ? 1 : 2;
        var most = 0.0;
        int[] theirs = column.WordsOf(column.Values[b]);
        foreach (var word in column.WordsOf(column.Values[a]))
        {
            var crowded = _holders[names]![word] - own;
            if (crowded < Crowd || !theirs.Contains(word)) continue;
            var share = (Math.Max(0, together.GetValueOrDefault(Key(word, value)) - own) + Shrink * _columns[other].Shares[value]) / (crowded + Shrink);
            most = Math.Max(most, share);
        }

        return most;
    }

    private int[] Holders(WordColumn names)
    {
        var holders = new int[names.Words];
        for (var record = 0; record < _groups.Length; record++)
        {
            if (names.Values[record] < 0) continue;
            foreach (var word in names.WordsOf(names.Values[record]))
            {
                if (!Told(record, earlier => Has(names, earlier, word))) holders[word]++;
            }
        }

        return holders;
    }

    private Dictionary<ulong, int> WithWord(WordColumn names, int[] holders, int other)
    {
        var values = _columns[other].Values;
        var together = new Dictionary<ulong, int>();
        for (var record = 0; record < _groups.Length; record++)
        {
            if (names.Values[record] < 0 || values[record] < 0 || _counts[other][values[record]] <= Crowd) continue;
            foreach (var word in names.WordsOf(names.Values[record]))
            {
                if (holders[word] <= Crowd || Told(record, earlier => values[earlier] == values[record] && Has(names, earlier, word))) continue;
                var key = Key(word, values[record]);
                together[key] = together.GetValueOrDefault(key) + 1;
            }
        }

        return together;
    }

    private static bool Has(WordColumn names, int record, int word) => names.Values[record] >= 0 && names.WordsOf(names.Values[record]).Contains(word);

    private int[] Count(Column column)
    {
        var counts = new int[column.Distinct];
        for (var record = 0; record < _groups.Length; record++)
        {
            if (column.Values[record] >= 0 && !Told(record, earlier => column.Values[earlier] == column.Values[record])) counts[column.Values[record]]++;
        }

        return counts;
    }

    private Dictionary<ulong, int> Together(int crowd, int other)
    {
        int[] x = _columns[crowd].Values, y = _columns[other].Values;
        var together = new Dictionary<ulong, int>();
        for (var record = 0; record < _groups.Length; record++)
        {
            if (x[record] < 0 || y[record] < 0 || _counts[crowd][x[record]] <= Crowd) continue;
            if (Told(record, earlier => x[earlier] == x[record] && y[earlier] == y[record])) continue;
            var key = Key(x[record], y[record]);
            together[key] = together.GetValueOrDefault(key) + 1;
        }

        return together;
    }

    /// <summary>True when the first record of its group has said it: a group counts once.</summary>
    private bool Told(int record, Func<int, bool> says) => _groups[record] != record && says(_groups[record]);

    private static ulong Key(int x, int y) => (ulong)(uint)x << 32 | (uint)y;
}
