using System.IO.Compression;

namespace Troth.Import.Reading;

/// <summary>
/// Unpacks gzip, refusing a file cut short, a damaged one, and one that expands beyond reason. The framework's stream ends
/// silently where a file is cut short; so a small packed seal of our own is put behind the file, and only a whole file lets it
/// come out at the end.
/// </summary>
internal sealed class GuardedGzip : Stream
{
    private static readonly byte[] Seal = "\u0001the file is whole\u0002"u8.ToArray();
    private static readonly byte[] PackedSeal = Pack(Seal);

    private readonly Stream _packed;
    private readonly GZipStream _unpacked;
    private readonly string _name;
    private readonly ReadingLimits _limits;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _end;
    private long _out;
    private bool _ended;

    public GuardedGzip(Stream packed, string name, ReadingLimits limits)
    {
        (_packed, _name, _limits) = (packed, name, limits);
        _unpacked = new GZipStream(new SealedStream(packed, PackedSeal), CompressionMode.Decompress);
    }

    /// <summary>Bytes of the packed file read so far.</summary>
    public long PackedPosition => _packed.Position;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || !Fill())
            return 0;
        var count = Math.Min(buffer.Length, _end - _at - Seal.Length);
        _buffer.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        _out += count;
        return count;
    }

    /// <summary>Keeps as many bytes back as the seal has; false at the end of the file.</summary>
    private bool Fill()
    {
        while (_end - _at <= Seal.Length && !_ended)
        {
            _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
            (_at, _end) = (0, _end - _at);
            var count = Unpack(_buffer.AsSpan(_end));
            _end += count;
            _ended = count == 0;
            RefuseExpansion();
        }
        if (_ended && !_buffer.AsSpan(_at, _end - _at).EndsWith(Seal))
            throw CutShort();
        if (_out == 0)
            RefuseContent();
        return _end - _at > Seal.Length;
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return _unpacked.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw _packed.Position >= _packed.Length ? CutShort() : new FileRefusedException(FileRefusedException.Truncated,
                Words.SayPlainly("gzip.damaged", _name, _out));
        }
    }

    private FileRefusedException CutShort() => new(FileRefusedException.Truncated,
        Words.SayPlainly("gzip.cut", _name, _out));

    private void RefuseContent()
    {
        var content = _buffer.AsSpan(_at, Math.Max(0, _end - _at - (_ended ? Seal.Length : 0)));
        if (content.IsEmpty)
            throw new FileRefusedException(FileRefusedException.Empty, Words.Say("gzip.empty", _name));
        SourceFile.RefuseKnownKinds(content, _name);
    }

    private void RefuseExpansion()
    {
        if (_out > _limits.MaxBytes)
            throw new FileRefusedException(FileRefusedException.TooLarge,
                Words.SayPlainly("gzip.tooLarge", _name, _limits.MaxBytes));
        if (_out > _limits.ExpansionFloor && _out / Math.Max(1, _packed.Position) > _limits.MaxExpansion)
            throw new FileRefusedException(FileRefusedException.TooLarge,
                Words.SayPlainly("gzip.bomb", _name, _limits.MaxExpansion));
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
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
