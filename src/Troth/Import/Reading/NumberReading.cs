namespace Troth.Import.Reading;

/// <summary>A number as written, exact: <see cref="Digits"/> ÷ 10^<see cref="Decimals"/>.</summary>
internal readonly record struct NumberReading
{
    /// <summary>More significant digits than any amount, price or quantity has.</summary>
    private const int MostDigits = 18;

    public bool Negative { get; private init; }
    public ulong Digits { get; private init; }

    /// <summary>Decimals without trailing zeros.</summary>
    public int Decimals { get; private init; }

    /// <summary>A separator of thousands was written.</summary>
    public bool Grouped { get; private init; }

    /// <summary>A decimal mark was written.</summary>
    public bool Marked { get; private init; }

    /// <summary>The whole part begins with a zero that a number would not have: 007.</summary>
    public bool LeadingZero { get; private init; }

    public decimal Value => new((int)(Digits & 0xffffffff), (int)(Digits >> 32), 0, Negative, (byte)Decimals);

    /// <summary>
    /// Reads optional sign or parentheses, groups of three with one kind of separator, decimals, a negative exponent. White
    /// space around it is passed over.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, DecimalMark style, out NumberReading number, out NumberTrouble trouble)
    {
        number = default;
        trouble = NumberTrouble.NotANumber;
        text = Unsigned(text.Trim(), out var negative);
        if (text.IsEmpty || !char.IsAsciiDigit(text[0]) && !(text.Length > 1 && IsMark(text[0], style)))
            return false;

        ulong digits = 0;
        int significant = 0, decimals = 0, pendingZeros = 0, sinceGroup = 0, wholeDigits = 0;
        char group = '\0';
        bool marked = false, afterE = false, digitLast = false;
        var at = 0;
        for (; at < text.Length; at++)
        {
            var character = text[at];
            var afterDigit = digitLast;
            digitLast = char.IsAsciiDigit(character);
            if (digitLast)
            {
                if (!marked)
                {
                    sinceGroup++;
                    wholeDigits++;
                }
                else if (character == '0')
                {
                    pendingZeros++;
                    continue;
                }
                var shift = 1 + (marked ? pendingZeros : 0);
                if (significant > 0 || character != '0')
                    significant += shift;
                if (significant > MostDigits)
                {
                    trouble = NumberTrouble.TooManyDigits;
                    return false;
                }
                for (; shift > 0; shift--)
                    digits *= 10;
                digits += (uint)(character - '0');
                if (marked)
                {
                    decimals += pendingZeros + 1;
                    pendingZeros = 0;
                }
            }
            else if (!marked && IsMark(character, style))
            {
                if (group != '\0' && sinceGroup != 3)
                    return false;
                marked = true;
            }
            else if (!marked && IsGroup(character, style) && (group == '\0' ? wholeDigits is >= 1 and <= 3 : group == character && sinceGroup == 3))
            {
                group = character;
                sinceGroup = 0;
            }
            else if (character is 'e' or 'E' && afterDigit)
            {
                digitLast = afterE = true;
                break;
            }
            else
                return false;
        }
        if (!digitLast || !marked && group != '\0' && sinceGroup != 3)
            return false;
        if (afterE && !Exponent(text[(at + 1)..], ref decimals, out trouble))
            return false;
        number = new NumberReading
        {
            Negative = negative,
            Digits = digits,
            Decimals = digits == 0 ? 0 : decimals,
            Grouped = group != '\0',
            Marked = marked,
            LeadingZero = text[0] == '0' && wholeDigits > 1,
        };
        trouble = NumberTrouble.None;
        return true;
    }

    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> text, out bool negative)
    {
        negative = text is ['-' or '\u2212', ..] or ['(', .., ')'] || text is [not '+', .., '-'];
        return text switch
        {
            ['(', .., ')'] => text[1..^1],
            ['-' or '\u2212' or '+', ..] => text[1..],
            [.., '-'] => text[..^1],
            _ => text,
        };
    }

    private static bool IsMark(char character, DecimalMark style) => character == (style is DecimalMark.Point ? '.' : ',');

    private static bool IsGroup(char character, DecimalMark style) =>
        character == (style is DecimalMark.Point ? ',' : '.') || character is ' ' or '\u00a0' or '\u202f' or '\'' or '\u2019';

    // Small numbers are written exactly with a negative exponent; with a positive one spreadsheets have thrown digits away.
    private static bool Exponent(ReadOnlySpan<char> text, ref int decimals, out NumberTrouble trouble)
    {
        trouble = text is ['+', ..] || text is [>= '0' and <= '9', ..] ? NumberTrouble.Exponent : NumberTrouble.NotANumber;
        if (text is not ['-', .. var power] || power.Length is 0 or > 2 || power.ContainsAnyExceptInRange('0', '9'))
            return false;
        decimals += int.Parse(power, System.Globalization.CultureInfo.InvariantCulture);
        trouble = decimals > 28 ? NumberTrouble.TooManyDigits : NumberTrouble.None;
        return decimals <= 28;
    }
}

/// <summary>Why a text is no number.</summary>
internal enum NumberTrouble
{
    None,
    NotANumber,
    TooManyDigits,
    Exponent,
}
