using Troth.Platform;

namespace Troth.Schedule.Seeing;

/// <summary>The texts about seeing and moving the plan, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
