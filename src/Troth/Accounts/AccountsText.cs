using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>What the palette finds of this room: accounts by name or number (ours, or the source's), people by these or mail address.</summary>
public sealed class AccountsText(TrothContext db, Reader reader, IStringLocalizer<Words> words) : ISearchableText
{
    public async Task<IReadOnlyList<Found>> Find(string typed, int limit, CancellationToken cancel)
    {
        if (!reader.May(Right.SeeAccounts)) return [];
        var first = NameKey.Of(typed).Split(' ')[0];
        var (keyed, people) = (await db.Keyed<Account>(typed, cancel), await db.Keyed<Contact>(typed, cancel));
        var accounts = await ListAccounts.Called(db.Accounts.AsNoTracking(), typed, keyed).OrderBy(a => keyed.Contains(a.Id) || a.NameKey.StartsWith(first) ? 0 : 1).ThenBy(a => a.NameKey).ThenBy(a => a.Number)
            .Take(limit).Select(a => new { a.Id, a.Number, a.ExternalKey, a.Name, a.NameKey, a.Address.City }).ToListAsync(cancel);
        var contacts = await ListContacts.Called(db.Contacts.AsNoTracking(), typed, people).OrderBy(c => people.Contains(c.Id) || c.NameKey.StartsWith(first) ? 0 : 1).ThenBy(c => c.NameKey).ThenBy(c => c.Number)
            .Take(limit).Select(c => new { c.Id, c.Number, c.Name, c.NameKey, c.Title, c.Email }).ToListAsync(cancel);
        return
        [
            .. accounts.Select(a => new Found(a.Name, $"A-{a.Number} {(keyed.Contains(a.Id) ? a.ExternalKey : null)} {a.City}".Replace("  ", " ", StringComparison.Ordinal).Trim(), $"/accounts/A-{a.Number}", "building", words["found.account"], keyed.Contains(a.Id) ? 4 : Score(a.NameKey, typed))),
            .. contacts.Select(c => new Found(c.Name, c.Title ?? c.Email, $"/contacts/C-{c.Number}", "user", words["found.contact"], people.Contains(c.Id) ? 4 : Score(c.NameKey, typed) - .1)),
        ];
    }

    /// <summary>The whole name, its beginning, the beginning of a word, or somewhere in it.</summary>
    private static double Score(string nameKey, string typed)
    {
        var key = NameKey.Of(typed);
        return nameKey == key ? 4 : nameKey.StartsWith(key, StringComparison.Ordinal) ? 3 : nameKey.Contains(" " + key, StringComparison.Ordinal) ? 2 : 1;
    }
}
