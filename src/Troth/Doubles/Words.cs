using Troth.Platform;

namespace Troth.Doubles;

/// <summary>The texts about likely duplicates, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
