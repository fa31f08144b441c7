using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Shops;

public class WorkCalendarTests
{
    [Fact]
    public void It_counts_as_a_list_of_minutes_does()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var shop = RandomShop.Make(seed, seed % 2 == 0 ? ShopKind.Small : ShopKind.Tiny);
            foreach (var definition in shop.Calendars)
            {
                var (calendar, open) = (WorkCalendar.Of(definition, shop.Horizon), Open(definition, shop.Horizon));
                Assert.Equal((open.Count, open.Count == shop.Horizon), (calendar.Total, calendar.IsAlways));
                for (int minute = 0, work = 0; minute <= shop.Horizon; minute++)
                {
                    Assert.Equal(work, calendar.ToWork(minute));
                    if (work < open.Count && open[work] == minute) work++;
                }
                Assert.Equal(calendar.Total, calendar.ToWork(shop.Horizon + 5000));
                for (var work = 0; work < open.Count; work++)
                {
                    Assert.Equal(open[work], calendar.StartOf(work));
                    Assert.Equal(open[work] + 1, calendar.EndOf(work + 1));
                }
                Assert.Equal(open, calendar.Spans.SelectMany(s => Enumerable.Range(s.Start, s.End - s.Start)));
            }
        }
    }

    private static List<int> Open(CalendarDefinition calendar, int horizon) => [.. Enumerable.Range(0, horizon).Where(minute =>
    {
        var ofWeek = (minute + calendar.WeekOffset) % CalendarDefinition.WeekMinutes;
        return calendar.Exceptions.LastOrDefault(e => e.Start <= minute && minute < e.End) is { End: > 0 } last ? last.Open
            : calendar.Week.Any(shift => shift.Start <= ofWeek && ofWeek < shift.End);
    })];
}
