using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Accounts;

public sealed record ContactFilter
{
    [Description("Words of the name, the start of the mail address, or the number: ours, or exactly that of the system they come from.")]
    public string? Q { get; init; }

    [Description("Number or id of an account: only people there.")]
    public string? Account { get; init; }

    [Description("Only people at accounts the caller looks after.")]
    public bool? Mine { get; init; }
}

public sealed record ContactRow
{
    public required Guid Id { get; init; }
    [JsonIgnore] public long Number { get; init; }
    [JsonPropertyName("number")] public string Label => $"C-{Number}";
    public required string Name { get; init; }
    [JsonIgnore] public string NameKey { get; init; } = "";
    public required string? Title { get; init; }
    public required string? Email { get; init; }
    public required string? Phone { get; init; }
    public required DateOnly? EndedOn { get; init; }
    public IReadOnlyList<RoleThere> At { get; init; } = [];
}

/// <summary>Where a person is, and as what.</summary>
public sealed record RoleThere(AccountName Account, string? Role, string? Department);

/// <summary>The list of people.</summary>
public sealed class ListContacts(TrothContext db, Reader reader)
{
    public static readonly string[] Sorts = ["name", "-name", "newest"];
    private const int AccountsShown = 3;
    private static readonly ListOrder<ContactRow> Name = new ListOrder<ContactRow>().By(c => c.NameKey).By(c => c.Number);
    private static readonly ListOrder<ContactRow> NameDown = new ListOrder<ContactRow>(descending: true).By(c => c.NameKey).By(c => c.Number);
    private static readonly ListOrder<ContactRow> Newest = new ListOrder<ContactRow>(descending: true).By(c => c.Number);

    public async Task<Listing<ContactRow>> Run(ContactFilter filter, string? sort, ListPlace place, CancellationToken cancel)
    {
        var contacts = await Filtered(filter, cancel);
        var order = sort switch
        {
            null or "" or "name" => Name, "-name" => NameDown, "newest" => Newest,
            _ => throw new BadInputException("sort", Words.Say("contacts.sort", sort, string.Join(", ", Sorts))),
        };
        var page = await order.Page(place, cancel, contacts.Select(c => new ContactRow
        {
            Id = c.Id, Number = c.Number, Name = c.Name, NameKey = c.NameKey, Title = c.Title, Email = c.Email, Phone = c.Phone ?? c.Mobile, EndedOn = c.EndedOn,
        }));
        var total = page.Whole ? page.Items.Count : await contacts.OrderBy(c => c.NameKey).Select(c => c.NameKey).Take(Listing<ContactRow>.CountedTo + 1).CountAsync(cancel);
        var at = await Places([.. page.Items.Select(c => c.Id)], cancel);
        return page with { Items = [.. page.Items.Select(c => c with { At = [.. at[c.Id].Take(AccountsShown)] })], Total = total };
    }

    /// <summary>Where people are, by person.</summary>
    public async Task<ILookup<Guid, RoleThere>> Places(IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        var roles = await (from role in db.ContactRoles.AsNoTracking()
                           join account in db.Accounts on role.AccountId equals account.Id
                           where people.Contains(role.ContactId)
                           orderby account.NameKey, account.Number
                           select new { role.ContactId, role.Role, role.Department, account.Id, account.Number, account.Name }).ToListAsync(cancel);
        return roles.ToLookup(r => r.ContactId, r => new RoleThere(new(r.Id, $"A-{r.Number}", r.Name), r.Role, r.Department));
    }

    private async Task<IQueryable<Contact>> Filtered(ContactFilter filter, CancellationToken cancel)
    {
        var contacts = db.Contacts.AsNoTracking();
        var (roles, accounts) = (db.ContactRoles, db.Accounts);
        if (filter.Mine == true)
        {
            var seller = reader.SellerId ?? Guid.Empty;
            contacts = contacts.Where(c => roles.Any(r => r.ContactId == c.Id && accounts.Any(a => a.Id == r.AccountId && a.SellerId == seller)));
        }
        if (!string.IsNullOrEmpty(filter.Account))
        {
            var (id, number) = Reference.Parse("A", filter.Account);
            contacts = contacts.Where(c => roles.Any(r => r.ContactId == c.Id && accounts.Any(a => a.Id == r.AccountId && (id != null ? a.Id == id : a.Number == number))));
        }
        return Called(contacts, filter.Q, await db.Keyed<Contact>(filter.Q, cancel));
    }

    internal static IQueryable<Contact> Called(IQueryable<Contact> contacts, string? words, IReadOnlyCollection<Guid> keyed)
    {
        if (string.IsNullOrWhiteSpace(words)) return contacts;
        var typed = words.Trim();
        if (typed.StartsWith("C-", StringComparison.OrdinalIgnoreCase) && Reference.Parse("C", typed).Number is { } number) return contacts.Where(c => c.Number == number);
        if (typed.Contains('@', StringComparison.Ordinal)) return contacts.Where(c => c.Email!.StartsWith(typed));
        var called = contacts;
        foreach (var word in NameKey.Of(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries)) called = called.Where(c => c.NameKey.Contains(word));
        if (keyed.Count == 0) return called;
        var ids = called.Select(c => c.Id);
        return contacts.Where(c => keyed.Contains(c.Id) || ids.Contains(c.Id));
    }
}
