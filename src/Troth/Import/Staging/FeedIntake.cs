using Troth.Import.Contracts;
using Troth.Import.Reading;
using Troth.Import.Reporting;

namespace Troth.Import.Staging;

/// <summary>Reads the files of a recipe into the import, row by row.</summary>
internal sealed class FeedIntake(Recipe recipe, string folder, Intake intake, IReadOnlyDictionary<string, Importable> importables, IProgress<ImportProgress>? progress)
{
    private const int RowsAtOnce = 4_096, RowsBetweenNews = 8_192;

    public void Run(CancellationToken cancel)
    {
        var files = recipe.Files.SelectMany(file => FeedFile.Matching(folder, file.File).Select(name => (file, name, new FileInfo(Path.Combine(folder, name)).Length))).ToList();
        var (before, all) = (0L, files.Sum(f => f.Length));
        for (var at = 0; at < files.Count; at++)
        {
            var (file, name, length) = files[at];
            var news = new ImportProgress(name, at + 1, files.Count, 0, 0, (double)before / all);
            progress?.Report(news);
            ExpectOwnKind(file, name, cancel);
            using var feed = FeedFile.Open(folder, name, file);
            Read(feed, (counts, bytes) => progress?.Report(news with { Rows = counts.Rows, Refused = counts.Refused, Share = (double)(before + bytes) / all }), cancel);
            before += length;
            intake.References.ExpectNothing();
        }
    }

    private void Read(FeedFile feed, Action<FileCounts, long> tell, CancellationToken cancel)
    {
        var tables = Bind(feed);
        var counts = intake.Ledger.Open(feed.Name);
        while (feed.Read())
        {
            counts.Rows++;
            if (counts.Rows % RowsBetweenNews == 0)
            {
                cancel.ThrowIfCancellationRequested();
                tell(counts, feed.BytesRead);
            }
            if (feed.Fault.Length > 0) Refuse(feed, counts, feed.Records[^1].Entity.Name, feed.Fault, [feed.Records[^1].Entity.Name]);
            else Take(feed, tables, counts);
            if (intake.WaitingRows >= RowsAtOnce) intake.Flush();
        }
        cancel.ThrowIfCancellationRequested();
        tell(counts, feed.BytesRead);
    }

    private void Take(FeedFile feed, FedTable[] tables, FileCounts counts)
    {
        intake.Begin(feed.Last);
        if (feed.Last is null)
        {
            counts.Unused++;
            return;
        }
        for (var at = 0; at < tables.Length; at++)
        {
            if (tables[at].Take(out var reason)) continue;
            for (var undone = 0; undone <= at; undone++) tables[undone].Undo();
            Refuse(feed, counts, tables[at].Table.Entity, reason, tables.Skip(at).Where(t => t.Record.Applies).Select(t => t.Record.Entity.Name).Distinct());
            return;
        }
        var place = new RowPlace(counts, feed.Line);
        foreach (var table in tables) table.Apply(place);
        intake.Taken(feed.Name);
        foreach (var record in feed.Records)
            if (record.Applies)
                foreach (var column in record.OwnExtras)
                    intake.Ledger.Extra(feed.Name, record.ColumnName(column), record.Cell(column), feed.Recipe.DateOrder ?? DateOrder.Ymd);
    }

    private void Refuse(FeedFile feed, FileCounts counts, string entity, string reason, IEnumerable<string> kinds) =>
        intake.Ledger.Refuse(counts, feed.Line, entity, reason, kinds, feed);

    private FedTable[] Bind(FeedFile feed)
    {
        var tables = new List<FedTable>();
        foreach (var record in feed.Records)
            foreach (var table in importables[record.Entity.Name].Tables)
            {
                if (table.OnlyWith is { } needed && record.Field(needed.Field!) is null) continue;
                tables.Add(table.Whole is not null
                    ? new FedParts(table, record, intake, tables)
                    : new FedRecords(table, record, intake, tables, columns => StoredHashes(table, columns)));
            }
        return [.. tables];
    }

    private ulong[] StoredHashes(ImportTable table, ImportColumn[] columns)
    {
        var known = intake.Known[table.Entity];
        var hashes = new ulong[known.Count];
        foreach (var row in intake.Stored.All(table, columns))
            if (known.Find(NaturalKeys.KeyOf(row.Values)) is >= 0 and var record)
                hashes[record] = row.Values.Hash(columns);
        return hashes;
    }

    /// <summary>Records that refer to others of their kind by key may stand above them: such a file is looked through for its keys first.</summary>
    private void ExpectOwnKind(RecipeFile file, string name, CancellationToken cancel)
    {
        for (var index = 0; index < file.Records.Count; index++)
        {
            var main = importables[file.Records[index].Entity].Main;
            if (!file.Records[index].Fields.Any(f => f.Value.By is null && main.Columns.Any(c => c.Field == f.Key && c.Refers == main.Entity))) continue;
            var keys = new HashSet<string>(StringComparer.Ordinal);
            using var feed = FeedFile.Open(folder, name, file);
            while (feed.Read())
            {
                if (feed.Rows % RowsBetweenNews == 0) cancel.ThrowIfCancellationRequested();
                if (feed.Fault.Length == 0 && feed.Records[index] is { Applies: true } record && record.TryKey(out var key, out _)) keys.Add(key.Trim().ToString());
            }
            intake.References.Expect(main, keys);
        }
    }
}

/// <summary>How far an import is.</summary>
/// <param name="File">The file being read.</param>
/// <param name="FileNumber">Its number among <paramref name="FileCount"/>.</param>
/// <param name="FileCount">How many there are.</param>
/// <param name="Rows">Rows of it so far.</param>
/// <param name="Refused">Of these, refused.</param>
/// <param name="Share">How much of all files' bytes is read, from 0 to 1; null where files are only looked at.</param>
public sealed record ImportProgress(string File, int FileNumber, int FileCount, long Rows, long Refused, double? Share = null);
