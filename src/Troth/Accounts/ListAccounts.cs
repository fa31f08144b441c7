using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Accounts;

/// <summary>Which accounts, as the address of the list says.</summary>
public sealed record AccountFilter
{
    [Description("Words of the name, or the number: ours, or exactly that of the system it comes from.")]
    public string? Q { get; init; }

    [Description("Number or id of the seller who looks after them; none: those nobody looks after.")]
    public string? Seller { get; init; }

    [Description("Id of the seller's team.")]
    public string? Team { get; init; }
    public string? Segment { get; init; }
    public string? Industry { get; init; }
    public string? Country { get; init; }

    [Description("Only those the caller looks after.")]
    public bool? Mine { get; init; }

    public const string Nobody = "none";

    public bool Any => Mine == true || new[] { Q, Seller, Team, Segment, Industry, Country }.Any(f => !string.IsNullOrWhiteSpace(f));
}

public sealed record AccountRow
{
    public required Guid Id { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonPropertyName("number")] public string Label => $"A-{Number}";
    public required string Name { get; init; }
    [JsonIgnore] public string NameKey { get; init; } = "";
    public required string? City { get; init; }
    [JsonIgnore] public string CityKey { get; init; } = "";
    public required string? Country { get; init; }
    public required string? Segment { get; init; }
    public required string? Industry { get; init; }
    public required int? Employees { get; init; }
    public required Guid? SellerId { get; init; }
    public string? Seller { get; init; }
    public required DateOnly? EndedOn { get; init; }
    [JsonIgnore] public string SellerKey { get; init; } = Platform.Data.NameKey.Last;
    [JsonIgnore] public long SellerNumber { get; init; }
}

/// <summary>The list of accounts: filtered, ordered, a page at a time.</summary>
public sealed class ListAccounts(TrothContext db, Reader reader)
{
    public const string ByName = "name";
    public static readonly string[] Sorts = [ByName, "-name", "number", "-number", "newest", "seller", "-seller", "city", "-city"];

    private static readonly ListOrder<AccountRow> Name = new ListOrder<AccountRow>().By(a => a.NameKey).By(a => a.Number);
    private static readonly ListOrder<AccountRow> NameDown = new ListOrder<AccountRow>(descending: true).By(a => a.NameKey).By(a => a.Number);
    private static readonly ListOrder<AccountRow> Number = new ListOrder<AccountRow>().By(a => a.Number);
    private static readonly ListOrder<AccountRow> NumberDown = new ListOrder<AccountRow>(descending: true).By(a => a.Number);
    private static readonly ListOrder<AccountRow> City = new ListOrder<AccountRow>().By(a => a.CityKey).By(a => a.Number);
    private static readonly ListOrder<AccountRow> CityDown = new ListOrder<AccountRow>(descending: true).By(a => a.CityKey).By(a => a.Number);
    private static readonly ListOrder<AccountRow> Seller = BySeller(new());
    private static readonly ListOrder<AccountRow> SellerDown = BySeller(new(descending: true));

    public async Task<Listing<AccountRow>> Run(AccountFilter filter, string? sort, ListPlace place, CancellationToken cancel)
    {
        var accounts = await Filtered(filter, cancel);
        var page = sort switch
        {
            null or "" or ByName => await Name.Page(place, cancel, Rows(accounts)),
            "-name" => await NameDown.Page(place, cancel, Rows(accounts)),
            "number" => await Number.Page(place, cancel, Rows(accounts)),
            "-number" or "newest" => await NumberDown.Page(place, cancel, Rows(accounts)),
            "city" => await City.Page(place, cancel, Rows(accounts)),
            "-city" => await CityDown.Page(place, cancel, Rows(accounts)),
            "seller" => await Seller.Page(place, cancel, SellerRows(accounts), Rows(accounts.Where(a => a.SellerId == null))),
            "-seller" => await SellerDown.Page(place, cancel, SellerRows(accounts), Rows(accounts.Where(a => a.SellerId == null))),
            _ => throw new BadInputException("sort", Words.Say("accounts.sort", sort, string.Join(", ", Sorts))),
        };
        var total = page.Whole ? page.Items.Count : await accounts.OrderBy(a => a.NameKey).Select(a => a.NameKey).Take(Listing<AccountRow>.CountedTo + 1).CountAsync(cancel);
        return page with { Items = await Named(page.Items, cancel), Total = total };
    }

