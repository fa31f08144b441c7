using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;
using Troth.Scheduling.Tests.Harness;

namespace Troth.Scheduling.Tests.Plans;

public sealed class SlipSpreadTests
{
    private const int Day = 1440, Week = 7 * Day, Weeks = 60;

    private static readonly WorkCalendar Weekdays =
        Calendar([.. Enumerable.Range(0, 5).Select(d => new WeeklyShift(d * Day + 360, d * Day + 1320))]);

    [Theory]
    [InlineData(900, 400)]
    [InlineData(950, 400)]
    [InlineData(990, 800)]
    public void New_orders_keep_their_safe_dates_with_the_confidence_whatever_their_lead(int confidence, int measured)
    {
        var random = new Random(7);
        var (kept, tried) = (new int[2], new int[2]);
        for (var shop = 0; shop < 20; shop++)
        {
            var spread = SlipSpread.Of(Weekdays, Enumerable.Range(0, measured).Select(_ => Draw(random).Past).ToList());
            for (var i = 0; i < 500; i++)
            {
                var (order, operations) = Draw(random);
                var date = spread.After(order.Planned, order.Quoted, 0, confidence);
                var kind = operations < 8 ? 0 : 1;
                (kept[kind], tried[kind]) = (kept[kind] + (order.Ended <= date ? 1 : 0), tried[kind] + 1);
            }
        }
        // Short leads and long ones by one measure: the added day makes it near, not exact.
        for (var kind = 0; kind < 2; kind++)
            Assert.InRange(kept[kind] / (double)tried[kind], confidence / 1000.0 - .03, Math.Min(1, confidence / 1000.0 + .03));
        Assert.InRange(kept.Sum() / (double)tried.Sum(), confidence / 1000.0 - .005, Math.Min(1, confidence / 1000.0 + .01));

        // Operations of a shift, each of which takes up to 30 % more or less.
        static (PastOrder Past, int Operations) Draw(Random random)
        {
            var (quoted, operations) = (random.Next(Week * (Weeks - 12)), 1 + random.Next(15));
            var minutes = Enumerable.Range(0, operations).Sum(_ => (int)(480 * .6 * (random.NextDouble() - .5)));
            var planned = Weekdays.EndOf(Weekdays.ToWork(quoted) + 480 * operations);
            return (new(quoted, planned, Weekdays.EndOf(Weekdays.ToWork(planned) + minutes)), operations);
        }
    }

    [Fact]
    public void A_weekend_is_no_slip()
    {
        // Quoted on Monday 10:00, planned for Friday 21:00, done on Monday 7:00: two hours late.
        List<PastOrder> past = [.. Enumerable.Range(0, 40).Select(week =>
            new PastOrder(week * Week + 600, week * Week + 4 * Day + 1260, (week + 1) * Week + 420))];
        var spread = SlipSpread.Of(Weekdays, past);
        const int tuesday = 50 * Week + Day;
        Assert.Equal(51 * Week + 420, spread.After(50 * Week + 4 * Day + 1260, 50 * Week + 600, 0, 950), 1.0);
        // As long a lead that ends on a Monday 21:00, and one that ends on a Monday 10:00: two hours again, over the night or on the day.
        Assert.Equal(tuesday + 420, spread.After(tuesday - 180, tuesday - 7 * Day + 600, 0, 950), 1.0);
        Assert.Equal(tuesday - Day + 720, spread.After(tuesday - Day + 600, tuesday - 8 * Day + 900, 0, 950), 1.0);
        // By the clock all of them would be 58 hours.
        var always = SlipSpread.Of(Calendar([new(0, Week)]), past);
        Assert.Equal(tuesday + 600 + 58 * 60, always.After(tuesday + 600, tuesday + 600 - 4 * Day - 660, 0, 950), 1.0);
    }

    [Theory]
    [InlineData(14, 0)]
    [InlineData(15, 300)]
    public void Too_few_orders_say_nothing(int count, int slip)
    {
        var past = Enumerable.Range(0, count).Select(i => new PastOrder(Day + i, 2 * Day, 2 * Day + 300)).ToList();
        // Those from stock were done when they were quoted.
        past.AddRange(Enumerable.Repeat(new PastOrder(Day, Day, 3 * Day), 50));
        var spread = SlipSpread.Of(Calendar([new(0, Week)]), past);
        Assert.Equal((count, count >= Limits.SpreadSamples), (spread.Samples, spread.IsKnown));
        Assert.Equal(5 * Day + slip, spread.After(5 * Day, 4 * Day, 0, 950), 1.0);
        Assert.Equal(5 * Day, SlipSpread.Unknown.After(5 * Day, 4 * Day, 0, 999));
    }

