using System.Globalization;

namespace Troth.Import.Reading;

/// <summary>Reads an unsigned number from left to right.</summary>
internal ref struct DigitReader(DecimalMark style)
{
    /// <summary>More significant digits than any amount, price or quantity has, and as many as fit in 64 bits.</summary>
    private const int MostDigits = 18, MostDecimals = 28;

    private readonly char _mark = style is DecimalMark.Point ? '.' : ',';
    private readonly char _otherMark = style is DecimalMark.Point ? ',' : '.';
    private int _significant;

    public ulong Digits { get; private set; }
    public int Decimals { get; private set; }
    public int WholeDigits { get; private set; }
    public bool Grouped { get; private set; }
    public bool Marked { get; private set; }

    public NumberTrouble Read(ReadOnlySpan<char> text)
    {
        var at = Whole(text);
        if (at < 0)
            return NumberTrouble.NotANumber;
        if (at < text.Length && text[at] == _mark)
            at = Fraction(text, at + 1);
        if (at < 0 || WholeDigits == 0 && !Marked)
            return NumberTrouble.NotANumber;
        if (_significant > MostDigits || Decimals > MostDecimals)
            return NumberTrouble.TooManyDigits;
        return at == text.Length ? NumberTrouble.None : text[at] is 'e' or 'E' ? Exponent(text[(at + 1)..]) : NumberTrouble.NotANumber;
    }

    /// <summary>Digits, in groups of three if a separator stands between them; where they end, or -1 when the groups are wrong.</summary>
    private int Whole(ReadOnlySpan<char> text)
    {
        var group = '\0';
        var inGroup = 0;
        var at = 0;
        for (; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                Push(text[at]);
                WholeDigits++;
                inGroup++;
            }
            else if (IsSeparator(text[at]) && (group == '\0' ? inGroup is >= 1 and <= 3 : group == text[at] && inGroup == 3))
            {
                group = text[at];
                inGroup = 0;
            }
            else
                break;
        }
        Grouped = group != '\0';
        return Grouped && inGroup != 3 ? -1 : at;
    }

    /// <summary>The decimals; where they end, or -1 when there are none. Zeros count only when another digit follows.</summary>
    private int Fraction(ReadOnlySpan<char> text, int start)
    {
        Marked = true;
        var zeros = 0;
        var at = start;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            if (text[at] == '0')
            {
                zeros++;
                continue;
            }
            Decimals += zeros + 1;
            for (; zeros > 0; zeros--)
                Push('0');
            Push(text[at]);
        }
        return at > start ? at : -1;
    }

    private void Push(char digit)
    {
        if (_significant == 0 && digit == '0')
            return;
        _significant++;
        Digits = unchecked(Digits * 10 + (uint)(digit - '0')); // beyond 18 digits the number is refused anyway
    }

    private readonly bool IsSeparator(char character) =>
        character == _otherMark || character is ' ' or '\'' or '\u00a0' or '\u202f' or '\u2019';

    // Small numbers are written exactly with a negative exponent; with a positive one spreadsheets have thrown digits away.
    private NumberTrouble Exponent(ReadOnlySpan<char> power)
    {
        if (power is ['+', >= '0' and <= '9', ..] or [>= '0' and <= '9', ..])
            return NumberTrouble.Exponent;
        if (power is not ['-', _] and not ['-', _, _] || power[1..].ContainsAnyExceptInRange('0', '9'))
            return NumberTrouble.NotANumber;
        if (Digits > 0)
            Decimals += int.Parse(power[1..], CultureInfo.InvariantCulture);
        return Decimals <= MostDecimals ? NumberTrouble.None : NumberTrouble.TooManyDigits;
    }
}
