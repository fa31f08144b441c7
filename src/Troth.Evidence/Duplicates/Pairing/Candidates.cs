using Troth.Evidence.Duplicates.Comparing;
using Troth.Evidence.Duplicates.Spelling;

namespace Troth.Evidence.Duplicates.Pairing;

/// <summary>
/// Which records are worth comparing: those that share a rare word, a code or half of one, or any two of the sounds of their names, places and streets,
/// numbers and days, and neighbours when names are put in order, from the front and from the back. A block of few is paired whole; in a larger one each
/// meets its next neighbours only, so that the pairs grow with the records.
/// </summary>
internal sealed class Candidates
{
    private const int Whole = 12, Next = 5, RareWord = 24;

    private readonly Column[] _columns;
    private readonly int _records;
    private readonly Pairs _pairs = new();
    private readonly int[] _rank;
    private readonly ulong[] _keys;
    private readonly int[] _order;

    private Candidates(Column[] columns, int records)
    {
        _columns = columns;
        _records = records;
        _keys = new ulong[records];
        _order = new int[records];
        _rank = Ranks();
    }

    /// <summary>The pairs, each once, in order. O(records × keys × log records); keys grow with the square of the columns.</summary>
    public static ulong[] Among(Column[] columns, int records)
    {
        var among = new Candidates(columns, records);
        among.ByCodes();
        among.ByWords();
        among.ByTwoAtoms();
        among.ByNeighbours();
        return among._pairs.ToArray();
    }

    private void ByCodes()
    {
        foreach (var column in _columns.OfType<CodeColumn>().Where(column => column.Distinct > 50))
        {
            Block(column.Values, value => Hash(1, column.Text(value)));
            if (column.Kind is not (FieldKind.Identifier or FieldKind.Phone or FieldKind.Email or FieldKind.Domain or FieldKind.Date)) continue;
            Block(column.Values, value => column.Text(value) is { Length: >= 6 } text ? Hash(2, text.AsSpan(0, (text.Length + 1) / 2)) : 0);
            Block(column.Values, value => column.Text(value) is { Length: >= 6 } text ? Hash(3, text.AsSpan(text.Length / 2)) : 0);
        }
    }

    /// <summary>Each word that few records have.</summary>
    private void ByWords()
    {
        foreach (var column in _columns.OfType<WordColumn>())
        {
            var holders = new Dictionary<int, List<int>>();
            var most = (float)RareWord / _records;
            for (var record = 0; record < _records; record++)
            {
                if (column.Values[record] < 0) continue;
                foreach (var word in column.WordsOf(column.Values[record]))
                {
                    if (column.ShareOf(word) > most) continue;
                    if (!holders.TryGetValue(word, out var list)) holders.Add(word, list = []);
                    list.Add(record);
                }
            }

            foreach (var list in holders.Values)
            {
                list.Sort((x, y) => _rank[x].CompareTo(_rank[y]));
                Pair(list.ToArray());
            }
        }
    }

    /// <summary>Any two of the records' atoms; not two of one place, which would bring a town together.</summary>
    private void ByTwoAtoms()
    {
        var atoms = new List<(Column Column, ulong[] Atoms)>();
        foreach (var column in _columns) atoms.AddRange(AtomsOf(column).Select(hashes => (column, hashes)));
        for (var i = 0; i < atoms.Count; i++)
        {
            for (var j = i + 1; j < atoms.Count; j++)
            {
                var (first, second) = (atoms[i], atoms[j]);
                if (first.Column.Family == second.Column.Family && first.Column.Aspect is not (Aspect.Given or Aspect.Surname)) continue;
                Block(record => first.Atoms[record] == 0 || second.Atoms[record] == 0 ? 0 : Mix(first.Atoms[record], second.Atoms[record]));
            }
        }

        // First and last name may stand in each other's place.
        var given = atoms.Find(atom => atom.Column.Aspect is Aspect.Given);
        var surname = atoms.Find(atom => atom.Column.Aspect is Aspect.Surname);
        if (given.Atoms is null || surname.Atoms is null) return;
        Block(record => given.Atoms[record] == 0 || surname.Atoms[record] == 0 ? 0
            : Mix(Math.Min(given.Atoms[record], surname.Atoms[record]), Math.Max(given.Atoms[record], surname.Atoms[record])));
    }

