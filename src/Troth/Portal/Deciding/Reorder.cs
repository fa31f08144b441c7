using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Limits;
using Troth.Platform.Live;
using Troth.Portal.Access;
using Troth.Promises.Contracts;

namespace Troth.Portal.Deciding;

/// <summary>Something the customer may order by themselves.</summary>
/// <param name="Price">What they pay for one, in their currency, as far as we know it; null: it is confirmed with the order.</param>
/// <param name="LastOn">When they last ordered it; null for a standard item they never had.</param>
public sealed record OwnItem(Guid Id, string Code, string Name, decimal? Price, string? Currency, DateOnly? LastOn);

/// <summary>When they could have so many of it. Nothing is held by asking.</summary>
/// <param name="Why">Why there is no day.</param>
/// <param name="AsRequest">Why an order of it is a question to us, and the day what is possible today and no promise; null: it is confirmed at once.</param>
public sealed record OwnDate(Guid Product, int Quantity, DateOnly? On, string? Why, OwnItem Item, string? AsRequest);

/// <param name="On">The day that was shown: another is refused.</param>
/// <param name="Price">The price of one that was shown, null where none was: another is refused.</param>
/// <param name="Currency">Of that price.</param>
/// <param name="Asks">It is a request, whether or not it could be confirmed at once: nothing is promised by it.</param>
public sealed record OwnOrderRequest(
    Guid Product, int Quantity, DateOnly? On = null, string? Reference = null, decimal? Price = null, string? Currency = null, bool Asks = false);

/// <summary>Past and standard items, a true date at once, and an order that is a promise like any other.</summary>
public sealed class Reorder(PortalReader reader, TrothContext db, DeskForCustomers desk, CountedTries tries, LiveNews news)
{
    public const int MostItems = 100, MostInAnHour = 30;

    public async Task<IReadOnlyList<OwnItem>> Items(CancellationToken cancel)
    {
        var (lines, orders) = (reader.Lines, reader.Orders);
        var had = await (from line in lines join order in orders on line.OrderId equals order.Id where line.ProductId != null && line.Kind == LineKind.Sale
                         group order.OrderedOn by line.ProductId into times select new { Id = times.Key!.Value, Last = times.Max() }).OrderByDescending(p => p.Last).Take(MostItems).ToListAsync(cancel);
        var known = await desk.Products(cancel);
        var past = had.Where(p => known.Contains(p.Id)).ToDictionary(p => p.Id, p => p.Last);
        var ids = past.Keys.ToList();
        var sold = db.Products.AsNoTracking().Where(p => p.Active && p.EndedOn == null);
        var mine = await sold.Where(p => ids.Contains(p.Id)).ToListAsync(cancel);
        // A standard item is one with a price for everybody that the plan knows how to get.
        var plain = mine.Count >= MostItems ? [] : (await sold.Where(p => p.ListPrice > 0 && !ids.Contains(p.Id)).OrderBy(p => p.NameKey).ThenBy(p => p.Id).Take(10 * MostItems).ToListAsync(cancel)).Where(p => known.Contains(p.Id));
        var paid = await desk.Prices(reader.AccountId, ids, cancel);
        return [.. mine.OrderByDescending(p => past[p.Id]).Concat(plain).Take(MostItems).Select(p => Of(p, paid, past.TryGetValue(p.Id, out var last) ? last : null))];
    }

    /// <summary>One of them, without going through all.</summary>
    /// <exception cref="NotFoundException">It is none of the items.</exception>
    public async Task<OwnItem> Item(Guid product, CancellationToken cancel)
    {
        var (lines, orders) = (reader.Lines, reader.Orders);
        var found = await desk.CanGive(product, cancel) ? await db.Products.AsNoTracking().FirstOrDefaultAsync(p => p.Id == product && p.Active && p.EndedOn == null, cancel) : null;
        var last = found is null ? null : await (from line in lines join order in orders on line.OrderId equals order.Id where line.ProductId == product && line.Kind == LineKind.Sale
                                                 orderby order.OrderedOn descending select (DateOnly?)order.OrderedOn).FirstOrDefaultAsync(cancel);
        return found is not null && (last is not null || found.ListPrice > 0) ? Of(found, await desk.Prices(reader.AccountId, [product], cancel), last) : throw new NotFoundException(Words.Say("reorder.item"));
    }

    private static OwnItem Of(Product product, IReadOnlyDictionary<Guid, OwnPrice> paid, DateOnly? last)
    {
        var price = paid.GetValueOrDefault(product.Id);
        return new(product.Id, product.Code, product.Name, price?.Each, price?.Currency, last);
    }

    /// <exception cref="NotFoundException">It is none of the items.</exception>
    public async Task<OwnDate> When(Guid product, int quantity, CancellationToken cancel)
    {
        var item = await Item(product, cancel);
        var (on, beyond) = await desk.When(reader.AccountId, product, quantity, cancel);
        return new(product, quantity, on, on is null ? Words.Say("reorder.noDate") : null, item, beyond switch
        {
            null => null,
            OwnLimit.Orders => Words.Say("reorder.beyond.orders"),
            OwnLimit.Usual => Words.Say("reorder.beyond.usual"),
            OwnLimit.Work => Words.Say("reorder.beyond.work"),
            _ => Words.Say("reorder.beyond.unknown"),
        });
    }

    /// <exception cref="BusinessRuleException">The day shown cannot be given any more, or the price is another by now.</exception>
    public async Task<Placed> Run(OwnOrderRequest request, string key, CancellationToken cancel)
    {
        if (request.Quantity is < 1 or > Scheduling.Shops.Limits.Quantity) throw new BadInputException("quantity", Words.Say("reorder.quantity", request.Quantity, Scheduling.Shops.Limits.Quantity));
        if (request.On is null) throw new BadInputException("on", Words.Say("reorder.noDay"));
        await Item(request.Product, cancel);
        await tries.Take("portal.order", reader.ContactId.ToString(), MostInAnHour, TimeSpan.FromHours(1), cancel);
        try
        {
            return await desk.Place(reader.AccountId, reader.ContactId, request.Product, request.Quantity, request.On, request.Price, request.Currency, request.Reference, request.Asks, key, cancel);
        }
        catch (BusinessRuleException lost) when (lost.Code is "dateLost" or "noDate")
        {
            throw new BusinessRuleException(lost.Code, Words.Say("reorder.lost")); // why is ours: it names work centers
        }
        finally
        {
            news.Publish($"account:{reader.AccountId}");
        }
    }
}
