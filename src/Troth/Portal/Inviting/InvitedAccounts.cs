using Microsoft.EntityFrameworkCore;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Portal.Access;

namespace Troth.Portal.Inviting;

/// <summary>Tells how many contacts of accounts are invited now.</summary>
public sealed class InvitedAccounts(TrothContext db) : IInvitedAccounts
{
    public async Task<IReadOnlyDictionary<Guid, int>> Among(IReadOnlyCollection<Guid> accounts, CancellationToken cancel) =>
        await db.StandingInvitations.Where(i => accounts.Contains(i.AccountId)).GroupBy(i => i.AccountId)
            .Select(g => new { g.Key, Contacts = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Contacts, cancel);
}
