using Troth.Import.Contracts;

namespace Troth.Import.Reading;

/// <summary>The words of recipes, made of what rooms have registered. Never changes: learning another word makes another vocabulary.</summary>
internal sealed class ImportVocabulary
{
    private readonly Dictionary<string, ImportEntity> byName;
    private readonly Dictionary<string, List<NameMeaning>> meanings;

    public ImportVocabulary(IReadOnlyList<Importable> importables)
    {
        Importables = importables;
        Entities = InOrder([.. importables.Select(Entity)]);
        byName = Entities.ToDictionary(entity => entity.Name);
        meanings = FieldNames.Read(importables.Where(one => one.Names is not null));
        FileWords = [.. importables.SelectMany(one => (one.Names?.Files ?? []).Select(word => (word, one.Entity)))];
        OnlyByFile = importables.Where(one => one.Names is null or { ByFileOnly: true }).Select(one => one.Entity).ToHashSet();
    }

    public IReadOnlyList<Importable> Importables { get; }
    public IReadOnlyList<ImportEntity> Entities { get; }

    /// <summary>Words of file names and the entity each speaks for.</summary>
    public IReadOnlyList<(string Word, string Entity)> FileWords { get; }

    /// <summary>Entities that a file's columns alone never speak for.</summary>
    public IReadOnlySet<string> OnlyByFile { get; }

    public ImportEntity? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>What a column of this name (in its normal form) may mean.</summary>
    public IReadOnlyList<NameMeaning>? Meanings(string normal) => meanings.GetValueOrDefault(normal);

    /// <summary>A text of the room that brought the entity, or a table that belongs to one.</summary>
    public string? Called(string entity, string key)
    {
        var say = (Importables.FirstOrDefault(one => one.Entity == entity) ?? Importables.FirstOrDefault(one => one.Tables.Any(table => table.Entity == entity)))?.Say;
        return say?.Invoke(key) is { } text && !text.EndsWith(key, StringComparison.Ordinal) ? text : null; // a missing text is its key
    }

    private static ImportEntity Entity(Importable one) => new(one.Entity, one.Main.NaturalKey.Count == 0 && one.Main.Whole is null, one.Main.NaturalKey.Count == 0,
        [.. one.Tables.OrderBy(table => table.Entity != one.Entity).SelectMany(table => table.Columns).Where(column => column.Field is not null).Select(Field)]);

    private static ImportField Field(ImportColumn column) => new(column.Field!, column.Kind switch
    {
        ColumnKind.Whole => FieldKind.Integer,
        ColumnKind.Decimal => column.Decimals == 4 ? FieldKind.Money : FieldKind.Number,
        ColumnKind.Day => FieldKind.Date,
        ColumnKind.Time => FieldKind.Text, // stands with a day, or is written as a text
        ColumnKind.Share => FieldKind.Share,
        ColumnKind.Flag => FieldKind.Flag,
        ColumnKind.Currency => FieldKind.Currency,
        ColumnKind.List => FieldKind.List,
        ColumnKind.Word => FieldKind.Word,
        ColumnKind.Reference => FieldKind.Reference,
        _ => FieldKind.Text,
    }, column.Refers, column.Words is null ? null : [.. column.Words.Keys]);

    /// <summary>As registered, but for what refers to a word that comes later.</summary>
    private static List<ImportEntity> InOrder(List<ImportEntity> waiting)
    {
        var ordered = new List<ImportEntity>();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(entity => !entity.Fields.Any(field => field.Refers != entity.Name && waiting.Exists(other => other.Name == field.Refers))) ?? waiting[0];
            waiting.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }
}
