namespace Troth.Import.Reading;

/// <summary>
/// A description of a feed: which files, which records their rows make, which column feeds which field. One JSON file,
/// documented in docs/guide/recipe.md. A loaded recipe has been checked: entities, fields and references exist.
/// </summary>
public sealed record Recipe
{
    /// <summary>The format this program reads and writes.</summary>
    public const int Format = 1;

    /// <summary>The source of files of which nobody has said where they come from.</summary>
    public const string UsualSource = "files";

    public required string Name { get; init; }

    /// <summary>The system the records come from; with the external key it identifies a record.</summary>
    public required string Source { get; init; }

    /// <summary>ISO code used where no field gives one.</summary>
    public string? Currency { get; init; }

    public AccountSeller? AccountSeller { get; init; }

    public required IReadOnlyList<RecipeFile> Files { get; init; }
}

/// <summary>How an account gets its seller when no field says it.</summary>
public enum AccountSeller
{
    /// <summary>The seller of its latest order: greatest orderedOn, then orderedTime, then the order read last.</summary>
    LatestOrder,
}

/// <summary>One file (or several of one shape, by a pattern) of a feed. What is null is found out from the file.</summary>
public sealed record RecipeFile
{
    /// <summary>A name, or a pattern with * and ?, within the folder given; several matches are read in ordinal order of their names.</summary>
    public required string File { get; init; }

    public char? Delimiter { get; init; }

    public CharacterSet? CharacterSet { get; init; }

    public bool? Header { get; init; }

    /// <summary>The columns' names, replacing those of the header, or in place of one.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Cells that mean "nothing", compared exactly; the empty cell always does.</summary>
    public IReadOnlyList<string> Empty { get; init; } = [];

    public DateOrder? DateOrder { get; init; }

    public DecimalMark? Decimal { get; init; }

    public Absent Absent { get; init; }

    /// <summary>Columns taken from other files, found by a key.</summary>
    public IReadOnlyList<RecipeLookup> Lookups { get; init; } = [];

    /// <summary>What each row makes, in order: a record may refer to those before it.</summary>
    public required IReadOnlyList<RecipeRecord> Records { get; init; }
}

/// <summary>What happens to records of this source that a full feed no longer holds.</summary>
public enum Absent
{
    Leave,
    End,
}

/// <summary>
/// Adds columns from another file to each row: where its <see cref="On"/> columns equal ours. Keys must be unique there once
/// <see cref="When"/> has chosen rows, unless <see cref="Repeated"/> says which counts. Rows without a match get empty cells.
/// </summary>
public sealed record RecipeLookup
{
    public required string File { get; init; }

    public char? Delimiter { get; init; }

    public CharacterSet? CharacterSet { get; init; }

    public bool? Header { get; init; }

    public IReadOnlyList<string>? FileColumns { get; init; }

    public IReadOnlyList<RecipeCondition> When { get; init; } = [];

    /// <summary>Our column to the other file's column; all must be equal.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> On { get; init; }

    /// <summary>The other file's column to the name it gets here.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Add { get; init; }

    /// <summary>Which of several rows of one key counts; by default two of them refuse the file.</summary>
    public Repeated Repeated { get; init; }
}

/// <summary>A record made from a row.</summary>
public sealed record RecipeRecord
{
    /// <summary>One of <see cref="ImportEntities.All"/>.</summary>
    public required string Entity { get; init; }

    /// <summary>The external key; null where the entity does not need one (order lines, claims, rates).</summary>
    public RecipeValue? Key { get; init; }

    /// <summary>All must hold, else the row makes no such record.</summary>
    public IReadOnlyList<RecipeCondition> When { get; init; } = [];

    /// <summary>Field name and where its value comes from, in the order written.</summary>
    public IReadOnlyList<KeyValuePair<string, RecipeValue>> Fields { get; init; } = [];

