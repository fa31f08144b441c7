using System.Text.Json;
using System.Text.Json.Serialization;

namespace Troth.Import.Reporting;

/// <summary>What became of the records of one kind. Every row that made one is counted once, but for rows that tell a known record the same again.</summary>
public sealed record EntityCounts
{
    public long Created { get; set; }
    public long Updated { get; set; }
    public long Unchanged { get; set; }

    /// <summary>Rows whose record of this kind was at fault, or stood behind one at fault.</summary>
    public long Refused { get; set; }

    /// <summary>Records that the feed no longer holds, ended as the recipe says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Ended { get; set; }
}

/// <summary>A file that was read. Rows are all rows with anything in them; refused ones are in <see cref="RefusedRows"/>, a file like it among the import's.</summary>
public sealed record FileCounts(string Name)
{
    public long Rows { get; set; }
    public long Refused { get; set; }

    /// <summary>Rows that make no record, by the recipe's conditions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Unused { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefusedRows { get; set; }
}

/// <summary>A reason for refusing rows, how often, and the first rows it hit.</summary>
public sealed record RefusalReason(string Entity, string Reason)
{
    public long Count { get; set; }
    public List<RefusedRow> First { get; init; } = [];
}

public sealed record RefusedRow(string File, long Line, string Reason);

/// <summary>Values that rows of one import tell differently of the same record: how many, and the first.</summary>
public sealed record Conflicts(string Entity, string Field)
{
    public long Count { get; set; }
    public List<Conflict> First { get; init; } = [];
}

public sealed record Conflict(string Key, string? Stays, string? Other, string File, long Line);

/// <summary>A field that a person has changed, or that is no feed's to change: the import left it and says what the source has.</summary>
public sealed record KeptEdit(string Entity, string Key, string Field, string? Yours, string? Theirs)
{
    /// <summary>Why it was left; null where a person has changed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }
}

/// <summary>What an import did, or in a preview would do.</summary>
public sealed record ImportReport
{
    /// <summary>Its number; null for a preview.</summary>
    public required int? Id { get; init; }
    public required double Seconds { get; set; }
    public required SortedDictionary<string, EntityCounts> Entities { get; init; }

    /// <summary>Net of returns, cancellations and adjustments, over all accepted order lines; null when they are in several currencies.</summary>
    public decimal? OrderAmount { get; set; }

    /// <summary>The same by currency.</summary>
    public SortedDictionary<string, decimal> OrderAmounts { get; init; } = new(StringComparer.Ordinal);
    public required List<FileCounts> Files { get; init; }
    public List<RefusalReason> Refusals { get; init; } = [];
    public List<Conflicts> Conflicts { get; init; } = [];
    public List<KeptEdit> KeptEdits { get; init; } = [];

    /// <summary>How many edits were kept in all; <see cref="KeptEdits"/> holds the first thousand.</summary>
    public long KeptEditCount { get; set; }
    public List<string> Notes { get; init; } = [];

    /// <summary>Figures of the rooms, each under its own name: <c>promises</c>.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Tallies { get; set; }

    /// <summary>The same as numbers.</summary>
    [JsonIgnore]
    public IEnumerable<(string Name, IReadOnlyList<(string Name, long Count)> Counts)> Counted => (Tallies ?? [])
        .Select(one => (one.Key, (IReadOnlyList<(string, long)>)[.. one.Value.EnumerateObject().Select(count => (count.Name, count.Value.GetInt64()))]));

    public string ToJson(bool indented = false) => JsonSerializer.Serialize(this, indented ? ReportJson.Indented.ImportReport : ReportJson.Default.ImportReport);

    public static ImportReport FromJson(string json) => JsonSerializer.Deserialize(json, ReportJson.Default.ImportReport)!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(RevertReport))]
[JsonSerializable(typeof(SortedDictionary<string, long>))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static ReportJson Indented { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>A record that taking an import back left as it is, or a field of it, and why.</summary>
public sealed record KeptRecord(string Entity, string Key, string? Field, string Because)
{
    /// <summary>Where people read of it; for the import's page, not for the report's fixed form.</summary>
    [JsonIgnore]
    public string? Href { get; init; }
}

/// <summary>What taking an import back did.</summary>
public sealed record RevertReport
{
    public required int Id { get; init; }
    public double Seconds { get; set; }
    public SortedDictionary<string, RevertCounts> Entities { get; init; } = new(StringComparer.Ordinal);
    public List<KeptRecord> Kept { get; init; } = [];

    /// <summary>How many were kept in all; <see cref="Kept"/> holds the first thousand.</summary>
    public long KeptCount { get; set; }

    public string ToJson(bool indented = false) => JsonSerializer.Serialize(this, indented ? ReportJson.Indented.RevertReport : ReportJson.Default.RevertReport);
}

public sealed record RevertCounts
{
    public long Removed { get; set; }
    public long Restored { get; set; }
    public long Kept { get; set; }
}
