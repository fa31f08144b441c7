using System.Buffers.Binary;

namespace Troth.Import.Staging;

/// <summary>
/// Version-7 ids of one moment, counted up from a random one: new rows then stand at the end of every index, and none costs a
/// call for randomness.
/// </summary>
internal sealed class IdSequence
{
    private readonly byte[] bytes;
    private ulong tail;

    public IdSequence(DateTimeOffset now)
    {
        bytes = Guid.CreateVersion7(now).ToByteArray(bigEndian: true);
        tail = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(8)) & ~(1ul << 61); // room to count before the variant's bits
    }

    public Guid Next()
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), ++tail);
        return new Guid(bytes, bigEndian: true);
    }
}
