using Troth.Platform.Data;

namespace Troth.Import.Contracts;

/// <summary>How a column's values are kept: as whole numbers (days, amounts, flags too), as text, or as ids.</summary>
public enum ColumnStore { Number, Text, Id }

/// <summary>How a cell becomes a value of the column.</summary>
public enum ColumnKind
{
    /// <summary>No cell feeds it: the room computes it.</summary>
    Computed,
    Text,
    Whole,

    /// <summary>A decimal, kept as a whole number of 10^-<see cref="ImportColumn.Decimals"/>.</summary>
    Decimal,

    /// <summary>A part of a whole, 0 to 1.</summary>
    Share,
    Day,

    /// <summary>Time of day in seconds.</summary>
    Time,
    Flag,
    Currency,

    /// <summary>Several words in one cell, kept with one separator.</summary>
    List,

    /// <summary>One of a few words, each kept under its own text.</summary>
    Word,

    /// <summary>The id of another record.</summary>
    Reference,
}

/// <summary>A column of a table that imports fill.</summary>
/// <param name="table">The table it belongs to.</param>
/// <param name="recipeField">The recipe's name for it; null when no recipe may fill it.</param>
/// <param name="property">The entity's property, as the history names it: <c>Name</c>, <c>Address.City</c>.</param>
/// <param name="kind">How its cells are read.</param>
/// <param name="store">How its values are kept.</param>
public sealed class ImportColumn(ImportTable table, string? recipeField, string property, ColumnKind kind, ColumnStore store)
{
    public ImportTable Table => table;
    public string? Field => recipeField;
    public string Property => property;
    public ColumnKind Kind => kind;
    public ColumnStore Store => store;

    /// <summary>The database's name for it: <c>address_city</c>.</summary>
    public string Name { get; } = string.Join('_', property.Split('.').Select(ColumnConventions.Snake));

    /// <summary>A new record without it is refused.</summary>
    public bool Required { get; init; }

    /// <summary>A new record is refused when the recipe fills it and its cell is empty; when the recipe does not, the room completes it.</summary>
    public bool RequiredIfFed { get; init; }

    /// <summary>Always holds a value: an empty cell leaves what is there.</summary>
    public bool NeverEmpty { get => field || Required || RequiredIfFed || Once || Default is not null; init; }

    /// <summary>
    /// What a record was first told stays for good: a feed that tells another value later is listed with it, and changes nothing.
    /// </summary>
    public bool Once { get; init; }

    /// <summary>False for a field that only others are computed from: a seller's first name.</summary>
    public bool Stored { get; init; } = true;

    /// <summary>Most characters; 0 for no limit.</summary>
    public int Max { get; init; }
    public int Decimals { get; init; }

    /// <summary>Least and most value, in units of the cell (not of the column).</summary>
    public decimal? Least { get; init; }
    public decimal? Most { get; init; }

    /// <summary>True or false on PostgreSQL, 1 or 0 on SQLite.</summary>
    public bool Boolean { get; init; }

    /// <summary>64 bits wide on PostgreSQL; else 32.</summary>
    public bool Long { get; init; }

    /// <summary>What a new record gets that no cell gave a value.</summary>
    public long? Default { get; init; }

    /// <summary>For <see cref="ColumnKind.List"/>: what stands between the words.</summary>
    public string Separator { get; init; } = "";

    /// <summary>For <see cref="ColumnKind.Word"/>: the recipe's word and the text that is kept.</summary>
    public IReadOnlyDictionary<string, string>? Words { get; init; }

    /// <summary>For <see cref="ColumnKind.Reference"/>: the entity that the id is of.</summary>
    public string? Refers { get; init; }

    /// <summary>The reference is to the record of that entity made by the same part of the same row.</summary>
    public bool SameRow { get; init; }

    /// <summary>The text is kept only where it is not what the record of this reference is remembered by: a line's own word for its product.</summary>
    public ImportColumn? UnlessNameOf { get; init; }

    /// <summary>For <see cref="ColumnKind.Day"/>: the column for the time of day that stands with it.</summary>
    public ImportColumn? TimeOfDay { get; init; }

    /// <summary>Its place among the table's columns: bit number in <see cref="RowBlock"/>'s masks.</summary>
    public int Index { get; internal set; }

    /// <summary>Its place among the table's columns of the same <see cref="Store"/>.</summary>
    internal int Slot { get; set; }

    internal ulong Bit => 1ul << Index;

    public override string ToString() => $"{table.Entity}.{property}";
}
