namespace Troth.Import.Contracts;

/// <summary>What a room's checks may ask about the import.</summary>
public sealed class ImportContext
{
    /// <summary>ISO code used where no field gives one: the recipe's, else the company's.</summary>
    public string? Currency { get; init; }

    /// <summary>When the import began.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whoever imports.</summary>
    public required string ActorName { get; init; }

    /// <summary>Where the company is.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>For how many months what a customer said it could buy counts where no field says it, as the company has settled.</summary>
    public int? EstimateMonths { get; init; }

    /// <summary>The company's business day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);

    /// <summary>What the record that this reference of the row leads to remembers for others: <see cref="ImportTable.Remembered"/>.</summary>
    public string? Remembered(ImportColumn reference) => RememberedOf?.Invoke(reference);

    internal Func<ImportColumn, string?>? RememberedOf { get; set; }

    /// <summary>The row's cell for this column is kept as it stands with the record's extras, because the value kept is another.</summary>
    public void KeepCell(ImportColumn column) => KeepCellOf?.Invoke(column);

    internal Action<ImportColumn>? KeepCellOf { get; set; }

    /// <summary>What negative order lines are by the recipe: return, cancellation or adjustment; null when they are refused.</summary>
    public string? Negative { get; internal set; }

    /// <summary>The record is not known yet: what it needs must be in this row.</summary>
    public bool IsNew { get; internal set; }

    /// <summary>The key of the record in its source, where it has one.</summary>
    public string? Key { get; internal set; }
}
