namespace Troth.Import.Reading;

/// <summary>
/// Turns cells into values, exactly or not at all. On failure the reason names the value and what was expected. White space
/// around a value is passed over; an empty cell is the caller's business and fails here.
/// </summary>
public static class Cells
{
    private static readonly ulong[] PowersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>A whole number; 17850.0 is one too.</summary>
    public static bool TryInteger(ReadOnlySpan<char> cell, DecimalMark mark, out long value, out string reason) =>
        TryScaled(cell, mark, 0, out value, out reason);

    /// <summary>A number with at most <paramref name="decimals"/> decimals, trailing zeros not counted.</summary>
    public static bool TryDecimal(ReadOnlySpan<char> cell, DecimalMark mark, int decimals, out decimal value, out string reason)
    {
        value = 0;
        if (!TryNumber(cell, mark, decimals, out var number, out reason))
            return false;
        value = number.Value;
        return true;
    }

    /// <summary>The same as a whole number of 10^-<paramref name="decimals"/> (0 to 8), as amounts and prices are stored.</summary>
    public static bool TryScaled(ReadOnlySpan<char> cell, DecimalMark mark, int decimals, out long value, out string reason)
    {
        value = 0;
        if (!TryNumber(cell, mark, decimals, out var number, out reason))
            return false;
        var beyond = Math.BigMul(number.Digits, PowersOfTen[decimals - number.Decimals], out var scaled);
        if (beyond != 0 || scaled > long.MaxValue)
        {
            reason = Words.Say("cell.tooLarge", Quoted(cell));
            return false;
        }
        value = number.Negative ? -(long)scaled : (long)scaled;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> cell, DecimalMark mark, int decimals, out NumberReading number, out string reason)
    {
        reason = "";
        if (!NumberReading.TryRead(cell, mark, out number, out var trouble))
        {
            reason = trouble switch
            {
                NumberTrouble.TooManyDigits => Words.Say("cell.digits", Quoted(cell)),
                NumberTrouble.Exponent => Words.Say("cell.exponent", Quoted(cell)),
                _ => Words.Say("cell.number", Quoted(cell), Example(mark, decimals)),
            };
            return false;
        }
        if (number.Decimals <= decimals)
            return true;
        reason = decimals == 0
            ? Words.Say("cell.whole", Quoted(cell))
            : Words.SayPlainly("cell.decimals", Quoted(cell), number.Decimals, decimals);
        return false;
    }

    /// <summary>A share between 0 and 1: 0.1, or 10%.</summary>
    public static bool TryShare(ReadOnlySpan<char> cell, DecimalMark mark, out decimal value, out string reason)
    {
        var text = cell.Trim();
        var percent = text is [.., '%'];
        if (!TryDecimal(percent ? text[..^1] : text, mark, percent ? 4 : 6, out value, out reason))
            return false;
        if (percent)
            value /= 100;
        if (value is >= 0 and <= 1)
            return true;
        reason = Words.Say("cell.share", Quoted(cell));
        return false;
    }

    /// <summary>A day between 1900 and 2100, with the time of day that stands with it.</summary>
    public static bool TryDate(ReadOnlySpan<char> cell, DateOrder order, out DateCell value, out string reason)
    {
        value = default;
        reason = "";
        var shaped = DateReading.TryRead(cell, out var date);
        if (shaped && date.Day(order) is { } day)
        {
            value = new DateCell(day, date.Time, date.Offset);
            return true;
        }
        reason = shaped && date.DaysOfMonth(order) is { } days ? Words.Say("cell.noDay", Quoted(cell), days) : Words.Say("cell.date", Quoted(cell), DateReading.FirstYear, DateReading.LastYear, Example(order));
        return false;
    }

    /// <summary>Yes or no, in the words of English, German and programs.</summary>
    public static bool TryFlag(ReadOnlySpan<char> cell, out bool value, out string reason)
    {
        reason = "";
        var flag = Flags.Read(cell.Trim()) ?? (cell.Trim() is ['1'] ? true : cell.Trim() is ['0'] ? false : null);
        value = flag ?? false;
        if (flag is null)
            reason = Words.Say("cell.flag", Quoted(cell));
        return flag is not null;
    }

    /// <summary>An ISO 4217 code; small letters are taken as capitals.</summary>
    public static bool TryCurrency(ReadOnlySpan<char> cell, out string value, out string reason)
    {
        reason = "";
        Span<char> code = stackalloc char[3];
        if (cell.Trim().Length != 3 || cell.Trim().ToUpperInvariant(code) != 3 || !RecipeCheck.IsCurrency(code))
        {
            reason = Words.Say("cell.currency", Quoted(cell));
            value = "";
            return false;
        }
        value = CurrencyCodes.Shared(code);
        return true;
    }

    /// <summary>The value for a message: in quotes, cut after 60 characters, control characters shown as a box.</summary>
    public static string Quoted(ReadOnlySpan<char> cell)
    {
        var text = cell.Length > 60 ? string.Concat(cell[..60], "…") : cell.ToString();
        return $"\"{string.Concat(text.Select(character => char.IsControl(character) ? '□' : character))}\"";
    }

    private static string Example(DecimalMark mark, int decimals) => (mark, decimals) switch
    {
        (_, 0) => "1234",
        (DecimalMark.Point, _) => "1234.56",
        _ => "1234,56",
    };

    private static string Example(DateOrder order) => order switch
    {
        DateOrder.Ymd => "2024-12-31",
        DateOrder.Dmy => "31/12/2024",
        _ => "12/31/2024",
    };
}
