using Troth.Platform.Errors;

namespace Troth.Schedule.Seeing;

/// <summary>What a list of choices sends: an id, or nothing for all of them.</summary>
internal static class Chosen
{
    /// <exception cref="BadInputException">It is neither.</exception>
    public static Guid? Id(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : Guid.TryParse(text, out var id) ? id : throw new BadInputException(field, Words.Say("chosen.id", text));
}
