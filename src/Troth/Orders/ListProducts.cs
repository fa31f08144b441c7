using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Orders;

public sealed record ProductFilter
{
    [Description("Words of the name, or the code, or exactly its key in the system it comes from.")]
    public string? Q { get; init; }
    public string? Family { get; init; }

    [Description("Also products that are no longer sold.")]
    public bool? All { get; init; }
}

public sealed record ProductRow
{
    public required Guid Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    [JsonIgnore] public string NameKey { get; init; } = "";
    public required string? Family { get; init; }
    public required string? Category { get; init; }
    public required string? Unit { get; init; }
    public required decimal? ListPrice { get; init; }
    public required decimal? Cost { get; init; }
    public required string? Currency { get; init; }
    public required bool Active { get; init; }
    public required DateOnly? EndedOn { get; init; }
}

/// <summary>What we sell.</summary>
public sealed class ListProducts(TrothContext db)
{
    public static readonly string[] Sorts = ["name", "-name"];
    private const int FamiliesShown = 200;
    private static readonly ListOrder<ProductRow> Name = new ListOrder<ProductRow>().By(p => p.NameKey).By(p => p.Id);
    private static readonly ListOrder<ProductRow> NameDown = new ListOrder<ProductRow>(descending: true).By(p => p.NameKey).By(p => p.Id);

    public async Task<Listing<ProductRow>> Run(ProductFilter filter, string? sort, ListPlace place, CancellationToken cancel)
    {
        var order = sort switch
        {
            null or "" or "name" => Name, "-name" => NameDown,
            _ => throw new BadInputException("sort", Words.Say("products.sort", sort, string.Join(", ", Sorts))),
        };
        var products = db.Products.AsNoTracking();
        if (filter.All != true) products = products.Where(p => p.Active && p.EndedOn == null);
        if (!string.IsNullOrEmpty(filter.Family)) products = products.Where(p => p.Family == filter.Family);
        if (!string.IsNullOrWhiteSpace(filter.Q)) products = Called(products, filter.Q, await db.Keyed<Product>(filter.Q, cancel));
        var page = await order.Page(place, cancel, Rows(products));
        var total = page.Whole ? page.Items.Count : await products.OrderBy(p => p.NameKey).Select(p => p.Id).Take(Listing<ProductRow>.CountedTo + 1).CountAsync(cancel);
        return page with { Total = total };
    }

    /// <summary>All of the words stand in the name, in any order; or it is the code, or one of those with that key.</summary>
    internal static IQueryable<Product> Called(IQueryable<Product> products, string typed, IReadOnlyCollection<Guid> keyed)
    {
        var code = typed.Trim();
        var words = NameKey.Of(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ids = words.Aggregate(products, (all, word) => all.Where(p => p.NameKey.Contains(word))).Select(p => p.Id);
        return products.Where(p => p.Code == code || keyed.Contains(p.Id) || ids.Contains(p.Id));
    }

    public async Task<(Product Product, ProductRow Row)> Find(Guid id, CancellationToken cancel)
    {
        var product = await db.Products.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw new NotFoundException(Words.Say("product.this"));
        return (product, Rows(new[] { product }.AsQueryable()).Single());
    }

    public async Task<IReadOnlyList<string>> Families(CancellationToken cancel) =>
        [.. (await db.Products.AsNoTracking().Where(p => p.Family != null).Select(p => p.Family!).Distinct().OrderBy(f => f).Take(FamiliesShown).ToListAsync(cancel)).OrderBy(NameKey.Of, StringComparer.Ordinal)];

    private static IQueryable<ProductRow> Rows(IQueryable<Product> products) => products.Select(p => new ProductRow
    {
        Id = p.Id, Code = p.Code, Name = p.Name, NameKey = p.NameKey, Family = p.Family, Category = p.Category, Unit = p.Unit, ListPrice = p.ListPrice, Cost = p.Cost,
        Currency = p.Currency, Active = p.Active, EndedOn = p.EndedOn,
    });
}
