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
    /// UTF-16 without its mark: NUL bytes on one side of the pairs only. In Western text they are nearly half of the bytes. In
    /// other scripts only delimiters and line breaks make them, and the rest is no plain text: otherwise it is a plain file with
    /// a stray NUL, which is refused.
    /// </summary>
    public static CharacterSet? Utf16WithoutMark(ReadOnlySpan<byte> bytes)
    {
        Span<int> nuls = [0, 0];
        var foreign = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == 0)
                nuls[at & 1]++;
            else if (bytes[at] >= 0x7f || bytes[at] < 0x20 && bytes[at] is not ((byte)'\r' or (byte)'\n' or (byte)'\t'))
                foreign++;
        }
        var total = nuls[0] + nuls[1];
        if (nuls[0] > 0 == nuls[1] > 0)
            return null;
        var western = total * 5 >= bytes.Length * 2;
        var other = total * 100 >= bytes.Length && foreign * 10 >= bytes.Length;
        var big = nuls[0] > 0;
        var text = new UnicodeEncoding(big, false).GetString(bytes[..(bytes.Length & ~1)]);
        var controls = text.Count(character => char.IsControl(character) && character is not ('\r' or '\n' or '\t'));
        return (western || other) && controls * 100 <= text.Length
            ? big ? CharacterSet.Utf16BigEndian : CharacterSet.Utf16LittleEndian : null;
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
