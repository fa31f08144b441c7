using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Portal.Inviting;

/// <summary>An account, in a word.</summary>
public sealed record AccountHere(Guid Id, string Label, string Name);

internal static class FindHere
{
    public static async Task<AccountHere> AccountHere(this TrothContext db, string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("A", reference);
        var found = await db.AccountFacts.Where(a => id != null ? a.Id == id : a.Number == number)
            .Select(a => new { a.Id, a.Number, a.Name }).FirstOrDefaultAsync(cancel);
        return found is null ? throw new NotFoundException(Words.Say("account.named", reference))
            : new(found.Id, $"A-{found.Number}", found.Name);
    }

    /// <summary>A contact by number or id, who is at that account.</summary>
    public static async Task<Contact> ContactHere(this TrothContext db, AccountHere account, string? reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("C", reference?.Trim() ?? "");
        var roles = db.ContactRoles;
        return await db.Contacts.AsNoTracking().Where(c => id != null ? c.Id == id : c.Number == number)
                .FirstOrDefaultAsync(c => roles.Any(r => r.ContactId == c.Id && r.AccountId == account.Id && r.EndedOn == null), cancel)
            ?? throw new NotFoundException(Words.Say("contact.named", reference, account.Name));
    }
}
