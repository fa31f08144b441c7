using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Portal.Access;
using Troth.Promises.Contracts;

namespace Troth.Portal.Seeing;

/// <summary>An order as its customer sees it.</summary>
/// <param name="Label">Our number of it: O-17.</param>
/// <param name="Name">What it is called in our order system, which stands on papers; else our number.</param>
/// <param name="Reference">The customer's own number.</param>
public sealed record OwnOrder(Guid Id, string Label, string Name, string? Reference, DateOnly OrderedOn, int Lines, Delivery Delivery);

/// <summary>A line of it.</summary>
public sealed record OwnLine(int LineNo, string? Product, string? Code, decimal Quantity, Delivery Delivery);

/// <summary>What is still to come, and the list of all, newest first.</summary>
public sealed record OwnOrders(IReadOnlyList<OwnOrder> Open, Listing<OwnOrder> All);

/// <summary>The signed-in customer's orders, and nobody else's.</summary>
public sealed class ReadOwnOrders(PortalReader reader, TrothContext db, CurrentCompany company, OwnDeliveries deliveries, TimeProvider time)
{
    public const int Shown = 20, LinesShown = 500;

    /// <summary>Orders that old are not waited for any more, whatever their lines say; and so many are looked at.</summary>
    private const int OpenDays = 400, OpenMost = 60;

    private static readonly ListOrder<OrderRow> Newest = new ListOrder<OrderRow>(descending: true).By(o => o.OrderedOn).By(o => o.Number);

    public async Task<OwnOrders> Run(ListPlace place, CancellationToken cancel) => new(await Open(cancel), await List(place, cancel));

    public async Task<Listing<OwnOrder>> List(ListPlace place, CancellationToken cancel)
    {
        var page = await Newest.Page(place, cancel, Rows(reader.Orders));
        return new(await Told(page.Items, cancel), page.After, page.Before);
    }

