using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Book.Expected;

/// <summary>One line for a seller: whose orders are overdue, those worth the most in the next twelve months.</summary>
public sealed class OverdueToday(TrothContext db, ListBook book, Reader reader, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    private const int Named = 3;

    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (limit == 0 || reader.SellerId is not { } seller || !reader.May(Right.SeeBook)) return [];
        var eyes = await book.Eyes(cancel);
        if (eyes.SafeView || await book.State(cancel) is not { State: { AsOf: { } asOf } state }) return [];
        var overdue = await db.Shown(state.Generation, new BookFilter { Seller = seller.ToString(), Overdue = true }, eyes)
            .OrderByDescending(f => f.NextWorth ?? 0).ThenBy(f => f.Number).Take(Named + 1).ToListAsync(cancel);
        if (overdue.Count == 0) return [];
        var names = string.Join(", ", overdue.Take(Named).Select(f => f.Name)) + (overdue.Count > Named ? words["today.overdue.more"].Value : "");
        var worth = overdue.Take(Named).Sum(f => f.NextWorth ?? 0);
        return [new TodayItem(words["today.overdue"], formats.DayMonth(asOf), names, words["today.overdue.why", formats.MoneyShort(worth, state.Currency)],
            $"/book?seller={seller}&overdue=true&sort=-ahead", words["today.overdue.look"], 90, Tone.Risk)];
    }
}
