using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Portal.Access;

namespace Troth.Portal.Inviting;

/// <summary>A contact at an account, and whether they are invited to its page.</summary>
public sealed record InvitedRow
{
    public required Guid ContactId { get; init; }
    public required string Contact { get; init; }
    public required string Name { get; init; }
    public required string? Email { get; init; }
    public required string Account { get; init; }
    public required string AccountName { get; init; }
    public DateTimeOffset? InvitedAt { get; init; }
    public string? InvitedBy { get; init; }

    /// <summary>When they first came; null: not yet.</summary>
    public DateTimeOffset? FirstSignInAt { get; init; }
    public bool Invited => InvitedAt is not null;
}

/// <summary>Who of an account may be invited and who is.</summary>
public sealed class ReadInvitations(TrothContext db)
{
    public const int Most = 200;

    public Task<IReadOnlyList<InvitedRow>> OfAccount(Guid account, CancellationToken cancel) => Run(account, null, cancel);

    public Task<IReadOnlyList<InvitedRow>> OfContact(Guid contact, CancellationToken cancel) => Run(null, contact, cancel);

    private async Task<IReadOnlyList<InvitedRow>> Run(Guid? ofAccount, Guid? ofContact, CancellationToken cancel)
    {
        var people = await (from role in db.ContactRoles.AsNoTracking()
                            join contact in db.Contacts on role.ContactId equals contact.Id
                            join account in db.AccountFacts on role.AccountId equals account.Id
                            where (ofAccount == null || role.AccountId == ofAccount) && (ofContact == null || role.ContactId == ofContact)
                                && role.EndedOn == null && contact.EndedOn == null && account.EndedOn == null
                            orderby contact.NameKey, contact.Number, account.Number
                            select new { contact.Id, contact.Number, contact.Name, contact.Email, AccountId = account.Id,
                                AccountNumber = account.Number, AccountName = account.Name })
            .Take(Most).ToListAsync(cancel);
        var standing = await db.StandingInvitations.Where(i => (ofAccount == null || i.AccountId == ofAccount)
            && (ofContact == null || i.ContactId == ofContact))
            .Select(i => i.InvitationId).ToListAsync(cancel);
        var invitations = (await db.Invitations.AsNoTracking().Where(i => standing.Contains(i.Id)).ToListAsync(cancel))
            .ToLookup(i => (i.ContactId, i.AccountId));
        return [.. people.Select(p =>
        {
            var invited = invitations[(p.Id, p.AccountId)].MaxBy(i => i.InvitedAt);
            return new InvitedRow
            {
                ContactId = p.Id, Contact = $"C-{p.Number}", Name = p.Name, Email = p.Email, Account = $"A-{p.AccountNumber}",
                    AccountName = p.AccountName,
                InvitedAt = invited?.InvitedAt, InvitedBy = invited?.InvitedBy, FirstSignInAt = invited?.FirstSignInAt,
            };
        })];
    }
}
