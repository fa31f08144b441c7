using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Commands;

namespace Troth.Tests.Schedule;

public sealed class ShopCommandTests : IDisposable
{
    /// <summary>By due date one after the other: ends at 60, 90, 190 and 230, so 0, 0, 90 and 110 minutes late.</summary>
    private const string Four = "4 1 1 0\n70 0 60\n90 0 30\n100 0 100\n120 0 40\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("troth-shop-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task It_prints_one_object_in_its_fixed_form()
    {
        var (exit, printed, errors) = await Typed(Written("four.txt", Four), "--seconds", "0", "--json");

        Assert.Equal((0, ""), (exit, errors));
        using var answer = JsonDocument.Parse(printed);
        Assert.Equal(
            [
                "orders", "operations", "replanMs", "jitMs", "diffMs", "boundMs", "late", "tardinessHours", "eddLate", "eddTardinessHours", "atcTardinessHours",
                "quotes", "quoteP50Us", "quoteP99Us", "quoteP999Us", "quoteBytes", "checker",
            ],
            answer.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(4, answer.RootElement.GetProperty("orders").GetInt32());
        Assert.Equal(2, answer.RootElement.GetProperty("eddLate").GetInt32());
        Assert.Equal(3.33, answer.RootElement.GetProperty("tardinessHours").GetDouble());
        Assert.True(answer.RootElement.GetProperty("boundMs").GetDouble() >= 0);
        Assert.Equal("ok", answer.RootElement.GetProperty("checker").GetString());
        Assert.Equal(0, answer.RootElement.GetProperty("quoteBytes").GetInt64());
    }

    [Fact]
    public async Task Without_json_it_says_what_each_figure_is()
    {
        var (exit, printed, errors) = await Typed(Written("four.txt", Four), "--seconds", "0", "--floor", "200");

        Assert.Equal((0, ""), (exit, errors));
        Assert.StartsWith("4 orders, 4 operations; every resource around the clock, one machine each.", printed, StringComparison.Ordinal);
        Assert.Matches(@"\nTroth +2 +3\.3\r?\nearliest due date first +2 +3\.3\r?\n", printed);
        Assert.Matches(@"\nno plan is below +[12]\.\d\r?\n", printed);
        Assert.EndsWith("An independent check proves the plans.", printed.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_and_a_floor_meet_at_the_least_tardiness()
    {
        // Longest last is the least: ends at 60, 90, 130 and 230 are 0, 0, 10 and 130 minutes late.
        var (exit, printed, _) = await Typed(Written("four.txt", Four), "--seconds", "0.3", "--floor", "200", "--peers", "--json");

        Assert.Equal(0, exit);
        using var answer = JsonDocument.Parse(printed);
        Assert.Equal(2.33, answer.RootElement.GetProperty("tardinessHours").GetDouble());
        Assert.InRange(answer.RootElement.GetProperty("atcBestTardinessHours").GetDouble(), 2.33, 3.33);
        Assert.InRange(answer.RootElement.GetProperty("modBestTardinessHours").GetDouble(), 2.33, 3.33);
        Assert.InRange(answer.RootElement.GetProperty("tardinessFloorHours").GetDouble(), 1.5, 2.33);
    }

    [Fact]
    public async Task Packed_files_are_unpacked_and_more_machines_leave_less_late()
    {
        var path = Path.Combine(folder.FullName, "four.txt.gz");
        await using (var packed = new GZipStream(File.Create(path), CompressionMode.Compress))
            await packed.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Four));

        var (exit, printed, _) = await Typed(path, "--machines", "2", "--seconds", "0", "--json");

        Assert.Equal(0, exit);
        using var answer = JsonDocument.Parse(printed);
        Assert.Equal(1, answer.RootElement.GetProperty("late").GetInt32());
        Assert.Equal(.5, answer.RootElement.GetProperty("tardinessHours").GetDouble());
    }

    [Fact]
    public async Task A_bad_file_is_named_with_its_line()
    {
        var path = Written("bad.txt", "1 1 1 0\n70 5 60\n");
        var (exit, printed, errors) = await Typed(path, "--json");
        Assert.Equal((2, "", $"{path}: Line 2: a resource is “5”; give a number from 0 to 0.\n"),
            (exit, printed, errors.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("--machines is 0; give 1 to 1000.", "four.txt", "--machines", "0")]
    [InlineData("--seconds is -1; give 0 to 86400.", "four.txt", "--seconds", "-1")]
    [InlineData("--floor is -2; give 0 to 1000000.", "four.txt", "--floor", "-2")]
    public async Task What_cannot_be_is_refused_with_the_value_and_the_remedy(string said, params string[] words)
    {
        var (exit, printed, errors) = await Typed(words);
        Assert.Equal((2, "", said + "\n"), (exit, printed, errors.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_not_packed_is_refused()
    {
        var absent = await Typed(Path.Combine(folder.FullName, "absent.txt"));
        var unpacked = await Typed(Written("plain.gz", Four));

        Assert.Equal((2, 2), (absent.Exit, unpacked.Exit));
        Assert.Contains("cannot be read", absent.Errors, StringComparison.Ordinal);
        Assert.Contains("cannot be read", unpacked.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no order; give at least one.", "0 1 1 0\n")]
    [InlineData("Order “1” is due at minute -1; give 0 or more.", "1 1 1 0\n-1 0 60\n")]
    [InlineData("Line 1: its resources work in shifts (1), and which is not said; give 0, around the clock.", "1 1 1 1\n70 0 60\n")]
    public async Task What_the_engine_would_not_plan_as_it_stands_is_refused(string said, string text)
    {
        var path = Written("odd.txt", text);
        var (exit, printed, errors) = await Typed(path, "--seconds", "0");
        Assert.Equal((2, "", $"{path}: {said}\n"), (exit, printed, errors.ReplaceLineEndings("\n")));
    }

    [Fact, Trait("Category", "Culture")]
    public async Task Seconds_are_written_with_a_point_in_every_language()
    {
        var (exit, _, errors) = await Typed(Written("four.txt", Four), "--seconds", "0.1");
        Assert.Equal((0, ""), (exit, errors));
        Assert.NotEqual(0, (await Typed(Written("four.txt", Four), "--seconds", "0,1")).Exit);
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Exit, string Printed, string Errors)> Typed(params string[] words)
    {
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        var (output, errors) = (new StringWriter(), new StringWriter());
        var host = new CommandHost(nothing, output, errors, Directory.GetCurrentDirectory());
        var exit = await Rooms.Commands(host).Parse(["schedule", "shop", .. words])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (exit, output.ToString(), errors.ToString());
    }
}