    [Fact]
    public void A_class_of_which_enough_is_known_goes_by_its_own_and_one_of_which_too_little_by_all()
    {
        var all = Calendar([new(0, Week)]);
        IEnumerable<PastOrder> Past(int count, int slip, int promiseClass) =>
            Enumerable.Range(0, count).Select(i => new PastOrder(Day, 2 * Day, 2 * Day + slip, promiseClass));
        var spread = SlipSpread.Of(all,
            [.. Past(500, 100, 0), .. Past(200, 20, 1), .. Past(40, 900, 2), .. Past(14, 5, 3), .. Past(30, 7, 4)]);
        int Slip(int promiseClass, int confidence) => spread.After(6 * Day, 5 * Day, promiseClass, confidence) - 6 * Day;
        Assert.Equal(100, Slip(0, 990), 1.0);
        Assert.Equal(20, Slip(1, 990), 1.0);
        Assert.Equal(900, Slip(2, 950), 1.0);
        // 14 of the class are none, and a class nobody measured is all of them: more than 90 of 100 slipped by at most 100.
        Assert.Equal(100, Slip(3, 900), 1.0);
        Assert.Equal(100, Slip(9, 900), 1.0);
        Assert.Equal(900, Slip(9, 990), 1.0);
        // Thirty say nothing of one in a hundred: what all orders ask for, and their own worst.
        Assert.Equal(7, Slip(4, 900), 1.0);
        Assert.Equal(900, Slip(4, 990), 1.0);
        Assert.Equal(900, Slip(2, 990), 1.0);
    }

    [Fact]
    public void It_is_the_formula_on_paper()
    {
        var random = new Random(3);
        for (var shop = 0; shop < 150; shop++)
        {
            var shops = Shop.Of(RandomShop.Make(shop));
            var calendar = shops.CalendarOf(0);
            var counted = new CountedTime(calendar, shops.Horizon);
            Assert.Equal(counted.Day, calendar.Day);
            var past = PastOf(random, shops.Horizon, random.Next(250));
            var spread = SlipSpread.Of(calendar, past);
            for (var i = 0; i < 20; i++)
            {
                var (now, finish) = (random.Next(shops.Horizon), random.Next(shops.Horizon));
                var (confidence, promiseClass) = (500 + random.Next(500), random.Next(4));
                var slip = counted.Slip(past, promiseClass, confidence / 1000.0, now, finish);
                // Roots and slips are rounded to the safe side, by less than a minute.
                Assert.InRange(spread.After(finish, now, promiseClass, confidence),
                    counted.After(finish, slip - .5), counted.After(finish, slip == 0 ? 0 : slip + 1.5));
            }
        }
    }

    [Fact]
    public void What_cannot_be_is_refused_by_name()
    {
        foreach (var wrong in new PastOrder[] { new(-1, 5, 5), new(9, 5, 12), new(9, 12, 8) })
            Assert.Equal("time", Assert.Throws<ShopRefusedException>(() => SlipSpread.Of(Weekdays, [wrong])).Code);
        foreach (var wrong in new[] { -1, Limits.Classes })
            Assert.Equal("class", Assert.Throws<ShopRefusedException>(() => SlipSpread.Of(Weekdays, [new PastOrder(1, 5, 5, wrong)])).Code);
        var none = new ShopDefinition
        {
            Horizon = Week, Calendars = [new("open", [new(0, 60)])], WorkCenters = [new("one", 0)], Products = [],
        };
        Assert.Equal("class", Assert.Throws<ShopRefusedException>(() =>
            Shop.Of(none with { Classes = [.. Enumerable.Repeat(new PromiseClassDefinition("same"), Limits.Classes + 1)] })).Code);
    }

    internal static List<PastOrder> PastOf(Random random, int horizon, int count) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var quoted = random.Next(horizon);
            var planned = quoted + random.Next(horizon - quoted);
            return new PastOrder(quoted, planned, Math.Max(quoted, planned + random.Next(-horizon / 20, horizon / 8)), random.Next(3));
        })];

    private static WorkCalendar Calendar(IReadOnlyList<WeeklyShift> shifts) => Shop.Of(new ShopDefinition
    {
        Horizon = Weeks * Week, Calendars = [new CalendarDefinition("day", shifts)], WorkCenters = [new("one", 0)], Products = [],
    }).CalendarOf(0);
}
