namespace Troth.Platform.Data;

/// <summary>
/// A column that refers to records which imports make, though the database does not enforce it. Its room names it, so that taking an import
/// back does not remove what is still referred to.
/// </summary>
/// <param name="Table">The referring table, as the database names it.</param>
/// <param name="Column">Its column.</param>
/// <param name="To">The table referred to.</param>
/// <param name="Called">A referring record's kind as the history names it.</param>
/// <param name="Keeps">SQL for the rows that keep what they refer to; the others go with it. Null for all.</param>
public sealed record LooseReference(string Table, string Column, string To, string Called, string? Keeps = null);
