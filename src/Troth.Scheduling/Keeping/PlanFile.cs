using System.Buffers.Binary;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Scheduling.Keeping;

/// <summary>
/// A plan as bytes: all of it that may influence a later answer. The plan read is the plan written: whatever is done to both gives the same
/// handles, placements and versions, and the same bytes when written again. The shop itself is not in it; it is described elsewhere and
/// handed in, and its fingerprint is compared.
/// </summary>
/// <remarks>
/// Layout, whatever the format: 8 bytes that say what it is, the format (4 bytes), the shop's fingerprint (8), the length of the content
/// (8), the content, the first 8 bytes of the SHA-256 of all before. Numbers low byte first.
/// </remarks>
public static class PlanFile
{
    /// <summary>The newest format this engine reads, and the one it writes.</summary>
    public const int Format = 1;
    private const int Head = 28;
    private static ReadOnlySpan<byte> Mark => "TrothPln"u8;

    /// <summary>Writes a plan. O(operations).</summary>
    /// <param name="plan">Which.</param>
    /// <param name="to">Where to; left open.</param>
    public static void Write(Plan plan, Stream to)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(to);
        var content = PlanContent.Of(plan);
        var bytes = new byte[Head + content.Written.Length + 8];
        Mark.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Format);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(12), plan.Shop.Fingerprint());
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(20), content.Written.Length);
        content.Written.CopyTo(bytes.AsSpan(Head));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - 8), CompactWriter.HashOf(bytes.AsSpan(0, bytes.Length - 8)));
        to.Write(bytes);
    }

    /// <summary>Reads a plan; bytes that follow it in the stream stay there.</summary>
    /// <param name="shop">Whose it is: made of the same description as the one the plan was written from.</param>
    /// <param name="from">Where from; left open.</param>
    /// <exception cref="PlanFileException">It is damaged, cut off, of another shop, of a newer format, or no plan at all.</exception>
    public static Plan Read(Shop shop, Stream from)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(from);
        var head = new byte[Head];
        var got = from.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        var begins = Math.Min(got, Mark.Length);
        if (!head.AsSpan(0, begins).SequenceEqual(Mark[..begins]))
            throw new PlanFileException(PlanFileFault.NotAPlan, "This is no plan; give the file that one was written to.");
        if (got < Head) throw CutOff();
        var length = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(20));
        if (length < 0 || length > Array.MaxLength - 8) throw Damaged("its length is wrong");
        var (content, hash) = (Content(from, (int)length), new byte[8]);
        if (from.ReadAtLeast(hash, 8, throwOnEndOfStream: false) < 8) throw CutOff();
        if (CompactWriter.HashOf([.. head, .. content]) != BinaryPrimitives.ReadUInt64LittleEndian(hash))
            throw Damaged("its checksum does not fit");
        if (BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(8)) is var format && format != Format)
            throw new PlanFileException(PlanFileFault.NewerFormat,
                $"The plan was written in format {format}; this version reads {Format}. Read it with the newer version.");
        if (BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(12)) != shop.Fingerprint())
            throw new PlanFileException(PlanFileFault.OtherShop,
                "The plan is of another shop, or of this one as it was described before; read it with that description, then rebase it.");
        try
        {
            return PlanContent.Read(shop, new CompactReader(content));
        }
        // Only what was made to fit its checksum gets here.
        catch (Exception wrong) when (wrong is InvalidDataException or IndexOutOfRangeException or OverflowException
            or ArgumentException or InvalidOperationException)
        {
            throw Damaged("its content contradicts itself");
        }
    }

    /// <summary>In pieces, so that a wrong length never asks for more memory than there are bytes.</summary>
    private static byte[] Content(Stream from, int length)
    {
        using var content = new MemoryStream(Math.Min(length, 1 << 20));
        var piece = new byte[1 << 16];
        while (content.Length < length)
        {
            var got = from.Read(piece, 0, (int)Math.Min(piece.Length, length - content.Length));
            if (got == 0) throw CutOff();
            content.Write(piece, 0, got);
        }
        return content.ToArray();
    }

    private static PlanFileException CutOff() =>
        new(PlanFileFault.Truncated, "The plan ends too early: it was cut off. Take another copy.");

    private static PlanFileException Damaged(string why) =>
        new(PlanFileFault.Damaged, $"The plan is damaged: {why}. Take another copy.");
}
