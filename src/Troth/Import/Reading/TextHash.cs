using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Troth.Import.Reading;

/// <summary>A fast 64-bit hash of characters, the same in every run; for pools and estimates, not against an adversary.</summary>
internal static class TextHash
{
    private const ulong First = 0xa0761d6478bd642f, Second = 0xe7037ed1a0b428db;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        var hash = (ulong)bytes.Length ^ Second;
        while (bytes.Length >= 16)
        {
            hash = Mix(MemoryMarshal.Read<ulong>(bytes) ^ First, MemoryMarshal.Read<ulong>(bytes[8..]) ^ hash);
            bytes = bytes[16..];
        }
        ulong low = 0, high = 0;
        if (bytes.Length >= 8)
        {
            low = MemoryMarshal.Read<ulong>(bytes);
            bytes = bytes[8..];
        }
        for (var index = 0; index < bytes.Length; index += 2)
            high = high << 16 | MemoryMarshal.Read<ushort>(bytes[index..]);
        return Mix(Mix(low ^ First, high ^ hash), Second);
    }

    public static ulong Combine(ulong one, ulong other) => Mix(one ^ First, other + Second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
