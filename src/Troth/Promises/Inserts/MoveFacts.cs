using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>What is told of an order that would make room: whose it is, what it is worth, and how its promise stands.</summary>
public sealed record MoveAbout(
    string? Account, long? AccountNumber, string? Seller, string? Product, int Quantity, decimal? Value, string? Currency, string? Promise, PromiseState? State, DateOnly? DueOn);

/// <summary>A promise that would move.</summary>
/// <param name="Days">Calendar days by which it would move; null when there is no new day.</param>
/// <param name="Value">What the order line is worth, in its order's currency; null when it has no order.</param>
public sealed record InsertMoveRow(
    long ShopOrder, string? Account, long? AccountNumber, string? Seller, string? Product, int Quantity, DateOnly FromOn, DateOnly? ToOn, int? Days, decimal? Value,
    string? Currency, InsertConsent Consent, bool Agreed, DateOnly? AgreedOn, string? AskedBy, string? Whom, PromiseChannel? Channel, string? Said, DateTimeOffset? AnsweredAt)
{
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The day they said it, where it was put down later.</summary>
    public DateOnly? SaidOn { get; init; }

    /// <summary>Their answer was put down by one of us; nobody of theirs gave it on their own page.</summary>
    public bool ToldByUs { get; init; }

    /// <summary>Who gains from the insert and wrote the address their answer came from, made that contact or invited them: their yes does not count.</summary>
    public string? DoubtedFor { get; init; }

    /// <summary>Why the caller may not put down what this customer says; null: they may, or it is decided.</summary>
    public string? MayNotAnswer { get; init; }

    /// <summary>The promise (P-77), how it stands by now, and for when.</summary>
    public string? Promise { get; init; }
    public PromiseState? State { get; init; }
    public DateOnly? DueOn { get; init; }

    /// <summary>What the decision made of it.</summary>
    public InsertOutcome? Outcome { get; init; }
    internal Guid? AccountId { get; init; }

    internal static InsertMoveRow Of(long number, DateOnly from, DateOnly? to, MoveAbout about) => new(number, about.Account, about.AccountNumber, about.Seller, about.Product,
        about.Quantity, from, to, to?.DayNumber - from.DayNumber, about.Value, about.Currency, InsertConsent.NotAsked, false, null, null, null, null, null, null)
        { Promise = about.Promise, State = about.State, DueOn = about.DueOn };

    internal static InsertMoveRow Of(InsertMove move, MoveAbout about) => Of(move.ShopOrderNumber, move.FromOn, move.ToOn, about) with
    {
        Consent = move.Consent, Agreed = move.IsAgreed, AgreedOn = move.AgreedOn, AskedBy = move.AskedBy, Whom = move.Whom, Channel = move.Channel, Said = move.Said,
        AnsweredAt = move.AnsweredAt, AskedAt = move.AskedAt, SaidOn = move.SaidOn, ToldByUs = move.IsToldByUs, DoubtedFor = move.DoubtedFor, Outcome = move.Outcome, AccountId = move.AccountId,
    };
}

/// <summary>What all of it comes to.</summary>
/// <param name="Days">Calendar days, of all promises that have a new day.</param>
/// <param name="NoDay">Promises for which there is no other day.</param>
/// <param name="Values">What those orders are worth, by currency; orders without a price are not in it.</param>
public sealed record InsertCost(int Promises, int Agreed, int Days, int NoDay, IReadOnlyList<InsertValue> Values)
{
    public static InsertCost Of(IReadOnlyList<InsertMoveRow> rows) => new(rows.Count, rows.Count(r => r.Agreed), rows.Sum(r => r.Days ?? 0), rows.Count(r => r.Days is null),
        [.. rows.Where(r => r is { Value: not null, Currency: not null }).GroupBy(r => r.Currency!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new InsertValue(g.Key, g.Sum(r => r.Value!.Value)))]);
}

public sealed record InsertValue(string Currency, decimal Amount);

/// <summary>Finds it for many orders at once.</summary>
public sealed class MoveFacts(TrothContext db)
{
    public async Task<IReadOnlyDictionary<Guid, MoveAbout>> Of(IReadOnlyList<Guid> shopOrders, CancellationToken cancel)
    {
        if (shopOrders.Count == 0) return new Dictionary<Guid, MoveAbout>();
        var rows = await (from o in db.ShopOrders.AsNoTracking()
                          join a in db.AccountFacts on o.AccountId equals (Guid?)a.Id into accounts
                          from account in accounts.DefaultIfEmpty()
                          join s in db.SellerFacts on o.SellerId equals (Guid?)s.Id into sellers
                          from seller in sellers.DefaultIfEmpty()
                          join p in db.Products on o.ProductId equals p.Id into products
                          from product in products.DefaultIfEmpty()
                          join l in db.OrderLines on new { Order = o.OrderId, Line = o.LineNo } equals new { Order = (Guid?)l.OrderId, Line = (int?)l.LineNo } into lines
                          from line in lines.DefaultIfEmpty()
                          join d in db.Orders on o.OrderId equals (Guid?)d.Id into orders
                          from order in orders.DefaultIfEmpty()
                          join w in db.Promises on (Guid?)o.Id equals w.ShopOrder into words
                          from word in words.DefaultIfEmpty()
                          where shopOrders.Contains(o.Id)
                          select new
                          {
                              o.Id, Account = account.Name, AccountNumber = (long?)account.Number, Seller = seller.Name, Product = product.Name, o.Quantity,
                              Amount = (decimal?)line.Amount, order.Currency, Promise = (long?)word.Number, State = (PromiseState?)word.State, DueOn = (DateOnly?)word.DueOn,
                          }).ToListAsync(cancel);
        return rows.GroupBy(r => r.Id).ToDictionary(g => g.Key, g =>
        {
            var r = g.First();
            return new MoveAbout(r.Account, r.AccountNumber, r.Seller, r.Product, r.Quantity, r.Amount, r.Currency, r.Promise is { } number ? $"P-{number}" : null, r.State, r.DueOn);
        });
    }
}
