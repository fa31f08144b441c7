using System.Text;

namespace Troth.Scheduling.Keeping;

/// <summary>Reads what <see cref="CompactWriter"/> wrote, in the same turn.</summary>
internal sealed class CompactReader(byte[] bytes)
{
    private int _at;

    public bool AtEnd => _at == bytes.Length;

    public byte Byte() => _at < bytes.Length ? bytes[_at++] : throw Short();

    public bool Flag() => Byte() != 0;

    public long Long()
    {
        var (folded, shift) = (0UL, 0);
        while (true)
        {
            var next = Byte();
            folded |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)(folded >> 1) ^ -(long)(folded & 1);
            if ((shift += 7) > 63) throw new InvalidDataException("A number is longer than numbers are.");
        }
    }

    public int Number() => checked((int)Long());

    /// <summary>
    /// A count of things that each take a byte or more, so that a wrong one never asks for more memory than the file is long.
    /// </summary>
    public int Count() => Long() is var count && count >= 0 && count <= bytes.Length - _at ? (int)count
        : throw new InvalidDataException($"{count} entries cannot follow.");

    public int[] Numbers()
    {
        var numbers = new int[Count()];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Number();
        return numbers;
    }

    public string Text()
    {
        var length = Count();
        var text = Encoding.UTF8.GetString(bytes, _at, length);
        _at += length;
        return text;
    }

    private static InvalidDataException Short() => new("It ends too early.");
}
