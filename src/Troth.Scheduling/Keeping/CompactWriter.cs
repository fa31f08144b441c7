using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Troth.Scheduling.Keeping;

/// <summary>
/// Bytes in the making: whole numbers in as few bytes as they need (7 bits a byte, low first; signs folded in), texts in UTF-8.
/// </summary>
internal sealed class CompactWriter
{
    private byte[] _bytes = new byte[1 << 16];
    private int _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Byte(byte value)
    {
        Room(1);
        _bytes[_count++] = value;
    }

    public void Number(long value)
    {
        Room(10);
        var folded = (ulong)(value << 1 ^ value >> 63);
        while (folded >= 0x80)
        {
            _bytes[_count++] = (byte)(folded | 0x80);
            folded >>= 7;
        }
        _bytes[_count++] = (byte)folded;
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Numbers(ReadOnlySpan<int> values)
    {
        Number(values.Length);
        foreach (var value in values) Number(value);
    }

    public void Text(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Number(Encoding.UTF8.GetByteCount(text));
        Room(most);
        _count += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_count));
    }

    /// <summary>The first 64 bits of the SHA-256 of all that was written.</summary>
    public ulong Hash() => HashOf(Written);

    public static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private void Room(int bytes)
    {
        if (_count + bytes > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + bytes));
    }
}
