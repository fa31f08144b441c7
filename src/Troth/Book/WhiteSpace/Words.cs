using Troth.Platform;

namespace Troth.Book.WhiteSpace;

/// <summary>The texts about what similar accounts buy and one does not, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
