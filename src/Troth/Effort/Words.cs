using Troth.Platform;

namespace Troth.Effort;

/// <summary>The texts of this room, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
