namespace Troth.Platform.Web;

/// <summary>Names the shell's texts (Words.resx) for <c>IStringLocalizer&lt;Words&gt;</c>; each room has its own.</summary>
public sealed class Words : WordsOf<Words>;
