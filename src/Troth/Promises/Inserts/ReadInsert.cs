using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Lists;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>An insert review as a list shows it.</summary>
public sealed record InsertRow
{
    public required Guid Id { get; init; }
    public required long Number { get; init; }
    public required string Account { get; init; }
    public required long AccountNumber { get; init; }
    public required string? Seller { get; init; }
    public required string Product { get; init; }
    public required int Quantity { get; init; }
    public required DateOnly WantedOn { get; init; }
    public required DateOnly? GivenOn { get; init; }
    public required bool Possible { get; init; }
    public required InsertState State { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required string AskedBy { get; init; }

    /// <summary>How many promises would move, and of these how many customers agreed.</summary>
    public required int Moves { get; init; }
    public required int Agreed { get; init; }
    public string Label => $"R-{Number}";
}

/// <summary>A promise that would move.</summary>
/// <param name="Days">Calendar days by which it would move; null when there is no new day.</param>
/// <param name="Value">What the order line is worth, in its order's currency; null when it has no order.</param>
public sealed record InsertMoveRow(
    long ShopOrder, string? Account, long? AccountNumber, string? Seller, string? Product, int Quantity, DateOnly FromOn, DateOnly? ToOn, int? Days, decimal? Value, string? Currency, InsertConsent Consent,
    bool Agreed, DateOnly? AgreedOn, string? AskedBy, string? Whom, Ledger.PromiseChannel? Channel, string? Said, DateTimeOffset? AnsweredAt);

public sealed record InsertView(
    InsertRow Row, string Plea, decimal UnitPrice, string Currency, long PlanVersion, IReadOnlyList<long> Moving, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason, Guid? ShopOrder, IReadOnlyList<InsertMoveRow> Moves);

public sealed class ListInserts(TrothContext db)
{
    private static readonly ListOrder<InsertRow> NewestFirst = new ListOrder<InsertRow>(descending: true).By(r => r.AskedAt).By(r => r.Id);

    public Task<Listing<InsertRow>> Run(InsertState? state, ListPlace place, CancellationToken cancel) =>
        NewestFirst.Page(place, cancel, Rows(db.InsertReviews.AsNoTracking().Where(r => state == null || r.State == state)));

    internal IQueryable<InsertRow> Rows(IQueryable<InsertReview> reviews)
    {
        var moves = db.InsertMoves;
        return
        from r in reviews
        join account in db.AccountFacts on r.AccountId equals account.Id
        join product in db.Products on r.ProductId equals product.Id
        join s in db.SellerFacts on r.SellerId equals (Guid?)s.Id into sellers
        from seller in sellers.DefaultIfEmpty()
        select new InsertRow
        {
            Id = r.Id, Number = r.Number, Account = account.Name, AccountNumber = account.Number, Seller = seller.Name, Product = product.Name, Quantity = r.Quantity, WantedOn = r.WantedOn,
            GivenOn = r.GivenOn, Possible = r.Possible, State = r.State, AskedAt = r.AskedAt, AskedBy = r.AskedBy, Moves = moves.Count(m => m.ReviewId == r.Id),
            Agreed = moves.Count(m => m.ReviewId == r.Id && m.Consent == InsertConsent.Agreed && m.ToOn <= m.AgreedOn),
        };
    }
}

public sealed class ReadInsert(TrothContext db, ListInserts list)
{
    public async Task<InsertView> Run(string reference, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        var row = await list.Rows(db.InsertReviews.AsNoTracking().Where(r => r.Id == review.Id)).SingleAsync(cancel);
        var moves = await (from m in db.InsertMoves.AsNoTracking()
                           join o in db.ShopOrders on m.ShopOrder equals o.Id
                           join a in db.AccountFacts on m.AccountId equals (Guid?)a.Id into accounts
                           from account in accounts.DefaultIfEmpty()
                           join s in db.SellerFacts on m.SellerId equals (Guid?)s.Id into sellers
                           from seller in sellers.DefaultIfEmpty()
                           join p in db.Products on o.ProductId equals p.Id into products
                           from product in products.DefaultIfEmpty()
                           join l in db.OrderLines on new { Order = o.OrderId, Line = o.LineNo } equals new { Order = (Guid?)l.OrderId, Line = (int?)l.LineNo } into lines
                           from line in lines.DefaultIfEmpty()
                           join d in db.Orders on o.OrderId equals (Guid?)d.Id into orders
                           from order in orders.DefaultIfEmpty()
                           where m.ReviewId == review.Id
                           orderby m.FromOn, m.ShopOrderNumber
                           select new { Move = m, Account = account.Name, AccountNumber = (long?)account.Number, Seller = seller.Name, Product = product.Name, o.Quantity, Amount = (decimal?)line.Amount, order.Currency }).ToListAsync(cancel);
        return new(row, review.Plea, review.UnitPrice, review.Currency, review.PlanVersion, review.MovingOrders, review.DecidedBy, review.DecidedAt, review.Reason, review.ShopOrder,
        [
            .. moves.Select(m => new InsertMoveRow(m.Move.ShopOrderNumber, m.Account, m.AccountNumber, m.Seller, m.Product, m.Quantity, m.Move.FromOn, m.Move.ToOn,
                m.Move.ToOn?.DayNumber - m.Move.FromOn.DayNumber, m.Amount, m.Currency, m.Move.Consent, m.Move.IsAgreed, m.Move.AgreedOn, m.Move.AskedBy, m.Move.Whom, m.Move.Channel, m.Move.Said, m.Move.AnsweredAt)),
        ]);
    }
}
