using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Accounts;

/// <summary>This room's records in the company's history. Claims depend on whose account it is, and stand in its own.</summary>
internal static class RecordsInHistory
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(KindInHistory.Of<Account>(nameof(Right.SeeAccounts), typeof(Words)) with { Find = Contracts.AccountsInHistory.Find, Called = CalledAccounts });
        services.AddSingleton(KindInHistory.Of<ContactRole>(nameof(Right.SeeAccounts), typeof(Words)) with { Find = Contracts.AccountsInHistory.Find, ByWhole = true });
        services.AddSingleton(KindInHistory.Of<Contact>(nameof(Right.SeeAccounts), typeof(Words)) with { Find = Contacts, Called = CalledContacts });
        services.AddSingleton(KindInHistory.Of<Seller>(nameof(Right.SeeAccounts), typeof(Words)) with { Find = Sellers });
        services.AddSingleton(KindInHistory.Of<Team>(nameof(Right.SeeAccounts), typeof(Words)) with { Find = Teams });
    }

    private static async Task<Dictionary<Guid, RecordInHistory>> Contacts(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Number, c.Name }).ToListAsync(cancel))
            .ToDictionary(c => c.Id, c => new RecordInHistory($"{c.Name} (C-{c.Number})", $"/contacts/C-{c.Number}"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Sellers(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Sellers.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Number, s.Name }).ToListAsync(cancel))
            .ToDictionary(s => s.Id, s => new RecordInHistory($"{s.Name} (S-{s.Number})"));

    private static async Task<Dictionary<Guid, RecordInHistory>> Teams(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Teams.AsNoTracking().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(cancel))
            .ToDictionary(t => t.Id, t => new RecordInHistory(t.Name));

    private static Task<List<Guid>> CalledAccounts(TrothContext db, string words, int most, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("A", words);
        var key = NameKey.Of(words);
        return db.Accounts.AsNoTracking().Where(a => a.Id == id || a.Number == number || (key != "" && a.NameKey.Contains(key))).OrderBy(a => a.NameKey).Select(a => a.Id).Take(most).ToListAsync(cancel);
    }

    private static Task<List<Guid>> CalledContacts(TrothContext db, string words, int most, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("C", words);
        var key = NameKey.Of(words);
        return db.Contacts.AsNoTracking().Where(c => c.Id == id || c.Number == number || (key != "" && c.NameKey.Contains(key))).OrderBy(c => c.NameKey).Select(c => c.Id).Take(most).ToListAsync(cancel);
    }
}
