using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises.Desk;
using Troth.Promises.Inserts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Ledger;

/// <summary>What something came from, in words, and where it is seen.</summary>
/// <param name="Label">Quote Q-12; a conversation.</param>
/// <param name="Reference">Q-12, O-5 or R-3; null where it is no record of ours.</param>
public sealed record CameFrom(string Label, string? Reference = null)
{
    internal string? Href => Reference is { Length: > 2 } r ? (r[0] switch { 'Q' => "/quotes/", 'R' => "/inserts/", _ => "/orders/" }) + r : null;
}

/// <summary>What is linked to a shop order: what it was asked by, the order it is for, and its promise.</summary>
/// <param name="Order">O-5, and which of its lines.</param>
/// <param name="Promise">P-77.</param>
public sealed record ShopOrderLinks(CameFrom? From, string? Order, int? LineNo, string? Promise, PromiseState? State);

/// <summary>Says in words what code words and ids of sources mean.</summary>
public sealed class FindSource(TrothContext db)
{
    /// <summary>Null where nobody said.</summary>
    /// <param name="order">The order it is for, where it has one: O-5.</param>
    public async Task<CameFrom?> Run(string? kind, Guid? record, string? order, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(kind)) return null;
        var number = record is not { } id ? null : kind switch
        {
            "quoteLine" => await (from line in db.QuoteLines join quote in db.Quotes on line.QuoteId equals quote.Id where line.Id == id select (long?)quote.Number).FirstOrDefaultAsync(cancel),
            "quote" => await db.Quotes.Where(q => q.Id == id).Select(q => (long?)q.Number).FirstOrDefaultAsync(cancel),
            "insert" => await db.InsertReviews.Where(r => r.Id == id).Select(r => (long?)r.Number).FirstOrDefaultAsync(cancel),
            "order" => await db.Orders.Where(o => o.Id == id).Select(o => (long?)o.Number).FirstOrDefaultAsync(cancel),
            _ => null,
        };
        return Say(kind, number, order);
    }

    private static CameFrom? Say(string? kind, long? number, string? order)
    {
        if (string.IsNullOrWhiteSpace(kind)) return null;
        return kind switch
        {
            "quoteLine" or "quote" => Record("Q", number, "source.quote", "source.quote.gone"),
            "insert" => Record("R", number, "source.insert", "source.insert.gone"),
            "order" => Record("O", number, "source.order", "source.order.gone"),
            "orderLine" => order is null ? new(Words.Say("source.inherited.gone")) : new(Words.Say("source.inherited", order), order),
            "conversation" => new(Words.Say("source.conversation")),
            "mail" => new(Words.Say("source.mail")),
            "phone" => new(Words.Say("source.phone")),
            "visit" => new(Words.Say("source.visit")),
            "portal" => new(Words.Say("source.portal")),
            _ => new(kind),
        };
    }

    /// <summary>What a shop order is linked to.</summary>
    public async Task<ShopOrderLinks?> Of(Guid shopOrder, CancellationToken cancel)
    {
        var (reviews, quotes, lines) = (db.InsertReviews, db.Quotes, db.QuoteLines);
        var found = await (from shop in db.ShopOrders.AsNoTracking()
                           join o in db.Orders on shop.OrderId equals (Guid?)o.Id into orders
                           from order in orders.DefaultIfEmpty()
                           join p in db.Promises on (Guid?)shop.Id equals p.ShopOrder into promises
                           from promise in promises.DefaultIfEmpty()
                           where shop.Id == shopOrder
                           select new
                           {
                               shop.SourceKind,
                               Source = shop.SourceKind == "insert" ? reviews.Where(r => r.Id == shop.SourceId).Select(r => (long?)r.Number).FirstOrDefault()
                                   : (from line in lines join quote in quotes on line.QuoteId equals quote.Id where line.Id == shop.SourceId select (long?)quote.Number).FirstOrDefault(),
                               Order = (long?)order.Number, shop.LineNo, Promise = (long?)promise.Number, State = (PromiseState?)promise.State,
                           }).FirstOrDefaultAsync(cancel);
        if (found is null) return null;
        var ordered = found.Order is { } number ? $"O-{number}" : null;
        return new(Say(found.SourceKind, found.Source, ordered), ordered, ordered is null ? null : found.LineNo,
            found.Promise is { } made ? $"P-{made}" : null, found.State);
    }

    private static CameFrom Record(string letter, long? number, string known, string gone) =>
        number is { } n ? new(Words.Say(known, $"{letter}-{n}"), $"{letter}-{n}") : new(Words.Say(gone));
}
