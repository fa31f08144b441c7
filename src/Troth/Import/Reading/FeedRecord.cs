using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Troth.Import.Reading;

/// <summary>A record that the current row makes, if it <see cref="Applies"/>.</summary>
public sealed class FeedRecord
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FeedColumns _columns;
    private readonly FeedCondition[] _when;
    private readonly FeedField? _key;
    private readonly int[] _carried;
    private readonly int[] _told;
    private readonly int[] _ignored;
    private readonly Dictionary<ulong, int[]> _extrasWhen = [];
    private int[] _extras = [];
    private ulong _applying; // which records of the row apply: zero says that none does, and then there are no extras

    internal FeedRecord(RecipeRecord recipe, int index, FeedColumns columns, FileStyles styles)
    {
        (Recipe, Index, _columns) = (recipe, index, columns);
        Entity = ImportEntities.Find(recipe.Entity)!;
        _when = [.. recipe.When.Select(condition => new FeedCondition(condition, columns))];
        _key = recipe.Key is null ? null : new FeedField(new ImportField("key", FieldKind.Text), recipe.Key, columns, styles, isKey: true);
        Fields = [.. recipe.Fields.Select(field => new FeedField(Entity.Field(field.Key)!, field.Value, columns, styles, isKey: Entity.Field(field.Key)!.Kind is FieldKind.Reference))];
        _told = [.. Fields.SelectMany(field => field.Columns).Concat(recipe.Extras.Select(columns.Find)).Distinct().Order()];
        _carried = [.. (_key?.Columns ?? []).Concat(_told).Distinct().Order()];
        _ignored = [.. recipe.Ignore.Select(columns.Find)];
        OwnExtras = [.. recipe.Extras.Select(columns.Find)];
    }

    public RecipeRecord Recipe { get; }

    /// <summary>Its place among the records of the file.</summary>
    public int Index { get; }

    public ImportEntity Entity { get; }

    public IReadOnlyList<FeedField> Fields { get; }

    /// <summary>The field of that name, or null when the recipe does not fill it.</summary>
    public FeedField? Field(string name) => Fields.FirstOrDefault(field => field.Field.Name == name);

    /// <summary>Whether the current row makes this record.</summary>
    public bool Applies { get; private set; }

    internal bool Begin() => Applies = FeedCondition.All(_when);

    /// <summary>The external key; empty when the recipe gives none or the cell is empty. Valid until the next row or call.</summary>
    /// <returns>False when the recipe's map refuses the value.</returns>
    public bool TryKey(out ReadOnlySpan<char> key, out string reason)
    {
        key = [];
        reason = "";
        return _key is null || _key.TryText(out key, out reason);
    }

    /// <summary>
    /// A number made of every cell this record is told by, key excepted: equal rows have equal numbers, so that a row that
    /// tells a known record the same again need not be looked at. Different rows differ but for one chance in 10^19.
    /// </summary>
    public ulong Fingerprint()
    {
        ulong print = 17;
        foreach (var column in _told)
            print = TextHash.Combine(print, TextHash.Of(_columns.Raw(column)));
        return print;
    }

    /// <summary>Which of the columns that this record is told by hold something, by number, for telling rows apart cell by cell.</summary>
    public IReadOnlyList<int> ToldBy => _told;

    /// <summary>The columns that the recipe keeps with this record as extras.</summary>
    internal IReadOnlyList<int> OwnExtras { get; }

    /// <summary>A column's name.</summary>
    public string ColumnName(int column) => _columns.Name(column);

    /// <summary>A cell of the current row; empty where it means nothing.</summary>
    public ReadOnlySpan<char> Cell(int column) => _columns.Cell(column);

    /// <summary>The columns that stay with this record as extras in the current row.</summary>
    internal ReadOnlySpan<int> ExtraColumns => _extras;

    /// <summary>The same as a JSON object of names and cells, empty cells left out; null when there are none.</summary>
    public string? ExtrasJson()
    {
        ArrayBufferWriter<byte>? buffer = null;
        Utf8JsonWriter? json = null;
        foreach (var column in _extras)
        {
            var cell = _columns.Cell(column);
            if (cell.IsEmpty)
                continue;
            if (json is null)
            {
                json = new Utf8JsonWriter(buffer = new ArrayBufferWriter<byte>(), Plain);
                json.WriteStartObject();
            }
            json.WriteString(_columns.Name(column), cell);
        }
        if (json is null)
            return null;
        json.WriteEndObject();
        json.Dispose();
        return Encoding.UTF8.GetString(buffer!.WrittenSpan);
    }

    internal IReadOnlyList<FeedRecord> Siblings { get; set; } = [];

    /// <summary>Columns that no record of the row carries stay with the last one that the row makes.</summary>
    internal void ChooseExtras(ulong applying)
    {
        if (applying == _applying)
            return;
        _applying = applying;
        if (!_extrasWhen.TryGetValue(applying, out var extras))
            _extrasWhen[applying] = extras = ExtrasWhen(applying);
        _extras = extras;
    }

    private int[] ExtrasWhen(ulong applying)
    {
        if ((applying & 1UL << Index) == 0)
            return [];
        var own = Recipe.Extras.Select(_columns.Find);
        if (applying >> Index != 1)
            return [.. own];
        var carried = Siblings.Where(record => (applying & 1UL << record.Index) != 0).SelectMany(record => record._carried)
            .Concat(Siblings.SelectMany(record => record._ignored)).Concat(_columns.OursForRefusedRows).ToHashSet();
        return [.. own.Concat(Enumerable.Range(0, _columns.Count).Where(column => !carried.Contains(column))).Distinct()];
    }
}
