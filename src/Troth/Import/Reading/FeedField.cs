namespace Troth.Import.Reading;

/// <summary>A field of a record and the value the current row gives it. Methods answer null for "nothing given".</summary>
public sealed class FeedField
{
    private readonly FeedValue _value;
    private readonly DateOrder _order;
    private readonly DecimalMark _mark;
    private string _lastText = "";
    private DateCell? _lastDate; // the lines of an order share its day

    internal FeedField(ImportField field, RecipeValue recipe, FeedColumns columns, FileStyles styles, bool isKey = false)
    {
        Field = field;
        (By, KeepsUnread) = (recipe.By, recipe.Unreadable is Unreadable.Keep);
        _value = new FeedValue(recipe, columns, isKey);
        _order = styles.Order(recipe);
        _mark = styles.Mark(recipe);
        Also = recipe.Also is null ? null : new FeedField(field, recipe.Also, columns, styles);
    }

    public ImportField Field { get; }

    /// <summary>For a reference: the field to find the other record by; null for its external key.</summary>
    public string? By { get; }

    /// <summary>For a reference by a field: the second value, which settles it when several answer to the first.</summary>
    public FeedField? Also { get; }

    /// <summary>A cell that it cannot hold stays as an extra, and does not refuse the row.</summary>
    public bool KeepsUnread { get; }

    internal IEnumerable<int> Columns => _value.Columns.Concat(Also?.Columns ?? []);

    /// <summary>The text, unaltered but for what the recipe asks; empty for nothing. Valid until the next row or call.</summary>
    /// <returns>False when the recipe's map refuses the value.</returns>
    public bool TryText(out ReadOnlySpan<char> value, out string reason)
    {
        reason = "";
        if (_value.TryGet(out value))
            return true;
        reason = Words.Say("row.unmapped", _value.Label, Cells.Quoted(value), Field.Name);
        return false;
    }

    public bool TryDate(out DateCell? value, out string reason)
    {
        value = null;
        if (!Filled(out var cell, out reason, out var given) || !given)
            return reason.Length == 0;
        if (_lastDate is not null && cell.SequenceEqual(_lastText))
        {
            value = _lastDate;
            return true;
        }
        if (!Cells.TryDate(cell, _order, out var date, out reason))
            return Explain(ref reason);
        _lastText = cell.ToString();
        value = _lastDate = date;
        return true;
    }

    /// <summary>A number as a whole number of 10^-<paramref name="decimals"/>.</summary>
    public bool TryScaled(int decimals, out long? value, out string reason)
    {
        value = null;
        if (!Filled(out var cell, out reason, out var given) || !given)
            return reason.Length == 0;
        if (!Cells.TryScaled(cell, _mark, decimals, out var number, out reason))
            return Explain(ref reason);
        value = number;
        return true;
    }

    public bool TryDecimal(int decimals, out decimal? value, out string reason)
    {
        value = null;
        if (!Filled(out var cell, out reason, out var given) || !given)
            return reason.Length == 0;
        if (!Cells.TryDecimal(cell, _mark, decimals, out var number, out reason))
            return Explain(ref reason);
        value = number;
        return true;
    }

    public bool TryShare(out decimal? value, out string reason)
    {
        value = null;
        if (!Filled(out var cell, out reason, out var given) || !given)
            return reason.Length == 0;
        if (!Cells.TryShare(cell, _mark, out var number, out reason))
            return Explain(ref reason);
        value = number;
        return true;
    }

    public bool TryInteger(out long? value, out string reason) => TryScaled(0, out value, out reason);

    public bool TryFlag(out bool? value, out string reason)
    {
        value = null;
        if (!Filled(out var cell, out reason, out var given) || !given)
            return reason.Length == 0;
        if (!Cells.TryFlag(cell, out var flag, out reason))
            return Explain(ref reason);
        value = flag;
        return true;
    }

    public bool TryCurrency(out string? value, out string reason)
    {
        value = null;
        if (!Filled(out var cell, out reason, out var given) || !given)
            return reason.Length == 0;
        if (!Cells.TryCurrency(cell, out var code, out reason))
            return Explain(ref reason);
        value = code;
        return true;
    }

    private bool Filled(out ReadOnlySpan<char> cell, out string reason, out bool given)
    {
        var read = TryText(out cell, out reason);
        given = read && !cell.IsWhiteSpace();
        return read;
    }

    private bool Explain(ref string reason)
    {
        reason = $"{_value.Label}: {reason}";
        return false;
    }
}
