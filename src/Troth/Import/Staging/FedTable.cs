using Troth.Import.Contracts;
using Troth.Import.Reading;

namespace Troth.Import.Staging;

/// <summary>
/// One table as one record of a recipe feeds it. A row is first looked at (<see cref="Take"/>), by every table it feeds, and takes
/// effect (<see cref="Apply"/>) only when none of them refuses: a refused row changes nothing.
/// </summary>
internal abstract class FedTable
{
    private readonly RowBlock scratch;
    private readonly (ImportColumn Column, FedTable From)[] sameRow;
    private readonly (FedColumn Field, Known Target)[] references;
    private readonly ImportColumn[] required;
    private readonly Func<ImportColumn, string?> remember;
    private readonly Action<ImportColumn> keepCell;
    private readonly FedColumn? onlyWith;
    private readonly RowRest own = new();
    private readonly ulong seed;
    private readonly string? negative;

    protected FedTable(ImportTable table, FeedRecord record, Intake intake, IReadOnlyList<FedTable> before)
    {
        (Table, Record, Intake, Known) = (table, record, intake, intake.Known[table.Entity]);
        scratch = new RowBlock(table);
        Row = scratch.Add();
        Fields = [.. table.Columns.Where(c => c.Field is not null && record.Field(c.Field) is not null)
            // References come before texts that may repeat what they lead to, a time of its own before the one that stands with a day.
            .OrderByDescending(c => c.Kind is ColumnKind.Time or ColumnKind.Reference)
            .Select(c => new FedColumn(c, record.Field(c.Field!)!, record, intake))];
        foreach (var field in Fields) field.Beside = Fields.FirstOrDefault(f => field.Column.UnlessNameOf == f.Column);
        references = [.. Fields.Where(f => f.Column.Refers is not null).Select(f => (f, intake.Known[f.Column.Refers!]))];
        required = [.. table.Columns.Where(c => c.Required || c.RequiredIfFed && Fields.Any(f => f.Column == c))];
        (remember, keepCell) = (Remembered, KeepCell);
        sameRow = [.. from column in table.Columns
                      where column.SameRow
                      let beside = before.LastOrDefault(t => t.Record == record && t.Table.Entity == column.Refers)
                      where beside is not null // a recipe need not say anything of it: of a seller's team
                      select (column, beside)];
        onlyWith = table.OnlyWith is { } needed ? Fields.SingleOrDefault(f => f.Column == needed) : null;
        seed = intake.NextSeed();
        negative = record.Recipe.Negative == Negative.Refuse ? null : record.Recipe.Negative.ToString().ToLowerInvariant();
        Given = table.Columns.Where(IsGiven).Aggregate(0ul, (mask, column) => mask | column.Bit);
        Compared = [.. table.Columns.Where(c => (Given & c.Bit) != 0 && c.Stored)];
    }

    public ImportTable Table { get; }
    public FeedRecord Record { get; }

    /// <summary>The row's record, by number; -1 when the row makes none.</summary>
    public int Current { get; protected set; } = -1;

    /// <summary>The record is the one that a key names, not something this table makes beside another.</summary>
    public bool IsMain => Table.Entity == Record.Entity.Name;

    /// <summary>Columns that this feed tells, as bits and as a list.</summary>
    public ulong Given { get; }
    public ImportColumn[] Compared { get; }

    protected Intake Intake { get; }
    protected Known Known { get; }
    protected ImportRow Row { get; }
    protected FedColumn[] Fields { get; }

    /// <summary>Looks at the current row. False with the reason when it is refused.</summary>
    public bool Take(out string reason)
    {
        Current = -1;
        reason = "";
        if (!Record.Applies || Table.OnlyWith is not null && !Makes()) return true;
        return TakeRow(out reason);
    }

    protected abstract bool TakeRow(out string reason);

    /// <summary>Makes what was taken part of the import.</summary>
    public abstract void Apply(RowPlace place);

    /// <summary>Forgets what was taken, because another part of the row was refused.</summary>
    public abstract void Undo();

    /// <summary>Reads all fields into <see cref="Row"/>.</summary>
    protected bool TryRead(out string reason)
    {
        scratch.Clear();
        scratch.Add();
        own.Clear();
        foreach (var field in Fields)
            if (!field.TryRead(Row, own, out reason))
                return false;
        foreach (var (column, from) in sameRow)
            if (from.Current >= 0)
                Row.Set(column, from.Known.Id(from.Current));
        reason = "";
        return true;
    }

    protected bool TryCheck(bool isNew, string? key, out string reason)
    {
        var context = Intake.Context;
        (context.IsNew, context.Key, context.Negative, context.RememberedOf) = (isNew, key, negative, remember);
        context.KeepCellOf = keepCell;
        reason = Table.Check?.Invoke(Row, context) ?? "";
        if (reason.Length > 0) return false;
        if (!isNew) return true;
        foreach (var column in required)
        {
            if (Row.Has(column)) continue;
            reason = Words.Say("row.needed", column.Field ?? column.Property, Table.Entity);
            return false;
        }
        return true;
    }

    /// <summary>A cell that stays with the record beside its extras.</summary>
    protected void Keep(string name, string value) => own.Keep(name, value);

    private void KeepCell(ImportColumn column)
    {
        if (Fields.FirstOrDefault(f => f.Column == column) is { } field) own.Keep(Record, field.Cells);
    }

    /// <summary>The row's extras in the form they are kept in.</summary>
    protected string? Extras()
    {
        if (!IsMain) return null;
        var json = Record.ExtrasJson();
        if (Intake.IsLast(Record) && !Intake.Displaced.IsEmpty)
            foreach (var (name, cell) in Intake.Displaced.Cells) own.Keep(name, cell);
        return json is null && own.IsEmpty ? null : ExtrasText.Of(Intake.Source, json, own.Cells);
    }

    /// <summary>A hash of the cells that tell this record, so that a row that tells it again is passed over unread.</summary>
    protected ulong Print()
    {
        var print = TextHash.Combine(seed, Record.Fingerprint());
        foreach (var column in Record.ExtraColumns) print = TextHash.Combine(print, TextHash.Of(Record.Cell(column)));
        return print;
    }

    private string? Remembered(ImportColumn reference)
    {
        foreach (var (field, target) in references)
            if (field.Column == reference)
                return field.Referred >= 0 ? target.RememberedNow(field.Referred)
                    : Row.Id(reference) is { } found ? target.RememberedNow(target.RecordOf(found) is >= 0 and var record ? record : Intake.Adopt(target, found)) : null;
        return null;
    }

    private bool Makes() => onlyWith is not null && onlyWith.Field.TryText(out var text, out _) && !text.IsWhiteSpace();

    private bool IsGiven(ImportColumn column) =>
        Fields.Any(f => f.Column == column || f.Column.TimeOfDay == column) || sameRow.Any(s => s.Column == column)
        || Table.Computes.Any(c => c.Computed == column && (c.From.Length == 0 || c.From.Any(from => Fields.Any(f => f.Column == from))))
        || column == Table.EndedOn || column == Table.Extras && IsMain;
}

/// <summary>Where the current row stands.</summary>
internal readonly record struct RowPlace(Reporting.FileCounts File, long Line);
