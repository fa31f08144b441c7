using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Planning;

/// <summary>
/// The plans as they were last kept, read while the rest of the server still starts: on a second processor, and without waiting for EF. Whatever
/// goes wrong here, the plan is read again where it is needed, and that tells what is wrong.
/// </summary>
public sealed class EarlyPlans
{
    private const string Newest = """
        SELECT s.plant_id, s.version, s.shop, s.body, p.at, p.body FROM plan_snapshots s
        JOIN plan_shops p ON p.plant_id = s.plant_id AND p.number = s.shop
        JOIN plan_heads h ON h.plant_id = s.plant_id
        WHERE s.version = (SELECT max(n.version) FROM plan_snapshots n WHERE n.plant_id = s.plant_id AND n.version <= h.version)
        """;

    private readonly Task<ConcurrentDictionary<Guid, PlantPlan>> read;

    private EarlyPlans(Task<ConcurrentDictionary<Guid, PlantPlan>> read) => this.read = read;

    /// <summary>For a program that serves nobody.</summary>
    public static EarlyPlans None { get; } = new(Task.FromResult(new ConcurrentDictionary<Guid, PlantPlan>()));

    /// <summary>Begins to read. Nothing is touched in a database that has not this version's schema.</summary>
    public static EarlyPlans Read(DatabaseSetting database) => new(Task.Run(async () =>
    {
        try
        {
            return await SchemaVersion.IsLatest(database, default) ? await All(database) : new();
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            return new();
        }
    }));

    /// <summary>The plan as its newest snapshot had it when the program began; null where there was none that could be read.</summary>
    /// <remarks>Given once: from then on this node follows the log, and nobody keeps an old plan.</remarks>
    public async Task<PlantPlan?> Take(Guid plant, CancellationToken cancel) => (await read.WaitAsync(cancel)).TryRemove(plant, out var plan) ? plan : null;

    private static async Task<ConcurrentDictionary<Guid, PlantPlan>> All(DatabaseSetting database)
    {
        await using DbConnection connection = database.IsSqlite
            ? new SqliteConnection(new SqliteConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString())
            : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Newest;
        await using var rows = await command.ExecuteReaderAsync();
        var plans = new ConcurrentDictionary<Guid, PlantPlan>();
        while (await rows.ReadAsync())
        {
            var plant = database.IsSqlite ? new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true) : rows.GetGuid(0);
            var shop = PlanStore.Keep(plant, rows.GetInt32(2), Utc(rows.GetInt64(4)), rows.GetFieldValue<byte[]>(5));
            var snapshot = new PlanSnapshot { PlantId = plant, Version = rows.GetInt64(1), Shop = rows.GetInt32(2), At = default, Body = rows.GetFieldValue<byte[]>(3) };
            plans[plant] = PlanSnapshots.Read(snapshot, shop);
        }
        return plans;
    }

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}
