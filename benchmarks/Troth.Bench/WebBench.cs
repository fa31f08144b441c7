using System.Diagnostics;
using Troth.Simulation;

namespace Troth.Bench;

/// <summary>Pages of a middling and of a large company, on SQLite, asked for one after the other over loopback.</summary>
internal static class WebBench
{
    private static readonly DateOnly AsOf = new(2026, 10, 31);

    public static async Task<bool> Run(string root, string program)
    {
        var figures = new List<Measured>();
        await Measure(figures, program, "10k", SimulationSettings.ForSize(AsOf, accounts: 10_000, orders: 20_000, contacts: 20_000), 20, 20, 20);
        await Measure(figures, program, "100k", SimulationSettings.ForSize(AsOf, accounts: 100_000, orders: 800_000, contacts: 200_000), 20, 20, 25);
        return Results.Show(root, "web", figures);
    }

    private static async Task Measure(List<Measured> figures, string program, string size, SimulationSettings company, double list, double account, double book)
    {
        var folder = Directory.CreateTempSubdirectory("troth-bench-").FullName;
        try
        {
            var database = Path.Combine(folder, "troth.db");
            var files = Path.Combine(folder, "company");
            Directory.CreateDirectory(files);
            CompanyFolder.Write(new CompanyStream(company), name => new StreamWriter(Path.Combine(files, name)));
            await using (var setUp = await Server.Start(program, database))
                await setUp.Post("/set-up", "/set-up", ("CompanyName", "Bench"), ("BaseCurrency", "EUR"), ("Culture", "en-GB"), ("TimeZone", "UTC"),
                    ("Name", "Ada"), ("Email", "ada@example.com"), ("Password", "long-enough-for-this"));
            figures.Add(new($"{size}: import", Troth(program, database, "import", "--recipe", Path.Combine(files, "recipe.json"), files, "--json"), "s"));
            figures.Add(new($"{size}: book computed", Troth(program, database, "book", "--json"), "s"));

            await using var server = await Server.Start(program, database);
            await server.Post("/sign-in", "/sign-in", ("Email", "ada@example.com"), ("Password", "long-enough-for-this"));
            await Page(figures, server, $"{size}: account list", list, _ => "/accounts");
            await Page(figures, server, $"{size}: account", account, i => $"/accounts/A-{1 + i * 37 % 5_000}");
            await Page(figures, server, $"{size}: Book", book, _ => "/book");
            figures.Add(new($"{size}: start to first page", server.ToFirstPage.TotalSeconds, "s", 3));
            figures.Add(new($"{size}: resident memory", server.ResidentMegabytes(), "MiB", 250));
            await EvidencePages.Measure(figures, size, server);
            figures.Add(new($"{size}: resident memory after tiers, duplicates and a proposal", server.ResidentMegabytes(), "MiB"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Page(List<Measured> figures, Server server, string what, double bound, Func<int, string> path)
    {
        var taken = await server.Time(200, path);
        figures.Add(new($"{what}, median", taken[taken.Length / 2], "ms", bound));
        figures.Add(new($"{what}, 95 %", taken[taken.Length * 95 / 100], "ms"));
    }

    /// <summary>Runs a command of the product and returns its seconds.</summary>
    private static double Troth(string program, string database, params string[] words)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(program, "Troth.dll"), .. words])
        {
            Environment = { ["TROTH_DB"] = database }, RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}: {output.Result}");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
