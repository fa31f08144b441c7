using Troth.Platform;

namespace Troth.Portal;

/// <summary>Names this room's texts (Words.resx).</summary>
public sealed class Words : WordsOf<Words>;
