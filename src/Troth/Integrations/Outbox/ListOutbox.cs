using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Lists;

namespace Troth.Integrations.Outbox;

public sealed record OutboxFilter
{
    [Description("waiting (when absent), refused, taken, or all.")]
    public string? State { get; init; }

    [Description("Number or id of the order.")]
    public string? Order { get; init; }
}

/// <summary>An entry as programs and people read it: what is now, and what was before where that is another.</summary>
public sealed record OutboxRow
{
    public required long Number { get; init; }
    public required DateTimeOffset At { get; init; }
    public required OutboxKind Kind { get; init; }
    [JsonIgnore] public Guid? OrderId { get; init; }
    [JsonIgnore] public Guid? AccountId { get; init; }
    [JsonIgnore] public Guid ProductId { get; init; }
    [JsonIgnore] public long ShopOrderNumber { get; init; }

    /// <summary>Number of the order (O-17), and what the system it came from calls it.</summary>
    public string? Order { get; init; }
    public string? OrderSource { get; init; }
    public string? OrderKey { get; init; }
    public required int? Line { get; init; }
    public string ShopOrder => $"W-{ShopOrderNumber}";
    public string? Account { get; init; }
    public string? AccountName { get; init; }
    public string? AccountSource { get; init; }
    public string? AccountKey { get; init; }
    public string? Product { get; init; }
    public string? ProductName { get; init; }
    public required int Quantity { get; init; }
    public required int Shipped { get; init; }
    public required DateOnly? PromisedOn { get; init; }
    public required DateOnly? RequestedOn { get; init; }
    public required int? WasQuantity { get; init; }
    public required DateOnly? WasPromisedOn { get; init; }
    public string? Currency { get; init; }
    public decimal? UnitPrice { get; init; }
    public decimal? Discount { get; init; }
    public string? Channel { get; init; }
    public string? CustomerReference { get; init; }
    public required string By { get; init; }
    public required string Through { get; init; }
    public required OutboxState State { get; init; }
    public required DateTimeOffset? AnsweredAt { get; init; }
    public required string? AnsweredBy { get; init; }
    public required string? Reference { get; init; }
    public required string? Message { get; init; }
}

/// <summary>How it stands with the order system.</summary>
/// <param name="Oldest">When the first that waits was written.</param>
/// <param name="LastAnswer">When an answer came last.</param>
public sealed record OutboxStanding(int Waiting, int Refused, DateTimeOffset? Oldest, DateTimeOffset? LastAnswer);

/// <summary>The outbox: what waits and what was refused in the order it happened, the rest the newest first.</summary>
public sealed class ListOutbox(TrothContext db)
{
    public static readonly string[] States = ["waiting", "refused", "taken", "all"];

    public static readonly string[] Columns =
    [
        "number", "at", "kind", "order", "orderSource", "orderKey", "line", "shopOrder", "account", "accountName", "accountSource", "accountKey", "product", "productName", "quantity", "shipped",
        "promisedOn", "requestedOn", "wasQuantity", "wasPromisedOn", "currency", "unitPrice", "discount", "channel", "customerReference", "by", "through", "state", "reference", "message",
    ];

    private static readonly ListOrder<OutboxRow> Oldest = new ListOrder<OutboxRow>().By(e => e.Number);
    private static readonly ListOrder<OutboxRow> Newest = new ListOrder<OutboxRow>(descending: true).By(e => e.Number);

    public async Task<Listing<OutboxRow>> Run(OutboxFilter filter, ListPlace place, CancellationToken cancel)
    {
        var entries = await Filtered(filter, cancel);
        var page = await (filter.State is "taken" or "all" ? Newest : Oldest).Page(place, cancel, Rows(entries));
        var total = page.Whole ? page.Items.Count : await entries.Take(Listing<OutboxRow>.CountedTo + 1).CountAsync(cancel);
        return page with { Items = await Named(page.Items, cancel), Total = total };
    }

