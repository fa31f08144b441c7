using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders.Channels;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Orders;

public sealed record OrderFilter
{
    [Description("Number of the order, ours or exactly that of the system it comes from; or the customer's own reference.")]
    public string? Q { get; init; }

    [Description("Number or id of the account, or exactly its number in the system it comes from.")]
    public string? Account { get; init; }

    [Description("Number or id of the seller of the order.")]
    public string? Seller { get; init; }

    [Description("Ordered on this day (yyyy-MM-dd) or later.")]
    public string? From { get; init; }

    [Description("Ordered on this day or earlier.")]
    public string? To { get; init; }

    [Description("Only orders with returned or cancelled lines.")]
    public bool? Returns { get; init; }

    [Description("Only orders of accounts that the caller looks after.")]
    public bool? Mine { get; init; }

    [Description("portal, customerService, insideSales, field; none where nobody said; people for all but portal.")]
    public string? Channel { get; init; }

    [Description("Only orders of the last two years that no rule of the company catches (true), or that one does (false).")]
    public bool? Ordinary { get; init; }

    [Description("Id of a team: orders of its sellers.")]
    public string? Team { get; init; }

    [Description("Segment of the account, exactly.")]
    public string? Segment { get; init; }

    public bool Any => Mine == true || Returns == true || Ordinary is not null || new[] { Q, Account, Seller, From, To, Channel, Team, Segment }.Any(f => !string.IsNullOrWhiteSpace(f));
}

public sealed record OrderRow
{
    public required Guid Id { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonPropertyName("number")] public string Label => $"O-{Number}";

    /// <summary>Its number in the system it comes from.</summary>
    public string? ExternalKey { get; init; }
    public required Guid? AccountId { get; init; }
    public string? Account { get; init; }

    /// <summary>A-1042, for links.</summary>
    public string? AccountNumber { get; init; }
    public required Guid? SellerId { get; init; }
    public string? Seller { get; init; }
    public required DateOnly OrderedOn { get; init; }
    public required DateOnly? RequestedOn { get; init; }
    public required DateOnly? PromisedOn { get; init; }
    public required DateOnly? ShippedOn { get; init; }
    public required string Currency { get; init; }
    public required decimal Sold { get; init; }
    public required decimal Returned { get; init; }
    public required int LineCount { get; init; }
    public required string? Status { get; init; }
    public required string? CustomerReference { get; init; }
    public required SalesChannel? Channel { get; init; }
    public required DateOnly? EndedOn { get; init; }
}

/// <summary>The list of orders, newest first unless asked otherwise.</summary>
public sealed class ListOrders(TrothContext db, Reader reader)
{
    public static readonly string[] Sorts = ["-orderedOn", "orderedOn", "number", "-number"];
    private static readonly ListOrder<OrderRow> Newest = new ListOrder<OrderRow>(descending: true).By(o => o.OrderedOn).By(o => o.Number);
    private static readonly ListOrder<OrderRow> Oldest = new ListOrder<OrderRow>().By(o => o.OrderedOn).By(o => o.Number);
    private static readonly ListOrder<OrderRow> Number = new ListOrder<OrderRow>().By(o => o.Number);
    private static readonly ListOrder<OrderRow> NumberDown = new ListOrder<OrderRow>(descending: true).By(o => o.Number);

    public async Task<Listing<OrderRow>> Run(OrderFilter filter, string? sort, ListPlace place, CancellationToken cancel)
    {
        var order = sort switch
        {
            null or "" or "-orderedOn" => Newest, "orderedOn" => Oldest, "number" => Number, "-number" => NumberDown,
            _ => throw new BadInputException("sort", Words.Say("orders.sort", sort, string.Join(", ", Sorts))),
        };
        var orders = await Filtered(filter, cancel);
        var page = await order.Page(place, cancel, Rows(orders));
        var total = page.Whole ? page.Items.Count : await orders.OrderBy(o => o.OrderedOn).Select(o => o.OrderedOn).Take(Listing<OrderRow>.CountedTo + 1).CountAsync(cancel);
        return page with { Items = await Named(page.Items, cancel), Total = total };
    }

    internal static IQueryable<OrderRow> Rows(IQueryable<Order> orders) => orders.Select(o => new OrderRow
    {
        Id = o.Id, Number = o.Number, ExternalKey = o.ExternalKey, AccountId = o.AccountId, SellerId = o.SellerId, OrderedOn = o.OrderedOn, RequestedOn = o.RequestedOn, PromisedOn = o.PromisedOn,
        ShippedOn = o.ShippedOn, Currency = o.Currency, Sold = o.Sold, Returned = o.Returned, LineCount = o.LineCount, Status = o.Status,
        CustomerReference = o.CustomerReference, Channel = o.Channel, EndedOn = o.EndedOn,
    });

