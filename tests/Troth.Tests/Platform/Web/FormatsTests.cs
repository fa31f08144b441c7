using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Troth.Platform.Web;

namespace Troth.Tests.Platform.Web;

[Trait("Category", "Culture")]
public sealed class FormatsTests
{
    [Theory]
    [InlineData("en-GB", "1234.5", "EUR", "€1,234.50")]
    [InlineData("en-US", "-1234.5", "USD", "−$1,234.50")]
    [InlineData("de-DE", "1234.5", "EUR", "1.234,50 €")]
    [InlineData("hu-HU", "1234567", "HUF", "1 234 567,00 Ft")]
    [InlineData("en-GB", "1234.5", "CHF", "CHF 1,234.50")]
    [InlineData("en-GB", "1234.4", "JPY", "¥1,234")]
    [InlineData("en-GB", "1.2345", "KWD", "KWD 1.235")]
    public void Money_stands_as_the_culture_writes_it(string culture, string amount, string currency, string expected) =>
        Assert.Equal(expected, Plain(For(culture).Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency)));

    [Theory]
    [InlineData("15", "EUR", "€15.00")]
    [InlineData("0.0042", "EUR", "€0.0042")]
    [InlineData("2.505", "EUR", "€2.505")]
    [InlineData("0.00000149", "EUR", "€0.000001")]
    [InlineData("0.5", "JPY", "¥0.5")]
    public void A_price_has_the_decimals_it_needs(string each, string currency, string expected) =>
        Assert.Equal(expected, Plain(For("en-GB").Price(decimal.Parse(each, CultureInfo.InvariantCulture), currency)));

    [Theory]
    [InlineData("0", "€0")]
    [InlineData("999", "€999")]
    [InlineData("999.6", "€1k")]
    [InlineData("1000", "€1k")]
    [InlineData("6149", "€6.1k")]
    [InlineData("9949", "€9.9k")]
    [InlineData("9960", "€10k")]
    [InlineData("61240", "€61k")]
    [InlineData("999499", "€999k")]
    [InlineData("999600", "€1m")]
    [InlineData("5100000", "€5.1m")]
    [InlineData("-5100000", "−€5.1m")]
    [InlineData("2000000000", "€2bn")]
    public void Short_money_never_says_a_thousand_thousands(string amount, string expected) =>
        Assert.Equal(expected, For("en-GB").MoneyShort(decimal.Parse(amount, CultureInfo.InvariantCulture), "EUR"));

    [Fact]
    public void The_suffix_follows_the_number_where_the_sign_comes_last() => Assert.Equal("61k €", Plain(For("de-DE").MoneyShort(61240, "EUR")));

    [Theory]
    [InlineData("en-GB", .224, "22 %")]
    [InlineData("de-DE", 1.5, "150 %")]
    [InlineData("en-GB", .005, "1 %")]
    [InlineData("en-GB", 0, "0 %")]
    public void A_share_is_written_in_whole_per_cent(string culture, double share, string expected) => Assert.Equal(expected, Plain(For(culture).Percent(share)));

    [Theory]
    [InlineData(.12, "+12 %")]
    [InlineData(-.18, "−18 %")]
    [InlineData(0, "0 %")]
    public void A_change_has_its_sign(double share, string expected) => Assert.Equal(expected, Plain(For("en-GB").Change(share)));

    [Theory]
    [InlineData("en-GB", "9 Dec 2025")]
    [InlineData("en-US", "Dec 9, 2025")]
    [InlineData("de-DE", "9 Dez. 2025")]
    public void A_day_is_the_same_day_in_every_zone(string culture, string expected)
    {
        foreach (var zone in new[] { "Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago" })
            Assert.Equal(expected, For(culture, zone).Date(new DateOnly(2025, 12, 9)));
    }

    [Theory]
    [InlineData("UTC", "9 Dec 2025, 23:30", "2025-12-09")]
    [InlineData("Europe/Vienna", "10 Dec 2025, 00:30", "2025-12-10")]
    [InlineData("America/New_York", "9 Dec 2025, 18:30", "2025-12-09")]
    public void An_instant_is_told_where_the_reader_is(string zone, string expected, string day)
    {
        var formats = For("en-GB", zone);
        var instant = new DateTimeOffset(2025, 12, 9, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal(expected, formats.Moment(instant));
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), formats.DayOf(instant));
    }

    [Theory]
    [InlineData("en-GB", "2027-11-06", "Saturday 6 November")]
    [InlineData("en-GB", "2028-01-06", "Thursday 6 January 2028")]
    [InlineData("en-US", "2028-01-06", "Thursday, January 6, 2028")]
    [InlineData("en-GB", "2026-11-06", "Friday 6 November 2026")]
    public void A_large_day_has_its_year_where_it_is_another(string culture, string day, string expected) =>
        Assert.Equal(expected, For(culture).Weekday(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    private static Harness.TestClock Clock()
    {
        var clock = new Harness.TestClock();
        clock.Set(new(2027, 11, 1, 12, 0, 0, TimeSpan.Zero));
        return clock;
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');

    private static Formats For(string culture, string zone = "UTC")
    {
        var words = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Words>>();
        return new(new ReaderSettings { Culture = CultureInfo.GetCultureInfo(culture), TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) }, words, Clock());
    }

    [Theory]
    [InlineData("en-GB", "4 Jan 2027")]
    [InlineData("en-US", "Jan 4, 2027")]
    [InlineData("de-DE", "4 Jan 2027")]
    public void Refusals_write_days_as_pages_do(string culture, string day)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Contains(day, Troth.Promises.Words.Say("insert.notNeeded", new DateOnly(2027, 1, 4)).Replace("Jan.", "Jan", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