    /// <summary>One order by number or id. Another company's is not found, as one that does not exist.</summary>
    public async Task<(OwnOrder Order, IReadOnlyList<OwnLine> Lines)> Find(string reference, CancellationToken cancel)
    {
        var row = await Row(reference, cancel);
        var today = await company.Today(time, cancel);
        var lines = (await LinesOf([row.Id], cancel))[row.Id].ToList();
        var ids = lines.Select(l => l.ProductId).OfType<Guid>().Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code })
            .ToDictionaryAsync(p => p.Id, cancel);
        var promised = (await deliveries.Of([row.Id], cancel))[row.Id].ToList();
        return (Told(row, lines, promised, today), [.. Sales(lines).Select(line =>
        {
            var product = line.ProductId is { } id ? products.GetValueOrDefault(id) : null;
            return new OwnLine(line.LineNo, line.Description ?? product?.Name ?? product?.Code, product?.Code, line.Quantity,
                Of(row, line, lines, promised, today));
        })]);
    }

    /// <summary>The id of an order that the customer named.</summary>
    public async Task<Guid> IdOf(string reference, CancellationToken cancel) => (await Row(reference, cancel)).Id;

    private async Task<OrderRow> Row(string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("O", reference);
        return await Rows(reader.Orders.Where(o => id != null ? o.Id == id : o.Number == number)).FirstOrDefaultAsync(cancel)
            ?? throw new NotFoundException(Words.Say("order.named", reference));
    }

    private async Task<IReadOnlyList<OwnOrder>> Open(CancellationToken cancel)
    {
        var since = (await company.Today(time, cancel)).AddDays(-OpenDays);
        var lines = reader.Lines;
        var rows = await Rows(reader.Orders.Where(o => o.OrderedOn >= since && o.ShippedOn == null
            && lines.Any(l => l.OrderId == o.Id && l.ShippedOn == null)))
            .OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.Number).Take(OpenMost).ToListAsync(cancel);
        return [.. (await Told(rows, cancel)).Where(o => o.Delivery.IsOpen).OrderBy(o => o.Delivery.PromisedOn ?? DateOnly.MaxValue)
            .ThenBy(o => o.OrderedOn)];
    }

    private async Task<IReadOnlyList<OwnOrder>> Told(IReadOnlyList<OrderRow> rows, CancellationToken cancel)
    {
        var today = await company.Today(time, cancel);
        var lines = await LinesOf([.. rows.Select(r => r.Id)], cancel);
        var promised = await deliveries.Of([.. rows.Select(r => r.Id)], cancel);
        return [.. rows.Select(row => Told(row, [.. lines[row.Id]], [.. promised[row.Id]], today))];
    }

    private static OwnOrder Told(OrderRow row, IReadOnlyList<LineRow> lines, List<OwnDelivery> promised, DateOnly today)
    {
        var sales = Sales(lines).ToList();
        // Promised deliveries as they stand, and what of the order nobody has promised through the plan as its lines say.
        var others = sales.Where(l => promised.TrueForAll(p => p.Line is { } no && no != l.LineNo))
            .Select(l => Of(row, l, lines, promised, today));
        var delivery = promised.Count > 0 ? Delivery.OfPromises([.. promised.Select(Delivery.Of), .. others])
            : sales.Count > 0 ? Delivery.OfOrder([.. sales.Select(l => Of(row, l, lines, promised, today))])
            : Delivery.OfLine(row.PromisedOn, row.ShippedOn, false, today);
        return new(row.Id, $"O-{row.Number}", row.ExternalKey ?? $"O-{row.Number}", row.CustomerReference, row.OrderedOn, sales.Count,
            delivery);
    }

    private static IEnumerable<LineRow> Sales(IEnumerable<LineRow> lines) => lines.Where(l => l.Kind == LineKind.Sale);

    /// <summary>What a line does not say of itself its order says for all. A line is off when as much of its product was cancelled as was
    /// ordered.</summary>
    private static Delivery Of(OrderRow order, LineRow line, IReadOnlyList<LineRow> all, List<OwnDelivery> promised, DateOnly today)
    {
        if (promised.FirstOrDefault(p => p.Line == line.LineNo) is { } promise) return Delivery.Of(promise);
        var off = all.Where(l => l.Kind == LineKind.Cancellation && l.ProductId == line.ProductId).Sum(l => l.Quantity);
        var ordered = off == 0 ? 1 : all.Where(l => l.Kind == LineKind.Sale && l.ProductId == line.ProductId).Sum(l => l.Quantity);
        return Delivery.OfLine(line.PromisedOn ?? order.PromisedOn, line.ShippedOn ?? order.ShippedOn, off >= ordered, today);
    }

    private async Task<ILookup<Guid, LineRow>> LinesOf(IReadOnlyList<Guid> orders, CancellationToken cancel) => (await reader.Lines
        .Where(l => orders.Contains(l.OrderId)).OrderBy(l => l.OrderId).ThenBy(l => l.LineNo).Take(LinesShown * Math.Max(orders.Count, 1))
        .Select(l => new LineRow(l.OrderId, l.LineNo, l.Kind, l.ProductId, l.Description, l.Quantity, l.PromisedOn, l.ShippedOn))
            .ToListAsync(cancel)).ToLookup(l => l.OrderId);

    private static IQueryable<OrderRow> Rows(IQueryable<Order> orders) => orders.Select(o => new OrderRow
    {
        Id = o.Id, Number = o.Number, ExternalKey = o.ExternalKey, CustomerReference = o.CustomerReference, OrderedOn = o.OrderedOn,
            PromisedOn = o.PromisedOn, ShippedOn = o.ShippedOn,
    });

    private sealed record LineRow(Guid OrderId, int LineNo, LineKind Kind, Guid? ProductId, string? Description, decimal Quantity,
        DateOnly? PromisedOn, DateOnly? ShippedOn);

    private sealed record OrderRow
    {
        public required Guid Id { get; init; }
        public required long Number { get; init; }
        public required string? ExternalKey { get; init; }
        public required string? CustomerReference { get; init; }
        public required DateOnly OrderedOn { get; init; }
        public required DateOnly? PromisedOn { get; init; }
        public required DateOnly? ShippedOn { get; init; }
    }
}
