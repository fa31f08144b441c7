using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;

namespace Troth.Schedule.Seeing;

/// <summary>
/// For who keeps the schedule: the orders of the plan that need a decision, the most urgent first. Work centers that are silent and wishes to
/// go before others tell of themselves.
/// </summary>
public sealed class DecisionsToday(FindDecisions find, PlantPlans plans, Reader reader, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    private const int Shown = 8;

    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (!reader.May(Right.KeepSchedule)) return [];
        var items = new List<TodayItem>();
        foreach (var plan in await plans.All(cancel))
        {
            var (total, some) = await find.OfOrders(plan, Math.Min(limit, Shown), cancel);
            items.AddRange(some.Select((one, rank) => new TodayItem(words["decisions"], one.Subject,
                string.Join(": ", new[] { one.Account, words[$"decision.{one.Kind}"].Value }.OfType<string>()), one.Why, one.Href, one.Act, 2 + rank / 100.0, one.Tone)));
            var (differ, fed) = await find.OfFeed(plan, Math.Min(limit, Shown), cancel);
            items.AddRange(fed.Select((one, rank) => new TodayItem(words["decisions"], one.Subject,
                string.Join(": ", new[] { one.Account, words[$"decision.{one.Kind}"].Value }.OfType<string>()), one.Why, one.Href, one.Act, 2.5 + rank / 100.0, one.Tone)));
            if (differ > fed.Count)
                items.Add(new(words["decisions"], "", words["decisions.more", formats.Number((long)(differ - fed.Count))], words["decision.FeedDiffers"],
                    "/schedule/go-live", words["decisions.open"], 2.8));
            if (total > some.Count)
                items.Add(new(words["decisions"], "", words["decisions.more", formats.Number((long)(total - some.Count))], words.Count("decisions.count", total),
                    $"/schedule?plant={plan.Plant}", words["decisions.open"], 2.9));
        }
        return items;
    }
}
