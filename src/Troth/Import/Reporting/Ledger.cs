using System.IO.Compression;
using System.Text.RegularExpressions;
using Troth.Import.Contracts;
using Troth.Import.Reading;
using Troth.Platform.Lists;

namespace Troth.Import.Reporting;

/// <summary>Counts what an import does, keeps the first examples of each trouble, and writes refused rows and conflicts to files as they come.</summary>
internal sealed class Ledger(string? folder) : IDisposable
{
    public const int Examples = 100, MostKept = 1_000, MostReasons = 200;

    /// <summary>Of an import's folder: files like those that were read, with the rows that were not taken.</summary>
    public const string RefusedFolder = "refused";

    private readonly Dictionary<(string, string), RefusalReason> reasons = [];
    private readonly Dictionary<(string, string), Conflicts> conflicts = [];
    private readonly Dictionary<string, long> amounts = new(StringComparer.Ordinal);
    private string? lastCurrency;
    private long lastAmount;
    private RefusedRows? refusedRows;
    private CsvWriter? conflictRows;
    private Stream? refusedFile, conflictFile;

    public SortedDictionary<string, EntityCounts> Entities { get; } = new(StringComparer.Ordinal);
    public List<FileCounts> Files { get; } = [];
    public List<KeptEdit> KeptEdits { get; } = [];
    public long KeptEditCount { get; private set; }
    public List<string> Notes { get; } = [];

    public EntityCounts Of(string entity)
    {
        if (!Entities.TryGetValue(entity, out var counts)) Entities.Add(entity, counts = new EntityCounts());
        return counts;
    }

    public FileCounts Open(string file)
    {
        CloseRefused();
        var counts = new FileCounts(file);
        Files.Add(counts);
        return counts;
    }

    /// <summary>A row is not taken. <paramref name="kinds"/> are the kinds of record that fall with it.</summary>
    public void Refuse(FileCounts file, long line, string entity, string reason, IEnumerable<string> kinds, FeedFile feed)
    {
        var place = Words.SayPlainly("row.line", line);
        var plain = Regex.Replace(reason.StartsWith(place, StringComparison.Ordinal) ? reason[place.Length..] : reason, "\"[^\"]*\"", "…");
        file.Refused++;
        foreach (var kind in kinds) Of(kind).Refused++;
        if (!reasons.TryGetValue((entity, plain), out var counted) && reasons.Count < MostReasons)
            reasons.Add((entity, plain), counted = new RefusalReason(entity, plain));
        if (counted is not null)
        {
            counted.Count++;
            if (counted.First.Count < Examples) counted.First.Add(new RefusedRow(file.Name, line, reason));
        }
        if (folder is null) return;
        if (refusedRows is null)
        {
            // Under its own name, so that the recipe that read it reads what is corrected of it too.
            var name = Path.GetFileName(file.Name);
            file.RefusedRows = Files.Exists(other => other.RefusedRows == name) ? FormattableString.Invariant($"{Files.Count}-{name}") : name;
            refusedFile = File.Create(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, RefusedFolder)).FullName, file.RefusedRows));
            if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) refusedFile = new GZipStream(refusedFile, CompressionLevel.Fastest);
            refusedRows = new RefusedRows(refusedFile, feed.Columns, feed.Delimiter);
        }
        refusedRows.Add(line, reason, feed.Cells());
    }

    public void Differs(ImportColumn column, string key, string? stays, string? other, FileCounts file, long line)
    {
        if (!conflicts.TryGetValue((column.Table.Entity, column.Property), out var counted))
            conflicts.Add((column.Table.Entity, column.Property), counted = new Conflicts(column.Table.Entity, column.Field ?? column.Property));
        counted.Count++;
        if (counted.First.Count < Examples) counted.First.Add(new Conflict(key, stays, other, file.Name, line));
        if (folder is null) return;
        if (conflictRows is null)
        {
            conflictRows = new CsvWriter(conflictFile = File.Create(Path.Combine(folder, "conflicts.csv")));
            conflictRows.Row("file", "line", "record", "key", "field", "stays", "other");
        }
        conflictRows.Row(file.Name, line.ToString(System.Globalization.CultureInfo.InvariantCulture), column.Table.Entity, key, column.Field ?? column.Property, stays, other);
    }

    public void Keep(KeptEdit edit)
    {
        KeptEditCount++;
        if (KeptEdits.Count < MostKept) KeptEdits.Add(edit);
    }

    public void Amount(string currency, long amount)
    {
        if (!string.Equals(currency, lastCurrency, StringComparison.Ordinal))
        {
            KeepAmount();
            lastCurrency = currency;
        }
        lastAmount += amount;
    }

    private void KeepAmount()
    {
        if (lastCurrency is not null) amounts[lastCurrency] = amounts.GetValueOrDefault(lastCurrency) + lastAmount;
        lastAmount = 0;
    }

    public ImportReport Report(int? id, TimeSpan took)
    {
        KeepAmount();
        var byCurrency = new SortedDictionary<string, decimal>(amounts.ToDictionary(one => one.Key, one => one.Value / 10_000m + 0.00m), StringComparer.Ordinal);
        return new ImportReport
        {
            Id = id, Seconds = Math.Round(took.TotalSeconds, 3), Entities = Entities, Files = Files, OrderAmounts = byCurrency,
            OrderAmount = byCurrency.Count switch { 0 => 0.00m, 1 => byCurrency.Values.First(), _ => null },
            Refusals = [.. reasons.Values.OrderByDescending(r => r.Count)], Conflicts = [.. conflicts.Values.OrderByDescending(c => c.Count)],
            KeptEdits = KeptEdits, KeptEditCount = KeptEditCount, Notes = Notes,
        };
    }

    private void CloseRefused()
    {
        refusedRows?.Dispose();
        refusedFile?.Dispose();
        (refusedRows, refusedFile) = (null, null);
    }

    public void Dispose()
    {
        CloseRefused();
        conflictRows?.Dispose();
        conflictFile?.Dispose();
    }
}
