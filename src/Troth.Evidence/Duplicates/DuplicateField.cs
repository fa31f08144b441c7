namespace Troth.Evidence.Duplicates;

/// <summary>A field that every record has, empty or not.</summary>
/// <param name="Name">What it is called where it comes from.</param>
/// <param name="Kind">What it is.</param>
public sealed record DuplicateField(string Name, FieldKind Kind);
