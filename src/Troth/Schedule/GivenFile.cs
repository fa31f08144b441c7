using System.IO.Compression;
using Troth.Platform.Commands;

namespace Troth.Schedule;

/// <summary>A file named on the command line, plain or packed; what is wrong with it is one sentence that begins with its name.</summary>
public static class GivenFile
{
    /// <exception cref="FormatException">It cannot be read, or its text is wrong; the message says where and what to do.</exception>
    public static T Read<T>(CommandHost host, string given, Func<TextReader, T> read)
    {
        var path = host.PathOf(given);
        if (Directory.Exists(path)) throw new FormatException($"{given} cannot be read: it is a folder; name a file in it.");
        if (!File.Exists(path)) throw new FormatException($"{given} cannot be read: there is no such file.");
        try
        {
            using Stream file = File.OpenRead(path);
            var packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
            using var text = new StreamReader(packed ? new GZipStream(file, CompressionMode.Decompress) : file);
            return read(text);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{given}: {wrong.Message}", wrong);
        }
        catch (InvalidDataException wrong)
        {
            throw new FormatException($"{given} cannot be read: it is not packed with gzip; pack it, or take .gz off its name.", wrong);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{given} cannot be read: {absent.Message.ReplaceLineEndings(" ")}", absent);
        }
    }
}
