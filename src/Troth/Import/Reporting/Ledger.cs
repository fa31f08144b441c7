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
    private readonly SortedDictionary<string, SortedDictionary<string, long>> tallies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, string Column), Dictionary<string, long>> unread = [];
    private readonly Dictionary<(string File, string Column), long> extraDates = [];
    private readonly HashSet<(string File, string Column)> extras = [];
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

    /// <summary>Counts what a room counts of its records.</summary>
    public void Tally(ImportTally tally, ImportRow row, ImportContext context)
    {
        if (!tallies.TryGetValue(tally.Name, out var counts)) tallies.Add(tally.Name, counts = new(tally.Always.ToDictionary(name => name, _ => 0L), StringComparer.Ordinal));
        tally.Of(row, context, name => counts[name] = counts.GetValueOrDefault(name) + 1);
    }

    /// <summary>A cell that its field cannot hold stays with the record as it stands.</summary>
    public void Unread(string file, string column, string cell)
    {
        if (!unread.TryGetValue((file, column), out var cells)) unread.Add((file, column), cells = new(StringComparer.Ordinal));
        cells[cells.Count < Examples || cells.ContainsKey(cell) ? cell : "…"] = cells.GetValueOrDefault(cells.Count < Examples || cells.ContainsKey(cell) ? cell : "…") + 1;
    }

    /// <summary>A cell that is kept as an extra: text in a column of dates is worth a word.</summary>
    public void Extra(string file, string column, ReadOnlySpan<char> cell, DateOrder order)
    {
        if (cell.IsWhiteSpace()) return;
        if (!Cells.TryDate(cell, order, out _, out _)) Unread(file, column, cell.ToString());
        else extraDates[(file, column)] = extraDates.GetValueOrDefault((file, column)) + 1;
        extras.Add((file, column));
    }

    /// <summary>Extras that hold few dates, or none, are no column of dates.</summary>
    private bool IsWorthAWord((string File, string Column) column, long cells) => !extras.Contains(column) || extraDates.GetValueOrDefault(column) * 4 >= cells;

    private IEnumerable<string> UnreadNotes() => unread.Where(one => IsWorthAWord(one.Key, one.Value.Values.Sum())).Select(one => Words.Say("note.unread", one.Key.File, one.Key.Column, one.Value.Values.Sum(),
        string.Join(", ", one.Value.OrderByDescending(cell => cell.Value).Take(3).Select(cell => Words.Say("note.unread.cell", cell.Key, cell.Value)))));

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
            KeptEdits = KeptEdits, KeptEditCount = KeptEditCount, Notes = [.. Notes, .. UnreadNotes()],
            Tallies = tallies.Count == 0 ? null : tallies.ToDictionary(one => one.Key, one => System.Text.Json.JsonSerializer.SerializeToElement(one.Value, ReportJson.Default.SortedDictionaryStringInt64)),
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
