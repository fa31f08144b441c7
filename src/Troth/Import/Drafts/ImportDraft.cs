using Troth.Import.Reading;

namespace Troth.Import.Drafts;

/// <summary>Files somebody has sent and how they are going to be read: kept as a folder until they are imported or thrown away.</summary>
public sealed record ImportDraft
{
    public required Guid Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public required IReadOnlyList<DraftFile> Files { get; init; }

    /// <summary>Null until the files have been looked at.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>Whether a person, a recipe among the files or an earlier import said how to read them; else it is our suggestion.</summary>
    public DraftOrigin Origin { get; init; }
}

public enum DraftOrigin { Suggested, Remembered, Recipe, Corrected }

/// <summary>One file of a draft.</summary>
/// <param name="Refused">Why it cannot be read, when it cannot.</param>
public sealed record DraftFile(string Name, long Bytes, FileProfile? Profile = null, string? Refused = null);
