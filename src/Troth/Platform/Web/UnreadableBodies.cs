using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Troth.Platform.Errors;

namespace Troth.Platform.Web;

/// <summary>A body of JSON that cannot be read as what its address takes: kept while it is read, so that it can be said what is wrong with it.</summary>
public sealed class UnreadableBodies(IOptions<JsonOptions> json)
{
    /// <summary>Comes before anything reads the body.</summary>
    public static void Keep(IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.HasJsonContentType()) http.Request.EnableBuffering();
        return next(http);
    });

    /// <summary>What is to be said of a request that failed so; as it is where something else is wrong.</summary>
    internal async Task<Exception> Explain(HttpContext http, Exception failure)
    {
        if (failure is not BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } || !http.Request.HasJsonContentType() || !http.Request.Body.CanSeek) return failure;
        var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } type) return failure;
        http.Request.Body.Position = 0;
        var options = json.Value.SerializerOptions;
        JsonElement? body = null;
        JsonException? broken = null;
        try
        {
            body = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, options, http.RequestAborted);
        }
        catch (JsonException no)
        {
            broken = no;
        }
        if (failure.InnerException is JsonException fault) return JsonFault.Of(fault, type, body, broken, options);
        return http.Request.Body.Length == 0 || body is { ValueKind: JsonValueKind.Null } ? JsonFault.Nothing(type, options) : failure;
    }

    /// <summary>A list that is the whole body holds nothing (null) in no place, unless its handler says that it may and answers for each.</summary>
    internal static EndpointFilterDelegate RefuseNulls(int[] lists, EndpointFilterDelegate next) => call =>
    {
        foreach (var position in lists)
            if (call.Arguments[position] is IList list && list.IndexOf(null) is >= 0 and var at) throw new BadInputException($"[{at}]", Words.Say("json.null"));
        return next(call);
    };

    internal static int[] ListsWithoutNulls(ParameterInfo[] parameters) =>
        [.. parameters.Where(p => JsonCare.OfReferences(p.ParameterType) && !MayHoldNulls(p)).Select(p => p.Position)];

    private static bool MayHoldNulls(ParameterInfo list) =>
        new NullabilityInfoContext().Create(list) is { GenericTypeArguments: [{ ReadState: NullabilityState.Nullable }] };
}
