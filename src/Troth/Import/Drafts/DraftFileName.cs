using System.Text;

namespace Troth.Import.Drafts;

/// <summary>A sent file's own name, made harmless and short enough for every disk.</summary>
public static class DraftFileName
{
    /// <summary>Disks take 255 bytes; some is left for what we append.</summary>
    private const int MostBytes = 200, MostBytesOfEnding = 20;

    /// <summary>Names that are too long are cut between characters, and keep what tells the kind of file: <c>.csv</c>, <c>.csv.gz</c>.</summary>
    public static string Of(string name)
    {
        var bare = Path.GetFileName(name.Replace('\\', '/'));
        var safe = string.Concat(bare.EnumerateRunes().Select(c => IsHarmless(c) ? c.ToString() : "_")).Trim().TrimStart('.');
        if (safe.Length == 0) return "file";
        if (Encoding.UTF8.GetByteCount(safe) <= MostBytes) return safe;
        var ending = EndingOf(safe);
        return Cut(safe[..^ending.Length], MostBytes - Encoding.UTF8.GetByteCount(ending)) + ending;
    }

    private static bool IsHarmless(Rune c) => !Rune.IsControl(c) && c.Value is not ('/' or ':' or '*' or '?' or '"' or '<' or '>' or '|');

    private static string EndingOf(string name)
    {
        var last = Path.GetExtension(name);
        var ending = last.Equals(".gz", StringComparison.OrdinalIgnoreCase) ? Path.GetExtension(name[..^last.Length]) + last : last;
        return Encoding.UTF8.GetByteCount(ending) <= MostBytesOfEnding ? ending : "";
    }

    private static string Cut(string text, int most)
    {
        var length = 0;
        foreach (var c in text.EnumerateRunes())
        {
            if ((most -= c.Utf8SequenceLength) < 0) break;
            length += c.Utf16SequenceLength;
        }
        return text[..length];
    }
}
