using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Accounts.Contracts;

/// <summary>Accounts as the company's history names them, for records that are part of one.</summary>
public static class AccountsInHistory
{
    public static async Task<Dictionary<Guid, RecordInHistory>> Find(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Number, a.Name }).ToListAsync(cancel))
            .ToDictionary(a => a.Id, a => new RecordInHistory($"{a.Name} (A-{a.Number})", $"/accounts/A-{a.Number}"));
}
