using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>A line with the names it refers to.</summary>
public sealed record QuoteLineView(QuoteLine Line, string Product, string Code, string? ShopOrder, ShopOrderState? State);

/// <summary>A quote with the names it refers to.</summary>
/// <param name="Readers">Who it can be mailed to.</param>
/// <param name="NotYours">Why this reader may not act on it; null: they may, or have not the right at all.</param>
public sealed record QuoteView(Quote Quote, bool Expired, string Account, string AccountNumber, string? Contact, string? Seller,
    string? Order, IReadOnlyList<QuoteLineView> Lines, IReadOnlyList<PageReader> Readers, string? NotYours);

public sealed class ReadQuote(TrothContext db, ICustomersPage page, WhoMayAct may, Reader reader, TimeProvider time)
{
    public async Task<QuoteView> Run(string reference, CancellationToken cancel)
    {
        var quote = await db.QuoteNamed(reference, cancel);
        var lines = await (from line in db.QuoteLines join product in db.Products on line.ProductId equals product.Id join h in db.ShopOrders on line.ShopOrder equals (Guid?)h.Id into held from order in held.DefaultIfEmpty()
                           where line.QuoteId == quote.Id orderby line.LineNo select new { line, product.Name, product.Code, Number = (long?)order.Number, State = (ShopOrderState?)order.State }).AsNoTracking().ToListAsync(cancel);
        var account = await db.AccountFacts.AsNoTracking().Where(a => a.Id == quote.AccountId).Select(a => new { a.Name, a.Number }).FirstAsync(cancel);
        var seller = quote.SellerId is { } s ? await db.SellerFacts.AsNoTracking().Where(f => f.Id == s).Select(f => f.Name).FirstOrDefaultAsync(cancel) : null;
        var contact = quote.ContactId is { } c ? (await db.ContactNames([c], cancel)).GetValueOrDefault(c) : null;
        var ordered = quote.OrderId is { } o ? await db.Orders.AsNoTracking().Where(f => f.Id == o).Select(f => (long?)f.Number).FirstOrDefaultAsync(cancel) : null;
        return new(quote, quote.HasExpired(time.GetUtcNow()), account.Name, $"A-{account.Number}", contact, seller, ordered is { } number ? $"O-{number}" : null,
            [.. lines.Select(l => new QuoteLineView(l.line, l.Name, l.Code, l.Number is { } w ? $"W-{w}" : null, l.State))],
            quote.IsOpen ? await page.Readers(quote.AccountId, cancel) : [],
            quote.IsOpen && reader.May(Right.KeepPromises) ? await may.WhyNot(quote.SellerId, quote.AccountId, cancel) : null);
    }
}
