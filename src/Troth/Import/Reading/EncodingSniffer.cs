using System.Buffers;
using System.Text;

namespace Troth.Import.Reading;

/// <summary>Tells character sets apart by the bytes.</summary>
internal static class EncodingSniffer
{
    public static (CharacterSet? Set, int Length) ByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xef, 0xbb, 0xbf, ..] => (CharacterSet.Utf8, 3),
        [0xff, 0xfe, ..] => (CharacterSet.Utf16LittleEndian, 2),
        [0xfe, 0xff, ..] => (CharacterSet.Utf16BigEndian, 2),
        _ => (null, 0),
    };

    /// <summary>
    /// UTF-16 without its mark: NUL bytes on one side of the pairs only (every delimiter and line break makes one), and the
    /// text they then form holds no control characters.
    /// </summary>
    public static CharacterSet? Utf16WithoutMark(ReadOnlySpan<byte> bytes)
    {
        var nulAtEven = 0;
        var nulAtOdd = 0;
        for (var at = bytes.IndexOf((byte)0); at >= 0 && at < bytes.Length; at++)
        {
            if (bytes[at] != 0)
                continue;
            if ((at & 1) == 0)
                nulAtEven++;
            else
                nulAtOdd++;
        }
        if (nulAtEven > 0 == nulAtOdd > 0)
            return null;
        var big = nulAtEven > 0;
        var text = new UnicodeEncoding(big, false).GetString(bytes[..(bytes.Length & ~1)]);
        var controls = 0;
        foreach (var character in text)
            if (char.IsControl(character) && character is not ('\r' or '\n' or '\t'))
                controls++;
        return controls > text.Length / 100 || !text.AsSpan().ContainsAny('\n', '\r') && text.Contains('\uFFFD', StringComparison.Ordinal)
            ? null
            : big ? CharacterSet.Utf16BigEndian : CharacterSet.Utf16LittleEndian;
    }

    /// <summary>By majority: more multi-byte UTF-8 characters than bytes that cannot be UTF-8 make it UTF-8.</summary>
    public static CharacterSet Utf8Or1252(ReadOnlySpan<byte> bytes, bool endOfFile)
    {
        int valid = 0, invalid = 0;
        while (bytes.Length > 0)
        {
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xff);
            if (ascii < 0)
                break;
            bytes = bytes[ascii..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status is OperationStatus.NeedMoreData && !endOfFile)
                break; // cut by the end of the block: says nothing
            if (status is OperationStatus.Done)
                valid++;
            else
                invalid++;
            bytes = bytes[length..];
        }
        return valid > invalid || invalid == 0 ? CharacterSet.Utf8 : CharacterSet.Windows1252;
    }
}
