using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Orders;

/// <summary>What the palette finds of this room: orders by number, ours or the source's; products by code, key or name.</summary>
public sealed class OrdersText(TrothContext db, Reader reader, IStringLocalizer<Words> words) : ISearchableText
{
    public async Task<IReadOnlyList<Found>> Find(string typed, int limit, CancellationToken cancel)
    {
        if (!reader.May(Right.SeeAccounts)) return [];
        var number = Reference.Parse("O", typed).Number;
        var keyed = await db.Keyed<Order>(typed, cancel);
        var accounts = db.AccountFacts;
        var orders = number is null && keyed.Count == 0 ? []
            : await db.Orders.AsNoTracking().Where(o => o.Number == number || keyed.Contains(o.Id)).OrderBy(o => o.Number).Take(limit)
                .Select(o => new { o.Id, o.Number, o.ExternalKey, Account = accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault() }).ToListAsync(cancel);
        var products = await ListProducts.Called(db.Products.AsNoTracking(), typed, await db.Keyed<Product>(typed, cancel))
            .OrderBy(p => p.NameKey).Take(limit).Select(p => new { p.Id, p.Name, p.Code }).ToListAsync(cancel);
        return
        [
            .. orders.Select(o => new Found($"O-{o.Number}", $"{o.ExternalKey} {o.Account}".Trim(), $"/orders/O-{o.Number}", "clipboard-list", words["found.order"], keyed.Contains(o.Id) ? 4 : 3)),
            .. products.Select(p => new Found(Product.Shown(p.Name, p.Code), p.Code, $"/products/{p.Id}", "package", words["found.product"], p.Code == typed ? 4 : .8)),
        ];
    }
}
