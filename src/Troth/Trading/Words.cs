using Troth.Platform;

namespace Troth.Trading;

/// <summary>The texts about account trades, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
