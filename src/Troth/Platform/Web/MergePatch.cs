using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Troth.Platform.Errors;

namespace Troth.Platform.Web;

/// <summary>A partial change as RFC 7386 words it: members left out stay as they are, null empties.</summary>
public sealed class MergePatch(IOptions<JsonOptions> json)
{
    public T Apply<T>(T current, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object) throw new BadInputException("", Words.Say("patch.object"));
        var options = json.Value.SerializerOptions;
        var merged = JsonSerializer.SerializeToNode(current, options)!.AsObject();
        try
        {
            Merge(merged, JsonObject.Create(patch)!);
            return merged.Deserialize<T>(options)!;
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException) // text that is no Unicode; a member named twice
        {
            throw new BadInputException("", Words.Say("patch.broken"));
        }
        catch (JsonException wrong)
        {
            throw JsonFault.Of(wrong, typeof(T), JsonSerializer.SerializeToElement(merged, options), null, options);
        }
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch.ToList())
        {
            if (value is JsonObject part && target[name] is JsonObject inner) Merge(inner, part);
            else target[name] = value?.DeepClone();
        }
    }
}
