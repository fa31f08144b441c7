using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Identity;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;

namespace Troth.Book.WhiteSpace;

/// <summary>What accounts bought in the Book's twelve months, by family of products: one pass over the lines, summed as they come.</summary>
public sealed class FamilyPurchases
{
    /// <summary>Purchases of which less than this share stands in products with a family are not known by family.</summary>
    public const double LeastKnown = .9;

    private readonly Dictionary<Guid, Dictionary<int, double>> byAccount = [];

    /// <summary>Their names; what the figures number from 0.</summary>
    public required IReadOnlyList<string> Families { get; init; }

    /// <summary>What an account bought by family; null when too much of it has none, or none of its lines are known.</summary>
    public IReadOnlyList<FamilySpend>? Of(BookAccount account) =>
        byAccount.TryGetValue(account.Id, out var sums) && sums.Values.Sum() >= LeastKnown * (double)account.Bought ? [.. sums.Select(one => new FamilySpend(one.Key, one.Value))] : null;

    public static async Task<FamilyPurchases> Read(TrothContext db, BookWindow window, string currency, FamilyLevel level, CancellationToken cancel)
    {
        var (families, byProduct) = await Products(db, level, cancel);
        var read = new FamilyPurchases { Families = families };
        if (families.Count == 0) return read;
        var rates = await CompanyRates.Read(db, currency, cancel);
        DateOnly from = window.From, to = window.AsOf;
        var lines = from line in db.OrderLines.AsNoTracking()
                    join order in db.Orders on line.OrderId equals order.Id
                    where order.AccountId != null && order.OrderedOn >= @from && order.OrderedOn <= to && order.EndedOn == null && line.EndedOn == null && line.ProductId != null
                    select new { AccountId = order.AccountId!.Value, order.OrderedOn, order.Currency, ProductId = line.ProductId!.Value, line.Kind, line.Amount };
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!byProduct.TryGetValue(line.ProductId, out var family) || rates.On(line.OrderedOn, line.Currency) is not { } rate) continue;
            if (!read.byAccount.TryGetValue(line.AccountId, out var sums)) read.byAccount.Add(line.AccountId, sums = []);
            sums[family] = sums.GetValueOrDefault(family) + (double)(line.Kind == LineKind.Sale ? line.Amount : -line.Amount) * (double)rate;
        }
        return read;
    }

    private static async Task<(IReadOnlyList<string> Families, Dictionary<Guid, int> ByProduct)> Products(TrothContext db, FamilyLevel level, CancellationToken cancel)
    {
        var products = await db.Products.AsNoTracking().Select(p => new { p.Id, Family = level == FamilyLevel.Category ? p.Category : p.Family })
            .Where(p => p.Family != null && p.Family != "").ToListAsync(cancel);
        var families = products.Select(p => p.Family!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var numbers = families.Index().ToDictionary(f => f.Item, f => f.Index, StringComparer.Ordinal);
        return (families, products.ToDictionary(p => p.Id, p => numbers[p.Family!]));
    }
}
