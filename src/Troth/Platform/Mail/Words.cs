namespace Troth.Platform.Mail;

/// <summary>Names this folder's texts (Words.resx).</summary>
public sealed class Words : WordsOf<Words>;
