using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Promises.Desk;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

public sealed record InsertFilter
{
    [Description("open, decided (any but open), done, refused, withdrawn or held (it fitted without anybody making room).")]
    public string? State { get; init; }

    [Description("Only those the caller asked for, gains by, or whose promises they would move.")]
    public bool? Mine { get; init; }

    public bool Any => Mine == true || !string.IsNullOrEmpty(State);
}

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

    /// <summary>Open ones come first.</summary>
    [System.Text.Json.Serialization.JsonIgnore] public int Turn { get; init; }
    public string Label => $"R-{Number}";

    /// <summary>Whether the plan gave the day without anybody making room when it was last looked at.</summary>
    public bool Fits => GivenOn <= WantedOn;
}

public sealed record InsertView(
    InsertRow Row, string Plea, decimal UnitPrice, string Currency, long PlanVersion, IReadOnlyList<long> Moving, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason,
    Guid? ShopOrder, IReadOnlyList<InsertMoveRow> Moves)
{
    public required InsertCost Cost { get; init; }

    /// <summary>The version of the plan by now; the consequences are those of <see cref="PlanVersion"/>.</summary>
    public required long NewestVersion { get; init; }

    /// <summary>Why the caller may not decide it; null: they may.</summary>
    public string? MayNotDecide { get; init; }

    /// <summary>Why the caller may put down what no customer says; null where they may of one.</summary>
    public string? MayNotAnswer => Moves is [var first, ..] && Moves.All(m => m.MayNotAnswer is not null) ? first.MayNotAnswer : null;

    /// <summary>Why the caller may not withdraw it; null: they may.</summary>
    public string? MayNotWithdraw { get; init; }

    /// <summary>Shop orders that could be promised for no other day at all: while there is one, it cannot be put in.</summary>
    public IReadOnlyList<string> NoDay => [.. Moves.Where(m => m.ToOn is null).Select(m => $"W-{m.ShopOrder}")];

    /// <summary>What came of it: the shop order (W-17) and its promise, or the quote that holds the day.</summary>
    public string? BecameOrder { get; init; }
    public string? BecamePromise { get; init; }
    public string? BecameQuote { get; init; }
    internal Guid Product { get; init; }
    internal bool Stale => Row.State == InsertState.Open && NewestVersion != PlanVersion;
}

/// <summary>Insert reviews: the open ones first, then the decided ones, each newest first.</summary>
public sealed class ListInserts(TrothContext db, Reader reader)
{
    public static readonly string[] States = ["open", "decided", "done", "refused", "withdrawn", "held"];
    private static readonly ListOrder<InsertRow> OpenFirst = new ListOrder<InsertRow>(descending: true).By(r => r.Turn).By(r => r.AskedAt).By(r => r.Id);

    public async Task<Listing<InsertRow>> Run(InsertFilter filter, ListPlace place, CancellationToken cancel)
    {
        var reviews = Filtered(filter);
        var page = await OpenFirst.Page(place, cancel, Rows(reviews));
        return page with { Total = page.Whole ? page.Items.Count : await reviews.Take(Listing<InsertRow>.CountedTo + 1).CountAsync(cancel) };
    }

    private IQueryable<InsertReview> Filtered(InsertFilter filter)
    {
        var reviews = db.InsertReviews.AsNoTracking();
        if (filter.Mine == true)
        {
            var (user, seller, moves) = (reader.UserId, reader.SellerId, db.InsertMoves);
            reviews = reviews.Where(r => r.Asker == user || (seller != null && (r.SellerId == seller || moves.Any(m => m.ReviewId == r.Id && m.SellerId == seller))));
        }
        return filter.State switch
        {
            null or "" => reviews,
            "open" => reviews.Where(r => r.State == InsertState.Open),
            "decided" => reviews.Where(r => r.State != InsertState.Open),
            "done" => reviews.Where(r => r.State == InsertState.Done),
            "refused" => reviews.Where(r => r.State == InsertState.Refused),
            "withdrawn" => reviews.Where(r => r.State == InsertState.Withdrawn),
            "held" => reviews.Where(r => r.State == InsertState.Held),
            _ => throw new BadInputException("state", Words.Say("quotes.state", filter.State, string.Join(", ", States))),
        };
    }

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
            Id = r.Id, Number = r.Number, Account = account.Name, AccountNumber = account.Number, Seller = seller.Name, Product = product.Name, Quantity = r.Quantity,
            WantedOn = r.WantedOn, GivenOn = r.GivenOn, Possible = r.Possible, State = r.State, AskedAt = r.AskedAt, AskedBy = r.AskedBy,
            Turn = r.State == InsertState.Open ? 1 : 0, Moves = moves.Count(m => m.ReviewId == r.Id),
            Agreed = moves.Count(m => m.ReviewId == r.Id && m.Consent == InsertConsent.Agreed && m.ToOn <= m.AgreedOn && m.DoubtedFor == null),
        };
    }
}

public sealed class ReadInsert(TrothContext db, ListInserts list, MoveFacts facts, PlantPlans plans, Reader reader)
{
    public async Task<InsertView> Run(string reference, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        var row = await list.Rows(db.InsertReviews.AsNoTracking().Where(r => r.Id == review.Id)).SingleAsync(cancel);
        var moves = await db.InsertMoves.AsNoTracking().Where(m => m.ReviewId == review.Id).OrderBy(m => m.FromOn).ThenBy(m => m.ShopOrderNumber).ToListAsync(cancel);
        var about = await facts.Of([.. moves.Select(m => m.ShopOrder).Concat(review.ShopOrder is { } made ? [made] : [])], cancel);
        var became = review.ShopOrder is { } order ? await db.ShopOrders.AsNoTracking().Where(o => o.Id == order).Select(o => (long?)o.Number).FirstOrDefaultAsync(cancel) : null;
        var quote = review.Quote is { } held ? await db.Quotes.AsNoTracking().Where(q => q.Id == held).Select(q => (long?)q.Number).FirstOrDefaultAsync(cancel) : null;
        var limits = review.State == InsertState.Open ? await WhoMayDecide.Of(db, reader.UserId, review, cancel) : null;
        var answers = limits is null ? null : await WhoMayAnswer.Limits(db, reader.UserId, review, [.. moves.Select(m => m.AccountId).Distinct()], cancel);
        List<InsertMoveRow> rows =
        [
            .. moves.Where(m => about.ContainsKey(m.ShopOrder)).Select(m => InsertMoveRow.Of(m, about[m.ShopOrder]) with { MayNotAnswer = answers?.Invoke(m.AccountId) }),
        ];
        return new(row, review.Plea, review.UnitPrice, review.Currency, review.PlanVersion, review.MovingOrders, review.DecidedBy, review.DecidedAt, review.Reason,
            review.ShopOrder, rows)
        {
            Cost = InsertCost.Of(rows), Product = review.ProductId, NewestVersion = (await plans.For(review.Plant, review.ProductId, cancel)).Version,
            MayNotDecide = limits?.Decide, MayNotWithdraw = limits?.Withdraw,
            BecameOrder = became is { } number ? PlantPlan.NameOf(number) : null, BecameQuote = quote is { } q ? $"Q-{q}" : null,
            BecamePromise = review.ShopOrder is { } mine ? about.GetValueOrDefault(mine)?.Promise : null,
        };
    }
}