    /// <summary>The accounts that a filter lets through; an unknown seller lets none.</summary>
    public async Task<IQueryable<Account>> Filtered(AccountFilter filter, CancellationToken cancel)
    {
        var accounts = db.Accounts.AsNoTracking();
        var sellers = db.Sellers;
        if (filter.Mine == true) accounts = accounts.Where(a => a.SellerId == (reader.SellerId ?? Guid.Empty));
        if (filter.Seller == AccountFilter.Nobody) accounts = accounts.Where(a => a.SellerId == null);
        else if (!string.IsNullOrEmpty(filter.Seller))
        {
            var (id, number) = Reference.Parse("S", filter.Seller);
            accounts = id is not null ? accounts.Where(a => a.SellerId == id)
                : accounts.Where(a => a.SellerId == sellers.Where(s => s.Number == number).Select(s => (Guid?)s.Id).FirstOrDefault() && a.SellerId != null);
        }
        if (!string.IsNullOrEmpty(filter.Team))
        {
            var team = Guid.TryParse(filter.Team, out var id) ? id : Guid.Empty;
            accounts = accounts.Where(a => sellers.Any(s => s.Id == a.SellerId && s.TeamId == team));
        }
        if (!string.IsNullOrEmpty(filter.Segment)) accounts = accounts.Where(a => a.Segment == filter.Segment);
        if (!string.IsNullOrEmpty(filter.Industry)) accounts = accounts.Where(a => a.Industry == filter.Industry);
        if (!string.IsNullOrEmpty(filter.Country))
        {
            var key = NameKey.Of(filter.Country);
            accounts = accounts.Where(a => a.CountryKey == key);
        }
        return Called(accounts, filter.Q, await db.Keyed<Account>(filter.Q, cancel));
    }

    /// <summary>All of the words stand in the name, in any order; or it is the number, or one of those with that key.</summary>
    internal static IQueryable<Account> Called(IQueryable<Account> accounts, string? words, IReadOnlyCollection<Guid> keyed)
    {
        if (string.IsNullOrWhiteSpace(words)) return accounts;
        if (Reference.Parse("A", words.Trim()) is { Number: { } number } && words.Trim().StartsWith("A-", StringComparison.OrdinalIgnoreCase))
            return accounts.Where(a => a.Number == number);
        var called = accounts;
        foreach (var word in NameKey.Of(words).Split(' ', StringSplitOptions.RemoveEmptyEntries)) called = called.Where(a => a.NameKey.Contains(word));
        if (keyed.Count == 0) return called;
        // Only where there are any, so that lists found by name are still counted from their index.
        var ids = called.Select(a => a.Id);
        return accounts.Where(a => keyed.Contains(a.Id) || ids.Contains(a.Id));
    }

    private static ListOrder<AccountRow> BySeller(ListOrder<AccountRow> order) =>
        order.By(a => a.SellerKey).By(a => a.SellerNumber).By(a => a.NameKey).By(a => a.Number);

    private static IQueryable<AccountRow> Rows(IQueryable<Account> accounts) => accounts.Select(a => new AccountRow
    {
        Id = a.Id, Number = a.Number, Name = a.Name, NameKey = a.NameKey, City = a.Address.City, CityKey = a.CityKey, Country = a.Address.Country,
        Segment = a.Segment, Industry = a.Industry, Employees = a.Employees, SellerId = a.SellerId, EndedOn = a.EndedOn,
        SellerKey = Platform.Data.NameKey.Last, SellerNumber = 0,
    });

    private IQueryable<AccountRow> SellerRows(IQueryable<Account> accounts) =>
        from s in db.Sellers
        join a in accounts on s.Id equals a.SellerId
        select new AccountRow
        {
            Id = a.Id, Number = a.Number, Name = a.Name, NameKey = a.NameKey, City = a.Address.City, CityKey = a.CityKey, Country = a.Address.Country,
            Segment = a.Segment, Industry = a.Industry, Employees = a.Employees, SellerId = a.SellerId, EndedOn = a.EndedOn,
            SellerKey = s.NameKey, SellerNumber = s.Number,
        };

    private async Task<IReadOnlyList<AccountRow>> Named(IReadOnlyList<AccountRow> rows, CancellationToken cancel)
    {
        var ids = rows.Where(r => r.SellerId != null).Select(r => r.SellerId!.Value).Distinct().ToList();
        var names = await db.Sellers.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        return [.. rows.Select(r => r with { Seller = r.SellerId is { } id ? names.GetValueOrDefault(id) : null })];
    }
}
