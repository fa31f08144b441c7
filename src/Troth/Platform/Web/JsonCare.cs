using System.Collections;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace Troth.Platform.Web;

/// <summary>
/// What JSON may say and no request means: nothing in the place of something in a list, days at the ends of the calendar, and the character that no
/// database keeps.
/// </summary>
public static class JsonCare
{
    /// <summary>For a resolver's modifiers: each object that is read is looked at once.</summary>
    public static void Look(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var read = type.Properties.Where(p => p.Get is not null).ToList();
        var days = read.Where(p => p.PropertyType is var t && (t == typeof(DateOnly) || t == typeof(DateOnly?))).ToArray();
        var texts = read.Where(p => p.PropertyType == typeof(string)).ToArray();
        var lists = read.Where(p => OfReferences(p.PropertyType)).ToArray();
        if (days.Length + texts.Length + lists.Length == 0) return;
        type.OnDeserialized += made =>
        {
            Dictionary<string, string>? wrong = null;
            void Wrong(string field, string message) => (wrong ??= []).TryAdd(field, message);
            foreach (var property in days)
                if (property.Get!(made) is DateOnly day && !DayReach.Has(day) && (day != default || property.PropertyType == typeof(DateOnly?)))
                    Wrong(property.Name, Words.Say("json.day", day.ToString("O", CultureInfo.InvariantCulture)));
            foreach (var property in texts)
                if (property.Get!(made) is string text && text.Contains('\0', StringComparison.Ordinal)) Wrong(property.Name, Words.Say("json.nul"));
            foreach (var property in lists)
                if (property.Get!(made) is IEnumerable list)
                {
                    var at = 0;
                    foreach (var item in list)
                    {
                        if (item is null) Wrong(property.Name, Words.Say("json.null"));
                        else if (item is not string text) { }
                        else if (text.Contains('\0', StringComparison.Ordinal)) Wrong($"{property.Name}[{at}]", Words.Say("json.nul"));
                        at++;
                    }
                }
            if (wrong is not null) throw new JsonRefusedException(wrong);
        };
    }

    internal static bool OfReferences(Type type) =>
        type != typeof(string) && (type.IsArray ? type.GetElementType() : type.IsGenericType && type.GetGenericArguments() is [var one] ? one : null) is { IsValueType: false }
        && typeof(IEnumerable).IsAssignableFrom(type);
}
