using System.Globalization;
using Microsoft.Extensions.Localization;
using Troth.Platform.Live;
using Troth.Platform.Web;
using Troth.Portal.Access;
using Troth.Promises.Contracts;

namespace Troth.Portal.Deciding;

/// <param name="Shown">The word that the quote carried when it was looked at.</param>
public sealed record OwnYes(string? Shown = null);

/// <summary>Where customers accept quotes and order by themselves.</summary>
internal static class DecidingRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var own = app.MapGroup(PortalRoutes.Root).ExcludeFromDescription().ForCustomers();
        own.MapGet("/quotes/{quote}", async (PortalReader reader, DeskForCustomers desk, string quote, CancellationToken cancel) =>
            Pages.Show<OfferPage>(new { Quote = await desk.Quote(reader.AccountId, quote, cancel) }));
        own.MapPost("/quotes/{quote}/accepted", async (HttpContext http, PortalReader reader, DeskForCustomers desk, LiveNews news, IStringLocalizer<Words> words, string quote, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => Accept(reader, desk, news, quote, form.Text("shown"), form.Text("key"), cancel),
                placed => Pages.SeeOther($"/portal/orders/{placed.Order}", words["offer.accepted"]),
                async refusal => Pages.Show<OfferPage>(new { Quote = await desk.Quote(reader.AccountId, quote, cancel), Refusal = refusal }, refusal.Status));
        });
        own.MapGet("/reorder", async (HttpRequest http, Reorder reorder, string? product, string? quantity, CancellationToken cancel) => http.Frame() == ReorderDate.Frame
            ? Pages.Show<ReorderDate>(new { Date = await When(reorder, Guid.TryParse(product, out var chosen) ? chosen : null, quantity, cancel) })
            : await Show(reorder, product, quantity, null, cancel));
        own.MapPost("/reorder", async (HttpContext http, Reorder reorder, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var (quantity, on) = (form.Whole("quantity"), form.Day("on"));
            return await Pages.Submit(
                () =>
                {
                    form.Errors.ThrowIfAny();
                    return reorder.Run(new(Guid.TryParse(form.Text("product"), out var product) ? product : Guid.Empty, quantity ?? 0, on, form.Text("reference"), Price(form.Text("price")), form.Text("currency"),
                        form.Text("asks") == "true"),
                        form.Text("key") ?? Guid.CreateVersion7().ToString(), cancel);
                },
                placed => placed.Request is { } asked ? Pages.SeeOther($"/portal/quotes/{asked}", words["reorder.asked"]) : Pages.SeeOther($"/portal/orders/{placed.Order}", words["reorder.done"]),
                refusal => Show(reorder, form.Text("product"), form.Text("quantity"), refusal, cancel));
        });
        var api = app.MapGroup("/api/portal").ForCustomers().WithTags("Customer's page");
        api.MapGet("/quotes", (PortalReader reader, DeskForCustomers desk, CancellationToken cancel) => desk.Quotes(reader.AccountId, false, cancel)).WithSummary("Quotes that were sent to one's own company");
        api.MapGet("/quotes/{quote}", (PortalReader reader, DeskForCustomers desk, string quote, CancellationToken cancel) => desk.Quote(reader.AccountId, quote, cancel)).WithSummary("One of them");
        api.MapPut("/quotes/{quote}/accepted", (PortalReader reader, DeskForCustomers desk, LiveNews news, HttpRequest http,
            string quote, OwnYes? yes, CancellationToken cancel) =>
            Accept(reader, desk, news, quote, yes?.Shown, http.Key(), cancel)).WithSummary("Says yes: the days held become promises")
            .WithDescription("`shown` is the word that the quote carries: a yes is to what was shown, and refused where it says something else by now.");
        api.MapGet("/items", (Reorder reorder, CancellationToken cancel) => reorder.Items(cancel)).WithSummary("What one may order by oneself");
        api.MapGet("/reorder", async (Reorder reorder, Guid? product, int? quantity, CancellationToken cancel) =>
            product is { } id ? (object)await reorder.When(id, quantity ?? 1, cancel) : await reorder.Items(cancel)).WithSummary("When one could have so many of an item; without one, the items");
        api.MapPost("/reorder", async (Reorder reorder, HttpRequest http, OwnOrderRequest request, CancellationToken cancel) =>
        {
            var placed = await reorder.Run(request, http.Key() ?? Guid.CreateVersion7().ToString(), cancel);
            return TypedResults.Created(placed.Request is { } asked ? $"/api/portal/quotes/{asked}" : $"/api/portal/orders/{placed.Order}", placed);
        }).WithSummary("Orders at the day that was shown").WithDescription("An `Idempotency-Key` makes a repeated call count once. More than is confirmed by itself becomes a `request`: a quote that waits for our answer, and holds nothing. "
            + "`price` and `currency` are those that the item was shown with, null where it had none: where they are others by now, nothing is ordered (`priceChanged`). "
            + "The item says before, as `asRequest`, why it would be a request; with `asks` it is one in any case.");
        api.MapGet("/record", (PortalReader reader, DeskForCustomers desk, CancellationToken cancel) => desk.Record(reader.AccountId, cancel)).WithSummary("Our record of keeping promises to one's own company");
    }

    private static async Task<Placed> Accept(PortalReader reader, DeskForCustomers desk, LiveNews news,
        string quote, string? shown, string? key, CancellationToken cancel)
    {
        var placed = await desk.Accept(reader.AccountId, quote, shown, key, cancel);
        news.Publish($"account:{reader.AccountId}");
        return placed;
    }

    /// <summary>As the page wrote it, whatever its reader's culture is.</summary>
    private static decimal? Price(string? shown) => decimal.TryParse(shown, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : null;

    private static async Task<IResult> Show(Reorder reorder, string? product, string? quantity, Refusal? refusal, CancellationToken cancel)
    {
        var items = await reorder.Items(cancel);
        var chosen = Guid.TryParse(product, out var id) && items.Any(i => i.Id == id) ? id : (Guid?)null;
        var date = await When(reorder, chosen, quantity, cancel);
        return Pages.Show<ReorderPage>(new { Items = items, Product = chosen, Quantity = quantity, Date = date, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<OwnDate?> When(Reorder reorder, Guid? product, string? quantity, CancellationToken cancel) =>
        product is { } one && int.TryParse(quantity?.Trim(), NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var many) && many is > 0 and <= 1_000_000 ? await reorder.When(one, many, cancel) : null;
}
