using Troth.Platform.Commands;

namespace Troth.Book.Commands;

/// <summary>A file that somebody names on the command line: whatever is wrong with it is said with the name they gave.</summary>
internal static class GivenFile
{
    /// <param name="host">Who asked, and from which folder.</param>
    /// <param name="given">The name as typed.</param>
    /// <param name="read">Reads it from its full path; throws FormatException for what is wrong in it.</param>
    /// <exception cref="FormatException">It cannot be read, or something in it is wrong.</exception>
    public static T Read<T>(CommandHost host, string given, Func<string, T> read)
    {
        var path = host.PathOf(given);
        if (Directory.Exists(path)) throw new FormatException($"{given} cannot be read: it is a folder; name a file in it.");
        if (!File.Exists(path)) throw new FormatException($"{given} cannot be read: there is no such file.");
        try
        {
            return read(path);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{given}: {wrong.Message}", wrong);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{given} cannot be read: {absent.Message.ReplaceLineEndings(" ")}", absent);
        }
    }
}
