using System.Diagnostics;
using Troth.Evidence.Duplicates;
using Troth.Simulation;

namespace Troth.Bench;

/// <summary>
/// Likely duplicates among 100,000 simulated accounts, once: it takes long enough to warm up on its way. None is a duplicate, so each found is a false alarm.
/// The settings were chosen on companies of other seeds.
/// </summary>
internal static class DuplicateRows
{
    private const int Accounts = 100_000, Seed = 11;

    public static IEnumerable<Measured> Measure()
    {
        DuplicateField[] fields =
        [
            new("name", FieldKind.OrganisationName), new("street", FieldKind.Address), new("city", FieldKind.City), new("postal code", FieldKind.PostalCode),
            new("country", FieldKind.Country), new("phone", FieldKind.Phone), new("website", FieldKind.Domain), new("industry", FieldKind.Category),
        ];
        var company = new CompanyStream(SimulationSettings.ForSize(new DateOnly(2026, 5, 29), Accounts, Accounts, Accounts) with { Seed = Seed });
        List<string?[]> records =
            [.. company.Accounts().Select(a => new string?[] { a.Name, a.Street, a.City, a.PostalCode, a.Country, a.Phone, a.Website, a.Industry })];
        GC.Collect();
        var most = 0L;
        using var watch = new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, 0, 100);
        using var process = Process.GetCurrentProcess();
        var worked = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var found = DuplicateSearch.Find(fields, records);
        yield return new($"duplicates among {Accounts} accounts", clock.Elapsed.TotalSeconds, "s", 30);
        process.Refresh();
        yield return new("processor time for it", (process.TotalProcessorTime - worked).TotalSeconds, "s");
        yield return new($"memory for it, the accounts included", most / 1e6, "MB", 1000);
        var alarmed = found.Pairs.SelectMany(pair => new[] { pair.A, pair.B }).Distinct().Count();
        yield return new("accounts falsely called duplicates", 100.0 * alarmed / Accounts, "%", .5);
        yield return new($"pairs compared an account", (double)found.Compared / Accounts, "pairs");
    }
}
