using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Identity.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Portal.Saying;

/// <summary>
/// What customers said and nobody has answered, for the seller who looks after them: who was let down comes first. What nobody looks after
/// who signs in is shown to managers and administrators.
/// </summary>
public sealed class WordsToday(TrothContext db, Reader reader, TimeProvider time, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    private const int Longest = 140;

    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        var nobodys = reader.Is(Role.Manager) || reader.Is(Role.Administrator);
        if (!reader.May(Right.KeepPortal) || (reader.SellerId is null && !nobodys)) return [];
        var (seller, answering) = (reader.SellerId ?? Guid.Empty, db.Answering(time.GetUtcNow()));
        var open = await (from word in db.CustomerWords.AsNoTracking()
                          join account in db.AccountFacts on word.AccountId equals account.Id
                          where word.AnsweredAt == null && (account.SellerId == seller
                              || (nobodys && !answering.Any(s => s == account.SellerId)))
                          orderby word.SaidAt descending
                          select new { word.Id, word.Kind, word.Text, word.SaidBy, word.SaidAt, account.Number, account.Name }).Take(limit)
                              .ToListAsync(cancel);
        return [.. open.OrderBy(w => w.Kind).Select((w, rank) => new TodayItem(
            words["today.words"], formats.DayMonth(formats.DayOf(w.SaidAt)), words[$"today.{w.Kind}", w.Name],
                words["today.said", w.SaidBy, Short(w.Text)],
            $"/accounts/A-{w.Number}/words#word-{w.Id}", words["today.answer"], 2 + rank / 100.0, w.Kind == WordKind.LetDown ? Tone.Broken
                : Tone.Kept))];
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }
}
