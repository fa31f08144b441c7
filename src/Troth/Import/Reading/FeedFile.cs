namespace Troth.Import.Reading;

/// <summary>
/// A file opened by its recipe: each row offers the records it makes, their fields already found, cleaned and ready to be
/// converted. Columns, conditions and maps are resolved once, when it is opened. Not for several threads.
/// </summary>
/// <example>
/// <code>
/// using var file = FeedFile.Open(folder, name, recipe.Files[0]);
/// while (file.Read())
/// {
///     if (file.Fault.Length > 0) { refuse(file.Line, file.Fault); continue; }
///     foreach (var record in file.Records)
///         if (record.Applies) stage(record);
/// }
/// </code>
/// </example>
public sealed class FeedFile : IDisposable
{
    private readonly RowReader _reader;
    private readonly FeedLookup[] _lookups;
    private readonly FeedColumns _columns;
    private readonly FeedRecord[] _records;

    private FeedFile(RowReader reader, FeedLookup[] lookups, FeedColumns columns, RecipeFile recipe, FileStyles styles)
    {
        (_reader, _lookups, _columns, Recipe) = (reader, lookups, columns, recipe);
        _records = [.. recipe.Records.Select((record, index) => new FeedRecord(record, index, columns, styles))];
        foreach (var record in _records)
            record.Siblings = _records;
        foreach (var lookup in lookups)
            lookup.Bind(columns);
    }

    /// <summary>The names of the files in the folder that a recipe's name or pattern means, in ordinal order.</summary>
    /// <exception cref="FileRefusedException">There is none.</exception>
    public static IReadOnlyList<string> Matching(string folder, string pattern)
    {
        var at = Path.Combine(folder, Path.GetDirectoryName(pattern) ?? "");
        var names = Directory.Exists(at)
            ? Directory.EnumerateFiles(at, Path.GetFileName(pattern)).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal).ToList()
            : [];
        return names.Count > 0 ? names
            : throw new FileRefusedException(FileRefusedException.Missing, Words.Say("file.none", pattern));
    }

    /// <summary>Opens one file. What the recipe leaves out is found out from the file itself, from all its values where it takes that.</summary>
    /// <param name="folder">The folder of the feed.</param>
    /// <param name="name">The file's name in it, as <see cref="Matching"/> gives it.</param>
    /// <param name="recipe">How to read it.</param>
    /// <param name="limits">What the file may ask of us.</param>
    /// <exception cref="FileRefusedException">The file cannot be read, lacks a column the recipe names, or leaves open what only a person can settle.</exception>
    public static FeedFile Open(string folder, string name, RecipeFile recipe, ReadingLimits? limits = null)
    {
        var path = Path.Combine(folder, name);
        var shape = Shape(path, KnownLayout.Of(recipe), limits);
        var lookups = recipe.Lookups.Select(lookup => FeedLookup.Load(folder, lookup, limits)).ToArray();
        var columns = new FeedColumns(name, recipe, shape.Columns, lookups);
        var styles = FileStyles.Settle(path, shape, recipe, columns, limits);
        return new FeedFile(RowReader.Open(path, shape, limits), lookups, columns, recipe, styles) { Delimiter = shape.Delimiter };
    }

    internal static FileShape Shape(string path, KnownLayout known, ReadingLimits? limits)
    {
        var shape = FileSniffer.Sniff(path, known, limits);
        return shape.Header is not null ? shape : throw new FileRefusedException(FileRefusedException.Undecided,
            Words.Say("file.header", Path.GetFileName(path)));
    }

    public RecipeFile Recipe { get; }

    public string Name => _reader.Name;

    /// <summary>What separates its cells.</summary>
    public required char Delimiter { get; init; }

    /// <summary>The file's own columns, without those that lookups add.</summary>
    public IReadOnlyList<string> Columns => _reader.Columns;

    /// <summary>What each row may make, in the order of the recipe.</summary>
    public IReadOnlyList<FeedRecord> Records => _records;

    /// <summary>The last of the records that the current row makes, or null.</summary>
    public FeedRecord? Last { get; private set; }

    /// <summary>Rows handed out so far.</summary>
    public long Rows => _reader.Rows;

    /// <summary>Bytes of the file taken in so far, packed ones where it is packed.</summary>
    public long BytesRead => _reader.BytesRead;

    /// <summary>The physical line the current row starts on.</summary>
    public long Line => _reader.Line;

    /// <summary>What is wrong with the row's shape, in words; empty when nothing is. Its records must not be used then.</summary>
    public string Fault => _reader.FaultMessage;

    /// <summary>The row as it stands in the file, for a list of refused rows.</summary>
    public string[] Cells() => _reader.Texts();

    /// <summary>How each lookup has done so far.</summary>
    public IReadOnlyList<FeedLookup> Lookups => _lookups;

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Read()
    {
        if (!_reader.Read())
            return false;
        _columns.Row(_reader);
        if (_reader.Fault is not RowFault.None)
            return true;
        foreach (var lookup in _lookups)
            lookup.Find(_columns);
        ulong applying = 0;
        Last = null;
        foreach (var record in _records)
        {
            if (!record.Begin())
                continue;
            applying |= 1UL << record.Index;
            Last = record;
        }
        foreach (var record in _records)
            record.ChooseExtras(applying);
        return true;
    }

    public void Dispose() => _reader.Dispose();
}
