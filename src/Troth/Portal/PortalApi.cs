using Troth.Platform.Lists;
using Troth.Portal.Access;
using Troth.Portal.Saying;
using Troth.Portal.Seeing;

namespace Troth.Portal;

/// <summary>An order with its lines.</summary>
public sealed record OwnOrderAnswer(OwnOrder Order, IReadOnlyList<OwnLine> Lines);

/// <summary>The customer's own pages, for the customer's programs.</summary>
internal static class PortalApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/api/portal").ForCustomers().WithTags("Customer's page");
        own.MapGet("/orders", (ReadOwnOrders orders, string? after, string? before, int? limit, CancellationToken cancel) =>
            orders.List(ListPlace.From(after, before, limit), cancel))
            .WithSummary("One's own company's orders, newest first").WithDescription("For customers: with the cookie `troth.portal`, which a mailed link gives.");
        own.MapGet("/orders/{order}", async (ReadOwnOrders orders, string order, CancellationToken cancel) =>
            Of(await orders.Find(order, cancel))).WithSummary("One of them, with its lines");
        own.MapGet("/words", (PortalReader reader, ListWords list, CancellationToken cancel) =>
            list.Run(reader.Said, ListWords.Most, cancel)).WithSummary("What one's own company said, and what was answered");
        own.MapPost("/thanks", (SayWord say, ListWords list, PortalReader reader, SayRequest request, CancellationToken cancel) =>
            Say(say, list, reader, WordKind.Thanks, request, cancel)).WithSummary("Says thank you");
        own.MapPost("/let-down", (SayWord say, ListWords list, PortalReader reader, SayRequest request, CancellationToken cancel) =>
            Say(say, list, reader, WordKind.LetDown, request, cancel))
            .WithSummary("Says that we let them down");
        own.MapGet("/settings", (PortalSettings settings) => settings.Get())
            .WithSummary("Culture and time zone; null is as the company has them");
        own.MapPut("/settings", (PortalSettings settings, PortalSettingsInput input, CancellationToken cancel) =>
            settings.Run(input, cancel)).WithSummary("Sets culture and time zone");
    }

    internal static OwnOrderAnswer Of((OwnOrder Order, IReadOnlyList<OwnLine> Lines) found) => new(found.Order, found.Lines);

    private static async Task<IResult> Say(SayWord say, ListWords list, PortalReader reader, WordKind kind, SayRequest request,
        CancellationToken cancel)
    {
        var id = (await say.Run(kind, request, cancel)).Id;
        return TypedResults.Created("/api/portal/words", (await list.Run(reader.Said.Where(w => w.Id == id), 1, cancel)).Single());
    }
}
