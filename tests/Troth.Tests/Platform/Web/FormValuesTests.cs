using System.Globalization;
using Microsoft.AspNetCore.Http;
using Troth.Platform.Web;

namespace Troth.Tests.Platform.Web;

[Trait("Category", "Culture")]
public sealed class FormValuesTests
{
    [Theory]
    [InlineData("de-DE", "0,85", "0.85")]
    [InlineData("de-DE", "1.234,5", "1234.5")]
    [InlineData("de-DE", "-1.234.567", "-1234567")]
    [InlineData("de-DE", "1234,5", "1234.5")]
    [InlineData("en-GB", "12,345.678", "12345.678")]
    [InlineData("en-IN", "12,34,567", "1234567")]
    [InlineData("hu-HU", "1 234,5", "1234.5")] // typed with an ordinary space
    [InlineData("hu-HU", "1\u202f234,5", "1234.5")]
    [InlineData("sv-SE", "−1 234", "-1234")]
    [InlineData("de-DE", "0.85", null)]
    [InlineData("de-DE", "0.850", null)]
    [InlineData("de-DE", "1.23.456", null)]
    [InlineData("de-DE", "1.2345", null)]
    [InlineData("en-GB", "0,85", null)]
    [InlineData("en-GB", "1,2,3", null)]
    [InlineData("hu-HU", "1 50", null)]
    public void A_number_is_read_as_its_culture_groups_it_or_refused(string culture, string typed, string? expected)
    {
        var form = Form(culture, typed);
        Assert.Equal(expected is null ? null : decimal.Parse(expected, CultureInfo.InvariantCulture), form.Decimal("field"));
        Assert.Equal(expected is null, form.Errors.Any);
    }

    [Theory]
    [InlineData("de-DE", "1.200", 1200)]
    [InlineData("de-DE", "12.00", null)]
    [InlineData("en-GB", "12.5", null)]
    [InlineData("en-GB", "3,000,000,000", null)]
    public void A_whole_number_too(string culture, string typed, int? expected) => Assert.Equal(expected, Form(culture, typed).Whole("field"));

    [Theory]
    [InlineData("en-GB", "03/04/2026", "2026-04-03")]
    [InlineData("en-US", "03/04/2026", "2026-03-04")]
    [InlineData("de-DE", "3.4.2026", "2026-04-03")]
    [InlineData("hu-HU", "2026-04-03", "2026-04-03")]
    [InlineData("en-GB", "13/13/2026", null)]
    [InlineData("en-GB", "04/13/2026", null)]
    public void A_day_is_read_as_its_culture_writes_it(string culture, string typed, string? expected) =>
        Assert.Equal(expected is null ? null : DateOnly.ParseExact(expected, "yyyy-MM-dd", CultureInfo.InvariantCulture), Form(culture, typed).Day("field"));

    private static FormValues Form(string culture, string typed) =>
        new(new FormCollection(new() { ["field"] = typed }), CultureInfo.GetCultureInfo(culture));
}
