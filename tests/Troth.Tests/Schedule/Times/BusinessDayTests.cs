using Troth.Platform;
using Troth.Schedule.Times;

namespace Troth.Tests.Schedule.Times;

/// <summary>Promised days: never earlier than can be shipped, whatever the zones and whatever the clocks do.</summary>
public sealed class BusinessDayTests
{
    private static readonly string[] Zones = ["Europe/Budapest", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Pago_Pago"];

    public static IEnumerable<object[]> Pairs => from plant in Zones from customer in Zones select new object[] { plant, customer };

    [Theory, MemberData(nameof(Pairs))]
    public void The_first_day_is_the_first_that_can_be_kept(string plantZone, string customerZone)
    {
        var (plant, customer) = (TimeZoneInfo.FindSystemTimeZoneById(plantZone), TimeZoneInfo.FindSystemTimeZoneById(customerZone));
        foreach (var transit in new[] { 0, 1, 4 })
        {
            var days = new BusinessDay(plant, customer, new(16, 0), new(17, 0), day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), transit);
            DateOnly? before = null;
            // Through both changes of every zone, at odd times.
            for (var finished = new DateTimeOffset(2026, 9, 1, 3, 7, 0, TimeSpan.Zero); finished.Year < 2027 || finished.Month < 6; finished = finished.AddHours(37))
            {
                var first = days.FirstDay(finished)!.Value;
                var ships = days.LastShipping(first)!.Value;
                Assert.True(ships >= finished, $"{finished:s} is promised for {first}, but must leave by {ships:s}");
                Assert.True(ships.AddHours(24 * transit - 1) <= days.DueAt(first));
                Assert.Equal(new TimeSpan(16, 0, 0), LocalTime.Of(plant, ships).TimeOfDay);
                Assert.True(LocalTime.DayOf(plant, ships).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
                Assert.True(days.LastShipping(first.AddDays(-1)) < finished, $"{finished:s} could be promised a day earlier than {first}");
                Assert.True(before is null || first >= before);
                Assert.Equal(first, days.FirstDay(ships));
                before = first;
            }
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Only_a_day_on_which_the_customer_receives_is_promised(string plantZone, string customerZone)
    {
        var (plant, customer) = (TimeZoneInfo.FindSystemTimeZoneById(plantZone), TimeZoneInfo.FindSystemTimeZoneById(customerZone));
        foreach (var week in new[] { "Mon-Fri", "Sun-Thu", "Wed", "Mon Fri Sat" })
            foreach (var transit in new[] { 0, 1, 4 })
            {
                var receives = Weekdays.Read(week)!.Value;
                var (days, any) = (Days(plant, customer, transit, receives), Days(plant, customer, transit, null));
                DateOnly? before = null;
                for (var finished = new DateTimeOffset(2026, 9, 1, 3, 7, 0, TimeSpan.Zero); finished.Year < 2027 || finished.Month < 6; finished = finished.AddHours(61))
                {
                    var first = days.FirstDay(finished)!.Value;
                    var ships = days.LastShipping(first)!.Value;
                    Assert.True(receives.Has(first), $"{first:ddd} is none of {week}");
                    Assert.True(first >= any.FirstDay(finished));
                    Assert.True(finished <= ships && ships < days.DueAt(first), $"{finished:s} {ships:s} {first}");
                    Assert.Equal(any.LastShipping(first), ships);
                    Assert.True(before is null || first >= before);
                    Assert.Equal(Forward(plant, customer, transit, receives, finished), first);
                    before = first;
                }
            }
    }

    [Fact]
    public void What_is_wanted_when_nobody_receives_has_to_be_there_on_the_last_day_before()
    {
        var days = Days(TimeZoneInfo.Utc, TimeZoneInfo.Utc, 0, Weekdays.WorkingWeek);
        Assert.Equal(new DateOnly(2026, 12, 11), days.ReceivedBy(new(2026, 12, 13)));
        Assert.Equal(new DateOnly(2026, 12, 11), days.ReceivedBy(new(2026, 12, 12)));
        Assert.Equal(new DateOnly(2026, 12, 11), days.ReceivedBy(new(2026, 12, 11)));
        Assert.Equal(new DateOnly(2026, 12, 13), Days(TimeZoneInfo.Utc, TimeZoneInfo.Utc, 0, null).ReceivedBy(new(2026, 12, 13)));
    }

    /// <summary>The other way round: with every shipment from then on, the first day of receiving that it still reaches; the earliest of them.</summary>
    private static DateOnly Forward(TimeZoneInfo plant, TimeZoneInfo customer, int transit, Weekdays receives, DateTimeOffset finished)
    {
        var first = DateOnly.MaxValue;
        for (var leaves = LocalTime.DayOf(plant, finished); leaves <= LocalTime.DayOf(plant, finished).AddDays(20); leaves = leaves.AddDays(1))
        {
            if (leaves.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || LocalTime.At(plant, leaves, new(16, 0)) < finished) continue;
            var there = LocalTime.At(plant, leaves.AddDays(transit), new(16, 0));
            for (var day = LocalTime.DayOf(customer, there); day < first; day = day.AddDays(1))
                if (receives.Has(day) && LocalTime.At(customer, day, new(17, 0)) >= there) first = day;
        }
        return first;
    }

    private static BusinessDay Days(TimeZoneInfo plant, TimeZoneInfo customer, int transit, Weekdays? receives) =>
        new(plant, customer, new(16, 0), new(17, 0), day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), transit, receives);

    [Fact]
    public void A_customer_further_west_has_the_plants_next_morning_too()
    {
        var (kolkata, newYork) = (TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        var days = new BusinessDay(kolkata, newYork, new(2, 0), new(17, 0), _ => true);
        Assert.Equal(new DateTimeOffset(2027, 1, 12, 22, 0, 0, TimeSpan.Zero), days.DueAt(new(2027, 1, 12)));
        Assert.Equal(new DateTimeOffset(2027, 1, 12, 20, 30, 0, TimeSpan.Zero), days.LastShipping(new(2027, 1, 12)));
    }

    [Fact]
    public void A_plant_that_ships_no_more_promises_nothing() =>
        Assert.Null(new BusinessDay(TimeZoneInfo.Utc, TimeZoneInfo.Utc, new(16, 0), new(17, 0), _ => false).FirstDay(new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Europe/Budapest")]
    [InlineData("Pacific/Niue")]
    public void The_ends_of_the_calendar_are_no_trouble(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var days = new BusinessDay(zone, zone, new TimeOnly(16, 0), new TimeOnly(17, 0), _ => true);
        foreach (var day in new[] { DateOnly.MinValue, DateOnly.MinValue.AddDays(1), DateOnly.MaxValue.AddDays(-1), DateOnly.MaxValue })
        {
            Assert.False(DayReach.Has(day));
            Assert.Equal(DayReach.Nearest(day), LocalTime.DayOf(zone, days.LastShipping(day)!.Value));
        }
    }
}
