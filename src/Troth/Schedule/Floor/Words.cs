using Troth.Platform;

namespace Troth.Schedule.Floor;

/// <summary>Names the texts of the shop floor (Words.resx).</summary>
public sealed class Words : WordsOf<Words>;
