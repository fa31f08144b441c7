using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Troth.Import;
using Troth.Import.Reading;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>What an import and its taking back come to when nobody disturbs them.</summary>
public sealed record Undisturbed(string Before, string After, IReadOnlyDictionary<string, long> Rows, TimeSpan Opening, TimeSpan Importing, TimeSpan Reverting);

/// <summary>An import by a process of its own that is killed, and what must hold afterwards.</summary>
public sealed class KilledImport(string recipe, string folder, Action<string> say)
{
    private const string Runs = "SELECT coalesce(max(id), 0) FROM import_runs";

    /// <summary>Imports and takes back once in peace. Leaves the business as it was.</summary>
    public async Task<Undisturbed> InPeace(TestDatabase database)
    {
        var before = await Printed(database);
        var opening = InPeace(database, "checksum");
        var importing = InPeace(database, "import", "--recipe", recipe, folder);
        var run = Number(database, Runs);
        var (after, rows) = (await database.Checksum(), Rows(database, run));
        Assert.NotEqual(before, after);
        var reverting = InPeace(database, "import", "revert", run.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(before, await database.Checksum());
        say(string.Create(CultureInfo.InvariantCulture, $"undisturbed: importing takes {importing.TotalMilliseconds:N0} ms of processor time, taking back {reverting.TotalMilliseconds:N0} ms; checksum {after[..12]}"));
        return new(before, after, rows, opening, importing, reverting);
    }

    /// <summary>Kills at the moment and looks at everything. Leaves the business as it was. Says whether the process was killed before its end.</summary>
    public async Task<bool> KilledAt(TestDatabase database, KillMoment moment, Undisturbed peace)
    {
        var bare = moment.Phase == KillMoment.FirstStart;
        long run = moment.OfRevert ? await Import(database) : bare ? 1 : Number(database, Runs) + 1;
        var (killed, used) = Kill(database, moment, run, peace);
        AwaitLettingGo(database);
        var left = await LeftBehind(database, run, peace);

        var opened = await TrothProcess.Run(database, "checksum");
        Assert.True(opened.Exit == 0, $"{moment}: the database does not open: {opened.Errors}");
        var state = State(database, run);
        say(string.Create(CultureInfo.InvariantCulture, $"{moment,-18} {(killed ? "killed" : "ended before it was killed")} after {used.TotalMilliseconds,5:N0} ms: {left} → {state ?? "no import"}"));
        Assert.True(moment.OfRevert ? state is "Published" or "Reverted" : state is null or "Failed" or "Published", $"{moment}: {state}");
        var published = state == "Published";
        Assert.Equal(published ? peace.After : peace.Before, opened.Output.Trim());
        Assert.Equal(0, Number(database, "SELECT count(*) FROM hidden_batches"));
        Assert.Equal(0, Number(database, "SELECT count(*) FROM import_updates"));
        Assert.Equal(published ? peace.Rows : peace.Rows.ToDictionary(one => one.Key, _ => 0L), Rows(database, run));
        Assert.Equal(0, Number(database, $"SELECT count(*) FROM (SELECT 1 FROM changes WHERE batch_id = {run} GROUP BY action, entity, record_id HAVING count(*) > 1) twice"));
        await database.EveryReferenceLeadsSomewhere();
        await GoOn(database, moment, run, published, peace);
        return killed;
    }

    /// <summary>What people do then: import again, take back again.</summary>
    private async Task GoOn(TestDatabase database, KillMoment moment, long run, bool published, Undisturbed peace)
    {
        if (!moment.OfRevert)
        {
            var again = await database.Import(RecipeText.Load(recipe), folder);
            if (published) Assert.All(again.Entities, e => Assert.Equal((0, 0, 0), (e.Value.Created, e.Value.Updated, e.Value.Refused)));
            else (run, published) = (again.Id!.Value, true);
            Assert.Equal(peace.After, await database.Checksum());
        }
        if (published) await database.Do(services => Task.FromResult(services.GetRequiredService<RevertImport>().Run((int)run)));
        Assert.Equal(peace.Before, await database.Checksum());
        Assert.Equal(peace.Rows.ToDictionary(one => one.Key, _ => 0L), Rows(database, run));
    }

    private (bool Killed, TimeSpan Used) Kill(TestDatabase database, KillMoment moment, long run, Undisturbed peace)
    {
        using var watch = moment.Once is null ? null : Open(database, database.Setting);
        using var process = moment.OfRevert ? TrothProcess.Start(database, "import", "revert", run.ToString(CultureInfo.InvariantCulture))
            : TrothProcess.Start(database, "import", "--recipe", recipe, folder);
        var whole = moment.OfRevert ? peace.Reverting : peace.Importing;
        // A first start makes the database before it imports; that takes about as long again as opening one.
        var enough = moment.Phase == KillMoment.FirstStart ? peace.Opening * (0.8 + moment.Share * 0.8) : whole * moment.Share;
        TimeSpan? since = moment.Once is null ? TimeSpan.Zero : null;
        var killed = process.KillWhen(now =>
        {
            if (since is null && Number(watch!, moment.Once!) > 0) since = now.Used;
            return since is { } start && now.Used - start >= enough;
        });
        return (killed, process.Used);
    }

    /// <summary>What the killed process has left, before anybody opens the database: rows are seen all or none.</summary>
    private static async Task<string> LeftBehind(TestDatabase database, long run, Undisturbed peace)
    {
        var setting = database.Setting;
        if (database is SqliteDatabase)
        {
            if (!File.Exists(setting)) return "no database";
            // A copy, because looking at the file itself would already put right what the process has left.
            setting = Path.Combine(database.Folder, "left.db");
            foreach (var part in new[] { "", "-wal" })
                if (File.Exists(database.Setting + part)) File.Copy(database.Setting + part, setting + part, overwrite: true);
                else File.Delete(setting + part);
        }
        await using var left = Open(database, setting);
        if (database is SqliteDatabase)
        {
            Assert.Equal("ok", Scalar(left, "PRAGMA integrity_check"));
            if (Number(left, "SELECT count(*) FROM sqlite_master WHERE name = 'import_runs'") == 0) return "no tables yet";
        }
        var state = Scalar(left, FormattableString.Invariant($"SELECT state FROM import_runs WHERE id = {run}"))?.ToString() ?? "no import";
        var staged = peace.Rows.Keys.ToDictionary(table => table, table => Number(left, FormattableString.Invariant($"SELECT count(*) FROM {table} WHERE batch_id = {run}")));
        var hidden = Number(left, FormattableString.Invariant($"SELECT count(*) FROM hidden_batches WHERE id = {run}")) > 0;
        if (!hidden && staged.Values.Any(count => count > 0)) Assert.Equal(peace.Rows, staged);
        return string.Create(CultureInfo.InvariantCulture, $"{state}, {staged.Values.Sum():N0} rows {(hidden ? "hidden" : "seen")}, {Number(left, "SELECT count(*) FROM import_updates"):N0} changes waiting");
    }

    private async Task<long> Import(TestDatabase database) => (await database.Import(RecipeText.Load(recipe), folder)).Id!.Value;

    private static TimeSpan InPeace(TestDatabase database, params string[] words)
    {
        using var process = TrothProcess.Start(database, words);
        Assert.False(process.KillWhen(_ => false));
        return process.Used;
    }

    private static async Task<string> Printed(TestDatabase database)
    {
        var (exit, output, errors) = await TrothProcess.Run(database, "checksum");
        Assert.True(exit == 0, errors);
        return output.Trim();
    }

    /// <summary>PostgreSQL's own processes notice a moment later that ours is gone.</summary>
    private static void AwaitLettingGo(TestDatabase database)
    {
        if (database is SqliteDatabase) return;
        using var connection = Open(database, database.Setting);
        var since = TimeProvider.System.GetTimestamp();
        while (Number(connection, """
            SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                 + (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle')
            """) > 0)
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "PostgreSQL still serves the killed process.");
    }

    private static string? State(TestDatabase database, long run)
    {
        using var connection = Open(database, database.Setting);
        return Scalar(connection, FormattableString.Invariant($"SELECT state FROM import_runs WHERE id = {run}"))?.ToString();
    }

    private static Dictionary<string, long> Rows(TestDatabase database, long run)
    {
        using var connection = Open(database, database.Setting);
        return database.Services.GetRequiredService<ImportRoom>().Tables
            .ToDictionary(table => table.StoredAs, table => Number(connection, FormattableString.Invariant($"SELECT count(*) FROM {table.StoredAs} WHERE batch_id = {run}")));
    }

    private static long Number(TestDatabase database, string sql)
    {
        using var connection = Open(database, database.Setting);
        return Number(connection, sql);
    }

    private static long Number(DbConnection connection, string sql) => Convert.ToInt64(Scalar(connection, sql), CultureInfo.InvariantCulture);

    private static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static DbConnection Open(TestDatabase database, string setting)
    {
        DbConnection connection = database is SqliteDatabase ? new SqliteConnection(DatabaseSetting.Parse(setting).ConnectionString + ";Pooling=False") : new NpgsqlConnection(setting);
        connection.Open();
        return connection;
    }
}
