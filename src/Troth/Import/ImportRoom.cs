using Troth.Import.Contracts;
using Troth.Import.Publishing;
using Troth.Import.Storing;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Import;

/// <summary>What every import works with: the tables that rooms have said imports may fill, in the order in which they refer to each other.</summary>
public sealed class ImportRoom
{
    private readonly Lazy<IReadOnlyList<TableReference>> references;

    public ImportRoom(TrothSettings settings, IEnumerable<Importable> importables, IEnumerable<LatestReference> rules, IEnumerable<LooseReference> loose, IServiceScopeFactory scopes)
    {
        references = new(() =>
        {
            using var scope = scopes.CreateScope();
            return TableReference.All(scope.ServiceProvider.GetRequiredService<TrothContext>().Model, Tables!, loose);
        });
        (Settings, ByWord, Rules) = (settings, importables.ToDictionary(one => one.Entity), [.. rules]);
        Tables = InOrder([.. ByWord.Values.SelectMany(one => one.Tables)]);
    }

    public TrothSettings Settings { get; }

    /// <summary>What the recipe's words for entities mean.</summary>
    public IReadOnlyDictionary<string, Importable> ByWord { get; }
    public IReadOnlyList<LatestReference> Rules { get; }
    public IReadOnlyList<ImportTable> Tables { get; }

    /// <summary>Every column, of whatever room, that refers to records which imports make.</summary>
    internal IReadOnlyList<TableReference> References => references.Value;

    internal ImportDatabase Open(bool staging = false) => ImportDatabase.Open(Settings.Database, staging);

    /// <summary>The folder for an import's refused rows and conflicts.</summary>
    public string FolderOf(int run) => Path.Combine(Settings.FolderFor("imports"), run.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static List<ImportTable> InOrder(List<ImportTable> tables)
    {
        var ordered = new List<ImportTable>();
        while (tables.Count > 0)
        {
            var next = tables.FirstOrDefault(table => table.Columns.All(c => c.Refers is null || c.Refers == table.Entity || ordered.Any(done => done.Entity == c.Refers)))
                ?? throw new InvalidOperationException($"{string.Join(", ", tables.Select(t => t.Entity))} refer to each other in a circle or to a table that no room has registered.");
            tables.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }
}
