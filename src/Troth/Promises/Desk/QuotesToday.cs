using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Identity.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Promises.Desk;

/// <summary>
/// What customers asked for and have no answer to, and the seller's own quotes whose hold ends today: after that their dates are anybody's.
/// What nobody looks after who signs in is shown to managers, schedulers and administrators.
/// </summary>
public sealed class QuotesToday(TrothContext db, ListQuotes list, Reader reader, TimeProvider time, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        var nobodys = reader.Is(Role.Manager) || reader.Is(Role.Scheduler) || reader.Is(Role.Administrator);
        if (!reader.May(Right.KeepPromises) || (reader.SellerId is null && !nobodys)) return [];
        var now = time.GetUtcNow();
        var asked = await Asked(limit, reader.SellerId ?? Guid.Empty, nobodys, now, cancel);
        return [.. asked.Select((q, rank) => new TodayItem(
            words["today.promises"], formats.DayMonth(q.MadeOn), words["today.quote", q.Label, q.What],
            words[q.State == QuoteState.Requested ? "today.quote.requested" : "today.quote.lapsed", q.Account ?? ""], $"/quotes/{q.Label}", words["today.open"],
            2.5 + rank / 1000.0, Tone.Risk)),
            .. reader.SellerId is { } seller ? await Ending(limit, seller, now, cancel) : []];
    }

    /// <summary>Nothing of it was sent: it was never looked at, or what we held meanwhile is free again.</summary>
    private async Task<IReadOnlyList<QuoteRow>> Asked(int limit, Guid seller, bool nobodys, DateTimeOffset now, CancellationToken cancel)
    {
        var (accounts, answering) = (db.AccountFacts, db.Answering(now));
        return await list.Named(await ListQuotes.Rows(db.Quotes.AsNoTracking()
            .Where(q => q.RequestedAt != null && q.SentAt == null && (q.State == QuoteState.Requested || (q.State == QuoteState.Held && q.HeldUntil <= now)))
            .Where(q => q.SellerId == seller || (q.SellerId == null && accounts.Any(a => a.Id == q.AccountId && a.SellerId == seller))
                || (nobodys && !answering.Any(s => s == q.SellerId || accounts.Any(a => a.Id == q.AccountId && a.SellerId == s))))
            .OrderBy(q => q.HeldUntil).ThenBy(q => q.Number).Take(limit)).ToListAsync(cancel), cancel);
    }

    private async Task<IEnumerable<TodayItem>> Ending(int limit, Guid seller, DateTimeOffset now, CancellationToken cancel)
    {
        var today = formats.DayOf(now);
        var rows = await ListQuotes.Rows(db.Quotes.AsNoTracking().Where(q => q.SellerId == seller && (q.State == QuoteState.Held || q.State == QuoteState.Sent) && q.HeldUntil > now && q.HeldUntil <= now.AddDays(1))
            .OrderBy(q => q.HeldUntil).ThenBy(q => q.Number).Take(limit)).ToListAsync(cancel);
        return (await list.Named([.. rows.Where(q => formats.DayOf(q.HoldEnds) == today)], cancel)).Select((q, rank) => new TodayItem(
            words["today.promises"], formats.Moment(q.HoldEnds).Split(", ")[^1], words["today.quote", q.Label, q.What],
            words[q.State == QuoteState.Sent ? "today.quote.sent" : "today.quote.held", q.Account ?? "", q.LastOn is { } on ? formats.Date(on) : ""], $"/quotes/{q.Label}", words["today.open"], 4.5 + rank / 1000.0, Tone.Accent));
    }
}
