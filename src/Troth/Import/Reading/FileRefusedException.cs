namespace Troth.Import.Reading;

/// <summary>
/// A file that cannot be read as a table. The message names the value and the remedy; <see cref="Code"/> is stable.
/// It may also come after rows have been handed out (an invalid byte deep in the file), so nothing read before it may be
/// published.
/// </summary>
public sealed class FileRefusedException(string code, string message) : Exception(message)
{
    public const string Missing = "fileMissing";
    public const string Empty = "fileEmpty";
    public const string Binary = "fileBinary";
    public const string Truncated = "fileTruncated";
    public const string Misencoded = "fileMisencoded";
    public const string TooLarge = "fileTooLarge";
    public const string TooManyColumns = "tooManyColumns";
    public const string RowTooLarge = "rowTooLarge";
    public const string CellTooLarge = "cellTooLarge";
    public const string QuoteNotClosed = "quoteNotClosed";
    public const string ColumnsDiffer = "columnsDiffer";

    /// <summary>Only a person can settle it.</summary>
    public const string Undecided = "undecided";

    /// <summary>One of the constants of this class.</summary>
    public string Code { get; } = code;
}
