using System.Text.Json;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Platform;
using Troth.Platform.Web;

namespace Troth.Book;

/// <summary>Names this room's texts (Words.resx).</summary>
public sealed class Words : WordsOf<Words>;

/// <summary>The words for kinds: one code, one tone, one place in every list.</summary>
public static class BookWords
{
    /// <summary>In the order in which they are shown.</summary>
    public static readonly IReadOnlyList<RelationshipKind> Kinds = [RelationshipKind.Asset, RelationshipKind.Slipping, RelationshipKind.Sleeper, RelationshipKind.SmokeScreen, RelationshipKind.Cold, RelationshipKind.TooLittle];

    /// <summary>smokeScreen for SmokeScreen.</summary>
    public static string CodeOf<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static Tone ToneOf(RelationshipKind kind) => kind switch
    {
        RelationshipKind.Asset => Tone.Kept,
        RelationshipKind.Slipping => Tone.Broken,
        RelationshipKind.SmokeScreen => Tone.Risk,
        RelationshipKind.Sleeper => Tone.Accent,
        RelationshipKind.Cold => Tone.None,
        _ => Tone.Plain,
    };

    /// <summary>Guesses about people end in a question mark.</summary>
    public static bool IsGuess(RelationshipKind kind) => kind == RelationshipKind.SmokeScreen;
}
