using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Authentication;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Limits;

namespace Troth.Portal.Access;

/// <summary>Signs a contact in by the link that was mailed. Looking at the page uses nothing up, since mail scanners follow links; its
/// button does.</summary>
public sealed class SignInByLink(TrothContext db, CountedTries tries, TrothSettings settings, TimeProvider time)
{
    /// <summary>Links that do not hold, from one network within an hour.</summary>
    public const int MostWrong = 30;

    /// <summary>Whose link it is; null when it does not hold (any more), which is counted.</summary>
    internal async Task<Standing?> Find(HttpContext http, string secret, CancellationToken cancel)
    {
        var found = PortalSecret.CanBe(secret) ? await Holding(PortalSecret.Hash(secret)).FirstOrDefaultAsync(cancel) : null;
        if (found is null) await tries.Take("portal.link", Caller.Of(http, settings), MostWrong, TimeSpan.FromHours(1), cancel);
        return found;
    }

    /// <summary>Uses the link up and signs in, in a session of its own whatever the browser brought; false when it does not hold.</summary>
    public async Task<bool> Run(HttpContext http, string secret, CancellationToken cancel)
    {
        if (await Find(http, secret, cancel) is not { } standing) return false;
        db.Actor.Is(null, standing.Contact, "portal");
        var (hash, now) = (PortalSecret.Hash(secret), time.GetUtcNow());
        var session = new PortalSession { InvitationId = standing.InvitationId, StartedAt = now, EndsAt = now + PortalScheme.SignedInFor };
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            var used = await db.PortalLinks.Where(l => l.Hash == hash && l.UsedAt == null && l.EndsAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, (DateTimeOffset?)now), cancel);
            if (used == 0) return false;
            await Forget(now, cancel);
            db.Add(session);
            if (await db.Invitations.FirstOrDefaultAsync(i => i.Id == standing.InvitationId,
                cancel) is { } invitation) invitation.SignedIn(now);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        await End(http, cancel); // who was signed in here before is not any more
        await http.SignInAsync(PortalScheme.Name, PortalScheme.Of(session.Id), new AuthenticationProperties { IsPersistent = true });
        return true;
    }

    /// <summary>Ends the sign-in of this browser, for every copy of its cookie.</summary>
    public async Task End(HttpContext http, CancellationToken cancel)
    {
        if (await http.AuthenticateAsync(PortalScheme.Name) is { Succeeded: true, Principal: var old }
            && Guid.TryParse(old.FindFirst(PortalScheme.Session)?.Value, out var session))
            await db.PortalSessions.Where(s => s.Id == session).ExecuteUpdateAsync(set =>
                set.SetProperty(s => s.EndedAt, (DateTimeOffset?)time.GetUtcNow()), cancel);
        await http.SignOutAsync(PortalScheme.Name);
    }

    private IQueryable<Standing> Holding(string hash)
    {
        var now = time.GetUtcNow();
        return from link in db.PortalLinks.AsNoTracking()
               join standing in db.StandingInvitations on link.InvitationId equals standing.InvitationId
               where link.Hash == hash && link.UsedAt == null && link.EndsAt > now
               select standing;
    }

    /// <summary>Links and sessions that are long over.</summary>
    private async Task Forget(DateTimeOffset now, CancellationToken cancel)
    {
        var old = now - TimeSpan.FromDays(90);
        await db.PortalLinks.Where(l => l.EndsAt < old).ExecuteDeleteAsync(cancel);
        await db.PortalSessions.Where(s => s.EndsAt < old).ExecuteDeleteAsync(cancel);
    }
}
