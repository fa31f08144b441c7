namespace Troth.Evidence.Duplicates.Comparing;

/// <summary>
/// Values of several words, compared by the words they share, each as heavy as it is rare among the records themselves, and by their letters: soft
/// TF-IDF (Cohen, Ravikumar &amp; Fienberg 2003) for both directions apart, so that a name that holds another is seen.
/// </summary>
internal sealed class WordColumn : Column
{
    /// <summary>How many times oftener a word meets one that is nearly the same than itself.</summary>
    private const double Loose = 4;

    private readonly string[] _words;
    private readonly ulong[] _letters;
    private readonly int[][] _values;
    private readonly string[] _joined;
    private readonly ulong[] _joinedLetters;
    private readonly float[] _share;
    private readonly float[] _rarity;

    public WordColumn(string field, FieldKind kind, Aspect aspect, int[] values, string[][] texts) : base(field, kind, aspect, values)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        _values = [.. texts.Select(words => words.Distinct(StringComparer.Ordinal).Select(Id).ToArray())];
        _words = [.. ids.Keys];
        _letters = [.. _words.Select(word => Edits.Letters(word))];
        _joined = [.. texts.Select(words => string.Concat(words))];
        _joinedLetters = [.. _joined.Select(text => Edits.Letters(text))];
        _share = new float[_words.Length];
        _rarity = new float[_words.Length];

        int Id(string word)
        {
            if (ids.TryGetValue(word, out var id)) return id;
            ids.Add(word, ids.Count);
            return ids.Count - 1;
        }
    }

    public override int Distinct => _values.Length;

    /// <summary>How many different words there are.</summary>
    public int Words => _words.Length;

    /// <summary>The words of a value, by number.</summary>
    public int[] WordsOf(int value) => _values[value];

    /// <summary>A word by its number.</summary>
    public string Word(int word) => _words[word];

    /// <summary>Share of the records that have a word.</summary>
    public float ShareOf(int word) => _share[word];

    public override string Text(int value) => _joined[value];

    protected override void Counted()
    {
        Array.Clear(_share);
        for (var value = 0; value < _values.Length; value++)
        {
            foreach (var word in _values[value]) _share[word] += Shares[value];
        }

        for (var word = 0; word < _share.Length; word++) _rarity[word] = MathF.Max(.1f, -MathF.Log(MathF.Min(1, _share[word])));
    }

    public override (Agreement Agreement, double Chance) Compare(int a, int b)
    {
        if (a == b) return (Agreement.Same, Shares[a]);
        int[] x = _values[a], y = _values[b];
        double ofX = 0, ofY = 0, matchedX = 0, matchedY = 0, chance = 1;
        foreach (var word in x) ofX += _rarity[word];
        foreach (var word in y) ofY += _rarity[word];
        foreach (var word in x)
        {
            var best = 0.0;
            var found = -1;
            foreach (var other in y)
            {
                var alike = Likeness(word, other);
                if (alike <= best) continue;
                (best, found) = (alike, other);
                if (alike == 1) break;
            }

            if (found < 0) continue;
            matchedX += best * _rarity[word];
            matchedY += best * _rarity[found];
            chance = Math.Min(chance, Math.Max(_share[word], _share[found]) * (best < 1 ? Loose : 1));
        }

        double most = Math.Max(matchedX / ofX, matchedY / ofY), least = Math.Min(Math.Min(matchedX / ofX, matchedY / ofY), 1);
        if (least >= .9) return (Agreement.Near, chance);
        if (SameLetters(a, b)) return (Agreement.Near, Share(a, b) + (chance < 1 ? 0 : 1e-4));
        if (most >= .9) return (Agreement.Alike, chance);
        return most >= .5 ? (Agreement.Slight, chance) : (Agreement.Different, double.NaN);
    }

    /// <summary>1 for the same word, .9 for a slip of the pen, .85 for a beginning of it.</summary>
    private double Likeness(int a, int b)
    {
        if (a == b) return 1;
        string x = _words[a], y = _words[b];
        var shorter = Math.Min(x.Length, y.Length);
        if (shorter < 3 || char.IsAsciiDigit(x[0]) || char.IsAsciiDigit(y[0])) return 0;
        var most = shorter >= 8 ? 2 : shorter >= 5 ? 1 : 0;
        if (most > 0 && (int)ulong.PopCount(_letters[a] ^ _letters[b]) <= 2 * most && Edits.Between(x, y, most) <= most) return .9;
        return x.StartsWith(y, StringComparison.Ordinal) || y.StartsWith(x, StringComparison.Ordinal) ? .85 : 0;
    }

    private bool SameLetters(int a, int b)
    {
        string x = _joined[a], y = _joined[b];
        var shorter = Math.Min(x.Length, y.Length);
        var most = shorter >= 16 ? 3 : shorter >= 10 ? 2 : shorter >= 5 ? 1 : 0;
        return (int)ulong.PopCount(_joinedLetters[a] ^ _joinedLetters[b]) <= 2 * most && Edits.Between(x, y, most) <= most;
    }
}
