using System.Globalization;
using Troth.Schedule.Times;
using Troth.Scheduling.Shops;

namespace Troth.Tests.Schedule.Times;

/// <summary>Local shifts and holidays on a horizon of minutes, across both changes of the clock.</summary>
public sealed class ShopClockTests
{
    /// <summary>A zone, and a day near which its clock changes.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "Europe/Budapest", "2027-03-28" }, { "Europe/Budapest", "2026-10-25" }, { "America/New_York", "2027-03-14" }, { "America/New_York", "2026-11-01" },
        { "Asia/Kolkata", "2027-03-28" }, { "Australia/Lord_Howe", "2027-04-04" }, { "Australia/Lord_Howe", "2026-10-04" }, { "Pacific/Apia", "2011-12-30" },
        { "America/Havana", "2026-11-01" }, { "America/Santiago", "2026-09-06" }, { "Africa/Casablanca", "2027-02-07" }, { "Atlantic/Azores", "2027-03-28" },
    };

    /// <summary>Against an oracle that looks at every minute: at minute m the clock on the wall shows what it shows.</summary>
    [Theory, MemberData(nameof(Changes))]
    public void A_shift_is_open_exactly_while_the_wall_says_so(string zone, string near)
    {
        var clock = ClockNear(zone, near);
        foreach (var seed in Enumerable.Range(1, 40))
        {
            var chance = new Random(seed);
            var from = new TimeOnly(chance.Next(24), 15 * chance.Next(4));
            var to = from.AddMinutes(15 * chance.Next(1, 95));
            var shifts = Enumerable.Range(0, 7).Select(d => new Shift(d, from, to)).ToList();
            var open = Open(clock.Expand("c", shifts, []), clock.Horizon);
            // Where the clock shows a time twice the wall cannot tell the first from the second: whole-hour checks stay off those.
            for (var minute = 0; minute < clock.Horizon; minute++)
            {
                var local = clock.LocalOf(minute);
                if (Twice(clock, local)) continue;
                var time = TimeOnly.FromDateTime(local);
                var says = from < to ? time >= from && time < to : time >= from || time < to;
                Assert.True(says == open[minute], $"{zone} {local:s}, shift {from}–{to}: the wall says {says}");
            }
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void Shifts_that_touch_leave_no_gap_and_a_whole_day_is_always(string zone, string near)
    {
        var clock = ClockNear(zone, near);
        var thirds = Enumerable.Range(0, 7).SelectMany(d => new[] { new Shift(d, new(0, 0), new(2, 30)), new Shift(d, new(2, 30), new(10, 0)), new Shift(d, new(10, 0), new(0, 0)) });
        Assert.Equal([new CalendarException(0, clock.Horizon, true)], clock.Expand("c", thirds, []).Exceptions);
        Assert.Equal([new CalendarException(0, clock.Horizon, true)], clock.Expand("c", Enumerable.Range(0, 7).Select(d => new Shift(d, default, default)), []).Exceptions);
    }

    [Theory, MemberData(nameof(Changes))]
    public void Minutes_and_instants_go_there_and_back_and_never_backwards(string zone, string near)
    {
        var clock = ClockNear(zone, near);
        var last = int.MinValue;
        for (var local = clock.Monday.ToDateTime(default).AddDays(-1); local < clock.Monday.ToDateTime(default).AddDays(clock.Days); local = local.AddMinutes(5))
        {
            var instant = LocalTime.At(clock.Zone, local);
            var minute = clock.MinuteOf(instant);
            Assert.True(minute >= last, $"{local:s} comes before the time before it");
            last = minute;
            Assert.Equal(instant, clock.InstantOf(minute));
            // A time that the clock shows is found again; one that it skips becomes the moment of the change, which shows a later one.
            Assert.True(LocalTime.Of(clock.Zone, instant) >= local);
            if (Shown(clock, local)) Assert.Equal(local, LocalTime.Of(clock.Zone, instant));
        }
    }

    [Fact]
    public void Night_shifts_are_an_hour_shorter_and_longer_at_the_changes()
    {
        Shift[] nights = [new(5, new(22, 0), new(6, 0))]; // Saturday to Sunday
        Assert.Equal(7 * 60, Length(ClockNear("Europe/Budapest", "2027-03-28"), nights, "2027-03-27"));
        Assert.Equal(9 * 60, Length(ClockNear("Europe/Budapest", "2026-10-25"), nights, "2026-10-24"));
        Assert.Equal(450, Length(ClockNear("Australia/Lord_Howe", "2026-10-04"), nights, "2026-10-03"));
        Assert.Equal(8 * 60, Length(ClockNear("Asia/Kolkata", "2027-03-28"), nights, "2027-03-27"));
    }

    [Fact]
    public void A_holiday_takes_the_shifts_that_begin_on_it_and_an_extra_shift_adds_to_them()
    {
        var clock = ClockNear("Europe/Budapest", "2027-03-01");
        var monday = clock.Monday;
        Shift[] week = [.. Enumerable.Range(0, 5).Select(d => new Shift(d, new(22, 0), new(6, 0)))];
        var calendar = clock.Expand("c", week, [new(monday.AddDays(1), null, null), new(monday.AddDays(5), new(8, 0), new(12, 0)), new(monday.AddDays(1), new(20, 0), new(21, 0))]);
        var spans = calendar.Exceptions.Take(5).Select(s => $"{clock.LocalOf(s.Start):ddd HH:mm}-{clock.LocalOf(s.End):ddd HH:mm}");
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Assert.Equal(["Mon 22:00-Tue 06:00", "Tue 20:00-Tue 21:00", "Wed 22:00-Thu 06:00", "Thu 22:00-Fri 06:00", "Fri 22:00-Sat 06:00"], spans);
        Assert.Contains(calendar.Exceptions, s => clock.LocalOf(s.Start) == monday.AddDays(5).ToDateTime(new(8, 0)));
    }

    [Fact]
    public void A_night_shift_from_before_the_horizon_reaches_into_it()
    {
        var clock = ClockNear("Asia/Kolkata", "2027-03-01");
        Assert.Equal(new CalendarException(0, 360, true), clock.Expand("c", [new(6, new(22, 0), new(6, 0))], []).Exceptions[0]);
    }

    [Fact]
    public void The_horizon_begins_on_monday_at_midnight_of_the_wall()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia");
        var sundayInLondon = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 11, 23), ShopClock.MondayOf(zone, sundayInLondon));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 11, 0, 0, TimeSpan.Zero), new ShopClock(zone, new(2026, 11, 23), 7).StartsAt);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShopClock(zone, new(2026, 11, 24), 7));
    }

    private static ShopClock ClockNear(string zone, string day)
    {
        var near = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var monday = near.AddDays(-(((int)near.DayOfWeek + 6) % 7));
        return new ShopClock(TimeZoneInfo.FindSystemTimeZoneById(zone), monday, 14);
    }

    private static bool[] Open(CalendarDefinition calendar, int horizon)
    {
        var open = new bool[horizon];
        foreach (var span in calendar.Exceptions) Array.Fill(open, true, span.Start, span.End - span.Start);
        return open;
    }

    private static bool Twice(ShopClock clock, DateTime local) =>
        Instants(clock, local) > 1;

    private static bool Shown(ShopClock clock, DateTime local) => Instants(clock, local) > 0;

    private static int Instants(ShopClock clock, DateTime local) => Enumerable.Range(-30, 61).Select(i => TimeSpan.FromMinutes(30 * i))
        .Count(offset => LocalTime.Of(clock.Zone, new DateTimeOffset(local - offset, TimeSpan.Zero)) == local);

    private static int Length(ShopClock clock, Shift[] week, string day)
    {
        var start = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDateTime(new(22, 0));
        var span = clock.Expand("c", week, []).Exceptions.Single(s => clock.LocalOf(s.Start) == start);
        return span.End - span.Start;
    }
}
