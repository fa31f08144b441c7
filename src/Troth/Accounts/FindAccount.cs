using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>Finds records of this room by what an address or a person calls them.</summary>
internal static class FindAccount
{
    /// <summary>By number or id; tracked, so that it can be changed.</summary>
    public static async Task<Account> Account(this TrothContext db, string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("A", reference);
        return await db.Accounts.FirstOrDefaultAsync(a => id != null ? a.Id == id : a.Number == number, cancel) ?? throw new NotFoundException(Words.Say("account.named", reference));
    }

    public static async Task<Contact> Contact(this TrothContext db, string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("C", reference);
        return await db.Contacts.FirstOrDefaultAsync(c => id != null ? c.Id == id : c.Number == number, cancel) ?? throw new NotFoundException(Words.Say("contact.named", reference));
    }

    /// <summary>The account that somebody typed into a field: its number, or a name that only one has.</summary>
    public static async Task<Account?> TypedAccount(this TrothContext db, string field, string? typed, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var (id, number) = Reference.Parse("A", typed.Trim());
        if (id is not null || number is not null)
            return await db.Accounts.FirstOrDefaultAsync(a => id != null ? a.Id == id : a.Number == number, cancel)
                ?? throw new BadInputException(field, Words.Say("find.noAccount", typed.Trim()));
        var key = NameKey.Of(typed);
        var named = await db.Accounts.Where(a => a.NameKey == key).OrderBy(a => a.Number).Take(6).ToListAsync(cancel);
        return named.Count switch
        {
            1 => named[0],
            0 => throw new BadInputException(field, Words.Say("find.none", typed.Trim())),
            _ => throw new BadInputException(field, Words.Say("find.several", string.Join(", ", named.Take(5).Select(a => a.Label)), named.Count > 5 ? " …" : "")),
        };
    }

    public static async Task<Seller?> TypedSeller(this TrothContext db, string field, string? typed, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var (id, number) = Reference.Parse("S", typed.Trim());
        return await db.Sellers.FirstOrDefaultAsync(s => id != null ? s.Id == id : s.Number == number, cancel)
            ?? throw new BadInputException(field, Words.Say("find.noSeller", typed.Trim()));
    }
}
