using Troth.Import.Contracts;
using Troth.Import.Reading;

namespace Troth.Import.Staging;

/// <summary>A table of parts, such as order lines: known by the whole they belong to, not one by one.</summary>
internal sealed class FedParts : FedTable
{
    private readonly PartBook book;
    private readonly FedColumn? wholeField;
    private readonly Known wholes;
    private readonly string defaultCurrency;
    private string? key;
    private bool told;

    public FedParts(ImportTable table, FeedRecord record, Intake intake, IReadOnlyList<FedTable> before) : base(table, record, intake, before)
    {
        book = intake.Parts[table.Entity];
        wholes = intake.Known[table.Whole!.Refers!];
        wholeField = Fields.SingleOrDefault(f => f.Column == table.Whole);
        defaultCurrency = intake.Context.Currency ?? "";
    }

    protected override bool TakeRow(out string reason)
    {
        told = false;
        if (!TryRead(out reason) || !TryCheck(isNew: true, null, out reason)) return false;
        if (!Record.TryKey(out var text, out reason)) return false;
        text = text.Trim();
        if (text.Length > Table.ExternalKey.Max)
        {
            reason = Words.Say("row.keyTooLong", Cells.Quoted(text), text.Length, Table.ExternalKey.Max);
            return false;
        }
        Row.Set(Table.Extras, Extras());
        Current = wholeField!.Referred >= 0 ? wholeField.Referred : Intake.Adopt(wholes, Row.Id(Table.Whole!)!.Value);
        key = text.IsEmpty ? null : text.ToString();
        if (key is null || book.Told(Current, key) is not { } before) return true;
        told = before == Row.Hash(Compared);
        if (told) return true;
        reason = Words.Say("row.partDiffers", Table.Entity, Cells.Quoted(text), wholes.Table.Entity);
        return false;
    }

    public override void Apply(RowPlace place)
    {
        if (Current < 0) return;
        if (told) Intake.Ledger.Of(Table.Entity).Unchanged++;
        else book.Add(Current, Row, key, Compared);
        if (wholes.Table.Totals is { } totals && !told) Intake.Ledger.Amount(wholes.Remembered(Current) ?? defaultCurrency, totals.Amount(Row));
    }

    public override void Undo() { }
}
