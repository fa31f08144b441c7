using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Effort;

/// <summary>Where a seller's next hours pay, once the seller has said where they go now.</summary>
public sealed class HoursToday(TrothContext db, WhoseHours whose, ReadHours read, HoursWhy why, IStringLocalizer<Words> words) : ITodayItems
{
    private const int Most = 2;

    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (whose.Own is not { } own || !whose.May(own, null)) return [];
        if (!await db.AccountEfforts.AnyAsync(e => e.SellerId == own && e.Hours != null, cancel)) return [];
        if (await db.SellerFacts.AsNoTracking().FirstOrDefaultAsync(s => s.Id == own, cancel) is not { } seller) return [];
        var view = await read.Of(seller, cancel);
        return [.. view.Hours.Week.Take(Math.Min(limit, Most)).Select((row, rank) => new TodayItem(words["today.section"], why.Hours(row.Change), row.Facts.Name,
            why.More(row, view.Currency), FormattableString.Invariant($"/hours/S-{seller.Number}"), words["today.look"], 100 + rank, Tone.Accent))];
    }
}
