using System.Globalization;
using Troth.Platform;

namespace Troth.Tests.Platform;

public sealed class WeekdaysTests
{
    [Theory]
    [InlineData("Mon Tue Wed Thu Fri", "Mon Tue Wed Thu Fri", "Mon–Fri")]
    [InlineData(",Fri,Mon,", "Mon Fri", "Mon, Fri")]
    [InlineData("mon–wed; Saturday", "Mon Tue Wed Sat", "Mon–Wed, Sat")]
    [InlineData("Sun-Thu", "Mon Tue Wed Thu Sun", "Mon–Thu, Sun")]
    [InlineData("1 2 7", "Mon Tue Sun", "Mon, Tue, Sun")]
    [InlineData("Thur", "Thu", "Thu")]
    public void Days_are_read_as_people_write_them(string written, string kept, string said)
    {
        var days = Weekdays.Read(written)!.Value;
        Assert.Equal((kept, said), (days.ToString(), days.Say(CultureInfo.GetCultureInfo("en-GB"))));
        Assert.Equal(days, Weekdays.Read(kept));
        Assert.Equal(kept, Weekdays.Tidy(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(" , ")]
    [InlineData("Mo")]
    [InlineData("8")]
    [InlineData("Mon-Tue-Wed")]
    [InlineData("Mon Someday")]
    public void What_names_no_day_is_none(string? written) => Assert.Null(Weekdays.Read(written));

    [Fact]
    public void The_days_asked_about_are_those_of_the_week()
    {
        Assert.Equal((true, false, false), (Weekdays.WorkingWeek.Has(new(2026, 12, 11)), Weekdays.WorkingWeek.Has(new(2026, 12, 12)), Weekdays.WorkingWeek.Has(new(2026, 12, 13))));
        Assert.All(Enumerable.Range(0, 7), day => Assert.True(Weekdays.All.Has(new DateOnly(2026, 12, 7).AddDays(day))));
        Assert.InRange(Weekdays.All.ToString().Length, 1, Weekdays.TextMax);
    }
}
