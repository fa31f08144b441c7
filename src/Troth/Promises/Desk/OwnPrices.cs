using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;

namespace Troth.Promises.Desk;

/// <summary>
/// What an account pays, as far as we know it: what stood on its last order of the product within a year, which a quote it accepted becomes too.
/// A list price is nobody's price until somebody agreed to it.
/// </summary>
public sealed class OwnPrices(TrothContext db, CompanyDay day)
{
    /// <summary>Older prices are history.</summary>
    private const int Days = 365, MostLines = 5000;

    public async Task<IReadOnlyDictionary<Guid, OwnPrice>> Of(Guid account, IReadOnlyList<Guid> products, CancellationToken cancel)
    {
        if (products.Count == 0) return new Dictionary<Guid, OwnPrice>();
        var today = await day.Today(cancel);
        var since = today.AddDays(-Days);
        var paid = await (from order in db.Orders.AsNoTracking()
                          join line in db.OrderLines on order.Id equals line.OrderId
                          where order.AccountId == account && order.EndedOn == null && order.OrderedOn >= since && order.OrderedOn <= today && line.EndedOn == null
                              && line.Kind == LineKind.Sale && line.ProductId != null && products.Contains(line.ProductId.Value) && line.UnitPrice > 0 && line.Discount < 1
                          orderby order.OrderedOn descending, order.Number descending, line.LineNo
                          select new { Product = line.ProductId!.Value, line.UnitPrice, line.Discount, order.Currency, order.OrderedOn }).Take(products.Count == 1 ? 1 : MostLines).ToListAsync(cancel);
        return paid.Where(p => Currencies.IsKnown(p.Currency)).GroupBy(p => p.Product).Select(g => g.First())
            .ToDictionary(p => p.Product, p => new OwnPrice(p.UnitPrice, p.Discount, p.Currency, p.OrderedOn));
    }

    /// <summary>The currency of its last order; null without one.</summary>
    public async Task<string?> Currency(Guid account, CancellationToken cancel) => await db.Orders.AsNoTracking().Where(o => o.AccountId == account && o.EndedOn == null)
        .OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.Number).Select(o => (string?)o.Currency).FirstOrDefaultAsync(cancel) is { } last && Currencies.IsKnown(last) ? last : null;
}