    public async Task<OutboxStanding> Standing(CancellationToken cancel)
    {
        var waiting = db.Outbox.AsNoTracking().Where(e => e.State == OutboxState.Waiting);
        return new(
            await waiting.Take(Listing<OutboxRow>.CountedTo + 1).CountAsync(cancel), await db.Outbox.Where(e => e.State == OutboxState.Refused).Take(Listing<OutboxRow>.CountedTo + 1).CountAsync(cancel),
            await waiting.OrderBy(e => e.Number).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancel),
            await db.Outbox.AsNoTracking().Where(e => e.State == OutboxState.Taken).OrderByDescending(e => e.Number).Select(e => e.AnsweredAt).FirstOrDefaultAsync(cancel));
    }

    /// <summary>All of them as rows of text, in the order they happened, two hundred at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string?>> Export(OutboxFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var e in All(filter, cancel))
            yield return
            [
                Recorder.Text(e.Number), Recorder.Text(e.At), Recorder.Text(e.Kind), e.Order, e.OrderSource, e.OrderKey, Recorder.Text(e.Line), e.ShopOrder, e.Account, e.AccountName, e.AccountSource, e.AccountKey,
                e.Product, e.ProductName, Recorder.Text(e.Quantity), Recorder.Text(e.Shipped), Recorder.Text(e.PromisedOn), Recorder.Text(e.RequestedOn), Recorder.Text(e.WasQuantity),
                Recorder.Text(e.WasPromisedOn), e.Currency, Recorder.Text(e.UnitPrice), Recorder.Text(e.Discount), e.Channel, e.CustomerReference, e.By, e.Through, Recorder.Text(e.State), e.Reference, e.Message,
            ];
    }

    /// <summary>All of them in the order they happened.</summary>
    public async IAsyncEnumerable<OutboxRow> All(OutboxFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var entries = await Filtered(filter, cancel);
        string? after = null;
        do
        {
            var page = await Oldest.Page(ListPlace.From(after, null, ListPlace.Most), cancel, Rows(entries));
            foreach (var row in await Named(page.Items, cancel)) yield return row;
            after = page.After;
        }
        while (after is not null);
    }

    private async Task<IQueryable<OutboxEntry>> Filtered(OutboxFilter filter, CancellationToken cancel)
    {
        var entries = db.Outbox.AsNoTracking();
        if (!string.IsNullOrEmpty(filter.Order))
        {
            var (id, number) = Reference.Parse("O", filter.Order);
            var order = id ?? await db.Orders.Where(o => o.Number == number).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancel) ?? Guid.Empty;
            entries = entries.Where(e => e.OrderId == order);
        }
        return filter.State switch
        {
            null or "" or "waiting" => entries.Where(e => e.State == OutboxState.Waiting),
            "refused" => entries.Where(e => e.State == OutboxState.Refused),
            "taken" => entries.Where(e => e.State == OutboxState.Taken),
            "all" => entries,
            _ => throw new BadInputException("state", Words.Say("outbox.state.wrong", filter.State, string.Join(", ", States))),
        };
    }

    private static IQueryable<OutboxRow> Rows(IQueryable<OutboxEntry> entries) => entries.Select(e => new OutboxRow
    {
        Number = e.Number, At = e.At, Kind = e.Kind, OrderId = e.OrderId, Line = e.LineNo, ShopOrderNumber = e.ShopOrderNumber, AccountId = e.AccountId, ProductId = e.ProductId, Quantity = e.Quantity,
        Shipped = e.Shipped, PromisedOn = e.PromisedOn, RequestedOn = e.RequestedOn, WasQuantity = e.WasQuantity, WasPromisedOn = e.WasPromisedOn, By = e.By, Through = e.Through, State = e.State,
        AnsweredAt = e.AnsweredAt, AnsweredBy = e.AnsweredBy, Reference = e.Reference, Message = e.Message,
    });

    private async Task<IReadOnlyList<OutboxRow>> Named(IReadOnlyList<OutboxRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return rows;
        var orderIds = rows.Select(e => e.OrderId).OfType<Guid>().Distinct().ToList();
        var accountIds = rows.Select(e => e.AccountId).OfType<Guid>().Distinct().ToList();
        var productIds = rows.Select(e => e.ProductId).Distinct().ToList();
        var sources = await db.ImportSources.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var orders = await db.Orders.AsNoTracking().Where(o => orderIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
        var lines = await db.OrderLines.AsNoTracking().Where(l => orderIds.Contains(l.OrderId)).Select(l => new { l.OrderId, l.LineNo, l.UnitPrice, l.Discount })
            .ToDictionaryAsync(l => (l.OrderId, l.LineNo), cancel);
        var accounts = await db.Accounts.AsNoTracking().Where(a => accountIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var products = await db.Products.AsNoTracking().Where(p => productIds.Contains(p.Id)).Select(p => new { p.Id, p.Code, p.Name }).ToDictionaryAsync(p => p.Id, cancel);
        return [.. rows.Select(e =>
        {
            var order = e.OrderId is { } id ? orders.GetValueOrDefault(id) : null;
            var account = e.AccountId is { } of ? accounts.GetValueOrDefault(of) : null;
            var line = order is not null && e.Line is { } no ? lines.GetValueOrDefault((order.Id, no)) : null;
            var product = products.GetValueOrDefault(e.ProductId);
            return e with
            {
                Order = order?.Label, OrderSource = order?.ExternalKey is null ? null : sources.GetValueOrDefault(order.SourceId), OrderKey = order?.ExternalKey, Currency = order?.Currency,
                Channel = order?.Channel is { } channel ? Recorder.Text(channel) : null, CustomerReference = order?.CustomerReference, UnitPrice = line?.UnitPrice, Discount = line?.Discount,
                Account = account is null ? null : $"A-{account.Number}", AccountName = account?.Name, AccountSource = account?.ExternalKey is null ? null : sources.GetValueOrDefault(account.SourceId),
                AccountKey = account?.ExternalKey, Product = product?.Code, ProductName = product?.Name,
            };
        })];
    }
}
