using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Troth.Tests.Harness;

namespace Troth.Tests;

/// <summary>The first thing that anybody types.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task Run_opens_on_the_sample_company_and_the_next_start_finds_it_again()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Setup.Folder, "run")).FullName;
        for (var start = 1; start <= 2; start++)
        {
            using var program = Start("run", folder, ("PORT", "0"), ("TROTH_DB", Path.Combine(folder, "troth.db")));
            var said = new List<string>();
            string? address = null;
            while (address is null && await program.StandardOutput.ReadLineAsync() is { } line)
            {
                said.Add(line);
                if (Regex.Match(line, @"^Troth answers at (http://127\.0\.0\.1:\d+)") is { Success: true } found) address = found.Groups[1].Value;
            }
            Assert.True(address is not null, string.Join('\n', said.Append(await program.StandardError.ReadToEndAsync())));
            Assert.Equal(start == 1, said.Contains("Making the sample company …"));
            Assert.Contains(said, line => line.Contains("administrator", StringComparison.Ordinal));
            using (var http = new HttpClient())
            {
                var page = await http.GetAsync(address);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
                Assert.Contains("/assets/app-", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
            using (var typed = Start("troth", folder, ("TROTH_DB", Path.Combine(folder, "troth.db"))))
            {
                typed.StandardInput.Close();
                Assert.Contains("import", await typed.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
                await typed.WaitForExitAsync();
            }
            using (var stop = Process.Start("kill", ["-TERM", program.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
                await stop.WaitForExitAsync();
            await program.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(0, program.ExitCode);
        }
    }

    private static Process Start(string command, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(Setup.Root, command))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder,
        };
        if (command == "troth") start.ArgumentList.Add("--help");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
