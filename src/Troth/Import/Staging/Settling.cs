using Troth.Import.Contracts;
using Troth.Import.Reporting;
using Troth.Import.Storing;
using Troth.Platform.History;

namespace Troth.Import.Staging;

/// <summary>What can only be said once every row is read: which records really change, which parts are changed ones, what a full feed no longer holds.</summary>
internal sealed class Settling(Intake intake, Action<StagedUpdate> stage)
{
    private StoredRecords Stored => intake.Stored;

    /// <summary>Settles all tables. Afterwards nothing waits but new rows.</summary>
    /// <param name="ending">Tables of which a full feed tells all: what it does not tell has ended.</param>
    public void Run(IReadOnlySet<ImportTable> ending)
    {
        foreach (var table in intake.Tables)
        {
            DropDangling(intake.Known[table.Entity]);
            if (intake.Parts.TryGetValue(table.Entity, out var parts)) SettleParts(parts, ending.Contains(table));
            else SettleRecords(intake.Known[table.Entity], ending.Contains(table));
        }
    }

    private void SettleRecords(Known known, bool ending)
    {
        var counts = intake.Ledger.Of(known.Table.Entity);
        var changed = new Dictionary<Guid, int>();
        for (var record = 0; record < known.Count; record++)
            switch (known.State(record))
            {
                case RecordState.New or RecordState.Written: counts.Created++; break;
                case RecordState.Same: counts.Unchanged++; break;
                case RecordState.Changed: changed.Add(known.Id(record), record); break;
            }
        foreach (var stored in Stored.Load(known.Table, [.. changed.Keys]))
        {
            var record = changed[stored.Values.Id(known.Table.Id)!.Value];
            var fields = Difference.Of(stored, known.RowOf(record), known.Given(record), intake.Source, edit => intake.Ledger.Keep(edit with { Key = intake.KeyShown(known, record, stored.Values) }));
            if (fields.Count == 0) counts.Unchanged++;
            else
            {
                counts.Updated++;
                Stage(known.Table, stored.Values, fields);
            }
        }
        if (ending) End(known, counts);
    }

    private void End(Known known, EntityCounts counts)
    {
        var table = known.Table;
        var gone = Stored.All(table, [table.Id, table.EndedOn]).Where(row => row.SourceId == Stored.SourceId && !row.Values.Has(table.EndedOn))
            .Select(row => (Id: row.Values.Id(table.Id)!.Value, Record: known.Find(NaturalKeys.KeyOf(row.Values))))
            .Where(row => row.Record >= 0 && known.State(row.Record) == RecordState.Stored).Select(row => row.Id).ToList();
        var staying = Staying(table, gone);
        foreach (var id in gone.Where(id => !staying.Contains(id)))
        {
            counts.Ended++;
            stage(new StagedUpdate(table, id, null, [Ended(table)]));
            // A feed of wholes alone tells nothing of their parts.
            if (table.Totals is { } totals && intake.Parts.TryGetValue(totals.Parts, out var parts)) EndParts(parts, id);
        }
    }

    /// <summary>What stands elsewhere too, or counts, does not end because a feed no longer has it; where that may surprise, it is listed.</summary>
    private HashSet<Guid> Staying(ImportTable table, List<Guid> gone)
    {
        var (staying, remain) = (new HashSet<Guid>(), new Dictionary<string, int>());
        if (table.Stands is null && table.Remains is null) return staying;
        foreach (var stored in Stored.Load(table, gone))
        {
            var stands = Difference.Stands(stored, table.EndedOn);
            if ((stands ?? table.Remains?.Invoke(stored.Values, intake.Context)) is not { } because) continue;
            staying.Add(stored.Values.Id(table.Id)!.Value);
            if (stands is not null) intake.Ledger.Keep(Difference.Left(stored, table.EndedOn, null, Ended(table).To, because));
            else if (because.Length > 0) remain[because] = remain.GetValueOrDefault(because) + 1;
        }
        // Each feed leaves the same out again, so they are counted, not listed.
        foreach (var (because, many) in remain) intake.Ledger.Notes.Add(Words.Say("note.remain", table.Entity, many, because));
        return staying;
    }

    private void EndParts(PartBook book, Guid whole)
    {
        foreach (var part in Stored.WholeParts(book.Table, whole).Where(part => !part.Values.Has(book.Table.EndedOn))) EndPart(book.Table, part);
        stage(new StagedUpdate(intake.Known[book.Table.Whole!.Refers!].Table, whole, null, []));
    }

    private void EndPart(ImportTable table, StoredRow part)
    {
        intake.Ledger.Of(table.Entity).Ended++;
        Stage(table, part.Values, [Ended(table)]);
    }

