using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Web;
using Troth.Platform.Web.Components;

namespace Troth.Tests.Platform.Web;

public sealed class DrawingServer : ShellServer
{
    protected override void Map(WebApplication app)
    {
        // Decimal commas, which an SVG would not understand.
        app.Use((http, next) =>
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("hu-HU");
            return next(http);
        });
        app.MapGet("/figure", (double? value, double? low, double? high, int? tooFew) => Pages.Show<Figure>(new
        {
            Label = "Penetration", Value = value, Low = low, High = high, TooFew = tooFew, Facts = "41 peers", Href = "/facts", Tone = Tone.Risk,
            Show = (Func<double, string>)(v => $"{v * 100:0} per cent"),
        }));
        app.MapGet("/bars", () => Pages.Show<Bars>(new
        {
            Title = "Bought by month", Show = (Func<decimal, string>)(v => v.ToString(CultureInfo.InvariantCulture)),
            Items = (IReadOnlyList<Bars.Bar>)[new("J", "January", 1234.5m), new("F", "February <b>", 0m), new("M", "March", -10m)],
        }));
        app.MapGet("/word", () => Pages.Show<Word>(new { Tone = Tone.Broken, Guess = true }));
    }
}

[Trait("Category", "Culture")]
public sealed class FigureTests(DrawingServer server) : IClassFixture<DrawingServer>
{
    [Fact]
    public async Task A_figure_says_its_interval_and_facts_in_words_and_opens_them()
    {
        var figure = (await Draw("/figure?value=.22&low=.15&high=.34")).QuerySelector("a.fig")!;
        Assert.Equal("/facts", figure.GetAttribute("href"));
        Assert.Equal("Penetration 22 per cent between 15 per cent and 34 per cent 41 peers", Words(figure));
        Assert.Contains("tone-risk", figure.ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whisker_spans_the_interval_and_stays_on_its_scale()
    {
        var drawn = await Draw("/figure?value=.5&low=.25&high=7");
        Assert.Equal("42", drawn.QuerySelector("circle")!.GetAttribute("cx"));
        Assert.Equal("23", drawn.QuerySelector(".whisker-range")!.GetAttribute("x1"));
        Assert.Equal("80", drawn.QuerySelector(".whisker-range")!.GetAttribute("x2"));
    }

    [Fact]
    public async Task Too_few_facts_give_no_score()
    {
        var figure = (await Draw("/figure?tooFew=2")).QuerySelector(".fig")!;
        Assert.Contains("too few facts (2)", Words(figure), StringComparison.Ordinal);
        Assert.Null(figure.QuerySelector("svg"));
        Assert.Contains("tone-none", figure.ClassName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/figure?value=.333&low=.111&high=.777")]
    [InlineData("/bars")]
    public async Task Every_number_in_a_drawing_has_a_decimal_point(string path)
    {
        var svg = (await Draw(path)).QuerySelector("svg")!;
        var numbers = svg.QuerySelectorAll("*").SelectMany(e => e.Attributes).Where(a => a.Name is "x" or "y" or "x1" or "x2" or "y1" or "y2" or "width" or "height" or "cx").ToList();
        Assert.All(numbers, number => Assert.True(double.TryParse(number.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _), number.Value));
    }

    [Fact]
    public async Task Bars_stand_in_a_table_too()
    {
        var drawn = await Draw("/bars");
        Assert.Equal(["January 1234.5", "February <b> 0", "March -10"], drawn.QuerySelectorAll("tbody tr").Select(Words));
        Assert.Equal(["2000", "1000", "0"], drawn.QuerySelectorAll("svg text[text-anchor=end]").Select(Words).Reverse());
        Assert.Equal("0", drawn.QuerySelectorAll("rect")[2].GetAttribute("height"));
    }

    [Fact]
    public async Task A_guess_ends_in_a_question_mark_and_a_word_has_a_shape()
    {
        var word = (await Draw("/word")).QuerySelector(".word")!;
        Assert.Equal("?", Words(word));
        Assert.EndsWith("#circle-x", word.QuerySelector("use")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    private async Task<IHtmlDocument> Draw(string path) => new HtmlParser().ParseDocument(await server.Http.GetStringAsync(path));

    private static string Words(IElement element) =>
        string.Join(' ', element.ChildNodes.SelectMany(node => node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
