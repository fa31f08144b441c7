using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Today;

/// <summary>What there is to do, by section, the most urgent first; and whether the company has any customers in Troth yet.</summary>
public sealed record TodayView(IReadOnlyList<(string Section, IReadOnlyList<TodayItem> Items)> Sections, bool AnyAccounts);

/// <summary>Asks every room that knows of something to do.</summary>
public sealed class FindToday(TrothContext db, IEnumerable<ITodayItems> rooms)
{
    private const int PerRoom = 20;

    public async Task<TodayView> Run(CancellationToken cancel)
    {
        var items = new List<TodayItem>();
        // One after another: they share the request's database connection.
        foreach (var room in rooms) items.AddRange(await room.Find(PerRoom, cancel));
        return new(
            [.. items.GroupBy(i => i.Section).OrderBy(g => g.Min(i => i.Rank)).Select(g => (g.Key, (IReadOnlyList<TodayItem>)[.. g.OrderBy(i => i.Rank)]))],
            items.Count > 0 || await db.AccountFacts.AnyAsync(cancel));
    }
}
