using System.IO.Compression;

namespace Troth.Import.Reading;

/// <summary>Opens a file for reading, unpacking gzip (known by its first bytes, not by its name).</summary>
public static class SourceFile
{
    /// <summary>The file's bytes, unpacked, within the limits.</summary>
    /// <exception cref="FileRefusedException">The file is missing, empty, or of a kind that holds no text.</exception>
    public static Stream Open(string path, ReadingLimits? limits = null)
    {
        if (!File.Exists(path))
            throw new FileRefusedException(FileRefusedException.Missing, Words.Say("file.none", Path.GetFileName(path)));
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        return Open(file, Path.GetFileName(path), limits);
    }

    /// <summary>The same for a stream that can seek; <paramref name="name"/> is used in messages.</summary>
    public static Stream Open(Stream file, string name, ReadingLimits? limits = null)
    {
        limits ??= ReadingLimits.Default;
        try
        {
            var first = FirstBytes(file);
            if (first.Length == 0)
                throw new FileRefusedException(FileRefusedException.Empty, Words.Say("file.empty", name));
            if (first.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
                return new GuardedGzip(file, name, limits);
            RefuseKnownKinds(first, name);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static byte[] FirstBytes(Stream file)
    {
        var first = new byte[16];
        var count = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return first[..count];
    }

    internal static void RefuseKnownKinds(ReadOnlySpan<byte> first, string name)
    {
        var (kind, remedy) = first switch
        {
            [0x50, 0x4b, 0x03 or 0x05, ..] => (Words.Say("file.zip"), Words.Say("file.zip.remedy")),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => (Words.Say("file.xls"), Words.Say("file.xls.remedy")),
            [0x25, 0x50, 0x44, 0x46, ..] => (Words.Say("file.pdf"), Words.Say("file.askTable")),
            [0x89, 0x50, 0x4e, 0x47, ..] or [0xff, 0xd8, 0xff, ..] or [0x47, 0x49, 0x46, 0x38, ..] => (Words.Say("file.picture"), Words.Say("file.askTable")),
            [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, ..] => (Words.Say("file.sqlite"), Words.Say("file.sqlite.remedy")),
            [0x50, 0x41, 0x52, 0x31, ..] => (Words.Say("file.parquet"), Words.Say("file.parquet.remedy")),
            [0x28, 0xb5, 0x2f, 0xfd, ..] or [0x42, 0x5a, 0x68, ..] or [0xfd, 0x37, 0x7a, 0x58, 0x5a, ..] or [0x37, 0x7a, 0xbc, 0xaf, ..]
                => (Words.Say("file.packed"), Words.Say("file.packed.remedy")),
            [0x1f, 0x8b, ..] => (Words.Say("file.packedTwice"), Words.Say("file.packedTwice.remedy")),
            _ => ("", ""),
        };
        if (kind.Length > 0)
            throw new FileRefusedException(FileRefusedException.Binary, Words.Say("file.noText", name, kind, remedy));
    }
}