    private IEnumerable<ulong[]> AtomsOf(Column column)
    {
        if (column.Distinct < 8 || column.Aspect is Aspect.LegalForm) yield break;
        if (column.Kind is FieldKind.Region or FieldKind.Country or FieldKind.Category or FieldKind.Text) yield break;
        if (column is WordColumn words)
        {
            yield return Of(value => Sound.Of(words.Word(words.WordsOf(value)[0])));
            if (column.Kind is not FieldKind.City) yield return Of(value => Sound.Of(Rarest(words, value)));
        }
        else if (column is NameColumn)
        {
            yield return Of(value => Sound.Of(column.Text(value)));
        }
        else
        {
            yield return Of(column.Text);
        }

        ulong[] Of(Func<int, string> text)
        {
            var byValue = new ulong[column.Distinct];
            for (var value = 0; value < byValue.Length; value++) byValue[value] = Hash(5, text(value));
            return [.. column.Values.Select(value => value < 0 ? 0 : byValue[value])];
        }
    }

    /// <summary>The rarest word that another record has too: one that none has is likely a slip of the pen.</summary>
    private string Rarest(WordColumn column, int value)
    {
        var words = column.WordsOf(value);
        var alone = 1.5f / _records;
        return column.Word(words.Where(word => column.ShareOf(word) > alone).DefaultIfEmpty(words[^1]).MinBy(column.ShareOf));
    }

    private void ByNeighbours()
    {
        foreach (var column in _columns.Where(column => column is WordColumn { Kind: FieldKind.OrganisationName } or NameColumn { Aspect: Aspect.Surname }))
        {
            foreach (var backwards in (ReadOnlySpan<bool>)[false, true])
            {
                int[] byValue = [.. Enumerable.Range(0, column.Distinct)];
                string[] texts = [.. byValue.Select(value => backwards ? Reverse(column.Text(value)) : column.Text(value))];
                Array.Sort(texts, byValue, StringComparer.Ordinal);
                var place = new int[byValue.Length];
                for (var i = 0; i < byValue.Length; i++) place[byValue[i]] = i;
                int[] order = [.. Enumerable.Range(0, _records).Where(record => column.Values[record] >= 0)
                    .OrderBy(record => place[column.Values[record]]).ThenBy(record => _rank[record])];
                Window(order);
            }
        }
    }

    private void Block(int[] values, Func<int, ulong> keyOf)
    {
        var cache = new Dictionary<int, ulong>();
        Block(record =>
        {
            var value = values[record];
            if (value < 0) return 0;
            if (!cache.TryGetValue(value, out var key)) cache.Add(value, key = keyOf(value));
            return key;
        });
    }

    private void Block(Func<int, ulong> keyOf)
    {
        var count = 0;
        for (var record = 0; record < _records; record++)
        {
            var key = keyOf(record);
            if (key == 0) continue;
            _keys[count] = key;
            _order[count++] = record;
        }

        Array.Sort(_keys, _order, 0, count);
        for (int i = 1, from = 0; i <= count; i++)
        {
            if (i < count && _keys[i] == _keys[from]) continue;
            if (i - from > 1)
            {
                var block = _order.AsSpan(from, i - from);
                block.Sort((x, y) => _rank[x].CompareTo(_rank[y]));
                Pair(block);
            }

            from = i;
        }
    }

    private void Pair(ReadOnlySpan<int> block)
    {
        if (block.Length > Whole)
        {
            Window(block);
            return;
        }

        for (var i = 0; i < block.Length; i++)
        {
            for (var j = i + 1; j < block.Length; j++) _pairs.Add(block[i], block[j]);
        }
    }

    private void Window(ReadOnlySpan<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            for (var j = i + 1; j < order.Length && j <= i + Next; j++) _pairs.Add(order[i], order[j]);
        }
    }

    /// <summary>The records' places when put in order by all that is known of them, the first field first.</summary>
    private int[] Ranks()
    {
        string[] texts = [.. Enumerable.Range(0, _records).Select(record =>
            string.Join(' ', _columns.Take(4).Where(column => column.Values[record] >= 0).Select(column => column.Text(column.Values[record]))))];
        int[] order = [.. Enumerable.Range(0, _records)];
        Array.Sort(texts, order, StringComparer.Ordinal);
        var rank = new int[_records];
        for (var i = 0; i < order.Length; i++) rank[order[i]] = i;
        return rank;
    }

    private static string Reverse(string text)
    {
        var letters = text.ToCharArray();
        Array.Reverse(letters);
        return new string(letters);
    }

    /// <summary>FNV-1a, 64 bits; never 0.</summary>
    private static ulong Hash(ulong seed, ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037 ^ seed;
        foreach (var letter in text) hash = (hash ^ letter) * 1099511628211;
        return hash == 0 ? 1 : hash;
    }

    private static ulong Mix(ulong a, ulong b) => (a * 0x9E3779B97F4A7C15 ^ b) * 0xBF58476D1CE4E5B9 | 1;
}