    /// <summary>Columns that are left behind on purpose.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>
    /// Columns that stay with this record as extras. Columns that nothing uses stay with the last record the row makes
    /// without being listed.
    /// </summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>What a later row of the same feed does that tells this record (same key) differently.</summary>
    public Repeated Repeated { get; init; }

    /// <summary>Order lines only: what a line with a negative quantity or amount is, unless its kind says so already.</summary>
    public Negative Negative { get; init; }
}

/// <summary>How rows of one feed that tell the same record differently are settled.</summary>
public enum Repeated
{
    /// <summary>The later row is refused with the reason.</summary>
    Refuse,

    /// <summary>The first value that is not empty stays; a different one is kept in the extras of the row's last record.</summary>
    First,

    /// <summary>The last value that is not empty stays; the earlier one is not kept.</summary>
    Last,
}

/// <summary>What a negative order line is. Its quantity and amount are stored positive.</summary>
public enum Negative
{
    Refuse,
    Return,
    Cancellation,
    Adjustment,
}

/// <summary>
/// Where a value comes from: a column, several joined, a constant, or the first case whose condition holds; then what is done
/// to it, in this order: trim, strip, map, default.
/// </summary>
public sealed record RecipeValue
{
    public string? Column { get; init; }

    /// <summary>Several columns joined by <see cref="Join"/>. In a field empty ones are left out, in a key they are kept.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public string? Join { get; init; }

    /// <summary>A constant.</summary>
    public string? Value { get; init; }

    public IReadOnlyList<RecipeCase>? Cases { get; init; }

    /// <summary>Takes white space off both ends.</summary>
    public bool Trim { get; init; }

    /// <summary>Taken off the front where it stands there.</summary>
    public string? StripPrefix { get; init; }

    /// <summary>Taken off the end where it stands there, for instance the ".0" a spreadsheet adds to numbers.</summary>
    public string? StripSuffix { get; init; }

    /// <summary>Replaces whole values, compared exactly.</summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }

    /// <summary>What becomes of a value that <see cref="Map"/> does not hold.</summary>
    public Unmapped Unmapped { get; init; }

    /// <summary>What becomes of a cell that the field cannot hold: text in a column of dates.</summary>
    public Unreadable Unreadable { get; init; }

    /// <summary>Used when the cell is empty.</summary>
    public string? Default { get; init; }

    public DateOrder? DateOrder { get; init; }

    public DecimalMark? Decimal { get; init; }

    /// <summary>For a reference: the field of the other entity to find it by, in place of its external key.</summary>
    public string? By { get; init; }

    /// <summary>For a reference by a field: settles it when several answer to the first.</summary>
    public RecipeValue? Also { get; init; }
}

/// <summary>What becomes of a value that a map does not hold.</summary>
public enum Unmapped
{
    Keep,
    Refuse,
    Empty,
}

/// <summary>What becomes of a cell that cannot be read as what its field holds.</summary>
public enum Unreadable
{
    /// <summary>The row is refused with the reason.</summary>
    Refuse,

    /// <summary>The field stays empty, the cell stays with the record as an extra, and the report says how many there were.</summary>
    Keep,
}

/// <summary>One of several sources of a value, tried in order; the last may have no condition.</summary>
public sealed record RecipeCase
{
    public IReadOnlyList<RecipeCondition> When { get; init; } = [];

    public string? Column { get; init; }

    public string? Value { get; init; }
}

/// <summary>Compares one column; every comparison given must hold.</summary>
public sealed record RecipeCondition
{
    public required string Column { get; init; }

    public IReadOnlyList<string>? Is { get; init; }

    public IReadOnlyList<string>? IsNot { get; init; }

    public string? Starts { get; init; }

    public string? Ends { get; init; }

    public string? Contains { get; init; }

    public bool? Empty { get; init; }

    /// <summary>The cell is a number less than this.</summary>
    public decimal? Below { get; init; }

    /// <summary>The cell is a number greater than this.</summary>
    public decimal? Above { get; init; }
}
