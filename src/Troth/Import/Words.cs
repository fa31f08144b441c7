using Troth.Platform;

namespace Troth.Import;

/// <summary>The texts of reading, staging and publishing, in Words.resx; those of the pages are in Browser.</summary>
public sealed class Words : WordsOf<Words>;
