using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders.Channels;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Lists;

namespace Troth.Orders;

/// <summary>The JSON side of this room.</summary>
internal static class OrdersApi
{
    /// <param name="Ordinary">Whether no rule of the company catches it; null where it is not sorted.</param>
    /// <param name="Rules">Those that do.</param>
    public sealed record OrderAnswer(
        OrderRow Order, string? Source, string? ExternalKey, int Version, bool? Ordinary, IReadOnlyList<SortRule> Rules, JsonNode? Extras, Listing<LineAnswer> Lines);

    public sealed record LineAnswer(
        int LineNo, Guid? ProductId, string? Code, string? Product, string? Description, LineKind Kind, decimal Quantity, decimal UnitPrice, decimal Discount, decimal Amount,
        DateOnly? RequestedOn, DateOnly? PromisedOn, DateOnly? ShippedOn, JsonNode? Extras, DateOnly? EndedOn);

    public sealed record RateAnswer(Guid Id, string Currency, DateOnly ValidFrom, decimal ToBase);

    public static void Map(IEndpointRouteBuilder app)
    {
        var orders = app.MapGroup("/api/orders").WithTags("Orders");
        orders.MapGet("", (ListOrders list, [AsParameters] OrderFilter filter, string? sort, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(filter, sort, ListPlace.From(after, before, limit), cancel)).May(Right.SeeAccounts).WithSummary("Orders, a page at a time, newest first");
        orders.MapGet("{order}", async (ReadOrder read, string order, string? after, string? before, int? limit, CancellationToken cancel) =>
        {
            var view = await read.Run(order, cancel);
            var lines = await read.Lines(view.Order.Id, ListPlace.From(after, before, limit), cancel);
            return new OrderAnswer(view.Row, view.Source, view.Order.ExternalKey, view.Order.Version, view.Sort is null ? null : view.Sort.Caught == 0,
                SortingRules.Named(view.Sort?.Caught ?? 0), Node(view.Order.Extras), new([.. lines.Items.Select(Line)], lines.After, lines.Before));
        }).May(Right.SeeAccounts).WithSummary("An order and a page of its lines, by number (O-3311) or id");
        orders.MapGet("{order}/changes", async (ListChanges list, ReadOrder read, string order, string? after, string? before, int? limit, CancellationToken cancel) =>
            await list.Run(await read.Find(order, cancel), ListPlace.From(after, before, limit), null, cancel)).May(Right.SeeAccounts).WithSummary("The history of an order");
        app.MapGet("/api/accounts/{account}/purchases", async (Purchases purchases, TrothContext db, string account, DateOnly? from, DateOnly? to, CancellationToken cancel) =>
        {
            var (id, number) = Reference.Parse("A", account);
            var wanted = db.AccountFacts.Where(a => id != null ? a.Id == id : a.Number == number).Select(a => a.Id);
            if (!await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.AnyAsync(wanted, cancel)) throw new Platform.Errors.NotFoundException(Words.Say("order.account", account));
            var last = to ?? await purchases.AsOf(cancel);
            return last is not { } day ? new PurchaseHistory("", [], []) : await purchases.ByMonth(wanted, from ?? Purchases.YearTo(day).From, day, cancel);
        }).May(Right.SeeAccounts).WithTags("Orders").WithSummary("What an account bought, by month, in the company's currency")
            .WithDescription("Twelve months to the newest order unless `from` and `to` say otherwise.");
        MapProducts(app);
        MapRates(app);
    }

    private static void MapProducts(IEndpointRouteBuilder app)
    {
        var products = app.MapGroup("/api/products").WithTags("Products");
        products.MapGet("", (ListProducts list, [AsParameters] ProductFilter filter, string? sort, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(filter, sort, ListPlace.From(after, before, limit), cancel)).May(Right.SeeAccounts).WithSummary("Products, a page at a time");
        products.MapGet("{id:guid}", async (ListProducts list, Guid id, CancellationToken cancel) => (await list.Find(id, cancel)).Row).May(Right.SeeAccounts).WithSummary("A product");
        products.MapGet("{id:guid}/changes",
            async (ListChanges changes, ListProducts list, Guid id, string? after, string? before, int? limit, CancellationToken cancel) =>
                await changes.Run((await list.Find(id, cancel)).Product, ListPlace.From(after, before, limit), null, cancel)).May(Right.SeeAccounts)
            .WithSummary("The history of a product");
    }

    private static void MapRates(IEndpointRouteBuilder app)
    {
        var rates = app.MapGroup("/api/rates").WithTags("Rates");
        rates.MapGet("", (ListRates list, string? currency, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(currency, ListPlace.From(after, before, limit), cancel)).May(Right.SeeAccounts).WithSummary("The company's own rates, newest first");
        rates.MapPut("", async (SetRate set, SetRate.Request request, CancellationToken cancel) =>
        {
            var rate = await set.Run(request, cancel);
            return new RateAnswer(rate.Id, rate.Currency, rate.ValidFrom, rate.ToBase);
        }).May(Right.Administer).WithSummary("Add a rate, or correct the one of that currency and day");
        rates.MapDelete("{id:guid}", async Task<NoContent> (SetRate set, Guid id, CancellationToken cancel) =>
        {
            await set.Remove(id, cancel);
            return TypedResults.NoContent();
        }).May(Right.Administer).WithSummary("Remove a rate");
    }

    private static LineAnswer Line(LineRow l) => new(l.LineNo, l.ProductId, l.Code, l.Product, l.Description, l.Kind, l.Quantity, l.UnitPrice, l.Discount, l.Amount,
        l.RequestedOn, l.PromisedOn, l.ShippedOn, Node(l.Extras), l.EndedOn);

    private static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);
}
