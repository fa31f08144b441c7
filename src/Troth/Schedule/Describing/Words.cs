using Troth.Platform;

namespace Troth.Schedule.Describing;

/// <summary>The texts about describing the shop, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
