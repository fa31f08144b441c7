using System.CommandLine;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Commands;

namespace Troth.Tests.Schedule;

public sealed class SimulateCommandTests
{
    [Fact]
    public async Task It_prints_one_object_in_its_fixed_form_and_the_same_again()
    {
        var (exit, printed, _) = await Typed("--seed", "5", "--load", "0.85", "--json");
        Assert.Equal(0, exit);
        Assert.Equal(printed, (await Typed("--seed", "5", "--load", "0.85", "--json")).Printed);
        Assert.NotEqual(printed, (await Typed("--seed", "6", "--load", "0.85", "--json")).Printed);

        using var answer = JsonDocument.Parse(printed);
        var rows = answer.RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(["fixed", "infinite", "troth"], rows.Select(r => r.GetProperty("policy").GetString()));
        foreach (var row in rows)
        {
            Assert.Equal(
                ["load", "policy", "onTime", "onTimeLow", "onTimeHigh", "quotedLeadDays", "realisedLeadDays", "promisesMoved", "orders"],
                row.EnumerateObject().Select(p => p.Name));
            Assert.Equal(.85, row.GetProperty("load").GetDouble());
            double Of(string name) => row.GetProperty(name).GetDouble();
            Assert.InRange(Of("onTime"), Of("onTimeLow"), Of("onTimeHigh"));
            Assert.True(row.GetProperty("orders").GetInt32() >= 1000);
        }
    }

    [Fact]
    public async Task It_draws_every_load_for_light_and_dark_with_text_as_text()
    {
        var folder = Directory.CreateTempSubdirectory("troth-curve-");
        try
        {
            var file = Path.Combine(folder.FullName, "curve.svg");
            var (exit, printed, _) = await Typed("--seed", "5", "--seeds", "2", "--picture", file, "--json");
            Assert.Equal(0, exit);
            using var answer = JsonDocument.Parse(printed);
            Assert.Equal(18, answer.RootElement.GetProperty("rows").GetArrayLength());
            var picture = XDocument.Load(file);
            var texts = picture.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
            string[] wanted = ["70%", "95%", "one lead time", "no capacities", "Troth’s plan", "Complete by the first date promised"];
            Assert.All(wanted, said => Assert.Contains(said, texts));
            Assert.Contains("prefers-color-scheme: dark", picture.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", picture.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--load is 1; give 0.4 to 0.97, above which the queue grows all year.", "--seed", "1", "--load", "1")]
    [InlineData("--picture is “/nowhere/at/all.svg”; give the path of a file in a folder that is there.", "--seed", "1", "--picture", "/nowhere/at/all.svg")]
    [InlineData("--seeds is 0; give 1 to 1000.", "--seed", "1", "--seeds", "0")]
    [InlineData("--seed is 2147483647; 2 seeds from there on pass 2147483647.", "--seed", "2147483647", "--seeds", "2")]
    public async Task What_cannot_be_simulated_is_refused_by_its_value(string said, params string[] words)
    {
        var (exit, printed, errors) = await Typed(words);
        Assert.Equal((2, "", said + "\n"), (exit, printed, errors.ReplaceLineEndings("\n")));
    }

    private static async Task<(int Exit, string Printed, string Errors)> Typed(params string[] words)
    {
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        var (output, errors) = (new StringWriter(), new StringWriter());
        var host = new CommandHost(nothing, output, errors, Directory.GetCurrentDirectory());
        var exit = await Rooms.Commands(host).Parse(["schedule", "simulate", .. words])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (exit, output.ToString(), errors.ToString());
    }
}
