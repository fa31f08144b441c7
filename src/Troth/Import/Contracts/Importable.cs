namespace Troth.Import.Contracts;

/// <summary>
/// A word of recipes and the tables that its fields fill, in the order in which they refer to each other. A room registers it
/// (<see cref="Importables.AddImportable"/>); the import room knows no more of it than this.
/// </summary>
/// <param name="Entity">As written in recipes: <c>orderLine</c>.</param>
/// <param name="Tables">One of them has this name; its records are those that a key is of.</param>
public sealed record Importable(string Entity, params IReadOnlyList<ImportTable> Tables)
{
    /// <summary>How it is recognised in files that nobody has described; null: a recipe must name it.</summary>
    public ImportNames? Names { get; init; }

    /// <summary>
    /// The room's texts: <c>key => Words.Say($"import.{key}")</c>. Asked for <c>entity.orderLine.one</c>, <c>entity.orderLine.many</c> and
    /// <c>field.dueOn</c>; where the room has no such text, the import room's own is shown.
    /// </summary>
    public Func<string, string>? Say { get; init; }

    /// <summary>The table whose records the entity's key is of.</summary>
    public ImportTable Main => Tables.Single(table => table.Entity == Entity);
}
