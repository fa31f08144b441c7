using Troth.Import.Contracts;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Platform.History;

namespace Troth.Import.Staging;

/// <summary>A table of records with an identity of their own: accounts, orders, rates. Several rows and files may tell of the same one.</summary>
internal sealed class FedRecords : FedTable
{
    private readonly bool first;
    private readonly ulong[] storedHashes;
    private readonly List<(ImportColumn Column, bool Overrules)> differing = [];
    private Act act;
    private ulong print, fills;

    private enum Act { Nothing, Create, Same, Change, Merge }

    /// <param name="storedHashes">For the records that were there before, by number: the hash of the columns this feed tells.</param>
    public FedRecords(ImportTable table, FeedRecord record, Intake intake, IReadOnlyList<FedTable> before, Func<ImportColumn[], ulong[]> storedHashes)
        : base(table, record, intake, before)
    {
        first = record.Recipe.Repeated == Repeated.First;
        this.storedHashes = storedHashes(Compared);
    }

    private bool Natural => Table.NaturalKey.Count > 0;

    protected override bool TakeRow(out string reason)
    {
        act = Act.Nothing;
        differing.Clear();
        fills = 0;
        Known.Pending = (-1, null);
        if (Natural) return TakeNatural(out reason);
        if (!Record.TryKey(out var key, out reason)) return false;
        key = key.Trim();
        if (key.IsEmpty)
        {
            reason = Words.Say("row.noKey", Table.Entity);
            return false;
        }
        if (key.Length > Table.ExternalKey.Max)
        {
            reason = Words.Say("row.keyTooLong", Cells.Quoted(key), key.Length, Table.ExternalKey.Max);
            return false;
        }
        Current = Known.FindOrReserve(key);
        print = Print();
        if (Known.Print(Current) == print && Known.State(Current) is not (RecordState.Reserved or RecordState.Stored)) return true;
        return TryRead(out reason) && Settle(Known.Key(Current), out reason);
    }

    private bool TakeNatural(out string reason)
    {
        if (!TryRead(out reason)) return false;
        if (!TryCheck(isNew: true, null, out reason)) return false;
        Table.Derive?.Invoke(Row);
        if (IsMain && Record.TryKey(out var key, out _) && !key.IsEmpty)
            Keep(Record.Recipe.Key!.Column ?? "key", key.ToString());
        Current = Known.FindOrReserve(NaturalKeys.Text(Table, Row));
        print = Print();
        return Settle(null, out reason);
    }

    /// <summary>Compares what the row tells with what is known, without changing anything.</summary>
    private bool Settle(string? key, out string reason)
    {
        var state = Known.State(Current);
        if (!Natural && !TryCheck(state == RecordState.Reserved, key, out reason)) return false;
        Row.Set(Table.Extras, Extras());
        reason = "";
        switch (state)
        {
            case RecordState.Reserved:
                act = Act.Create;
                Remember();
                return true;
            case RecordState.Stored:
                act = Row.Hash(Compared) == storedHashes[Current] ? Act.Same : Act.Change;
                Remember();
                return true;
            case RecordState.Same when !Known.IsTold(Current):
                Intake.Recall(Known, Current, Given);
                break;
        }
        act = Act.Merge;
        return TryMerge(out reason);
    }

    private bool TryMerge(out string reason)
    {
        var told = Known.RowOf(Current);
        var given = Known.Given(Current);
        foreach (var column in Compared)
        {
            if (column == Table.EndedOn || told.Same(column, Row) && (given & column.Bit) != 0) continue;
            var differ = Row.Has(column) && told.Has(column) && (given & column.Bit) != 0;
            if (column == Table.Extras && differ)
            {
                fills |= column.Bit;
                differ = ExtrasText.Merge(told.Text(column), Row.Text(column), Intake.Source) != ExtrasText.Merge(Row.Text(column), told.Text(column), Intake.Source);
            }
            else if (!differ && (!told.Has(column) || (given & column.Bit) == 0)) fills |= column.Bit;
            if (differ)
            {
                if (Record.Recipe.Repeated == Repeated.Refuse)
                {
                    reason = Words.Say("row.differs", column.Field ?? column.Property,
                        Cells.Quoted(Text(column, Row)), Cells.Quoted(Text(column, told)), Table.Entity, Cells.Quoted(Known.Key(Current)));
                    return false;
                }
                differing.Add((column, !first));
                if (first) KeepCells(column);
            }
        }
        reason = "";
        if (Table.Remembered is { } remembered && ((fills & remembered.Bit) != 0 || differing.Contains((remembered, true)))) Remember();
        return true;
    }

    private void Remember()
    {
        if (Table.Remembered is { } column && Row.Text(column) is { } text) Known.Pending = (Current, text);
    }

    /// <summary>The value that does not count stays with the row's last record.</summary>
    private void KeepCells(ImportColumn column)
    {
        if (Fields.FirstOrDefault(f => f.Column == column || f.Column.TimeOfDay == column) is { } field) Intake.Displace(Record, field.Cells);
    }

    public override void Apply(RowPlace place)
    {
        if (Current < 0 || act == Act.Nothing) return;
        if (act != Act.Merge && Table.Tally is { } tally) Intake.Ledger.Tally(tally, Row, Intake.Context);
        Known.Print(Current) = first && differing.Count > 0 ? 0 : print; // what did not count must be looked at each time
        switch (act)
        {
            case Act.Create:
                Known.State(Current) = RecordState.New;
                Known.Waiting.Add(Current);
                Intake.WaitingRows++;
                Told(Known.Tell(Current, Row, Given));
                break;
            case Act.Same:
                Known.State(Current) = RecordState.Same;
                break;
            case Act.Change:
                Known.State(Current) = RecordState.Changed;
                Told(Known.Tell(Current, Row, Given));
                break;
            default:
                Merge(place);
                break;
        }
    }

    private void Merge(RowPlace place)
    {
        var told = Known.RowOf(Current);
        foreach (var (column, overrules) in differing)
        {
            Intake.Ledger.Differs(column, Known.Key(Current), overrules ? Text(column, Row) : Text(column, told), overrules ? Text(column, told) : Text(column, Row), place.File, place.Line);
            if (overrules) fills |= column.Bit;
        }
        Known.AlsoGiven(Current, Given);
        if (fills == 0) return;
        foreach (var column in Compared)
        {
            if ((fills & column.Bit) == 0) continue;
            if (column == Table.Extras)
                told.Set(column, first ? ExtrasText.Merge(Row.Text(column), told.Text(column), Intake.Source) : ExtrasText.Merge(told.Text(column), Row.Text(column), Intake.Source));
            else told.Take(column, Row);
        }
        if (Known.State(Current) == RecordState.Written) Known.Retell(Current, Table.Written);
        else if (Known.State(Current) == RecordState.Same) Known.State(Current) = RecordState.Changed;
        Told(told);
    }

    private void Told(ImportRow told)
    {
        if (Table.Remembered is { } column && told.Has(column)) Known.Remembered(Current) = told.Text(column);
        Intake.References.Told(Table, Known.Id(Current), told);
    }

    public override void Undo()
    {
        if (Current >= 0 && Known.State(Current) == RecordState.Reserved) Known.State(Current) = RecordState.Ghost;
    }

    private string Text(ImportColumn column, ImportRow row) => Intake.Text(column, row) ?? "";
}
