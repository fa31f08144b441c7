using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Integrations.Outbox;

/// <summary>Tells who looks after it that the order system refuses something, or has fetched nothing for a day.</summary>
public sealed class OutboxToday(ListOutbox list, Reader reader, TimeProvider time, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (!reader.May(Right.FeedOrders)) return [];
        var standing = await list.Standing(cancel);
        var items = new List<TodayItem>();
        if (standing.Refused > 0)
            items.Add(new(words["today"], "", words.Count("outbox.refused.count", standing.Refused), words["today.refused"], "/outbox?state=refused", words["today.open"], 20, Tone.Broken));
        // Where no order system was ever connected, nobody is reminded of it every day.
        if (standing is { LastAnswer: not null, Oldest: { } oldest } && time.GetUtcNow() - oldest > Patience)
            items.Add(new(words["today"], formats.Moment(oldest), words.Count("outbox.waits.count", standing.Waiting), words["today.waits"], "/outbox", words["today.open"], 21, Tone.Risk));
        return items;
    }
}
