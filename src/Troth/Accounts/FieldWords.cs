using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Troth.Accounts;

/// <summary>Names the fields of the history in words: SellerId is “looked after by”, ShippingAddress.City is “city (deliveries)”.</summary>
internal static class FieldWords
{
    public static LocalizedString Of(IStringLocalizer words, string field)
    {
        var part = field[(field.LastIndexOf('.') + 1)..];
        if (part.Length > 2 && part.EndsWith("Id", StringComparison.Ordinal)) part = part[..^2];
        var word = words[$"field.{JsonNamingPolicy.CamelCase.ConvertName(part)}"];
        return field.StartsWith("ShippingAddress.", StringComparison.Ordinal) && !word.ResourceNotFound ? words["shipping", word.Value] : word;
    }
}
