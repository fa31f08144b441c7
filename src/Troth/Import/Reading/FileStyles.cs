namespace Troth.Import.Reading;

/// <summary>The date order and decimal mark of each column of a file, from the recipe or else from all values.</summary>
internal sealed class FileStyles
{
    private readonly Dictionary<string, (DateOrder? Order, DecimalMark? Mark)> _columns = new(StringComparer.Ordinal);
    private RecipeFile _recipe = null!;

    public DateOrder Order(RecipeValue value) => value.DateOrder ?? _recipe.DateOrder ?? Of(value).Order ?? DateOrder.Ymd;

    public DecimalMark Mark(RecipeValue value) => value.Decimal ?? _recipe.Decimal ?? Of(value).Mark ?? DecimalMark.Point;

    private (DateOrder? Order, DecimalMark? Mark) Of(RecipeValue value) =>
        value.Column is { } column ? _columns.GetValueOrDefault(column) : default;

    /// <summary>Reads the whole file once when, and only when, some field's style is nowhere written.</summary>
    /// <exception cref="FileRefusedException">The values leave a style open.</exception>
    public static FileStyles Settle(string path, FileShape shape, RecipeFile recipe, FeedColumns columns, ReadingLimits? limits)
    {
        var styles = new FileStyles { _recipe = recipe };
        var open = recipe.Records.SelectMany(record => record.Fields.Select(field => (Field: ImportEntities.Find(record.Entity)!.Field(field.Key)!, field.Value)))
            .Where(field => field.Value.Column is { } column && columns.Find(column) < shape.Columns.Count && Undecided(field.Field, field.Value, recipe)).ToList();
        if (open.Count == 0)
            return styles;
        var profile = FileProfiler.Profile(path, shape, limits);
        foreach (var (field, value) in open)
        {
            var column = profile.Column(value.Column!)!;
            if (field.Kind is FieldKind.Date && column.DateQuestion is { } dates)
                throw Open(profile.Name, column.Name, "dateOrder", dates.Choices.Select(choice => $"\"{choice.ToString().ToLowerInvariant()}\""), dates.Examples);
            if (field.Kind is not FieldKind.Date && column.DecimalQuestion is { } numbers)
                throw Open(profile.Name, column.Name, "decimal", numbers.Choices.Select(choice => choice is DecimalMark.Point ? "\".\"" : "\",\""), numbers.Examples);
            styles._columns[column.Name] = (column.DateOrder, column.Decimal);
        }
        return styles;
    }

    private static bool Undecided(ImportField field, RecipeValue value, RecipeFile recipe) => field.Kind switch
    {
        FieldKind.Date => (value.DateOrder ?? recipe.DateOrder) is null,
        FieldKind.Integer or FieldKind.Money or FieldKind.Number or FieldKind.Share => (value.Decimal ?? recipe.Decimal) is null,
        _ => false,
    };

    private static FileRefusedException Open(string file, string column, string setting, IEnumerable<string> choices, IReadOnlyList<StyleExample> examples) =>
        new(FileRefusedException.Undecided, Words.Say("file.styleOpen", file, column,
            string.Join(", ", examples.Take(3).Select(example => $"{example.Value} ({Read(example)})")), setting, Either(choices)));

    private static string Read(StyleExample example) => Either(example.Readings.Select(reading => reading ?? Words.Say("file.nothing")));

    private static string Either(IEnumerable<string> choices) => choices.Aggregate((one, other) => Words.Say("either", one, other));
}
