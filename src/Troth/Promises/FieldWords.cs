using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Troth.Promises;

/// <summary>Names the fields of the history in words.</summary>
internal static class FieldWords
{
    public static LocalizedString Of(IStringLocalizer words, string field)
    {
        var part = field.Length > 2 && field.EndsWith("Id", StringComparison.Ordinal) ? field[..^2] : field;
        return words[$"field.{JsonNamingPolicy.CamelCase.ConvertName(part)}"];
    }
}
