using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Troth.Platform.Web;

/// <summary>The API's own description, at /api/openapi.json: every route under /api, how to sign in to it, and how it refuses.</summary>
public static class ApiDocument
{
    internal static void AddApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.TypeInfoResolver = (options.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(JsonCare.Look);
        });
        services.AddScoped<MergePatch>();
        services.AddOpenApi(options =>
        {
            options.ShouldInclude = route => route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Troth", Version = "1",
                    Description = "Everything the pages do. Sign in by POST /api/sign-in and send the cookie `troth` of its answer with every request. Requests that change something carry the header X-Troth (any value), which no other site can make "
                        + "a browser send. Lists are paged by key: pass what an answer calls `after` or `before`. Refusals are problem+json with a stable `code`.",
                };
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                operation.Responses ??= [];
                operation.Responses.TryAdd("default", new OpenApiResponse { Description = "A problem: status, code, title, errors by field, trace id." });
                if (!HttpMethods.IsGet(context.Description.HttpMethod ?? "GET"))
                {
                    operation.Parameters ??= [];
                    operation.Parameters.Add(new OpenApiParameter
                    {
                        Name = ForgeryGuard.ProgramHeader, In = ParameterLocation.Header, Required = true, Example = JsonValue.Create("1"),
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    });
                }
                return Task.CompletedTask;
            });
        });
    }

    public static IEndpointConventionBuilder MapApiDocument(this IEndpointRouteBuilder app) => app.MapOpenApi("/api/openapi.json");
}
