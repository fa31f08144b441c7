namespace Troth.Import.Reading;

/// <summary>
/// Looks at every cell of one column. A value met again lately, as sorted exports and short lists of words have them, is only
/// counted; it is weighed once when it leaves the memory of recent values.
/// </summary>
internal sealed class ColumnObserver(int columns = 1)
{
    private const int ExactValues = 64, LongestExact = 100, LongestRecent = 64, MostExamples = 20, MostMisfits = 5;

    private readonly (string? Text, long Count)[] _recent = new (string?, long)[Share(columns, 4096)];
    private readonly DifferentValues _different = new(Share(columns, 32_768));
    private char[] _last = new char[32];
    private int _lastLength = -1;
    private long _run;

    private long _empty, _numeric, _flags, _both, _text;
    private int _longest;
    private readonly Dictionary<string, long> _markers = new(StringComparer.Ordinal);
    private Dictionary<string, long>? _values = new(StringComparer.Ordinal);
    private readonly List<string> _examples = [];
    private readonly List<string>[] _misfits = [[], [], []]; // of numbers, dates, flags
    private readonly bool[] _manyMisfits = new bool[3];
    private readonly NumberEvidence _numbers = new();
    private readonly DateEvidence _dates = new();

    // A file of two thousand columns may not take a hundred times the memory of one of twenty.
    private static int Share(int columns, int whole) => columns <= 16 ? whole : Math.Max(16, whole * 16 / columns);

    public void Observe(ReadOnlySpan<char> cell)
    {
        if (cell.Length == _lastLength && cell.SequenceEqual(_last.AsSpan(0, _lastLength)))
        {
            _run++;
            return;
        }
        EndRun();
        if (cell.Length > _last.Length)
            _last = new char[cell.Length];
        cell.CopyTo(_last);
        _lastLength = cell.Length;
        _run = 1;
    }

    private void EndRun()
    {
        // Blanks alone mean nothing, though as text they are kept.
        if (_lastLength <= 0 || _last.AsSpan(0, _lastLength).IsWhiteSpace())
        {
            _empty += _run;
            _run = 0;
            return;
        }
        var cell = _last.AsSpan(0, _lastLength);
        var hash = TextHash.Of(cell);
        if (cell.Length > LongestRecent)
        {
            Met(cell, hash);
            Weigh(cell, _run);
            return;
        }
        ref var recent = ref _recent[hash % (ulong)_recent.Length];
        if (recent.Text is not null && cell.SequenceEqual(recent.Text))
        {
            recent.Count += _run;
            return;
        }
        if (recent.Text is not null)
            Weigh(recent.Text, recent.Count);
        Met(cell, hash);
        recent = (cell.ToString(), _run);
    }

    private void Met(ReadOnlySpan<char> cell, ulong hash)
    {
        if (EmptyMarkers.IsSure(cell) || EmptyMarkers.IsLikely(cell))
            return;
        _different.Add(hash);
        if (_examples.Count < MostExamples)
            _examples.Remember(cell, MostExamples);
        _longest = Math.Max(_longest, cell.Length);
    }

    private void Weigh(ReadOnlySpan<char> cell, long count)
    {
        if (EmptyMarkers.IsSure(cell) || EmptyMarkers.IsLikely(cell))
        {
            var marker = cell.ToString();
            _markers[marker] = _markers.GetValueOrDefault(marker) + count;
            return;
        }
        CountValue(cell, count);
        var number = _numbers.Observe(cell, count);
        var date = _dates.Observe(cell, count);
        var flag = !number && !date && Flags.Read(cell) is not null;
        _numeric += number ? count : 0;
        _both += number && date ? count : 0;
        _flags += flag ? count : 0;
        _text += !number && !date && !flag ? count : 0;
        NoteMisfit(0, number, cell);
        NoteMisfit(1, date, cell);
        NoteMisfit(2, flag, cell);
    }

    private void NoteMisfit(int kind, bool fits, ReadOnlySpan<char> cell)
    {
        if (!fits && !_manyMisfits[kind])
            _manyMisfits[kind] = !_misfits[kind].Remember(cell, MostMisfits);
    }

