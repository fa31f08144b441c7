namespace Troth.Import.Reading;

/// <summary>
/// Looks at every cell of one column. A value met again lately, as sorted exports and short lists of words have them, is only
/// counted; it is weighed once when it leaves the memory of recent values.
/// </summary>
internal sealed class ColumnObserver(int recentValues = 256)
{
    private const int ExactValues = 64, LongestExact = 100, LongestRecent = 64, MostExamples = 20, MostMisfits = 5;

    private readonly (string? Text, long Count)[] _recent = new (string?, long)[recentValues];
    private char[] _last = new char[32];
    private int _lastLength = -1;
    private long _run;

    private long _empty, _numeric, _flags, _both, _text;
    private int _longest;
    private readonly Dictionary<string, long> _markers = new(StringComparer.Ordinal);
    private Dictionary<string, long>? _values = new(StringComparer.Ordinal);
    private readonly DistinctEstimate _distinct = new();
    private readonly List<string> _examples = [];
    private readonly List<string>[] _misfits = [[], [], []]; // of numbers, dates, flags
    private readonly NumberEvidence _numbers = new();
    private readonly DateEvidence _dates = new();

    /// <summary>How many recent values to remember a column, so that a wide file stays within the same memory.</summary>
    public static int RecentValues(int columns) => columns switch { <= 16 => 4096, <= 128 => 512, _ => 32 };

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
        if (_lastLength <= 0)
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
        _distinct.Add(hash);
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
        if (!number)
            _misfits[0].Remember(cell, MostMisfits);
        if (!date)
            _misfits[1].Remember(cell, MostMisfits);
        if (!flag)
            _misfits[2].Remember(cell, MostMisfits);
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
            Distinct = _values?.Count ?? _distinct.Count(),
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
        if (dates > 0 && dates * 2 >= filled && dates >= numbers)
            return (ColumnType.Date, dates);
        if (numbers > 0 && numbers * 2 >= filled)
            return (Whole() ? ColumnType.Integer : ColumnType.Decimal, numbers);
        if (_flags > 0 && _flags == filled)
            return (ColumnType.Flag, _flags);
        return (ColumnType.Text, filled);
    }

    private bool Whole()
    {
        var (mark, question) = _numbers.Settle();
        return question is null && _numbers.Extent(mark ?? DecimalMark.Point).Whole;
    }

    private static IReadOnlyList<ValueCount> Counts(IEnumerable<KeyValuePair<string, long>> counts) =>
        [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ValueCount(pair.Key, pair.Value))];
}
