using Troth.Import.Contracts;
using Troth.Import.Reading;

namespace Troth.Import.Staging;

/// <summary>A column and the field of a feed that fills it.</summary>
internal sealed class FedColumn(ImportColumn column, FeedField feed, FeedRecord record, Intake intake)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly StringPool pool = new();
    private readonly Known? target = column.Refers is null ? null : intake.Known[column.Refers];

    public ImportColumn Column => column;
    public FeedField Field => feed;

    /// <summary>For a reference: the number of the record it led to in the current row, or -1.</summary>
    public int Referred { get; private set; } = -1;

    /// <summary>The reference whose record's name this text may merely repeat.</summary>
    public FedColumn? Beside { get; set; }

    /// <summary>The names of the columns of the file that it is read from.</summary>
    public IEnumerable<int> Cells => feed.Columns;

    /// <summary>Reads the current row's cell into <paramref name="row"/>. What would be lost of it goes to <paramref name="rest"/>.</summary>
    public bool TryRead(ImportRow row, RowRest rest, out string reason)
    {
        if (TryCell(row, rest, out reason)) return true;
        if (!feed.KeepsUnread) return false;
        foreach (var cell in Cells) intake.Unread(record.ColumnName(cell), record.Cell(cell).ToString());
        rest.Keep(record, Cells);
        reason = "";
        return true;
    }

    private bool TryCell(ImportRow row, RowRest rest, out string reason)
    {
        switch (column.Kind)
        {
            case ColumnKind.Text: return TryText(row, out reason);
            case ColumnKind.Whole or ColumnKind.Decimal:
                if (!feed.TryScaled(column.Decimals, out var number, out reason)) return false;
                return TrySet(row, number, out reason);
            case ColumnKind.Share:
                if (!feed.TryShare(out var share, out reason)) return false;
                return TrySet(row, share is { } part ? (long)(part * 1_000_000) : null, out reason);
            case ColumnKind.Flag:
                if (!feed.TryFlag(out var flag, out reason)) return false;
                return TrySet(row, flag is { } yes ? yes ? 1 : 0 : null, out reason);
            case ColumnKind.Currency:
                if (!feed.TryCurrency(out var code, out reason)) return false;
                row.Set(column, code);
                return true;
            case ColumnKind.Day: return TryDay(row, rest, out reason);
            case ColumnKind.Time: return TryTime(row, out reason);
            case ColumnKind.List: return TryList(row, out reason);
            case ColumnKind.Word: return TryWord(row, out reason);
            case ColumnKind.Reference:
                Referred = -1;
                if (!intake.References.TryResolve(column, target!, feed, out var id, out var referred, out reason)) return false;
                Referred = referred;
                if (id is { } found) row.Set(column, found);
                return true;
            default: throw new InvalidOperationException($"{column} is computed; no field fills it.");
        }
    }

    private bool TryText(ImportRow row, out string reason)
    {
        if (!feed.TryText(out var text, out reason)) return false;
        if (text.IsEmpty) return true;
        if (column.Max > 0 && text.Length > column.Max)
        {
            reason = Words.Say("row.tooLong", Label, Reading.Cells.Quoted(text), text.Length, column.Max);
            return false;
        }
        if (Beside is { Referred: >= 0 } named && text.SequenceEqual(named.target!.RememberedNow(named.Referred))) return true;
        row.Set(column, pool.Get(text));
        return true;
    }

    private bool TrySet(ImportRow row, long? number, out string reason)
    {
        reason = "";
        if (number is not { } value) return true;
        var unit = column.Decimals == 4 ? 10_000m : column.Decimals == 6 ? 1_000_000m : 1m;
        if (column.Least is { } least && value < least * unit || column.Most is { } most && value > most * unit)
        {
            reason = column.Most is { } up && up < int.MaxValue
                ? Words.SayPlainly("row.between", Label, value / unit, column.Least, up)
                : Words.SayPlainly("row.least", Label, value / unit, column.Least);
            return false;
        }
        row.Set(column, value);
        return true;
    }

    private bool TryDay(ImportRow row, RowRest rest, out string reason)
    {
        if (!feed.TryDate(out var date, out reason)) return false;
        if (date is not { } given) return true;
        row.Set(column, given.Day.Year * 10_000 + given.Day.Month * 100 + given.Day.Day);
        if (given.Time is not { } time || time == TimeOnly.MinValue) return true;
        var whole = time.Ticks % Second.Ticks == 0 && given.Offset.GetValueOrDefault() == TimeSpan.Zero;
        if (column.TimeOfDay is { } beside && !row.Has(beside)) row.Set(beside, time.Ticks / Second.Ticks);
        else whole = false;
        if (!whole) rest.Keep(record, Cells);
        return true;
    }

    private bool TryTime(ImportRow row, out string reason)
    {
        if (!feed.TryText(out var text, out reason)) return false;
        if (text.IsWhiteSpace()) return true;
        if (!TimeReading.TryRead(string.Concat(" ", text.Trim()), out var time, out _) || time is not { } given || given.Ticks % Second.Ticks != 0)
        {
            reason = Words.Say("row.time", Label, Reading.Cells.Quoted(text));
            return false;
        }
        row.Set(column, given.Ticks / Second.Ticks);
        return true;
    }

    private bool TryList(ImportRow row, out string reason)
    {
        if (!feed.TryText(out var text, out reason)) return false;
        if (text.IsWhiteSpace()) return true;
        var words = text.ToString().Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
        var joined = string.Join(column.Separator, words);
        if (joined.Length > column.Max)
        {
            reason = Words.Say("row.listTooLong", Label, Reading.Cells.Quoted(text), joined.Length, column.Max);
            return false;
        }
        row.Set(column, joined.Length == 0 ? null : joined);
        return true;
    }

    private bool TryWord(ImportRow row, out string reason)
    {
        if (!feed.TryText(out var text, out reason)) return false;
        text = text.Trim();
        if (text.IsEmpty) return true;
        foreach (var (word, kept) in column.Words!)
        {
            if (!text.Equals(word, StringComparison.OrdinalIgnoreCase)) continue;
            row.Set(column, kept);
            return true;
        }
        reason = Words.Say("row.word", Label, Reading.Cells.Quoted(text), string.Join(", ", column.Words!.Keys));
        return false;
    }

    private string Label => string.Join(", ", Cells.Select(record.ColumnName).DefaultIfEmpty(feed.Field.Name));
}
