using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Portal.Saying;

/// <summary>What customers said and nobody has answered, for the seller who looks after them: who was let down comes first.</summary>
public sealed class WordsToday(TrothContext db, Reader reader, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    private const int Longest = 140;

    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (reader.SellerId is not { } seller || !reader.May(Right.KeepPortal)) return [];
        var open = await (from word in db.CustomerWords.AsNoTracking()
                          join account in db.AccountFacts on word.AccountId equals account.Id
                          where word.AnsweredAt == null && account.SellerId == seller
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