    private void CountValue(ReadOnlySpan<char> cell, long count)
    {
        if (_values is null)
            return;
        var known = _values.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(cell, out var before))
            known[cell] = before + count;
        else if (_values.Count == ExactValues || cell.Length > LongestExact)
            _values = null;
        else
            known[cell] = count;
    }

    public ColumnProfile Profile(string name, int index)
    {
        EndRun();
        (_lastLength, _run) = (-1, 0);
        foreach (var (text, count) in _recent)
            if (text is not null)
                Weigh(text, count);
        Array.Clear(_recent);
        var likely = _markers.Where(marker => !EmptyMarkers.IsSure(marker.Key)).Sum(marker => marker.Value);
        var filled = _numeric + _dates.Count - _both + _flags + _text;
        var (order, datesFit, dateQuestion) = _dates.Count > 0 ? _dates.Settle() : (null, 0, null);
        var (mark, decimalQuestion) = _numbers.Settle();
        var (mostly, fit) = Mostly(filled, datesFit);
        // A dash in a column of names is a name to us, in a column of numbers it is a hole.
        var markers = _markers.Where(marker => mostly is not ColumnType.Text || EmptyMarkers.IsSure(marker.Key)).ToList();
        var asText = mostly is ColumnType.Text ? likely : 0;
        var type = filled + asText == 0 ? ColumnType.Nothing : mostly is ColumnType.Text || fit < filled ? ColumnType.Text : mostly;
        var number = _numbers.Extent(mark ?? DecimalMark.Point);
        if (number.Least is null)
            number = _numbers.Extent(DecimalMark.Comma);
        var isNumber = mostly is ColumnType.Integer or ColumnType.Decimal;
        var isDate = mostly is ColumnType.Date;
        var days = isDate ? _dates.Extent(order ?? _dates.AnyBest) : default((DateOnly First, DateOnly Last)?);
        return new ColumnProfile
        {
            Name = name,
            Index = index,
            Type = type,
            Mostly = filled + asText == 0 ? ColumnType.Nothing : mostly,
            Filled = filled + asText,
            Empty = _empty,
            EmptyMarkers = Counts(markers),
            Distinct = _values?.Count ?? _different.Count,
            DistinctIsExact = _values is not null || _different.IsExact,
            Values = _values is null ? null : Counts(_values),
            Examples = _examples,
            Longest = _longest,
            MisfitCount = filled - fit,
            Misfits = fit == filled ? [] : _misfits[isNumber ? 0 : isDate ? 1 : 2],
            Decimal = isNumber ? mark : null,
            DecimalQuestion = isNumber ? decimalQuestion : null,
            DateOrder = isDate ? order : null,
            DateQuestion = isDate ? dateQuestion : null,
            HasTime = isDate && _dates.HasTime,
            FloatIntegers = mostly is ColumnType.Integer && _numbers.FloatIntegers,
            LeadingZeros = _numbers.LeadingZeros > 0,
            LeastNumber = isNumber ? number.Least : null,
            GreatestNumber = isNumber ? number.Greatest : null,
            FirstDay = days?.First,
            LastDay = days?.Last,
        };
    }

    private (ColumnType Type, long Fit) Mostly(long filled, long datesFit)
    {
        // Eight digits that are days without exception are days; otherwise they are numbers.
        var dates = _dates.Compact > 0 && datesFit < filled ? datesFit - _dates.Compact : datesFit;
        var numbers = _numbers.LeadingZeros > 0 ? 0 : _numeric;
        if (IsMost(dates, filled, 1) && dates >= numbers)
            return (ColumnType.Date, dates);
        if (IsMost(numbers, filled, 0))
            return (Whole() ? ColumnType.Integer : ColumnType.Decimal, numbers);
        if (_flags > 0 && _flags == filled)
            return (ColumnType.Flag, _flags);
        return (ColumnType.Text, filled);
    }

    /// <summary>At least half, or a tenth when only a few different words stand among them ("Date not captured").</summary>
    private bool IsMost(long fit, long filled, int kind) => fit > 0 && (fit * 2 >= filled || !_manyMisfits[kind] && fit * 10 >= filled);

    private bool Whole()
    {
        var (mark, question) = _numbers.Settle();
        return question is null && _numbers.Extent(mark ?? DecimalMark.Point).Whole;
    }

    private static IReadOnlyList<ValueCount> Counts(IEnumerable<KeyValuePair<string, long>> counts) =>
        [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ValueCount(pair.Key, pair.Value))];
}
