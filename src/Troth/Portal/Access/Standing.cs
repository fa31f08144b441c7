using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Portal.Access;

/// <summary>An invitation that holds now, and what pages need of it.</summary>
internal sealed record Standing
{
    public required Guid InvitationId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Account { get; init; }
    public required Guid ContactId { get; init; }
    public required string Contact { get; init; }
    public required string Email { get; init; }
    public required string EmailKey { get; init; }
    public required string? Culture { get; init; }
    public required string? TimeZone { get; init; }
}

internal static class InvitationsThatHold
{
    extension(TrothContext db)
    {
        /// <summary>
        /// Invitations that hold: not taken back, and the contact is still there, under that address, at that account. Imports change
        /// contacts without asking anybody, so it is looked up whenever it matters and not only when somebody changes something by hand.
        /// </summary>
        public IQueryable<Standing> StandingInvitations
        {
            get
            {
                var (roles, contacts, accounts) = (db.ContactRoles, db.Contacts, db.Accounts);
                return from invitation in db.Invitations.AsNoTracking()
                       join contact in contacts on invitation.ContactId equals contact.Id
                       join account in accounts on invitation.AccountId equals account.Id
                       where invitation.EndedAt == null && contact.EndedOn == null && contact.Email == invitation.Email
                           && account.EndedOn == null
                           && roles.Any(r => r.ContactId == contact.Id && r.AccountId == account.Id && r.EndedOn == null)
                       select new Standing
                       {
                           InvitationId = invitation.Id, AccountId = account.Id, Account = account.Name, ContactId = contact.Id,
                               Contact = contact.Name,
                           Email = invitation.Email, EmailKey = invitation.EmailKey, Culture = invitation.Culture,
                               TimeZone = invitation.TimeZone,
                       };
            }
        }
    }
}
