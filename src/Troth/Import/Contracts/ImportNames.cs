namespace Troth.Import.Contracts;

/// <summary>How an entity is recognised in files that nobody has described.</summary>
/// <param name="Columns">
/// A line a field: its name (or "key"), then its other names, better ones first. A point before a name: only in a file about that
/// entity. A question mark behind it: weak, a guess that values or neighbours should confirm. Capitals, blanks, dashes and underscores do not count.
/// </param>
/// <param name="Files">Words in a file's name that say it is about this entity, in small letters without blanks.</param>
public sealed record ImportNames(string Columns, params IReadOnlyList<string> Files)
{
    /// <summary>
    /// Only a file's name tells that it is about this entity, never its columns: for entities whose fields are called like those of others, so
    /// that files which say nothing are taken for what they most often are.
    /// </summary>
    public bool ByFileOnly { get; init; }
}
