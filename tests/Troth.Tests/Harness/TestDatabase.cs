using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Tests.Harness;

/// <summary>
/// A migrated, empty database of a test class's own: a copy of one that was migrated once in this run.
/// Use <see cref="SqliteDatabase"/> and <see cref="PostgresDatabase"/> as class fixtures, one class each on an abstract class with the tests.
/// </summary>
public abstract class TestDatabase : IAsyncLifetime
{
    private static int count;
    private ServiceProvider? services;

    /// <summary>Its folder, for uploads and the like.</summary>
    public string Folder { get; } = Directory.CreateDirectory(
        Path.Combine(Setup.Folder, Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture))).FullName;

    /// <summary>What TROTH_DB would say.</summary>
    public string Setting { get; protected set; } = "";

    /// <summary>Why this kind of database cannot be had here; null when it can. A test class calls <see cref="Available"/> first.</summary>
    public virtual string? MissingBecause => null;

    public TestClock Clock { get; } = new();

    public TrothSettings Settings => SettingsFor(Setting, Folder);

    /// <summary>The rooms' services on this database, as a command or a job has them.</summary>
    public IServiceProvider Services => services ??= Provide(Settings, Clock);

    /// <summary>Skips the test, or in CI fails it, where this kind of database is missing.</summary>
    public void Available()
    {
        if (MissingBecause is { } reason) Setup.Missing(reason);
    }

    /// <summary>Works in a scope of its own.</summary>
    public async Task<T> Do<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task<T> Db<T>(Func<TrothContext, Task<T>> work) => Do(scope => work(scope.GetRequiredService<TrothContext>()));

    public Task Db(Func<TrothContext, Task> work) => Db(async db =>
    {
        await work(db);
        return true;
    });

    public async Task InitializeAsync()
    {
        if (MissingBecause is null) await Make();
    }

    public async Task DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        if (MissingBecause is null) await Remove();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Another database of this kind, with nothing in it, not even tables.</summary>
    public abstract TestDatabase Bare();

    protected abstract Task Make();

    protected abstract Task Remove();

    protected static TrothSettings SettingsFor(string setting, string folder) =>
        TrothSettings.From(name => name switch { "TROTH_DB" => setting, "TROTH_DATA" => folder, "PORT" => "0", _ => null });

    protected static async Task Migrate(string setting, string folder)
    {
        await using var provider = Provide(SettingsFor(setting, folder), new TestClock());
        await PlatformModule.Migrate(provider, CancellationToken.None);
    }

    private static ServiceProvider Provide(TrothSettings settings, TestClock clock)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        Rooms.Add(collection, settings);
        collection.AddSingleton<TimeProvider>(clock);
        return collection.BuildServiceProvider();
    }
}

public sealed class SqliteDatabase : TestDatabase
{
    private static readonly Lazy<Task<string>> Template = new(async () =>
    {
        var file = Path.Combine(Setup.Folder, "template.db");
        await Migrate(file, Setup.Folder);
        SqliteConnection.ClearPool(new SqliteConnection(DatabaseSetting.Parse(file).ConnectionString));
        return file;
    });

    private bool bare;

    public override TestDatabase Bare() => new SqliteDatabase { bare = true };

    protected override async Task Make()
    {
        Setting = Path.Combine(Folder, "troth.db");
        if (!bare) File.Copy(await Template.Value, Setting);
    }

    protected override Task Remove()
    {
        SqliteConnection.ClearPool(new SqliteConnection(Settings.Database.ConnectionString));
        return Task.CompletedTask;
    }
}

public sealed class PostgresDatabase : TestDatabase
{
    private static readonly Lazy<Task<PostgresCluster>> Template = new(async () =>
    {
        var cluster = await PostgresCluster.OfThisRun;
        await cluster.Execute("CREATE DATABASE template_troth");
        var setting = cluster.ConnectionString("template_troth");
        await Migrate(setting, Setup.Folder);
        NpgsqlConnection.ClearPool(new NpgsqlConnection(DatabaseSetting.Parse(setting).ConnectionString)); // as the program calls it
        return cluster;
    });

    private string name = "";
    private bool bare;

    public override string? MissingBecause => PostgresCluster.MissingBecause;

    public override TestDatabase Bare() => new PostgresDatabase { bare = true };

    protected override async Task Make()
    {
        var cluster = await Template.Value;
        name = "troth_" + Path.GetFileName(Folder);
        await cluster.Execute($"CREATE DATABASE {name} TEMPLATE {(bare ? "template0" : "template_troth")}");
        Setting = cluster.ConnectionString(name);
    }

    protected override async Task Remove()
    {
        foreach (var pool in new[] { Setting, DatabaseSetting.Parse(Setting).ConnectionString }) NpgsqlConnection.ClearPool(new NpgsqlConnection(pool));
        await (await PostgresCluster.OfThisRun).Execute($"DROP DATABASE {name} WITH (FORCE)");
    }
}
