namespace Troth.Import.Reading;

/// <summary>A stream followed by a few bytes more.</summary>
internal sealed class SealedStream(Stream inner, byte[] seal) : Stream
{
    private int _sealed = -1; // bytes of the seal handed out; -1 before the inner stream has ended

    public override int Read(Span<byte> buffer)
    {
        if (_sealed < 0)
        {
            var count = inner.Read(buffer);
            if (count > 0 || buffer.IsEmpty)
                return count;
            _sealed = 0;
        }
        var rest = seal.AsSpan(_sealed);
        rest = rest[..Math.Min(rest.Length, buffer.Length)];
        rest.CopyTo(buffer);
        _sealed += rest.Length;
        return rest.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
