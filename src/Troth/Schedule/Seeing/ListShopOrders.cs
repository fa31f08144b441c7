using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Seeing;

public sealed record ShopOrderFilter
{
    [Description("open (unless said otherwise), held, risk, late, inherited, shipped, ended or all.")]
    public string? State { get; init; }

    [Description("Number or id of the account.")]
    public string? Account { get; init; }

    [Description("Code of the product, or its id.")]
    public string? Product { get; init; }

    [Description("Promised for this day (yyyy-MM-dd) or later.")]
    public string? From { get; init; }

    [Description("Promised for this day or earlier.")]
    public string? To { get; init; }

    public bool Any => new[] { State, Account, Product, From, To }.Any(f => !string.IsNullOrWhiteSpace(f));
}

/// <summary>A shop order in a list.</summary>
/// <param name="Finish">When it is planned to be ready: for our people only, it wobbles.</param>
public sealed record ShopOrderRow
{
    public required Guid Id { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonPropertyName("number")] public string Label => $"W-{Number}";
    public required Guid PlantId { get; init; }
    public required Guid ProductId { get; init; }
    public string? Product { get; init; }
    public required int Quantity { get; init; }
    public required int Shipped { get; init; }
    public required Guid? AccountId { get; init; }
    public string? Account { get; init; }
    public string? AccountNumber { get; init; }
    public required Guid? SellerId { get; init; }
    public string? Seller { get; init; }
    public required ShopOrderState State { get; init; }
    public required ShopOrderOrigin Origin { get; init; }
    public required PromiseRisk Risk { get; init; }
    public required DateOnly? PromisedOn { get; init; }
    public required DateTimeOffset? HeldUntil { get; init; }

    /// <summary>When it is planned to be ready: for our people only, it wobbles.</summary>
    public DateTimeOffset? Finish { get; init; }

    /// <summary>What lists are ordered by: those without a promise come last.</summary>
    [JsonIgnore] public DateOnly Due { get; init; }

    [JsonIgnore]
    public Standing Standing => State == ShopOrderState.Held ? Standing.Held : State != ShopOrderState.Firm || PromisedOn is null ? Standing.Open
        : Risk switch { PromiseRisk.Late => Standing.Broken, PromiseRisk.Red => Standing.AtRisk, _ => Standing.Kept };
}

/// <summary>The list of shop orders, by promised day unless asked otherwise.</summary>
public sealed class ListShopOrders(TrothContext db, PlanMemory memory)
{
    private static readonly DateOnly Never = DateOnly.MaxValue;
    public static readonly string[] Sorts = ["due", "-due", "number", "-number"], States = ["open", "held", "risk", "late", "inherited", "shipped", "ended", "all"];
    public static readonly string[] Columns = ["number", "product", "quantity", "shipped", "account", "seller", "state", "origin", "risk", "promisedOn", "heldUntil", "plannedReady"];
    private static readonly ListOrder<ShopOrderRow> Due = new ListOrder<ShopOrderRow>().By(o => o.Due).By(o => o.Number);
    private static readonly ListOrder<ShopOrderRow> DueDown = new ListOrder<ShopOrderRow>(descending: true).By(o => o.Due).By(o => o.Number);
    private static readonly ListOrder<ShopOrderRow> Number = new ListOrder<ShopOrderRow>().By(o => o.Number);
    private static readonly ListOrder<ShopOrderRow> NumberDown = new ListOrder<ShopOrderRow>(descending: true).By(o => o.Number);

    public async Task<Listing<ShopOrderRow>> Run(ShopOrderFilter filter, string? sort, ListPlace place, CancellationToken cancel)
    {
        var order = sort switch
        {
            null or "" or "due" => Due, "-due" => DueDown, "number" => Number, "-number" => NumberDown,
            _ => throw new BadInputException("sort", Words.Say("orders.sort", sort, string.Join(", ", Sorts))),
        };
        var orders = await Filtered(filter, cancel);
        var page = await order.Page(place, cancel, Rows(orders));
        var total = page.Whole ? page.Items.Count : await orders.Select(o => o.Number).Take(Listing<ShopOrderRow>.CountedTo + 1).CountAsync(cancel);
        return page with { Items = await Named(page.Items, cancel), Total = total };
    }

    /// <summary>One of them as the list has it.</summary>
    internal async Task<ShopOrderRow> One(ShopOrder order, CancellationToken cancel) => (await Named([Rows(new[] { order }.AsQueryable()).Single()], cancel))[0];

