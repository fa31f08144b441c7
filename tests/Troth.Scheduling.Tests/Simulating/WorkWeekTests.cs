using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class WorkWeekTests
{
    public static TheoryData<string, WorkWeek> Weeks => new()
    {
        { "one shift", WorkWeek.OneShift }, { "two shifts", WorkWeek.TwoShifts },
        { "always", WorkWeek.Always }, { "working days", WorkWeek.WorkingDays },
    };

    [Theory]
    [MemberData(nameof(Weeks))]
    public void Clock_and_working_time_agree_with_counting_minutes(string name, WorkWeek week)
    {
        var (worked, ends) = (0, 0);
        for (var clock = 0; clock < 3 * WorkWeek.Week; clock++)
        {
            Assert.True(week.Worked(clock) == worked, $"{name}: {week.Worked(clock)} minutes before {clock}, counted {worked}");
            var open = week.Open(clock) == clock;
            if (!open) continue;
            worked++;
            // The earliest moment with so much work done is the end of the minute that did it.
            Assert.True(week.Clock(worked) == clock + 1, $"{name}: minute {worked} ends at {clock + 1}, not {week.Clock(worked)}");
            ends++;
        }
        Assert.Equal(3 * week.Minutes, ends);
    }

    [Fact]
    public void Work_rests_over_the_weekend()
    {
        var fridayTwo = 4 * WorkWeek.Day + 14 * 60;
        Assert.Equal(fridayTwo + 60, WorkWeek.OneShift.After(fridayTwo, 60));
        Assert.Equal(WorkWeek.Week + 8 * 60, WorkWeek.OneShift.After(fridayTwo, 120));
        Assert.Equal(WorkWeek.Week + 7 * 60, WorkWeek.OneShift.Open(fridayTwo + 60));
    }
}
