using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Troth.Import;
using Troth.Import.Contracts;
using Troth.Platform;
using Troth.Promises;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>
/// A room's rules fail on a record just when its import is made visible: neither the next start nor other imports suffer for it.
/// </summary>
public abstract class CarriedThroughTests(TestDatabase database)
{
    private const int Many = 900; // more than fit into one transaction of changes
    private static readonly ConcurrentDictionary<string, Func<Exception>> Trips = new(StringComparer.Ordinal);

    static CarriedThroughTests()
    {
        var table = PromisesImport.Promises.Main;
        var what = table.Columns.Single(c => c.Field == "what");
        table.Derive += row =>
        {
            if (row.Text(what) is { } text && Trips.TryGetValue(text, out var fails)) throw fails();
        };
    }

    private static string Recipe(string source) => ImportSamples.Recipe(source, """
        { "file": "p.csv", "dateOrder": "ymd", "records": [ { "entity": "account", "key": "account", "repeated": "first" },
          { "entity": "promise", "key": "key", "fields": { "account": "account", "what": "what", "dueOn": "due" } } ] }
        """);

    private static string Feed(string what, int rows, string last)
    {
        var text = new StringBuilder("key,account,what,due\n");
        for (var n = 1; n < rows; n++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{n},Acme,{what} {n},2026-02-02\n");
        return text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{rows},Acme,{last},2026-02-02\n").ToString();
    }

    private static string Nuts(string last) => Feed("Nuts", Many, last) + "new,Acme,New,2026-02-02\n";

    [Fact]
    public async Task What_cannot_be_made_visible_is_taken_back_as_far_as_it_came_and_has_failed()
    {
        database.Available();
        var (source, trip) = (ImportSamples.NewSource(), $"trips {Guid.CreateVersion7()}");
        await database.Import(Recipe(source), ("p.csv", Feed("Bolts", Many, "Last")));
        var before = await database.Checksum();
        Trips[trip] = () => new InvalidOperationException("the rules trip");
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Import(Recipe(source), ("p.csv", Nuts(trip))));
        await HasFailed(source, before);
    }

    [Fact]
    public async Task The_program_starts_over_an_import_that_cannot_be_made_visible()
    {
        database.Available();
        var (source, trip) = (ImportSamples.NewSource(), $"trips {Guid.CreateVersion7()}");
        await database.Import(Recipe(source), ("p.csv", Feed("Bolts", Many, "Last")));
        var before = await database.Checksum();
        Trips[trip] = () => new NpgsqlException("away"); // what may pass is carried on later
        await Assert.ThrowsAsync<ImportStoppedException>(() => database.Import(Recipe(source), ("p.csv", Nuts(trip))));
        Assert.Equal(1, await database.Count($"import_runs WHERE source = '{source}' AND state = 'Publishing'"));
        await Start(); // still away
        Assert.Equal(1, await database.Count($"import_runs WHERE source = '{source}' AND state = 'Publishing'"));
        Trips[trip] = () => new InvalidOperationException("the rules trip");
        await Start();
        await HasFailed(source, before);
    }

    private Task<bool> Start() => database.Do(async services =>
    {
        foreach (var opened in services.GetServices<WhenOpened>()) await opened.Run(services, CancellationToken.None);
        return true;
    });

    private async Task HasFailed(string source, string before)
    {
        var run = await database.Db(db => db.ImportRuns.AsNoTracking().Where(r => r.Source == source).OrderBy(r => r.Id).LastAsync());
        Assert.Equal(ImportState.Failed, run.State);
        Assert.Contains("the rules trip", run.Report, StringComparison.Ordinal);
        Assert.NotNull(run.EndedAt);
        Assert.Equal(before, await database.Checksum());
        Assert.Equal(0, await database.Count($"promises WHERE batch_id = {run.Id}"));
        Assert.Equal(0, await database.Count($"import_updates WHERE batch_id = {run.Id}"));
        Assert.Equal(0, await database.Count($"hidden_batches WHERE id = {run.Id}"));
        await Start();
        var other = await database.Import(Recipe(ImportSamples.NewSource()), ("p.csv", Feed("Other", 2, "Last")));
        Assert.Equal((2, 0, 0, 0), other.Of("promise"));
        await database.Revert(other);
    }
}

public sealed class CarriedThroughOnSqlite(SqliteDatabase database) : CarriedThroughTests(database), IClassFixture<SqliteDatabase>;

public sealed class CarriedThroughOnPostgres(PostgresDatabase database) : CarriedThroughTests(database), IClassFixture<PostgresDatabase>;
