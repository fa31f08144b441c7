namespace Troth.Import.Reading;

/// <summary>What stands behind a date: a time of day, perhaps with am or pm, perhaps with an offset from UTC.</summary>
internal static class TimeReading
{
    public static bool TryRead(ReadOnlySpan<char> text, out TimeOnly? time, out TimeSpan? offset)
    {
        (time, offset) = (null, null);
        if (text is not (['T' or 't' or ' ', ..] or [',', ' ', ..]))
            return false;
        text = text[(text[0] == ',' ? 2 : 1)..].TrimStart();
        if (!Part(ref text, 23, out var hour, 1) || text is not [':', ..])
            return false;
        text = text[1..];
        if (!Part(ref text, 59, out var minute, 2))
            return false;
        int second = 0;
        long ticks = 0;
        if (text is [':', ..])
        {
            text = text[1..];
            if (!Part(ref text, 59, out second, 2) || !Fraction(ref text, out ticks))
                return false;
        }
        text = text.TrimStart();
        if (!HalfDay(ref text, ref hour) || !Zone(text.TrimStart(), out offset))
            return false;
        time = new TimeOnly(hour, minute, second).Add(TimeSpan.FromTicks(ticks));
        return true;
    }

    private static bool Part(ref ReadOnlySpan<char> text, int greatest, out int value, int leastDigits)
    {
        var digits = 0;
        for (value = 0; digits < 2 && digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
            value = value * 10 + (text[digits] - '0');
        text = text[digits..];
        return digits >= leastDigits && value <= greatest;
    }

    private static bool Fraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text is not ['.' or ',', ..])
            return true;
        var digits = 1;
        for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
            if (digits <= 7)
                ticks = ticks * 10 + (text[digits] - '0');
        for (var missing = digits; missing <= 7; missing++)
            ticks *= 10;
        var any = digits > 1;
        text = text[digits..];
        return any && digits <= 10;
    }

    private static bool HalfDay(ref ReadOnlySpan<char> text, ref int hour)
    {
        var morning = text.StartsWith("AM", StringComparison.OrdinalIgnoreCase);
        if (!morning && !text.StartsWith("PM", StringComparison.OrdinalIgnoreCase))
            return true;
        text = text[2..];
        if (hour is 0 or > 12)
            return false;
        hour = hour % 12 + (morning ? 0 : 12);
        return true;
    }

    private static bool Zone(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.IsEmpty)
            return true;
        if (text is "Z" or "z" or "UTC" or "GMT")
        {
            offset = TimeSpan.Zero;
            return true;
        }
        if (text is not ['+' or '-' or '\u2212', .. var rest] || !Part(ref rest, 14, out var hours, 2))
            return false;
        var minutes = 0;
        if (rest is [':', ..])
            rest = rest[1..];
        if (rest.Length > 0 && !Part(ref rest, 59, out minutes, 2) || rest.Length > 0)
            return false;
        var span = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '+' ? span : -span;
        return true;
    }
}
