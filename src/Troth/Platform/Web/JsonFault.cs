using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Troth.Platform.Errors;

namespace Troth.Platform.Web;

/// <summary>What an object that was read says and no request means; the path to it is known where it is caught.</summary>
internal sealed class JsonRefusedException(IReadOnlyDictionary<string, string> fields) : JsonException(string.Join(" ", fields.Values))
{
    public IReadOnlyDictionary<string, string> Fields { get; } = fields;
}

/// <summary>Says of JSON that cannot be read which field it is, what stands there and what is expected.</summary>
internal static partial class JsonFault
{
    private const int Shown = 60, Named = 30;

    /// <param name="fault">How the reader put it.</param>
    /// <param name="type">What was to be read.</param>
    /// <param name="body">What came.</param>
    /// <param name="broken">Why it is no JSON at all; null: it is.</param>
    /// <param name="options">By which it was read.</param>
    public static BadInputException Of(JsonException fault, Type type, JsonElement? body, JsonException? broken, JsonSerializerOptions options)
    {
        var path = fault.Path ?? "$";
        var field = path.TrimStart('$').TrimStart('.');
        if (fault is JsonRefusedException refused)
            return new(refused.Fields.ToDictionary(f => field.Length == 0 ? f.Key : $"{field}.{f.Key}", f => new[] { f.Value }));
        if (body is not { } whole) return new(field, Words.Say("json.broken", (broken?.LineNumber ?? 0) + 1, (broken?.BytePositionInLine ?? 0) + 1));
        var (expected, value) = ((Type?)type, (JsonElement?)whole);
        foreach (Match step in Step().Matches(path))
        {
            var (name, before) = (step.Groups["name"].Success ? step.Groups["name"].Value : null, expected);
            expected = before is null ? null : name is null ? options.GetTypeInfo(before).ElementType : Member(options.GetTypeInfo(before), name);
            if (expected is null && before is not null && name is not null && options.GetTypeInfo(Plain(before)) is { Kind: JsonTypeInfoKind.Object } owner)
                return new(field, Words.Say("json.unknown", name, Names(owner)));
            value = value is not { } at ? null : name is not null ? Member(at, name) : at.ValueKind == JsonValueKind.Array && int.Parse(step.Groups["at"].Value, CultureInfo.InvariantCulture) is var i && i < at.GetArrayLength() ? at[i] : null;
        }
        if (expected is null) return new(field, Words.Say("json.unreadable"));
        var due = options.GetTypeInfo(Plain(expected));
        if (value is { ValueKind: JsonValueKind.Object } there && due.Kind == JsonTypeInfoKind.Object)
        {
            var missing = due.Properties.Where(p => p.IsRequired && Member(there, p.Name) is null).ToList();
            if (missing.Count > 0)
                return new(missing.ToDictionary(p => field.Length == 0 ? p.Name : $"{field}.{p.Name}", p => new[] { Words.Say("json.missing", Due(p.PropertyType, options)) }));
        }
        var said = value is { } shown ? shown.GetRawText() : "";
        return new(field, Words.Say("json.wrong", said.Length > Shown ? said[..Shown] + "…" : said, Due(expected, options)));
    }

    /// <summary>Nothing came where something is due.</summary>
    public static BadInputException Nothing(Type type, JsonSerializerOptions options) => new("", Words.Say("json.nothing", Due(type, options)));

    private static string Due(Type type, JsonSerializerOptions options)
    {
        var plain = Plain(type);
        if (plain.IsEnum) return Words.Say("json.due.oneOf", string.Join(", ", Enum.GetNames(plain).Select(JsonNamingPolicy.CamelCase.ConvertName)));
        if (plain == typeof(string)) return Words.Say("json.due.text");
        if (plain == typeof(bool)) return Words.Say("json.due.flag");
        if (plain == typeof(int) || plain == typeof(long) || plain == typeof(short) || plain == typeof(byte)) return Words.Say("json.due.whole");
        if (plain == typeof(decimal) || plain == typeof(double) || plain == typeof(float)) return Words.Say("json.due.number");
        if (plain == typeof(DateOnly)) return Words.Say("json.due.day");
        if (plain == typeof(TimeOnly)) return Words.Say("json.due.time");
        if (plain == typeof(DateTimeOffset) || plain == typeof(DateTime)) return Words.Say("json.due.moment");
        if (plain == typeof(Guid)) return Words.Say("json.due.id");
        var info = options.GetTypeInfo(plain);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => Words.Say("json.due.list"),
            JsonTypeInfoKind.Object => Words.Say("json.due.object", Names(info)),
            _ => Words.Say("json.due.other"),
        };
    }

    private static string Names(JsonTypeInfo info) => string.Join(", ", info.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null).Select(p => p.Name).Take(Named));

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static Type? Member(JsonTypeInfo owner, string name) =>
        owner.Kind == JsonTypeInfoKind.Dictionary ? owner.ElementType : owner.Properties.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.PropertyType;

    private static JsonElement? Member(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in owner.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        return null;
    }

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>[^']*)'\]|\[(?<at>\d+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();
}
