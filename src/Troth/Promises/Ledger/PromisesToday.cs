using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Ledger;

/// <summary>A seller's own promises that are overdue, in danger, or due within days; each with the act that ends it.</summary>
public sealed class PromisesToday(TrothContext db, ListPromises list, Reader reader, CompanyDay company, PlannedOrders planned, Formats formats, IStringLocalizer<Words> words) : ITodayItems
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
        var all = (await list.Named([.. due, .. risky], cancel)).OrderByDescending(p => p.Overdue && p.DueOn >= today).ThenBy(p => p.DueOn >= today ? 0 : 1).Take(limit).ToList();
        var dangers = await Dangers([.. all.Where(p => p.AtRisk).Select(p => p.Id)], cancel);
        return [.. all.Select(p => dangers.TryGetValue(p.Id, out var now) ? Danger(p, now, rank++) : Item(p, today, rank++))];
    }

    /// <summary>How those in danger stand in the plan now.</summary>
    private async Task<Dictionary<Guid, PlannedNow>> Dangers(IReadOnlyList<Guid> promises, CancellationToken cancel)
    {
        if (promises.Count == 0) return [];
        var orders = await (from promise in db.Promises join order in db.ShopOrders on promise.ShopOrder equals order.Id where promises.Contains(promise.Id) && order.Risk != PromiseRisk.None
                            select new { promise.Id, order }).AsNoTracking().ToListAsync(cancel);
        var found = new Dictionary<Guid, PlannedNow>();
        foreach (var one in orders) found[one.Id] = await planned.Now(one.order, cancel);
        return found;
    }

    private TodayItem Danger(PromiseRow p, PlannedNow now, int rank)
    {
        var title = now.Likely is { } day && day.On > (p.ExpectedOn ?? p.DueOn) ? words["today.slips", p.Account ?? "", p.What, formats.DayMonth(day.On)] : words["today.tight", p.Account ?? "", p.What, formats.DayMonth(p.DueOn)];
        var cause = now.Causes.OrderByDescending(c => c.Kind == DateLink.Stopped).ThenByDescending(c => c.Until - c.From).FirstOrDefault()?.Text;
        var told = now.Order.RiskToldAt is { } at ? words["danger.told", formats.Moment(at)] : words["today.untold"];
        return new(words["today.promises"], formats.DayMonth(p.DueOn), title, string.Join(". ", new[] { cause, told.Value }.OfType<string>()), $"/promises/{p.Label}{(now.Order.RiskToldAt is null ? "?act=message" : "")}",
            now.Order.RiskToldAt is null ? words["today.tell"] : words["today.open"], -101 + rank / 1000.0, Tone.Risk);
    }

    private TodayItem Item(PromiseRow p, DateOnly today, int rank)
    {
        var byPlan = p.ShopOrder is not null || p is { Kind: PromiseKind.Delivery, Origin: not PromiseOrigin.Inherited };
        var tap = byPlan ? null : new TodayTap(words["act.kept"], $"/promises/{p.Label}/kept");
        var when = Promise.IsTimedKind(p.Kind) && p.DueAt is { } at && p.DueOn == today ? TimeZoneWords(at) : formats.DayMonth(p.DueOn);
        var why = p.ExpectedOn is { } expected ? words["today.expected", p.Account ?? "", p.Label, formats.DayMonth(expected)] : p.Overdue ? words["today.overdue", p.Account ?? "", p.Label] : p.AtRisk ? words["today.atRisk", p.Account ?? "", p.Label] : words["today.due", p.Account ?? "", p.Label];
        return new(words["today.promises"], when, p.What, why, $"/promises/{p.Label}", words["today.open"], -100 + rank / 1000.0, p.Overdue ? Tone.Broken : p.AtRisk ? Tone.Risk : Tone.Accent) { Tap = tap };
    }

    private string TimeZoneWords(DateTimeOffset at) => formats.Moment(at).Split(", ")[^1];
}
