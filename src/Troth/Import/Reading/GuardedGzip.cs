using System.IO.Compression;
using static System.FormattableString;

namespace Troth.Import.Reading;

/// <summary>Unpacks gzip, refusing a file cut short, a damaged one, and one that expands beyond reason.</summary>
internal sealed class GuardedGzip(Stream packed, string name, ReadingLimits limits) : Stream
{
    private readonly GZipStream _unpacked = new(packed, CompressionMode.Decompress);
    private long _out;

    public override int Read(Span<byte> buffer)
    {
        var count = Unpack(buffer);
        if (_out == 0)
        {
            if (count == 0 && buffer.Length > 0)
                throw new FileRefusedException(FileRefusedException.Empty, $"{name} is empty once unpacked. Export it again.");
            SourceFile.RefuseKnownKinds(buffer[..count], name);
        }
        _out += count;
        if (_out > limits.MaxBytes)
            throw new FileRefusedException(FileRefusedException.TooLarge,
                Invariant($"{name} unpacks to more than {limits.MaxBytes:N0} bytes. Split it into smaller files."));
        if (_out > limits.ExpansionFloor && _out / Math.Max(1, packed.Position) > limits.MaxExpansion)
            throw new FileRefusedException(FileRefusedException.TooLarge,
                Invariant($"{name} unpacks to more than {limits.MaxExpansion} times its size; no real table does. Unpack it yourself if it is genuine."));
        return count;
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return _unpacked.Read(buffer);
        }
        catch (InvalidDataException)
        {
            var cut = packed.Position >= packed.Length;
            throw new FileRefusedException(FileRefusedException.Truncated, cut
                ? Invariant($"{name} is cut short: the gzip data ends after {_out:N0} unpacked bytes without its closing checksum. Fetch it again.")
                : Invariant($"{name} is damaged: the gzip data cannot be unpacked after {_out:N0} bytes. Fetch it again."));
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _out; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }
}
