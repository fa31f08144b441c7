using Troth.Book.Figures;

namespace Troth.Tests.Book;

public sealed class BookWindowTests
{
    [Theory]
    [InlineData("2025-05-31", "2024-06-01", "2023-06-01")]
    [InlineData("2024-02-29", "2023-03-01", "2022-03-01")]
    [InlineData("2024-02-28", "2023-03-01", "2022-03-01")]
    [InlineData("2025-02-28", "2024-03-01", "2023-03-01")]
    [InlineData("2025-11-15", "2024-11-16", "2023-11-16")]
    [InlineData("2024-12-31", "2024-01-01", "2023-01-01")]
    public void Twelve_months_end_with_the_day(string asOf, string from, string beforeFrom)
    {
        var window = new BookWindow(DateOnly.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(from, window.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(beforeFrom, window.BeforeFrom.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(window.From, window.BeforeTo.AddDays(1));
        Assert.True(window.Holds(window.AsOf) && window.Holds(window.From));
        Assert.False(window.Holds(window.AsOf.AddDays(1)) || window.Holds(window.BeforeTo));
        Assert.True(window.HoldsBefore(window.BeforeTo) && window.HoldsBefore(window.BeforeFrom));
        Assert.False(window.HoldsBefore(window.From) || window.HoldsBefore(window.BeforeFrom.AddDays(-1)));
    }

    [Fact]
    public void Every_day_of_both_years_lies_in_a_quarter_and_each_year_s_start_on_the_same_days()
    {
        foreach (var asOf in new[] { new DateOnly(2026, 5, 29), new DateOnly(2024, 2, 29), new DateOnly(2025, 12, 31) })
        {
            var window = new BookWindow(asOf);
            var before = 0;
            for (var day = window.BeforeFrom; day <= window.AsOf; day = day.AddDays(1))
            {
                var quarter = window.QuarterOf(day);
                Assert.InRange(quarter, before, before + 1);
                Assert.Equal(window.Holds(day), quarter >= 4);
                before = quarter;
            }

            Assert.Equal((0, 7), (window.QuarterOf(window.BeforeFrom), before));
            Assert.Equal(window.QuarterOf(window.From.AddMonths(6)), 4 + window.QuarterOf(window.BeforeFrom.AddMonths(6)));
        }
    }
}