    /// <summary>All of them as lines of a file, a page of the list at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string?>> Lines(ShopOrderFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = Rows(await Filtered(filter, cancel));
        for (ListPlace? place = new(Limit: ListPlace.Most); place is not null;)
        {
            var page = await Due.Page(place, cancel, rows);
            foreach (var o in await Named(page.Items, cancel))
                yield return
                [
                    o.Label, o.Product, Text(o.Quantity), Text(o.Shipped), o.Account, o.Seller, o.State.ToString().ToLowerInvariant(), o.Origin.ToString().ToLowerInvariant(),
                    o.Risk.ToString().ToLowerInvariant(), o.PromisedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(o.HeldUntil), Text(o.Finish),
                ];
            place = page.After is { } after ? new(after, Limit: ListPlace.Most) : null;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static string? Text(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture);

    private static IQueryable<ShopOrderRow> Rows(IQueryable<ShopOrder> orders) => orders.Select(o => new ShopOrderRow
    {
        Id = o.Id, Number = o.Number, PlantId = o.PlantId, ProductId = o.ProductId, Quantity = o.Quantity, Shipped = o.ShippedQuantity, AccountId = o.AccountId, SellerId = o.SellerId,
        State = o.State, Origin = o.Origin, Risk = o.Risk, PromisedOn = o.PromisedOn, HeldUntil = o.HeldUntil, Due = o.PromisedOn ?? Never,
    });

    private async Task<IQueryable<ShopOrder>> Filtered(ShopOrderFilter filter, CancellationToken cancel)
    {
        var orders = db.ShopOrders.AsNoTracking();
        orders = filter.State switch
        {
            null or "" or "open" => orders.Where(o => o.State == ShopOrderState.Held || o.State == ShopOrderState.Firm),
            "held" => orders.Where(o => o.State == ShopOrderState.Held),
            "risk" => orders.Where(o => o.State == ShopOrderState.Firm && o.Risk != PromiseRisk.None),
            "late" => orders.Where(o => o.State == ShopOrderState.Firm && o.Risk == PromiseRisk.Late),
            "inherited" => orders.Where(o => o.State == ShopOrderState.Firm && o.Origin == ShopOrderOrigin.Inherited),
            "shipped" => orders.Where(o => o.State == ShopOrderState.Shipped),
            "ended" => orders.Where(o => o.State == ShopOrderState.Cancelled || o.State == ShopOrderState.Expired),
            "all" => orders,
            _ => throw new BadInputException("state", Words.Say("orders.state", filter.State, string.Join(", ", States))),
        };
        if (!string.IsNullOrWhiteSpace(filter.Account))
        {
            var (id, number) = Reference.Parse("A", filter.Account);
            id ??= await db.AccountFacts.Where(a => a.Number == number).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancel) ?? Guid.Empty;
            orders = orders.Where(o => o.AccountId == id);
        }
        if (!string.IsNullOrWhiteSpace(filter.Product))
        {
            var code = filter.Product.Trim();
            var id = Guid.TryParse(code, out var known) ? known : await db.Products.Where(p => p.Code == code).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(cancel) ?? Guid.Empty;
            orders = orders.Where(o => o.ProductId == id);
        }
        if (Day("from", filter.From) is { } from) orders = orders.Where(o => o.PromisedOn >= from);
        if (Day("to", filter.To) is { } to) orders = orders.Where(o => o.PromisedOn <= to);
        return orders;
    }

    private static DateOnly? Day(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new BadInputException(field, Words.Say("window.from", text));

    private async Task<IReadOnlyList<ShopOrderRow>> Named(IReadOnlyList<ShopOrderRow> rows, CancellationToken cancel)
    {
        var (accounts, sellers) = await TellConsequences.Names(db, [.. rows.Select(o => o.AccountId).OfType<Guid>()], [.. rows.Select(o => o.SellerId).OfType<Guid>()], cancel);
        var ids = rows.Select(o => o.ProductId).Distinct().ToList();
        var products = ids.Count == 0 ? [] : await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code }).ToDictionaryAsync(p => p.Id, cancel);
        var named = new List<ShopOrderRow>(rows.Count);
        foreach (var o in rows)
        {
            var plan = o.State is ShopOrderState.Held or ShopOrderState.Firm ? await memory.Read(o.PlantId, cancel) : null;
            named.Add(o with
            {
                Product = products.TryGetValue(o.ProductId, out var product) ? Orders.Product.Shown(product.Name, product.Code) : null,
                Account = o.AccountId is { } a && accounts.TryGetValue(a, out var account) ? account.Name : null,
                AccountNumber = o.AccountId is { } n && accounts.TryGetValue(n, out var numbered) ? $"A-{numbered.Number}" : null,
                Seller = o.SellerId is { } s ? sellers.GetValueOrDefault(s) : null,
                Finish = plan?.Finish(o.Number) is { } finish && finish <= plan.Shop.Shop.Horizon ? plan.Shop.Clock.InstantOf(finish) : null,
            });
        }
        return named;
    }
}
