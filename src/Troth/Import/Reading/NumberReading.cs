namespace Troth.Import.Reading;

/// <summary>A number as written, exact: <see cref="Digits"/> ÷ 10^<see cref="Decimals"/>.</summary>
internal readonly record struct NumberReading
{
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
        text = Unsigned(text.Trim(), out var negative);
        var reader = new DigitReader(style);
        trouble = reader.Read(text);
        number = trouble is not NumberTrouble.None ? default : new NumberReading
        {
            Negative = negative,
            Digits = reader.Digits,
            Decimals = reader.Decimals,
            Grouped = reader.Grouped,
            Marked = reader.Marked,
            LeadingZero = text[0] == '0' && reader.WholeDigits > 1,
        };
        return trouble is NumberTrouble.None;
    }

    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> text, out bool negative)
    {
        negative = false;
        if (text.Length < 2 || char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]))
            return text;
        negative = text is ['-' or '\u2212', ..] or ['(', .., ')'] or [not '+', .., '-'];
        return text switch
        {
            ['(', .., ')'] => text[1..^1],
            ['-' or '\u2212' or '+', ..] => text[1..],
            [.., '-'] => text[..^1],
            _ => text,
        };
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
