using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Portal.Access;

/// <summary>
/// Ends an invitation in the same transaction as what it rested on: the contact left the account, left altogether, or has another address.
/// So it does not come to life again when the contact comes back.
/// </summary>
public sealed class EndInvitations(TimeProvider time) : IBeforeSave
{
    public async ValueTask Run(TrothContext db, CancellationToken cancel)
    {
        var left = db.ChangeTracker.Entries<ContactRole>()
            .Where(e => e.State == EntityState.Deleted || (e.State == EntityState.Modified && e.Entity.EndedOn is not null))
            .Select(e => (e.Entity.ContactId, (Guid?)e.Entity.AccountId))
            .Concat(db.ChangeTracker.Entries<Contact>()
                .Where(e => e.State == EntityState.Deleted
                    || (e.State == EntityState.Modified && (e.Entity.EndedOn is not null
                        || e.Property(c => c.Email).OriginalValue != e.Entity.Email)))
                .Select(e => (e.Entity.Id, (Guid?)null))).ToList();
        if (left.Count == 0) return;
        var contacts = left.Select(l => l.Item1).Distinct().ToList();
        foreach (var invitation in await db.Invitations.Where(i => contacts.Contains(i.ContactId) && i.EndedAt == null).ToListAsync(cancel))
            if (left.Any(l => l.Item1 == invitation.ContactId && (l.Item2 is null
                || l.Item2 == invitation.AccountId))) invitation.End(time.GetUtcNow());
    }
}