    private FieldChange Ended(ImportTable table) =>
        new(table.EndedOn.Property, null, intake.Context.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private void SettleParts(PartBook book, bool ending)
    {
        var leftover = book.Leftover.ToLookup(one => one.Whole);
        foreach (var (whole, parts) in book.Touched.OrderBy(one => one.Whole).ToList())
        {
            if (!leftover.Contains(whole) && (parts.AllMatched || !ending)) continue;
            SettlePartsOf(book, whole, parts, [.. leftover[whole].Select(one => (one.Row, one.Key))], ending);
        }
        var wholes = intake.Known[book.Table.Whole!.Refers!];
        foreach (var whole in book.Recount) stage(new StagedUpdate(wholes.Table, wholes.Id(whole), null, []));
    }

    private void SettlePartsOf(PartBook book, int whole, StoredParts parts, List<(int Row, string? Key)> rows, bool ending)
    {
        var table = book.Table;
        var unmatched = parts.Unmatched.ToHashSet();
        var stored = Stored.WholeParts(table, intake.Known[table.Whole!.Refers!].Id(whole)).Where(part => unmatched.Contains((int)part.Values.Number(table.Place!))).ToList();
        var given = parts.Compared.Aggregate(0ul, (mask, column) => mask | column.Bit);
        var counts = intake.Ledger.Of(table.Entity);
        foreach (var (index, key) in rows)
        {
            var row = book.LeftoverRows[index];
            var known = Counterpart(stored, row, key, parts.Compared);
            if ((known ?? Nameless(stored, row, key, parts.Compared)) is not { } part)
            {
                book.AddNew(whole, row, key);
                continue;
            }
            stored.Remove(part);
            var fields = Difference.Of(part, row, given, intake.Source, intake.Ledger.Keep);
            if (known is null) fields.Add(new(table.ExternalKey.Property, null, key));
            if (fields.Count == 0) counts.Unchanged++;
            else
            {
                counts.Updated++;
                book.Recount.Add(whole);
                Stage(table, part.Values, fields);
            }
        }
        if (!ending) return;
        foreach (var part in stored.Where(part => !part.Values.Has(table.EndedOn)))
        {
            book.Recount.Add(whole);
            EndPart(table, part);
        }
    }

    /// <summary>The stored part that a row is a changed version of: the one with its key; without keys the one it has most in common with.</summary>
    private static StoredRow? Counterpart(List<StoredRow> stored, ImportRow row, string? key, ImportColumn[] compared)
    {
        StoredRow? best = null;
        var most = 0;
        foreach (var part in stored)
        {
            if (part.Values.Text(part.Values.Table.ExternalKey) != key) continue;
            if (key is not null) return part;
            var common = compared.Count(column => row.Has(column) && row.Same(column, part.Values));
            if (common <= most && best is not null) continue;
            (best, most) = (part, common);
        }
        return best;
    }

    /// <summary>
    /// Of a whole that was made here and is known by its key there: the part without a key that names the same things. It goes by this key
    /// from now on.
    /// </summary>
    private static StoredRow? Nameless(List<StoredRow> stored, ImportRow row, string? key, ImportColumn[] compared) => key is null ? null
        : Counterpart(stored.FindAll(part => part.SourceId == 0 && compared.Where(c => c.Refers is not null).All(c => row.Same(c, part.Values))), row, null, compared);

    /// <summary>A record whose parent's own row was refused stands without one; the cell stays with it.</summary>
    private void DropDangling(Known known)
    {
        foreach (var column in known.Table.Columns.Where(c => c.Refers == known.Table.Entity))
        {
            var missing = new Dictionary<Guid, string>();
            for (var record = 0; record < known.Count; record++)
                if (known.State(record) == RecordState.Ghost && known.Id(record) != Guid.Empty) missing.Add(known.Id(record), known.Key(record));
            for (var record = 0; record < known.Count; record++)
            {
                if (!known.IsTold(record) || known.RowOf(record).Id(column) is not { } parent) continue;
                var row = known.RowOf(record);
                var circle = Circle(known, column, record);
                if (!missing.TryGetValue(parent, out var key) && !circle) continue;
                key ??= known.Key(known.RecordOf(parent));
                row.Clear(column);
                row.Set(known.Table.Extras, ExtrasText.Merge(row.Text(known.Table.Extras), ExtrasText.Of(intake.Source, null, new Dictionary<string, string> { [column.Field!] = key }), intake.Source));
                intake.Ledger.Notes.Add(circle
                    ? Words.Say("note.circle", known.Table.Entity, known.Key(record), column.Field, key)
                    : Words.Say("note.parentRefused", known.Table.Entity, known.Key(record), column.Field, key));
            }
        }
    }

    private static bool Circle(Known known, ImportColumn column, int record)
    {
        var start = known.Id(record);
        var at = known.RowOf(record).Id(column);
        for (var steps = 0; at is { } id && steps < 1_000; steps++)
        {
            if (id == start) return true;
            var next = known.RecordOf(id);
            at = next >= 0 && known.IsTold(next) ? known.RowOf(next).Id(column) : null;
        }
        return false;
    }

    private void Stage(ImportTable table, ImportRow row, IReadOnlyList<FieldChange> fields) =>
        stage(new StagedUpdate(table, row.Id(table.Id)!.Value, table.PartOf is { } whole ? row.Id(whole) : null, fields));
}
