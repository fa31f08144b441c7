using System.Globalization;
using System.Text.Json;

namespace Troth.Import.Reading;

/// <summary>Takes an object's members one by one; what nobody took by <see cref="Close"/> is unknown and so refused.</summary>
internal sealed class RecipeObject
{
    private readonly JsonPlace _place;
    private readonly List<RecipeProblem> _problems;
    private readonly List<string> _known = [];

    public RecipeObject(JsonPlace place, List<RecipeProblem> problems)
    {
        _place = place;
        _problems = problems;
        if (place.Kind is not JsonTokenType.StartObject)
            Wrong(place, Words.Say("recipe.wantsObject", place.KindName));
        RefuseTwice(place);
    }

    public JsonPlace? Take(string name)
    {
        _known.Add(name);
        foreach (var member in _place.Members)
            if (member.Name == name && member.Value.Kind is not JsonTokenType.Null)
                return member.Value;
        return null;
    }

    public string? Text(string name) => Take(name) is { } place ? TextOf(place) : null;

    public string RequiredText(string name) => Text(name) ?? Missing(name, "");

    /// <summary>A constant: texts, numbers and true/false are all taken as they are written.</summary>
    public string? Constant(string name) => Take(name) is { } place ? ConstantOf(place) : null;

    public bool? Flag(string name) => Take(name) is not { } place ? null
        : place.Kind is JsonTokenType.True or JsonTokenType.False ? place.Kind is JsonTokenType.True
        : Wrong<bool?>(place, Words.Say("recipe.wantsFlag", place.KindName));

    public decimal? Number(string name) => Take(name) is not { } place ? null
        : place.Kind is JsonTokenType.Number && decimal.TryParse(place.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : Wrong<decimal?>(place, Words.Say("recipe.wantsNumber", place.KindName));

    /// <summary>A list of texts, or one text for a list of one.</summary>
    public IReadOnlyList<string>? Texts(string name) => Take(name) is not { } place ? null
        : place.Kind is JsonTokenType.StartArray ? [.. place.Items.Select(ConstantOf)] : [ConstantOf(place)];

    public IReadOnlyList<KeyValuePair<string, string>>? Pairs(string name)
    {
        if (Take(name) is not { } place)
            return null;
        RefuseTwice(place);
        return place.Kind switch
        {
            JsonTokenType.StartObject => [.. place.Members.Select(member => KeyValuePair.Create(member.Name, ConstantOf(member.Value)))],
            JsonTokenType.StartArray => [.. place.Items.Select(TextOf).Select(text => KeyValuePair.Create(text, text))],
            _ => [KeyValuePair.Create(TextOf(place), TextOf(place))],
        };
    }

    public IReadOnlyList<T> Items<T>(string name, Func<JsonPlace, T> read, bool oneWithoutList = false)
    {
        if (Take(name) is not { } place)
            return [];
        if (place.Kind is JsonTokenType.StartArray)
            return [.. place.Items.Select(read)];
        return oneWithoutList ? [read(place)] : Wrong<IReadOnlyList<T>>(place, Words.Say("recipe.wantsList", place.KindName)) ?? [];
    }

    public T? Word<T>(string name, params ReadOnlySpan<(string Word, T Meaning)> words) where T : struct
    {
        if (Take(name) is not { } place)
            return null;
        foreach (var (word, meaning) in words)
            if (place.Text == word && place.Kind is JsonTokenType.String)
                return meaning;
        var choices = string.Join(", ", words.ToArray().Select(pair => $"\"{pair.Word}\""));
        return Wrong<T?>(place, Words.Say("recipe.wantsOneOf", place.Text, choices));
    }

    /// <summary>Refuses every member that nobody asked for.</summary>
    public void Close()
    {
        foreach (var (name, value) in _place.Members)
            if (!_known.Contains(name))
                Wrong(value, Words.Say("recipe.unknown", name, string.Join(", ", _known)));
    }

    public string Missing(string name, string instead)
    {
        _problems.Add(new RecipeProblem(_place.Path, _place.Line, Words.Say("recipe.missing", name)));
        return instead;
    }

    private void RefuseTwice(JsonPlace place)
    {
        foreach (var twice in place.Members.GroupBy(member => member.Name).Where(group => group.Count() > 1))
            Wrong(twice.Last().Value, Words.Say("recipe.twice"));
    }

    private string TextOf(JsonPlace place) => place.Kind is JsonTokenType.String ? place.Text
        : Wrong<string>(place, Words.Say("recipe.wantsText", place.KindName)) ?? "";

    private string ConstantOf(JsonPlace place) =>
        place.Kind is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False ? place.Text
            : Wrong<string>(place, Words.Say("recipe.wantsText", place.KindName)) ?? "";

    private void Wrong(JsonPlace place, string message) => _problems.Add(new RecipeProblem(place.Path, place.Line, message));

    private T? Wrong<T>(JsonPlace place, string message)
    {
        Wrong(place, message);
        return default;
    }
}
