using Troth.Platform;

namespace Troth.Schedule.GoLive;

/// <summary>The texts about going live, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
