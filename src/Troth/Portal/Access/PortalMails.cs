using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Mail;

namespace Troth.Portal.Access;

/// <summary>Makes links at the moment their mail leaves, so that the outbox never holds one.</summary>
public sealed class PortalLinks(TrothContext db, OwnAddress address, TimeProvider time)
{
    public async Task<string> For(Guid invitation, TimeSpan holds, CancellationToken cancel)
    {
        var secret = PortalSecret.New();
        var url = address.Of($"{PortalRoutes.Root}/in/{secret}");
        db.Add(new PortalLink { InvitationId = invitation, Hash = PortalSecret.Hash(secret), EndsAt = time.GetUtcNow() + holds });
        await db.SaveChangesAsync(cancel);
        return url;
    }
}

/// <summary>The mail to somebody who was invited.</summary>
public sealed class InvitationMail(TrothContext db, CurrentCompany company, PortalLinks links) : IMailWriter
{
    public const string Writer = "portal.invitation";
    public static readonly TimeSpan Holds = TimeSpan.FromDays(7);

    public string Name => Writer;

    public async Task<MailText?> Write(Mail mail, CancellationToken cancel)
    {
        if (await db.StandingInvitations.FirstOrDefaultAsync(i => i.InvitationId == mail.About, cancel) is not { } invited) return null;
        var by = await db.Invitations.Where(i => i.Id == invited.InvitationId).Select(i => i.InvitedBy).FirstAsync(cancel);
        var ours = (await company.Get(cancel)).Name;
        return new(Words.Say("mail.invited", ours), string.Join("\n\n", Words.Say("mail.hello", invited.Contact),
            Words.Say("mail.invited.by", by, ours, invited.Account),
            await links.For(invited.InvitationId, Holds, cancel), Words.Say("mail.invited.holds", Holds.Days), Words.Say("mail.unasked")),
                invited.Email);
    }
}

/// <summary>The mail to somebody who asked for a new link: one link for each company they may see. Nobody who is not invited gets
/// any.</summary>
public sealed class SignInMail(TrothContext db, CurrentCompany company, PortalLinks links) : IMailWriter
{
    public const string Writer = "portal.sign-in";
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(30);
    private const int Most = 10;

    public string Name => Writer;

    public async Task<MailText?> Write(Mail mail, CancellationToken cancel)
    {
        var key = Invitation.KeyOf(mail.To);
        var all = await db.StandingInvitations.Where(i => i.EmailKey == key).OrderBy(i => i.InvitationId).Take(Most).ToListAsync(cancel);
        if (all.Count == 0) return null;
        // Two addresses that differ in case alone may be two mailboxes: each gets its own links, and none of the other's.
        var invited = all.Where(i => i.Email == all[0].Email).ToList();
        List<string> parts = [Words.Say("mail.hello", invited[0].Contact)];
        foreach (var one in invited)
        {
            parts.Add(Words.Say("mail.signIn.for", one.Account));
            parts.Add(await links.For(one.InvitationId, Holds, cancel));
        }
        parts.Add(Words.Say("mail.signIn.holds", (int)Holds.TotalMinutes));
        parts.Add(Words.Say("mail.unasked"));
        return new(Words.Say("mail.signIn", (await company.Get(cancel)).Name), string.Join("\n\n", parts), invited[0].Email);
    }
}
