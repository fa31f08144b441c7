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
                throw new FileRefusedException(FileRefusedException.ColumnsDiffer, Words.Say("lookup.fault", name, reader.FaultMessage));
            if (!FeedCondition.All(when))
                continue;
            var key = Key(columns, on);
            if (recipe.Repeated is Repeated.First && rows.ContainsKey(key))
                continue;
            if (recipe.Repeated is Repeated.Last)
                rows[key] = [.. add.Select(columns.Text)];
            else if (!rows.TryAdd(key, [.. add.Select(columns.Text)]))
                throw new FileRefusedException(FileRefusedException.Undecided, Words.SayPlainly("lookup.twice",
                    name, lines[key], reader.Line, string.Join(", ", recipe.On.Select(pair => pair.Value)), key.Replace('\u001f', '/')));
            lines[key] = reader.Line;
            if (rows.Count > MostRows)
                throw new FileRefusedException(FileRefusedException.TooLarge, Words.SayPlainly("lookup.tooLarge", name, MostRows));
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
