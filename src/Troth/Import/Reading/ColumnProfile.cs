namespace Troth.Import.Reading;

/// <summary>What all filled cells of a column are.</summary>
public enum ColumnType
{
    /// <summary>No cell is filled.</summary>
    Nothing,
    Text,
    Integer,
    Decimal,
    Date,
    Flag,
}

/// <summary>A value met in a column and how many cells hold it.</summary>
public sealed record ValueCount(string Value, long Count);

/// <summary>
/// Something the values leave open, to be asked, never guessed. Each example is shown as each choice would read it; null where
/// the choice cannot.
/// </summary>
public sealed record StyleQuestion<T>(IReadOnlyList<T> Choices, IReadOnlyList<StyleExample> Examples) where T : struct, Enum;

/// <summary>A value and its readings, one for each choice of the question, in a neutral form.</summary>
public sealed record StyleExample(string Value, IReadOnlyList<string?> Readings);

/// <summary>What is known of a column after every one of its cells has been looked at.</summary>
public sealed record ColumnProfile
{
    public required string Name { get; init; }

    public required int Index { get; init; }

    /// <summary>What every filled cell is; text unless all agree. Codes with leading zeros are text.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>
    /// What at least half of the filled cells are, or a tenth beside a few words ("not captured"), when the rest keep the column
    /// from being it; else equal to <see cref="Type"/>.
    /// </summary>
    public required ColumnType Mostly { get; init; }

    /// <summary>Cells with content, empty markers not counted.</summary>
    public required long Filled { get; init; }

    public required long Empty { get; init; }

    /// <summary>Cells such as NULL or N/A that seem to mean nothing.</summary>
    public IReadOnlyList<ValueCount> EmptyMarkers { get; init; } = [];

    /// <summary>Different values, empty markers not counted.</summary>
    public required long Distinct { get; init; }

    /// <summary>False when there were so many that <see cref="Distinct"/> is an estimate, within about 3 %.</summary>
    public bool DistinctIsExact { get; init; }

    /// <summary>Every row has a value and no two have the same, as far as is known.</summary>
    public bool IsUnique => Empty == 0 && EmptyMarkers.Count == 0 && Filled > 0 && (DistinctIsExact ? Distinct == Filled : Distinct >= Filled * 0.95);

    /// <summary>All values with their counts while there are at most 64 of at most 100 characters, most frequent first; else null.</summary>
    public IReadOnlyList<ValueCount>? Values { get; init; }

    /// <summary>The first different values, up to 20.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Characters in the longest cell.</summary>
    public required int Longest { get; init; }

    /// <summary>When not all cells are what most are: the first different ones that are not, up to 5.</summary>
    public IReadOnlyList<string> Misfits { get; init; } = [];

    /// <summary>Cells that are not what most are.</summary>
    public long MisfitCount { get; init; }

    /// <summary>The decimal mark every number allows and at least one needs; null when there are no numbers, it does not matter, or it is asked.</summary>
    public DecimalMark? Decimal { get; init; }

    public StyleQuestion<DecimalMark>? DecimalQuestion { get; init; }

    /// <summary>The order every date allows; null when there are no dates, it does not matter, or it is asked.</summary>
    public DateOrder? DateOrder { get; init; }

    public StyleQuestion<DateOrder>? DateQuestion { get; init; }

    /// <summary>A time of day stands with some dates.</summary>
    public bool HasTime { get; init; }

    /// <summary>Whole numbers written with a spreadsheet's ".0".</summary>
    public bool FloatIntegers { get; init; }

    /// <summary>Digits with leading zeros: codes, not numbers.</summary>
    public bool LeadingZeros { get; init; }

    public decimal? LeastNumber { get; init; }

    public decimal? GreatestNumber { get; init; }

    public DateOnly? FirstDay { get; init; }

    public DateOnly? LastDay { get; init; }
}

/// <summary>What is known of a file after every row has been looked at.</summary>
public sealed record FileProfile
{
    public required string Name { get; init; }

    public required FileShape Shape { get; init; }

    /// <summary>Rows without the header, ragged ones included.</summary>
    public required long Rows { get; init; }

    public required long BlankLines { get; init; }

    /// <summary>Rows whose shape is wrong.</summary>
    public required long FaultyRows { get; init; }

    /// <summary>The first of them in words, up to 20.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    /// <summary>The column of that name, or null.</summary>
    public ColumnProfile? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
