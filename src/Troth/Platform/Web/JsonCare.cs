using System.Collections;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Troth.Platform.Errors;

namespace Troth.Platform.Web;

/// <summary>What JSON may say and no request means: nothing in the place of something in a list, and days at the ends of the calendar.</summary>
public static class JsonCare
{
    /// <summary>For a resolver's modifiers: each object that is read is looked at once.</summary>
    public static void Look(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var days = type.Properties.Where(p => p.Get is not null && p.PropertyType is var t && (t == typeof(DateOnly) || t == typeof(DateOnly?))).ToArray();
        var lists = type.Properties.Where(p => p.Get is not null && OfReferences(p.PropertyType)).ToArray();
        if (days.Length + lists.Length == 0) return;
        type.OnDeserialized += read =>
        {
            var errors = new FieldErrors();
            foreach (var property in days)
                if (property.Get!(read) is DateOnly day && !DayReach.Has(day) && (day != default || property.PropertyType == typeof(DateOnly?)))
                    errors.Add(property.Name, Words.Say("json.day", day.ToString("O", CultureInfo.InvariantCulture)));
            foreach (var property in lists)
                if (property.Get!(read) is IEnumerable list && list.Cast<object?>().Contains(null)) errors.Add(property.Name, Words.Say("json.null"));
            errors.ThrowIfAny();
        };
    }

    private static bool OfReferences(Type type) =>
        type != typeof(string) && (type.IsArray ? type.GetElementType() : type.IsGenericType && type.GetGenericArguments() is [var one] ? one : null) is { IsValueType: false }
        && typeof(IEnumerable).IsAssignableFrom(type);
}
