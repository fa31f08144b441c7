using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Promises.Desk;

/// <summary>What customers of a seller asked for and nobody has answered, and the seller's own quotes whose hold ends today: after that their dates are anybody's.</summary>
public sealed class QuotesToday(TrothContext db, ListQuotes list, Reader reader, TimeProvider time, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (reader.SellerId is not { } seller || !reader.May(Right.KeepPromises)) return [];
        var asked = await list.Named(await ListQuotes.Rows(db.Quotes.AsNoTracking().Where(q => q.SellerId == seller && q.State == QuoteState.Requested).OrderBy(q => q.HeldUntil).ThenBy(q => q.Number).Take(limit))
            .ToListAsync(cancel), cancel);
        var (now, today) = (time.GetUtcNow(), formats.DayOf(time.GetUtcNow()));
        var rows = await ListQuotes.Rows(db.Quotes.AsNoTracking().Where(q => q.SellerId == seller && (q.State == QuoteState.Held || q.State == QuoteState.Sent) && q.HeldUntil > now && q.HeldUntil <= now.AddDays(1))
            .OrderBy(q => q.HeldUntil).ThenBy(q => q.Number).Take(limit)).ToListAsync(cancel);
        return [.. asked.Select((q, rank) => new TodayItem(
            words["today.promises"], formats.DayMonth(q.MadeOn), words["today.quote", q.Label, q.What], words["today.quote.requested", q.Account ?? ""], $"/quotes/{q.Label}", words["today.open"],
            2.5 + rank / 1000.0, Tone.Risk)),
            .. (await list.Named([.. rows.Where(q => formats.DayOf(q.HoldEnds) == today)], cancel)).Select((q, rank) => new TodayItem(
            words["today.promises"], formats.Moment(q.HoldEnds).Split(", ")[^1], words["today.quote", q.Label, q.What],
            words[q.State == QuoteState.Sent ? "today.quote.sent" : "today.quote.held", q.Account ?? "", q.LastOn is { } on ? formats.Date(on) : ""], $"/quotes/{q.Label}", words["today.open"], 4.5 + rank / 1000.0, Tone.Accent))];
    }
}
