using System.Net;
using System.Text.RegularExpressions;
using Troth.Tests.Harness;

namespace Troth.Tests;

/// <summary>The first thing that anybody types.</summary>
public sealed class RunTests
{
    /// <summary>Compiling ahead of time included, where nothing has yet.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Run_opens_on_the_sample_company_and_the_next_start_finds_it_again()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Setup.Folder, "run")).FullName;
        (string, string)[] environment = [("PORT", "0"), ("TROTH_DB", Path.Combine(folder, "troth.db"))];
        for (var start = 1; start <= 2; start++)
        {
            using var run = Typed.Command("run", [], folder, Limit, environment);
            var address = await run.Hears(line => Regex.Match(line, @"^Troth answers at (http://127\.0\.0\.1:\d+)$") is { Success: true } found ? found.Groups[1].Value : null);
            Assert.Equal(start == 1, run.Output.Contains("Making the sample company …", StringComparison.Ordinal));
            Assert.Matches(@"administrator +\S+@\S+", run.Output);
            using (var http = new HttpClient())
            {
                var page = await http.GetAsync(address);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
                Assert.Contains("/assets/app-", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
            using (var help = Typed.Command("troth", ["--help"], folder, Limit, environment))
            {
                Assert.Equal(0, await help.Ends());
                Assert.Contains("import", help.Output, StringComparison.Ordinal);
            }
            Assert.Equal(0, await run.Stops());
        }
    }
}
