using Microsoft.EntityFrameworkCore;
using System.Net.Mail;
using Troth.Platform.Data;

namespace Troth.Platform.Mail;

/// <summary>
/// Sends what is due. Whoever claims a mail has it for some minutes, so two nodes on one database never send the same one; only where a
/// node dies in the middle is it sent again, under the same Message-ID.
/// </summary>
public sealed class SendMails(
    TrothContext db, Postman postman, IEnumerable<IMailWriter> writers, IEnumerable<NoMailLeaves> held, TimeProvider time,
        ILogger<SendMails> log)
{
    /// <summary>How long a try may take, and how long its claim holds: longer, so that nobody else begins before it has ended.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1), Claim = TimeSpan.FromMinutes(5);

    /// <summary>What is done is kept this long for who asks where a mail went.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>The pause after each failed try; after the last one it is given up.</summary>
    internal static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4),
            TimeSpan.FromHours(12)];

    private const int AtOnce = 20;

    /// <summary>How many were tried.</summary>
    public async Task<int> Run(CancellationToken cancel)
    {
        var tried = 0;
        for (; await Next(cancel) is var (mail, claim); tried++) await Deliver(mail, claim, cancel);
        if (tried > 0)
        {
            var old = time.GetUtcNow() - Kept;
            await db.Mails.Where(m => m.State != MailState.Waiting && m.DoneAt < old).ExecuteDeleteAsync(cancel);
        }
        return tried;
    }

    private async Task<(Mail Mail, Guid Claim)?> Next(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var due = db.Mails.AsNoTracking().Where(m => m.State == MailState.Waiting && m.DueAt <= now
            && (m.ClaimedUntil == null || m.ClaimedUntil <= now));
        foreach (var mail in await due.OrderBy(m => m.DueAt).Take(AtOnce).ToListAsync(cancel))
        {
            var (claim, until) = (Guid.CreateVersion7(), now + Claim);
            var claimed = await due.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.ClaimedBy, claim).SetProperty(m => m.ClaimedUntil, until)
                    .SetProperty(m => m.Tries, m => m.Tries + 1), cancel);
            if (claimed == 1) return (mail, claim);
        }
        return null;
    }

    private async Task Deliver(Mail mail, Guid claim, CancellationToken cancel)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            var text = mail.Writer is null ? new MailText(mail.Subject, mail.Body ?? "")
                : await writers.Single(w => w.Name == mail.Writer).Write(mail, cancel);
            if (text is null)
            {
                await db.Mails.Where(m => m.Id == mail.Id && m.ClaimedBy == claim).ExecuteDeleteAsync(cancel);
                return;
            }
            var stays = await Stays(cancel);
            if (stays || !postman.Sends) postman.Keep(mail, text);
            else await postman.Send(mail, text, patience.Token);
            await Done(mail, claim, stays || !postman.Sends ? MailState.NotSent : MailState.Sent, text,
                stays ? Words.Say("notSent.sample") : postman.Sends ? null : Words.Say("notSent.noServer"), cancel);
        }
        // The edge of a background job: whatever goes wrong with one mail is noted at that mail and must not keep the others from leaving.
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("Mail {Mail} could not be sent: {Kind}", mail.Id, failed.GetType().Name);
            await Failed(mail, claim, failed, cancel);
        }
    }

    private async Task<bool> Stays(CancellationToken cancel)
    {
        foreach (var company in held)
            if (await company.From(db, cancel)) return true;
        return false;
    }

    private async Task Done(Mail mail, Guid claim, MailState state, MailText text, string? why, CancellationToken cancel)
    {
        DateTimeOffset? now = time.GetUtcNow();
        var (to, subject) = (text.To ?? mail.To, Mail.OneLine(text.Subject, Mail.SubjectMax));
        await db.Mails.Where(m => m.Id == mail.Id && m.ClaimedBy == claim).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.State, state).SetProperty(m => m.To, to).SetProperty(m => m.Subject, subject)
                .SetProperty(m => m.Body, (string?)null)
            .SetProperty(m => m.Error, why).SetProperty(m => m.DoneAt, now)
                .SetProperty(m => m.ClaimedUntil, (DateTimeOffset?)null), cancel);
    }

    private async Task Failed(Mail mail, Guid claim, Exception failed, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var refused = failed is SmtpFailedRecipientException { StatusCode: >= SmtpStatusCode.MailboxUnavailable };
        var over = refused || mail.Tries >= Pauses.Length;
        var (state, due, done) = (over ? MailState.GivenUp : MailState.Waiting, over ? mail.DueAt : now + Pauses[mail.Tries], over ? now
            : (DateTimeOffset?)null);
        var why = Mail.OneLine(failed is OperationCanceledException ? Words.Say("failed.slow")
            : string.Join(" ", Chain(failed).Select(e => e.Message).Distinct()), Mail.ErrorMax);
        await db.Mails.Where(m => m.Id == mail.Id && m.ClaimedBy == claim).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.State, state).SetProperty(m => m.DueAt, due).SetProperty(m => m.Error, why).SetProperty(m => m.DoneAt, done)
            .SetProperty(m => m.ClaimedUntil, (DateTimeOffset?)null), cancel);
    }

    private static IEnumerable<Exception> Chain(Exception failed)
    {
        for (var one = failed; one is not null; one = one.InnerException) yield return one;
    }
}
