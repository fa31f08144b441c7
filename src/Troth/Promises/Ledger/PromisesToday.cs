using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Promises.Ledger;

/// <summary>A seller's own promises that are overdue, in danger, or due within days; each with the act that ends it.</summary>
public sealed class PromisesToday(TrothContext db, ListPromises list, Reader reader, CompanyDay company, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    private const int DaysAhead = 3;

    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (reader.SellerId is not { } seller || !reader.May(Right.KeepPromises)) return [];
        var (today, until) = (await company.Today(cancel), (await company.Today(cancel)).AddDays(DaysAhead));
        var mine = db.Promises.AsNoTracking().Where(p => p.SellerId == seller && p.State == PromiseState.Open && p.EndedOn == null);
        var due = await ListPromises.Rows(mine.Where(p => p.DueOn <= until).OrderByDescending(p => p.DueOn >= today).ThenBy(p => p.DueOn).ThenBy(p => p.Number).Take(limit)).ToListAsync(cancel);
        var risky = await ListPromises.Rows(mine.Where(p => p.AtRisk && p.DueOn > until).OrderBy(p => p.DueOn).ThenBy(p => p.Number).Take(limit)).ToListAsync(cancel);
        var rank = 0;
        return [.. (await list.Named([.. due, .. risky], cancel)).OrderByDescending(p => p.Overdue && p.DueOn >= today).ThenBy(p => p.DueOn >= today ? 0 : 1).Select(p => Item(p, today, rank++)).Take(limit)];
    }

    private TodayItem Item(PromiseRow p, DateOnly today, int rank)
    {
        var tap = p is { Kind: PromiseKind.Delivery, Origin: not PromiseOrigin.Inherited } ? null : new TodayTap(words["act.kept"], $"/promises/{p.Label}/kept");
        var when = Promise.IsTimedKind(p.Kind) && p.DueAt is { } at && p.DueOn == today ? TimeZoneWords(at) : formats.DayMonth(p.DueOn);
        var why = p.Overdue ? words["today.overdue", p.Account ?? "", p.Label] : p.AtRisk ? words["today.atRisk", p.Account ?? "", p.Label] : words["today.due", p.Account ?? "", p.Label];
        return new(words["today.promises"], when, p.What, why, $"/promises/{p.Label}", words["today.open"], -10 + rank / 1000.0, p.Overdue ? Tone.Broken : p.AtRisk ? Tone.Risk : Tone.Accent) { Tap = tap };
    }

    private string TimeZoneWords(DateTimeOffset at) => formats.Moment(at).Split(", ")[^1];
}
