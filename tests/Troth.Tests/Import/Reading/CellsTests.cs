using System.Globalization;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

public class CellsTests
{
    [Theory]
    [InlineData("0", DecimalMark.Point, "0")]
    [InlineData("-0", DecimalMark.Point, "0")]
    [InlineData("1234.5600", DecimalMark.Point, "1234.56")]
    [InlineData("1,234.56", DecimalMark.Point, "1234.56")]
    [InlineData("1.234,56", DecimalMark.Comma, "1234.56")]
    [InlineData("1 234,56", DecimalMark.Comma, "1234.56")]
    [InlineData("1\u202f234,56", DecimalMark.Comma, "1234.56")]
    [InlineData("1'234.56", DecimalMark.Point, "1234.56")]
    [InlineData("12,345,678", DecimalMark.Point, "12345678")]
    [InlineData(" 5 ", DecimalMark.Point, "5")]
    [InlineData(".5", DecimalMark.Point, "0.5")]
    [InlineData("(12.50)", DecimalMark.Point, "-12.5")]
    [InlineData("12.50-", DecimalMark.Point, "-12.5")]
    [InlineData("\u22127", DecimalMark.Point, "-7")]
    [InlineData("+7", DecimalMark.Point, "7")]
    [InlineData("2.5e-05", DecimalMark.Point, "0.000025")]
    [InlineData("000000000000000000000000000001", DecimalMark.Point, "1")]
    [InlineData("1.0000000000000000000000000000", DecimalMark.Point, "1")]
    [InlineData("999999999999999999", DecimalMark.Point, "999999999999999999")]
    [InlineData("99999999999999.9999", DecimalMark.Point, "99999999999999.9999")]
    public void Numbers_are_read_exactly(string text, DecimalMark mark, string expected)
    {
        Assert.True(Cells.TryDecimal(text, mark, 6, out var value, out var reason), reason);
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("", "is not a number such as 1234.56")]
    [InlineData("twelve", "\"twelve\" is not a number such as 1234.56")]
    [InlineData("1,23", "is not a number")]
    [InlineData("1,2345", "is not a number")]
    [InlineData("12,34,567", "is not a number")]
    [InlineData("1.2.3", "is not a number")]
    [InlineData("1 2", "is not a number")]
    [InlineData("1,234 567", "is not a number")]
    [InlineData("5.", "is not a number")]
    [InlineData(".", "is not a number")]
    [InlineData("--5", "is not a number")]
    [InlineData("€5", "is not a number")]
    [InlineData("0x1F", "is not a number")]
    [InlineData("Infinity", "is not a number")]
    [InlineData("１２", "is not a number")]
    [InlineData("1.2E+05", "was shortened by a spreadsheet and has lost digits")]
    [InlineData("1e5", "was shortened by a spreadsheet")]
    [InlineData("0.1234567", "has 7 decimals where at most 6 are kept; it would have to be rounded")]
    [InlineData("1234567890123456789", "has more than 18 digits")]
    [InlineData("0.0000000000000000000000001", "has 25 decimals where at most 6 are kept")]
    [InlineData("0.0000000000000000000000000000001", "has more than 18 digits")]
    [InlineData("1e-31", "has more than 18 digits")]
    public void What_is_no_exact_number_is_refused_by_name(string text, string expected)
    {
        Assert.False(Cells.TryDecimal(text, DecimalMark.Point, 6, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
        Assert.Contains(text, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Scaled_numbers_fit_or_are_refused()
    {
        Assert.True(Cells.TryScaled("-77548570.20", DecimalMark.Point, 4, out var value, out _));
        Assert.Equal(-775_485_702_000, value);
        Assert.True(Cells.TryScaled("922337203685477.5807", DecimalMark.Point, 4, out value, out _) is false);
        Assert.True(Cells.TryScaled("92233720368547.7581", DecimalMark.Point, 4, out value, out _));
        Assert.Equal(922_337_203_685_477_581, value);
        Assert.False(Cells.TryScaled("99999999999999", DecimalMark.Point, 6, out _, out var reason));
        Assert.Equal("\"99999999999999\" is too large.", reason);
        Assert.True(Cells.TryInteger("17850.0", DecimalMark.Point, out value, out _));
        Assert.Equal(17_850, value);
        Assert.False(Cells.TryInteger("17850.5", DecimalMark.Point, out _, out reason));
        Assert.Equal("\"17850.5\" is not a whole number.", reason);
    }

    /// <summary>Against decimal.Parse, an independent reader, over random numbers in every style of writing.</summary>
    [Fact]
    public void Any_number_written_in_any_style_is_read_back()
    {
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var mark = (DecimalMark)random.Next(2);
            var (point, groups) = mark is DecimalMark.Point ? (".", ", '’\u00a0") : (",", ". '’\u00a0");
            var value = random.NextInt64(-999_999_999_999, 999_999_999_999) / new decimal(1, 0, 0, false, (byte)random.Next(7));
            var format = new NumberFormatInfo { NumberDecimalSeparator = point, NumberGroupSeparator = groups[random.Next(groups.Length)].ToString(), NumberGroupSizes = random.Next(2) == 0 ? [3] : [0] };
            var text = value.ToString("N6", format);
            Assert.True(Cells.TryDecimal(text, mark, 6, out var read, out var reason), reason);
            Assert.Equal(value, read);
            Assert.Equal(Cells.TryScaled(text, mark, 6, out var scaled, out _), Math.Abs(value) < 9_223_372_036_854m);
            Assert.True(Math.Abs(value) >= 9_223_372_036_854m || scaled == value * 1_000_000);
        }
    }

    /// <summary>Whatever stands in a cell, it is read or refused with its text, never anything else.</summary>
    [Fact]
    public void Noise_is_read_or_refused()
    {
        const string Signs = "0123456789012345678901234567890123456789..,,--''  ()eE+%/:TZapm\u00a0\u2212JanMai";
        var random = new Random(3);
        var read = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var text = string.Create(random.Next(1, 24), random, (span, source) => { foreach (ref var one in span) one = Signs[source.Next(Signs.Length)]; });
            foreach (var mark in Enum.GetValues<DecimalMark>())
            {
                var scaled = Cells.TryScaled(text, mark, 4, out var units, out var reason);
                Assert.True(scaled || reason.Contains(text, StringComparison.Ordinal));
                Assert.True(!scaled || Cells.TryDecimal(text, mark, 4, out var value, out _) && value == units / 10_000m);
                _ = Cells.TryShare(text, mark, out _, out _);
                read += scaled ? 1 : 0;
            }
            foreach (var order in Enum.GetValues<DateOrder>())
                Assert.True(!Cells.TryDate(text, order, out var date, out _) || date.Day.Year is >= 1900 and <= 2100);
        }
        Assert.True(read > 1_000);
    }

    [Theory]
    [InlineData("2024-12-31", DateOrder.Ymd, "2024-12-31")]
    [InlineData("2024/2/29", DateOrder.Dmy, "2024-02-29")]
    [InlineData("31.12.2024", DateOrder.Dmy, "2024-12-31")]
    [InlineData("31. 12. 2024", DateOrder.Dmy, "2024-12-31")]
    [InlineData("12/31/24", DateOrder.Mdy, "2024-12-31")]
    [InlineData("1/2/69", DateOrder.Mdy, "1969-01-02")]
    [InlineData("1/2/68", DateOrder.Mdy, "2068-01-02")]
    [InlineData("24-12-31", DateOrder.Ymd, "2024-12-31")]
    [InlineData("4-Aug-09", DateOrder.Mdy, "2009-08-04")]
    [InlineData("4. August 2009", DateOrder.Ymd, "2009-08-04")]
    [InlineData("1. März 2024", DateOrder.Dmy, "2024-03-01")]
    [InlineData("15 Okt. 2024", DateOrder.Dmy, "2024-10-15")]
    [InlineData("Aug 4, 2009", DateOrder.Dmy, "2009-08-04")]
    [InlineData("20241231", DateOrder.Ymd, "2024-12-31")]
    [InlineData("31122024", DateOrder.Dmy, "2024-12-31")]
    [InlineData(" 2024-12-31 ", DateOrder.Ymd, "2024-12-31")]
    public void Dates_are_read_in_the_order_given(string text, DateOrder order, string expected)
    {
        Assert.True(Cells.TryDate(text, order, out var date, out var reason), reason);
        Assert.Equal(expected, date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Null(date.Time);
    }

    [Theory]
    [InlineData("2010-12-01 08:26:00", "08:26:00", null)]
    [InlineData("2010-12-01T08:26", "08:26:00", null)]
    [InlineData("2019-12-01T17:23:34.567Z", "17:23:34.567", "00:00")]
    [InlineData("2019-12-01T17:23:34.000+0000", "17:23:34", "00:00")]
    [InlineData("2019-12-01T17:23:34+05:30", "17:23:34", "05:30")]
    [InlineData("2019-12-01T17:23:34-08", "17:23:34", "-08:00")]
    [InlineData("2019-12-01 12:05 AM", "00:05:00", null)]
    [InlineData("2019-12-01 12:05:59pm", "12:05:59", null)]
    [InlineData("2019-12-01 17:23:34 UTC", "17:23:34", "00:00")]
    public void Time_and_offset_stand_beside_the_day(string text, string time, string? offset)
    {
        Assert.True(Cells.TryDate(text, DateOrder.Ymd, out var date, out var reason), reason);
        Assert.Equal((1, 12), (date.Day.Day, date.Day.Month));
        Assert.Equal(TimeOnly.Parse(time, CultureInfo.InvariantCulture), date.Time);
        Assert.Equal(offset is null ? null : TimeSpan.Parse(offset, CultureInfo.InvariantCulture), date.Offset);
    }

    [Theory]
    [InlineData("", DateOrder.Ymd)]
    [InlineData("soon", DateOrder.Ymd)]
    [InlineData("31/12/2024", DateOrder.Mdy)]
    [InlineData("12/31/2024", DateOrder.Dmy)]
    [InlineData("32.12.2024", DateOrder.Dmy)]
    [InlineData("9999-12-31", DateOrder.Ymd)]
    [InlineData("1899-12-31", DateOrder.Ymd)]
    [InlineData("0001-01-01", DateOrder.Ymd)]
    [InlineData("2024-13-01", DateOrder.Ymd)]
    [InlineData("2024-12-31 25:00", DateOrder.Ymd)]
    [InlineData("2024-12-31 noon", DateOrder.Ymd)]
    [InlineData("2024-12/31", DateOrder.Ymd)]
    [InlineData("1/2/3", DateOrder.Dmy)]
    [InlineData("40179", DateOrder.Ymd)]
    [InlineData("4-Foo-09", DateOrder.Dmy)]
    [InlineData("1,234,567", DateOrder.Dmy)]
    public void What_is_no_date_is_refused_by_name(string text, DateOrder order)
    {
        Assert.False(Cells.TryDate(text, order, out _, out var reason));
        Assert.StartsWith($"\"{text}\" is not a date between 1900 and 2100 such as ", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("31.02.2025", DateOrder.Dmy, 28)]
    [InlineData("2023-02-29", DateOrder.Ymd, 28)]
    [InlineData("31 June 2024", DateOrder.Dmy, 30)]
    public void A_day_that_its_month_lacks_is_called_so(string text, DateOrder order, int days)
    {
        Assert.False(Cells.TryDate(text, order, out _, out var reason));
        Assert.Equal($"\"{text}\": there is no such day; that month has {days} days.", reason);
    }

    [Fact]
    public void Every_day_of_two_centuries_is_read_in_every_order()
    {
        var styles = new[] { ("yyyy-MM-dd", DateOrder.Ymd), ("d.M.yyyy", DateOrder.Dmy), ("MM/dd/yyyy", DateOrder.Mdy), ("yyyyMMdd", DateOrder.Ymd), ("d MMM yyyy", DateOrder.Mdy), ("ddMMyyyy", DateOrder.Dmy) };
        for (var day = new DateOnly(1900, 1, 1); day.Year <= 2100; day = day.AddDays(1))
            foreach (var (format, order) in styles)
            {
                Assert.True(Cells.TryDate(day.ToString(format, CultureInfo.InvariantCulture), order, out var read, out var reason), reason);
                Assert.Equal(day, read.Day);
            }
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    [InlineData("Yes", true)]
    [InlineData("n", false)]
    [InlineData("Ja", true)]
    [InlineData("nein", false)]
    [InlineData(" 1 ", true)]
    [InlineData("0", false)]
    [InlineData("2", null)]
    [InlineData("maybe", null)]
    public void Flags(string text, bool? expected)
    {
        Assert.Equal(expected is not null, Cells.TryFlag(text, out var value, out var reason));
        Assert.Equal(expected ?? false, value);
        Assert.Equal(expected is null, reason.Contains($"\"{text}\" is neither yes nor no", StringComparison.Ordinal));
    }

    [Fact]
    public void Shares_and_currencies()
    {
        Assert.True(Cells.TryShare("12.5%", DecimalMark.Point, out var share, out _));
        Assert.Equal(0.125m, share);
        Assert.True(Cells.TryShare("0,1", DecimalMark.Comma, out share, out _));
        Assert.Equal(0.1m, share);
        Assert.False(Cells.TryShare("12", DecimalMark.Point, out _, out var reason));
        Assert.Contains("\"12\" is not a share", reason, StringComparison.Ordinal);
        Assert.True(Cells.TryCurrency("eur", out var code, out _));
        Assert.Equal("EUR", code);
        Assert.False(Cells.TryCurrency("Euro", out _, out reason));
        Assert.Contains("\"Euro\" is not a currency code", reason, StringComparison.Ordinal);
    }
}
