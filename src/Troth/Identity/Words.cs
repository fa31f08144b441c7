using Troth.Platform;

namespace Troth.Identity;

/// <summary>The texts of this room, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
