namespace Troth.Platform;

/// <summary>Names the texts of the platform that belong to no page (Words.resx): refusals that every room knows.</summary>
public sealed class Words : WordsOf<Words>;
