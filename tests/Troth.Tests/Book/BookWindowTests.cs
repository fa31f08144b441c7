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
}
