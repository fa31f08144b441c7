using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Troth.Import.Reading;

/// <summary>
/// Turns a file's bytes into characters, block by block, without replacing anything: bytes that do not fit the encoding and
/// NUL characters refuse the file. What comes out is a function of the bytes alone, never of how they were asked for.
/// </summary>
internal sealed class TextSource : IDisposable
{
    private const int BlockSize = 1 << 16;

    private readonly Stream _bytes;
    private readonly string _name;
    private readonly byte[] _block = new byte[BlockSize];
    private int _at;
    private int _end;
    private bool _lastBlock;
    private bool _started;
    private long _before; // bytes of the file before the block
    private Decoder? _decoder;
    private FileRefusedException? _pending;

    public TextSource(Stream bytes, string name, CharacterSet? declared)
    {
        _bytes = bytes;
        _name = name;
        CharacterSet = declared ?? CharacterSet.Undecided;
        _declared = declared is not null and not CharacterSet.Undecided;
    }

    private readonly bool _declared;

    /// <summary>What is known so far; <see cref="CharacterSet.Undecided"/> while everything was ASCII.</summary>
    public CharacterSet CharacterSet { get; private set; }

    public bool ByteOrderMark { get; private set; }

    /// <summary>Fills the destination with the next characters; 0 at the end of the file.</summary>
    /// <param name="destination">At least two characters long.</param>
    /// <param name="line">The line the next character stands on, for messages.</param>
    public int Read(Span<char> destination, long line)
    {
        if (_pending is not null)
            throw _pending;
        if (!_started)
            Start();
        var written = 0;
        while (written == 0 && (_at < _end || Fill()))
            written = Decode(destination, line);
        if (written == 0 && _decoder is not null)
            written = DecodeOther([], destination, line); // an odd byte or half a pair left over must not vanish
        return UpToNul(destination[..written], line);
    }

    private void Start()
    {
        _started = true;
        Fill();
        var (set, mark) = EncodingSniffer.ByteOrderMark(_block.AsSpan(0, _end));
        if (set is null && !_declared)
            set = EncodingSniffer.Utf16WithoutMark(_block.AsSpan(0, _end));
        // A byte order mark is stronger than what a recipe says: it cannot be there by chance.
        if (set is not null)
            CharacterSet = set.Value;
        ByteOrderMark = mark > 0;
        _at = mark;
    }

    private int Decode(Span<char> destination, long line)
    {
        var source = _block.AsSpan(_at, _end - _at);
        switch (CharacterSet)
        {
            case CharacterSet.Undecided:
                if (Ascii.ToUtf16(source, destination, out var ascii) is OperationStatus.InvalidData && ascii == 0)
                {
                    Fill(); // the whole block is what decides, so that the answer does not depend on who asks
                    CharacterSet = EncodingSniffer.Utf8Or1252(_block.AsSpan(_at, _end - _at), _lastBlock);
                    return 0;
                }
                _at += ascii;
                return ascii;
            case CharacterSet.Utf8:
                return DecodeUtf8(source, destination, line);
            default:
                return DecodeOther(source, destination, line);
        }
    }

    private int DecodeUtf8(ReadOnlySpan<byte> source, Span<char> destination, long line)
    {
        var status = Utf8.ToUtf16(source, destination, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: _lastBlock);
        _at += read;
        if (status is OperationStatus.NeedMoreData && written == 0)
            Fill();
        else if (status is OperationStatus.InvalidData)
        {
            _pending = Misencoded(line + LineBreaks(destination[..written]), _block[_at], "UTF-8");
            if (written == 0)
                throw _pending;
        }
        return written;
    }

    private int DecodeOther(ReadOnlySpan<byte> source, Span<char> destination, long line)
    {
        _decoder ??= EncodingOf(CharacterSet).GetDecoder();
        try
        {
            _decoder.Convert(source, destination, flush: _lastBlock || source.IsEmpty, out var read, out var written, out _);
            _at += read;
            return written;
        }
        catch (DecoderFallbackException wrong)
        {
            var good = Math.Max(0, wrong.Index);
            var breaks = LineBreaks(EncodingOf(CharacterSet).GetString(source[..good]));
            _at += good;
            throw Misencoded(line + breaks, wrong.BytesUnknown is [var first, ..] ? first : (byte)0, CharacterSet.Name());
        }
    }

    private static Encoding EncodingOf(CharacterSet set) => set switch
    {
        CharacterSet.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        CharacterSet.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    };

    private FileRefusedException Misencoded(long line, byte value, string encoding) => new(FileRefusedException.Misencoded,
        Words.SayPlainly("file.misencoded", _name, line, _before + _at + 1, value, encoding));

    private int UpToNul(Span<char> text, long line)
    {
        var nul = text.IndexOf('\0');
        if (nul < 0)
            return text.Length;
        _pending = new FileRefusedException(FileRefusedException.Binary,
            Words.SayPlainly("file.nul", _name, line + LineBreaks(text[..nul])));
        return nul == 0 ? throw _pending : nul;
    }

    internal static int LineBreaks(ReadOnlySpan<char> text) => Math.Max(text.Count('\n'), text.Count('\r'));

    /// <summary>Tops the block up; false when nothing was added.</summary>
    private bool Fill()
    {
        var kept = _end - _at;
        _block.AsSpan(_at, kept).CopyTo(_block);
        _before += _at;
        _at = 0;
        var added = _lastBlock ? 0 : _bytes.ReadAtLeast(_block.AsSpan(kept), BlockSize - kept, throwOnEndOfStream: false);
        _end = kept + added;
        _lastBlock |= _end < BlockSize;
        return added > 0;
    }

    public void Dispose() => _bytes.Dispose();
}
