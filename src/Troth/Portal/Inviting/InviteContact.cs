using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Mail;
using Troth.Portal.Access;

namespace Troth.Portal.Inviting;

/// <summary>Invites a contact to the customer's page of an account; who is invited already is sent another link.</summary>
public sealed class InviteContact(TrothContext db, Reader reader, OwnAddress address, TimeProvider time)
{
    public async Task<Invitation> Run(string accountReference, string? contactReference, CancellationToken cancel)
    {
        var account = await db.AccountHere(accountReference, cancel);
        var contact = await db.ContactHere(account, contactReference, cancel);
        if (contact.EndedOn is not null) throw new BusinessRuleException("contact.ended", Words.Say("contact.ended", contact.Name));
        if (contact.Email is null) throw new BusinessRuleException("contact.noAddress", Words.Say("contact.noAddress", contact.Name));
        if (!Mail.IsAddress(contact.Email)) throw new BusinessRuleException("contact.badAddress",
            Words.Say("contact.badAddress", contact.Email, contact.Name));
        _ = address.Root; // where others reach us nobody has said: told here and not by a mail that never comes
        var now = time.GetUtcNow();
        var open = await db.Invitations.Where(i => i.AccountId == account.Id && i.ContactId == contact.Id && i.EndedAt == null)
            .ToListAsync(cancel);
        foreach (var over in open.Where(i => i.Email != contact.Email)) over.End(now);
        var invitation = open.Find(i => i.EndedAt is null);
        if (invitation is null)
            db.Add(invitation = new Invitation
            {
                AccountId = account.Id, ContactId = contact.Id, Email = contact.Email, EmailKey = Invitation.KeyOf(contact.Email),
                    InvitedAt = now, InvitedBy = reader.Name,
            });
        db.Add(Mail.WrittenBy(InvitationMail.Writer, contact.Email, Words.Say("mail.invited.subject", account.Name), invitation.Id, now));
        await db.SaveChangesAsync(cancel);
        return invitation;
    }

    /// <summary>Takes invitations of a contact to an account back; links and sign-ins end at once.</summary>
    public async Task End(string accountReference, string contactReference, CancellationToken cancel)
    {
        var account = await db.AccountHere(accountReference, cancel);
        var (id, number) = Reference.Parse("C", contactReference);
        var contact = await db.Set<Accounts.Contact>().AsNoTracking().FirstOrDefaultAsync(c => id != null ? c.Id == id
            : c.Number == number, cancel)
            ?? throw new NotFoundException(Words.Say("contact.named", contactReference, account.Name));
        var open = await db.Invitations.Where(i => i.AccountId == account.Id && i.ContactId == contact.Id && i.EndedAt == null)
            .ToListAsync(cancel);
        if (open.Count == 0) throw new NotFoundException(Words.Say("invitation.named", contact.Name));
        foreach (var invitation in open) invitation.End(time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
    }
}
