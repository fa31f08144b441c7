namespace Troth.Platform.History;

/// <summary>The texts of the history, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
