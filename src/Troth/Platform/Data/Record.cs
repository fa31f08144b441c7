namespace Troth.Platform.Data;

/// <summary>A business record: every change of it is kept in the history, and a stale edit is refused.</summary>
public abstract class Record
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Counts saved changes; the token that refuses stale edits. 1 as created.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The record whose page shows the history of this one too: a claim's is that of its account.</summary>
    public virtual Guid? PartOf => null;
}

/// <summary>A record that an import may bring, update, and take back.</summary>
public abstract class ImportableRecord : Record
{
    /// <summary>Number of the import that created it; 0 when made by hand.</summary>
    public int BatchId { get; set; }

    /// <summary>The system it comes from (<see cref="ImportSource"/>); 0 when made by hand.</summary>
    public int SourceId { get; set; }

    /// <summary>Its key in that system, unique per source and kind of record.</summary>
    public string? ExternalKey { get; set; }

    /// <summary>Names of fields a person changed after the import, comma-separated: a later import leaves them and says so.</summary>
    public string? HandEdited { get; set; }

    /// <summary>Columns the import did not map, as JSON: {"source":{"column":"value"}}.</summary>
    public string? Extras { get; set; }

    /// <summary>Set when a full feed no longer contained it and its recipe says such rows end.</summary>
    public DateOnly? EndedOn { get; set; }

    public const int ExternalKeyMax = 200;
}

/// <summary>A system that records come from, by its short name.</summary>
public sealed class ImportSource
{
    public int Id { get; init; }
    public required string Name { get; init; }
    public const int NameMax = 60;
}

/// <summary>An import whose rows nobody may see: not yet published, or taken back. The rows themselves are removed in small steps.</summary>
public sealed class HiddenBatch
{
    public int Id { get; init; }
}

/// <summary>The next short number of a kind of record ("A-1042").</summary>
public sealed class Counter
{
    public required string Name { get; init; }
    public long Next { get; set; }
}
