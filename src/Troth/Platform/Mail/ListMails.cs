using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Platform.Mail;

/// <summary>A mail as administrators see it: where it is, never what it says.</summary>
public sealed record MailRow
{
    public required Guid Id { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }
    public required MailState State { get; init; }
    public required int Tries { get; init; }

    /// <summary>When it is tried next; null when it is not.</summary>
    public required DateTimeOffset? DueAt { get; init; }
    public required string? Error { get; init; }
    public required DateTimeOffset? DoneAt { get; init; }
}

/// <summary>The outbox, newest first.</summary>
public sealed class ListMails(TrothContext db, TimeProvider time)
{
    private static readonly ListOrder<MailRow> Newest = new ListOrder<MailRow>(descending: true).By(m => m.MadeAt).By(m => m.Id);

    public Task<Listing<MailRow>> Run(MailState? state, ListPlace place, CancellationToken cancel) =>
        Newest.Page(place, cancel, Rows(db.Mails.Where(m => state == null || m.State == state)));

    public async Task<MailRow> Find(Guid id, CancellationToken cancel) =>
        await Rows(db.Mails.Where(m => m.Id == id)).FirstOrDefaultAsync(cancel) ?? throw new NotFoundException(Words.Say("mail.this"));

    /// <summary>Has one that was given up, or still waits for its next try, tried again now.</summary>
    public async Task<MailRow> Again(Guid id, CancellationToken cancel)
    {
        var mail = await Find(id, cancel);
        var now = time.GetUtcNow();
        var again = await db.Mails.Where(m => m.Id == id && (m.State == MailState.GivenUp || m.State == MailState.Waiting))
            .ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MailState.Waiting).SetProperty(m => m.Tries, 0).SetProperty(m => m.DueAt, now)
                .SetProperty(m => m.DoneAt, (DateTimeOffset?)null), cancel);
        return again == 1 ? await Find(id, cancel) : throw new BusinessRuleException("mail.done", Words.Say("mail.done", mail.To));
    }

    private static IQueryable<MailRow> Rows(IQueryable<Mail> mails) => mails.AsNoTracking().Select(m => new MailRow
    {
        Id = m.Id, MadeAt = m.MadeAt, To = m.To, Subject = m.Subject, State = m.State, Tries = m.Tries,
        DueAt = m.State == MailState.Waiting ? m.DueAt : null, Error = m.Error, DoneAt = m.DoneAt,
    });
}
