namespace Troth.Evidence.Duplicates;

/// <summary>How far two records agree in a field, after both are spelled alike.</summary>
public enum Agreement : byte
{
    /// <summary>The same.</summary>
    Same,

    /// <summary>The same but for a slip of the pen, a swap of fields, or a word that says little.</summary>
    Near,

    /// <summary>One holds the other, or most of it.</summary>
    Alike,

    /// <summary>Something in common.</summary>
    Slight,

    /// <summary>Different.</summary>
    Different,

    /// <summary>One of them is empty: says nothing.</summary>
    Missing,
}
