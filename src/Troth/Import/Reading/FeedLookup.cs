namespace Troth.Import.Reading;

/// <summary>Another file held in memory, to take columns from by a key.</summary>
public sealed class FeedLookup
{
    private const int MostRows = 2_000_000;
    private readonly Dictionary<string, string[]> _rows;
    private int[] _on = [];
    private int[] _add = [];

    private FeedLookup(RecipeLookup recipe, string name, Dictionary<string, string[]> rows) =>
        (Recipe, Name, _rows) = (recipe, name, rows);

    public RecipeLookup Recipe { get; }

    public string Name { get; }

    internal static FeedLookup Load(string folder, RecipeLookup recipe, ReadingLimits? limits)
    {
        var name = FeedFile.Matching(folder, recipe.File)[0];
        var path = Path.Combine(folder, name);
        using var reader = RowReader.Open(path, FeedFile.Shape(path, KnownLayout.Of(recipe), limits), limits);
        var columns = new FeedColumns(name, new RecipeFile { File = name, Records = [] }, reader.Columns, []);
        var when = recipe.When.Select(condition => new FeedCondition(condition, columns)).ToArray();
        var on = recipe.On.Select(pair => columns.Find(pair.Value)).ToArray();
        var add = recipe.Add.Select(pair => columns.Find(pair.Key)).ToArray();
        var rows = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            columns.Row(reader);
            if (reader.Fault is not RowFault.None)
                throw new FileRefusedException(FileRefusedException.ColumnsDiffer, $"{name}: {reader.FaultMessage} A file that others are looked up in must be whole.");
            if (!FeedCondition.All(when))
                continue;
            var key = Key(columns, on);
            if (!rows.TryAdd(key, [.. add.Select(columns.Text)]))
                throw new FileRefusedException(FileRefusedException.Undecided, FormattableString.Invariant(
                    $"{name}: lines {lines[key]} and {reader.Line} have the same {string.Join(", ", recipe.On.Select(pair => pair.Value))} ({key.Replace('\u001f', '/')}). Choose between them with \"when\", or by another column in \"on\"."));
            lines.Add(key, reader.Line);
            if (rows.Count > MostRows)
                throw new FileRefusedException(FileRefusedException.TooLarge, FormattableString.Invariant($"{name} has more than {MostRows:N0} rows, too many to look up in. Join the files before."));
        }
        return new FeedLookup(recipe, name, rows);
    }

    internal void Bind(FeedColumns columns)
    {
        _on = [.. Recipe.On.Select(pair => columns.Find(pair.Key))];
        _add = [.. Recipe.Add.Select(pair => columns.Find(pair.Value))];
    }

    internal void Find(FeedColumns columns)
    {
        var found = _rows.GetValueOrDefault(Key(columns, _on));
        for (var index = 0; index < _add.Length; index++)
            columns.Add(_add[index], found is null ? "" : found[index]);
    }

    private static string Key(FeedColumns columns, int[] on) =>
        on.Length == 1 ? columns.Text(on[0]) : string.Join('\u001f', on.Select(columns.Text));
}
