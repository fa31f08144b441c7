using Troth.Platform;

namespace Troth.Schedule.Trying;

/// <summary>The texts about what would be if, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
