using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Troth.Book.Commands;
using Troth.Platform.Commands;

namespace Troth.Tests.Book;

public sealed class AllocateCommandTests : IDisposable
{
    private const string Tables =
        """{"hours": 7, "tables": [[0, 1, 2, 10, 14, 15, 15.5], [0, 5, 8, 9, 9.5, 9.7, 9.8], [0, 2, 7, 11, 12, 12.4, 12.6]]}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("troth-allocate-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_published_tables_are_split_in_the_fixed_form()
    {
        var (exit, printed, errors) = await Typed(Tables, "--json");

        Assert.Equal((0, ""), (exit, errors));
        Assert.Equal("""{"total":26,"hours":[4,1,2],"shadowPrice":4}""", printed.Trim());
    }

    [Fact]
    public async Task People_read_lines()
    {
        var (exit, printed, _) = await Typed(Tables);

        Assert.Equal(0, exit);
        Assert.Equal(["Best total 26 with 7 of 7 hours; one hour more would add 4, the last one adds 4.", "account 1: 4 hours, worth 14",
            "account 2: 1 hours, worth 5", "account 3: 2 hours, worth 7"], printed.Trim().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public async Task Curves_are_split_between_their_bounds()
    {
        var (exit, printed, errors) = await Typed("""
            {"hours": 6, "curves": [{"a": 0, "b": 100, "c": 1, "d": 1, "max": 2}, {"a": 10, "b": 20, "c": 2, "d": 4, "min": 1},
              {"a": 0, "b": 90, "c": 1, "d": 2}]}
            """, "--json");

        Assert.Equal((0, ""), (exit, errors));
        using var answer = JsonDocument.Parse(printed);
        Assert.Equal([2, 1, 3], answer.RootElement.GetProperty("hours").EnumerateArray().Select(h => h.GetInt32()));
        Assert.Equal(200 / 3d + 12 + 54, answer.RootElement.GetProperty("total").GetDouble(), 9);
        Assert.Equal(6, answer.RootElement.GetProperty("shadowPrice").GetDouble(), 9); // 60 − 54 at the third
    }

    [Fact]
    public async Task Minima_above_the_hours_are_an_answer()
    {
        const string file = """{"hours": 1, "curves": [{"a": 0, "b": 1, "c": 1, "d": 1, "min": 2}]}""";
        var (exit, printed, errors) = await Typed(file, "--json");

        Assert.Equal((0, ""), (exit, errors));
        using var answer = JsonDocument.Parse(printed);
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("total").ValueKind);
        Assert.Equal("The accounts must get 2 hours and there are 1; lower a minimum or give more hours.", answer.RootElement.GetProperty("why").GetString());
        Assert.Contains("must get 2 hours", (await Typed(file)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"hours": 7, "tables": [[0, 1], [0, "x"]]}""", "tables[1][1] is \"x\"; give a number from 0")]
    [InlineData("""{"hours": 7, "tables": [[0, -1]]}""", "tables[0][1] is -1; give a number from 0")]
    [InlineData("""{"hours": 7, "tables": [[0, 1e999]]}""", "tables[0][1] is 1e999; give a number")]
    [InlineData("""{"hours": 7, "tables": [[3, 2]]}""", "tables[0][1] is 2, less than 3 before it")]
    [InlineData("""{"hours": 7, "tables": [[]]}""", "tables[0] is empty")]
    [InlineData("""{"hours": 7, "tables": 4}""", "tables is 4; give a list")]
    [InlineData("""{"hours": 7.5, "tables": [[0]]}""", "hours is 7.5; give a whole number")]
    [InlineData("""{"hours": -1, "tables": [[0]]}""", "hours is -1; give a whole number")]
    [InlineData("""{"tables": [[0]]}""", "hours is missing")]
    [InlineData("""{"hours": 7}""", "are neither there")]
    [InlineData("""{"hours": 7, "tables": [], "curves": []}""", "are both there")]
    [InlineData("""{"hours": 7, "table": []}""", "has “table”; it knows hours, tables, curves")]
    [InlineData("""[]""", "is no object")]
    [InlineData("{\"hours\": 7,\n \"tables\": [[0,]]}", "line 2, byte 16")]
    [InlineData("""{"hours": 7, "curves": [{"a": 0, "b": 1, "c": 1}]}""", "curves[0].d is missing")]
    [InlineData("""{"hours": 7, "curves": [{"a": 2, "b": 1, "c": 1, "d": 1}]}""", "curves[0].b is 1; give a number from 2")]
    [InlineData("""{"hours": 7, "curves": [{"a": 0, "b": 1, "c": 0, "d": 1}]}""", "curves[0].c is 0; give a number above 0")]
    [InlineData("""{"hours": 7, "curves": [{"a": 0, "b": 1, "c": 1, "d": 1, "min": 3, "max": 2}]}""", "curves[0].max is 2, less than its min of 3")]
    public async Task What_is_wrong_is_named_with_place_value_and_remedy(string file, string said)
    {
        var (exit, printed, errors) = await Typed(file, "--json");

        Assert.Equal((2, ""), (exit, printed));
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.StartsWith("hours.json", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var (exit, _, errors) = await Run("none.json");

        Assert.Equal(2, exit);
        Assert.Contains("none.json cannot be read", errors, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output, string Errors)> Typed(string file, params string[] more)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "hours.json"), file);
        return await Run(["hours.json", .. more]);
    }

    private async Task<(int Exit, string Output, string Errors)> Run(params string[] typed)
    {
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exit = await EvidenceCommand.Make(new CommandHost(nothing, output, errors, folder.FullName)).Parse(["allocate", .. typed]).InvokeAsync();
        return (exit, output.ToString(), errors.ToString());
    }
}
