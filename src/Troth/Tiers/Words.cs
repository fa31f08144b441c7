using Troth.Platform;

namespace Troth.Tiers;

/// <summary>The texts about tiers, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