    private async Task<IQueryable<Order>> Filtered(OrderFilter filter, CancellationToken cancel)
    {
        var orders = db.Orders.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Q))
        {
            var typed = filter.Q.Trim();
            var number = Reference.Parse("O", typed).Number;
            var keyed = await db.Keyed<Order>(typed, cancel);
            orders = orders.Where(o => o.Number == number || keyed.Contains(o.Id) || o.CustomerReference!.Contains(typed));
        }
        if (!string.IsNullOrEmpty(filter.Account))
        {
            var (id, number) = Reference.Parse("A", filter.Account);
            List<Guid> accounts = id is { } known ? [known]
                : [.. await db.AccountFacts.Where(a => a.Number == number).Select(a => a.Id).ToListAsync(cancel), .. await db.AccountsKeyed(filter.Account, cancel)];
            orders = accounts is [var one] ? orders.Where(o => o.AccountId == one) : orders.Where(o => o.AccountId != null && accounts.Contains(o.AccountId.Value));
        }
        if (!string.IsNullOrEmpty(filter.Seller))
        {
            var (id, number) = Reference.Parse("S", filter.Seller);
            id ??= await db.SellerFacts.Where(s => s.Number == number).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancel) ?? Guid.Empty;
            orders = orders.Where(o => o.SellerId == id);
        }
        if (Day("from", filter.From) is { } from) orders = orders.Where(o => o.OrderedOn >= from);
        if (Day("to", filter.To) is { } to) orders = orders.Where(o => o.OrderedOn <= to);
        if (filter.Returns == true) orders = orders.Where(o => o.Returned > 0);
        orders = SortedAs(orders, filter);
        if (filter.Mine == true)
        {
            var (accounts, seller) = (db.AccountFacts, reader.SellerId ?? Guid.Empty);
            orders = orders.Where(o => accounts.Any(a => a.Id == o.AccountId && a.SellerId == seller));
        }
        return orders;
    }

    /// <summary>By channel, and by what the rules say; the team and the segment as the sums know them.</summary>
    private IQueryable<Order> SortedAs(IQueryable<Order> orders, OrderFilter filter)
    {
        var (sorts, sellers, accounts) = (db.OrderSorts, db.Sellers, db.AccountFacts);
        if (filter.Ordinary == true) orders = orders.Where(o => sorts.Any(s => s.OrderId == o.Id && s.Caught == 0));
        if (filter.Ordinary == false) orders = orders.Where(o => sorts.Any(s => s.OrderId == o.Id && s.Caught != 0));
        if (!string.IsNullOrEmpty(filter.Team))
        {
            var team = Guid.TryParse(filter.Team, out var id) ? id : throw new BadInputException("team", Words.Say("channels.id", filter.Team));
            orders = orders.Where(o => sellers.Any(s => s.Id == o.SellerId && s.TeamId == team));
        }
        if (!string.IsNullOrEmpty(filter.Segment)) orders = orders.Where(o => accounts.Any(a => a.Id == o.AccountId && a.Segment == filter.Segment));
        return filter.Channel switch
        {
            null or "" => orders,
            "none" => orders.Where(o => o.Channel == null),
            "people" => orders.Where(o => o.Channel == null || o.Channel != SalesChannel.Portal),
            _ when Enum.TryParse<SalesChannel>(filter.Channel, ignoreCase: true, out var channel) && Enum.IsDefined(channel) => orders.Where(o => o.Channel == channel),
            _ => throw new BadInputException("channel", Words.Say("orders.channel", filter.Channel)),
        };
    }

    /// <summary>A filter left empty filters nothing.</summary>
    private static DateOnly? Day(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day
        : throw new BadInputException(field, Words.Say("orders.day", text));

    internal async Task<IReadOnlyList<OrderRow>> Named(IReadOnlyList<OrderRow> rows, CancellationToken cancel)
    {
        var accountIds = rows.Where(o => o.AccountId != null).Select(o => o.AccountId!.Value).Distinct().ToList();
        var accounts = await db.AccountFacts.AsNoTracking().Where(a => accountIds.Contains(a.Id)).Select(a => new { a.Id, a.Number, a.Name }).ToDictionaryAsync(a => a.Id, cancel);
        var sellerIds = rows.Where(o => o.SellerId != null).Select(o => o.SellerId!.Value).Distinct().ToList();
        var sellers = await db.SellerFacts.AsNoTracking().Where(s => sellerIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        return [.. rows.Select(o => o with
        {
            Account = o.AccountId is { } a ? accounts.GetValueOrDefault(a)?.Name : null,
            AccountNumber = o.AccountId is { } n && accounts.TryGetValue(n, out var account) ? $"A-{account.Number}" : null,
            Seller = o.SellerId is { } s ? sellers.GetValueOrDefault(s) : null,
        })];
    }
}
