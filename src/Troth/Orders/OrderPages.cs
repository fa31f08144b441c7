using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Orders;

/// <summary>The routes of the order, product and rate pages.</summary>
internal static class OrderPages
{
    private const int ChangesShown = 20;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/orders", async (ListOrders list, [AsParameters] OrderFilter filter, string? sort, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<OrdersPage>(new { Orders = await list.Run(filter, sort, ListPlace.From(after, before, null), cancel), Filter = filter, Sort = sort ?? "-orderedOn" }))
            .May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/orders/{order}", async (ReadOrder read, string order, string? after, string? before, CancellationToken cancel) =>
        {
            var view = await read.Run(order, cancel);
            return Pages.Show<OrderPage>(new { View = view, Lines = await read.Lines(view.Order.Id, ListPlace.From(after, before, ReadOrder.LinesShown), cancel) });
        }).May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/orders/{order}/history", async (ReadOrder read, ListChanges list, string order, string? after, string? before, CancellationToken cancel) =>
        {
            var found = await read.Find(order, cancel);
            return Pages.Show<OrderHistory>(new { Kind = "order", Name = found.Label, Changes = await list.Run(found, ListPlace.From(after, before, ChangesShown), null, cancel) });
        }).May(Right.SeeAccounts).ExcludeFromDescription();

        app.MapGet("/products", async (HttpContext http, ListProducts list, [AsParameters] ProductFilter filter, string? sort, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<ProductsPage>(new
            {
                Products = await list.Run(filter, sort, ListPlace.From(after, before, null), cancel), Filter = filter, Sort = sort ?? "name",
                Families = http.Request.Frame() is null ? await list.Families(cancel) : [],
            })).May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/products/{id:guid}", async (ListProducts list, Guid id, CancellationToken cancel) => Pages.Show<ProductPage>(new { (await list.Find(id, cancel)).Product }))
            .May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/products/{id:guid}/history", async (ListProducts list, ListChanges changes, Guid id, string? after, string? before, CancellationToken cancel) =>
        {
            var (product, _) = await list.Find(id, cancel);
            return Pages.Show<OrderHistory>(new { Kind = "product", Name = Product.Shown(product.Name, product.Code), Changes = await changes.Run(product, ListPlace.From(after, before, ChangesShown), null, cancel) });
        }).May(Right.SeeAccounts).ExcludeFromDescription();

        app.MapGet("/rates", (ShowRates show, string? after, string? before, CancellationToken cancel) => show.Run(ListPlace.From(after, before, null), null, null, cancel))
            .May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapPost("/rates", async (HttpContext http, SetRate set, ShowRates show, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () =>
                {
                    var request = new SetRate.Request(form.Text("currency"), form.Day("validFrom"), form.Decimal("toBase"));
                    form.Errors.ThrowIfAny();
                    return set.Run(request, cancel);
                },
                rate => Pages.SeeOther("/rates", words["rates.saved", rate.Currency]),
                refusal => show.Run(new ListPlace(), form, refusal, cancel));
        }).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/rates/{id:guid}/remove", async (SetRate set, IStringLocalizer<Words> words, Guid id, CancellationToken cancel) =>
        {
            await set.Remove(id, cancel);
            return Pages.SeeOther("/rates", words["rates.removed"]);
        }).May(Right.Administer).ExcludeFromDescription();
    }
}

/// <summary>Draws the rates page.</summary>
public sealed class ShowRates(ListRates list, CurrentCompany company)
{
    public async Task<IResult> Run(ListPlace place, FormValues? typed, Refusal? refusal, CancellationToken cancel)
    {
        var currency = (await company.Get(cancel)).BaseCurrency;
        return Pages.Show<RatesPage>(new
        {
            Rates = await list.Run(null, place, cancel), Currency = currency, Missing = await list.Missing(currency, cancel), Typed = typed, Refusal = refusal,
        }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
