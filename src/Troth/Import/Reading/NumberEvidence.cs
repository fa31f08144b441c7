using System.Globalization;

namespace Troth.Import.Reading;

/// <summary>Gathers what a column's numbers say about its decimal mark.</summary>
internal sealed class NumberEvidence
{
    private readonly long[] _readable = new long[2];
    private readonly long[] _decisive = new long[2];
    private readonly decimal?[] _least = new decimal?[2];
    private readonly decimal?[] _greatest = new decimal?[2];
    private readonly bool[] _decimals = new bool[2];
    private readonly List<string> _examples = [];

    public long Count { get; private set; }
    public long LeadingZeros { get; private set; }
    public bool FloatIntegers { get; private set; }

    /// <summary>A separator of either kind was met, so that the mark matters.</summary>
    private bool _separators;

    /// <summary>Takes the value in if it is a number under either mark.</summary>
    public bool Observe(ReadOnlySpan<char> text, long weight)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '(' or '.' or ',' or ' ' or '\u2212' or '\u00a0'))
            return false;
        var point = NumberReading.TryRead(text, DecimalMark.Point, out var withPoint, out _);
        if (point && !withPoint.Marked && !withPoint.Grouped)
        {
            Take(0, withPoint, weight);
            Take(1, withPoint, weight);
            Count += weight;
            LeadingZeros += withPoint.LeadingZero ? weight : 0;
            return true;
        }
        var comma = NumberReading.TryRead(text, DecimalMark.Comma, out var withComma, out _);
        // 0.125 cannot be thousands: nobody writes a group of zero first.
        point &= !(withPoint.Grouped && withPoint.LeadingZero);
        comma &= !(withComma.Grouped && withComma.LeadingZero);
        if (!point && !comma)
            return false;
        Count += weight;
        _separators = true;
        if (point)
            Take(0, withPoint, weight);
        if (comma)
            Take(1, withComma, weight);
        if (point && !comma && withPoint.Marked)
            _decisive[0] += weight;
        else if (comma && !point && withComma.Marked)
            _decisive[1] += weight;
        FloatIntegers |= point && withPoint is { Marked: true, Decimals: 0 } || comma && withComma is { Marked: true, Decimals: 0 };
        LeadingZeros += point && withPoint.LeadingZero || comma && withComma.LeadingZero ? weight : 0;
        if (_examples.Count < 5)
            _examples.Remember(text, 5);
        return true;
    }

    private void Take(int mark, in NumberReading number, long weight)
    {
        _readable[mark] += weight;
        var value = number.Value;
        if (!(_least[mark] <= value))
            _least[mark] = value;
        if (!(_greatest[mark] >= value))
            _greatest[mark] = value;
        _decimals[mark] |= number.Decimals > 0;
    }

    /// <summary>
    /// The mark, when some value needs it and all allow it. When separators were met but no value settles it, or values need
    /// different marks, it is a question: 2,024,994 may be two million or a mangled 2024.994.
    /// </summary>
    public (DecimalMark? Mark, StyleQuestion<DecimalMark>? Question) Settle()
    {
        if (!_separators)
            return (null, null);
        for (var mark = 0; mark < 2; mark++)
            if (_decisive[mark] > 0 && _readable[mark] == Count)
                return ((DecimalMark)mark, null);
        DecimalMark[] choices = [DecimalMark.Point, DecimalMark.Comma];
        var examples = _examples.Select(text => new StyleExample(text, [.. choices.Select(mark => Reading(text, mark))]));
        return (null, new StyleQuestion<DecimalMark>(choices, [.. examples]));
    }

    private static string? Reading(string text, DecimalMark mark) =>
        NumberReading.TryRead(text, mark, out var number, out _) ? number.Value.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>Least and greatest under a mark; all numbers are whole under it.</summary>
    public (decimal? Least, decimal? Greatest, bool Whole) Extent(DecimalMark mark) => (_least[(int)mark], _greatest[(int)mark], !_decimals[(int)mark]);
}
