namespace Troth.Import.Reading;

/// <summary>The order of day, month and year in a numeric date.</summary>
public enum DateOrder
{
    Ymd,
    Dmy,
    Mdy,
}

/// <summary>The character before the decimals. Spaces, apostrophes and the other mark are then separators of thousands.</summary>
public enum DecimalMark
{
    Point,
    Comma,
}
