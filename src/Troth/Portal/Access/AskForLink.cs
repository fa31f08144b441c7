using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Limits;
using Troth.Platform.Mail;

namespace Troth.Portal.Access;

/// <summary>
/// Somebody asks for a new link. Whether the address is known is found out when the mail is written, not here, so that neither the answer
/// nor the time it takes tells.
/// </summary>
public sealed class AskForLink(TrothContext db, CountedTries tries, TrothSettings settings, TimeProvider time)
{
    /// <summary>Within an hour: for one address, and from one network.</summary>
    public const int MostForAddress = 5, MostFromNetwork = 20;

    public async Task Run(HttpContext http, string? email, CancellationToken cancel)
    {
        var address = email?.Trim();
        if (!Mail.IsAddress(address)) throw new BadInputException("email", Words.Say("signIn.noAddress"));
        await tries.Take("portal.sign-in.network", Caller.Of(http, settings), MostFromNetwork, TimeSpan.FromHours(1), cancel);
        await tries.Take("portal.sign-in.address", Invitation.KeyOf(address!), MostForAddress, TimeSpan.FromHours(1), cancel);
        db.Add(Mail.WrittenBy(SignInMail.Writer, address!, Words.Say("mail.signIn.subject"), null, time.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
    }
}
