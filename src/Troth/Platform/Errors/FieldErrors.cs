namespace Troth.Platform.Errors;

/// <summary>Gathers what is wrong with a form, so that a person sees it all at once and not one field a try.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> errors = new(StringComparer.OrdinalIgnoreCase);

    public bool Any => errors.Count > 0;

    public void Add(string field, string message)
    {
        if (!errors.TryGetValue(field, out var messages)) errors[field] = messages = [];
        messages.Add(message);
    }

    public void Add(IReadOnlyDictionary<string, string[]> others)
    {
        foreach (var (field, messages) in others)
            foreach (var message in messages) Add(field, message);
    }

    /// <summary>Refuses text longer than fits, and the one character that no database keeps.</summary>
    public void Longest(string field, string? text, int max)
    {
        if (text?.Contains('\0', StringComparison.Ordinal) == true) Add(field, Words.Say("field.nul"));
        if (text?.Length > max) Add(field, Words.Say("field.tooLong", text.Length, max));
    }

    public void ThrowIfAny()
    {
        if (Any) throw new BadInputException(errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));
    }
}
