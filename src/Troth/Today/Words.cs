namespace Troth.Today;

/// <summary>Names this room's texts (Words.resx).</summary>
public sealed class Words;
