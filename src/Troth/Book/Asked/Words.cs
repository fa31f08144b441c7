using Troth.Platform;

namespace Troth.Book.Asked;

/// <summary>The texts about what customers said they could buy, in Words.resx.</summary>
public sealed class Words : WordsOf<Words>;
