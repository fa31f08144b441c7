using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Scheduling.Keeping;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Planning;

/// <summary>Plans as bytes. They spare a start its work and hold nothing that the log does not.</summary>
public static class PlanSnapshots
{
    /// <summary>A new one is worth it after so many events, or when the newest is so old; so many are kept.</summary>
    public const int Every = 500, Kept = 3;
    public static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);
    private const int Form = 2, HashLength = 32;

    /// <summary>Writes a snapshot where the newest is too old. Two nodes may do so at once: they write the same.</summary>
    /// <param name="db">Where.</param>
    /// <param name="plan">What is to be kept.</param>
    /// <param name="now">When.</param>
    /// <param name="worth">A single event is worth one: nobody is kept waiting, or the events took long.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static async Task Keep(TrothContext db, PlantPlan plan, DateTimeOffset now, bool worth, CancellationToken cancel)
    {
        // One that says to be newer than the plan itself is damaged, and would keep all others from being written.
        var head = db.PlanHeads.Where(h => h.PlantId == plan.Plant);
        await db.PlanSnapshots.Where(s => s.PlantId == plan.Plant && s.Version > head.Max(h => h.Version)).ExecuteDeleteAsync(cancel);
        var kept = await db.PlanSnapshots.AsNoTracking().Where(s => s.PlantId == plan.Plant).OrderByDescending(s => s.Version).Select(s => new { s.Version, s.At }).ToListAsync(cancel);
        var (versions, since) = (kept.Select(k => k.Version).ToList(), plan.Version - (kept.Count > 0 ? kept[0].Version : 0));
        if (since <= 0 || (!worth && since < Every && kept.Count > 0 && now - kept[0].At < Oldest)) return;
        var (body, at) = (Write(plan), now.UtcTicks);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO plan_snapshots (plant_id, version, shop, at, body) VALUES ({Key(db, plan.Plant)}, {plan.Version}, {plan.ShopNumber}, {at}, {body})
            ON CONFLICT DO NOTHING
            """, cancel);
        foreach (var old in versions.Skip(Kept - 1)) await db.PlanSnapshots.Where(s => s.PlantId == plan.Plant && s.Version == old).ExecuteDeleteAsync(cancel);
    }

    public static byte[] Write(PlantPlan plan)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Form);
            writer.Write(plan.Plant.ToByteArray());
            writer.Write(plan.Version);
            writer.Write(plan.ShopNumber);
            writer.Write(JsonSerializer.Serialize(plan.Terms));
            writer.Write(plan.Orders.Count);
            foreach (var (number, handle) in plan.Orders.OrderBy(o => o.Key)) Write(writer, number, handle);
            writer.Write(plan.Remakes.Sum(r => r.Value.Length));
            foreach (var (number, handles) in plan.Remakes.OrderBy(r => r.Key))
                foreach (var handle in handles) Write(writer, number, handle);
            writer.Write(plan.Reported.Count);
            foreach (var (center, minute) in plan.Reported.OrderBy(r => r.Key))
            {
                writer.Write(center.ToByteArray());
                writer.Write(minute);
            }
        }
        PlanFile.Write(plan.Plan, stream);
        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">It is damaged, or of another form: the log has what it held.</exception>
    /// <exception cref="PlanFileException">The engine's part is of another format, or of a shop described otherwise.</exception>
    public static PlantPlan Read(PlanSnapshot snapshot, MadeShop shop)
    {
        var length = snapshot.Body.Length - HashLength;
        using var stream = new MemoryStream(snapshot.Body);
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (length < sizeof(int)) throw new InvalidDataException("It is cut off.");
        if (reader.ReadInt32() is var form && form != Form) throw new InvalidDataException($"It is of form {form}; this Troth knows form {Form}.");
        if (!SHA256.HashData(snapshot.Body.AsSpan(0, length)).AsSpan().SequenceEqual(snapshot.Body.AsSpan(length)))
            throw new InvalidDataException("Its checksum does not fit.");
        if (new Guid(reader.ReadBytes(16)) != snapshot.PlantId || reader.ReadInt64() != snapshot.Version || reader.ReadInt32() != snapshot.Shop)
            throw new InvalidDataException("It is of another plant, version or shop than its row says.");
        var terms = JsonSerializer.Deserialize<DateTerms>(reader.ReadString())!;
        var orders = ImmutableDictionary.CreateBuilder<long, OrderHandle>();
        for (var n = reader.ReadInt32(); n > 0; n--) orders[reader.ReadInt64()] = new(reader.ReadInt32(), reader.ReadInt32());
        var remakes = ImmutableDictionary.CreateBuilder<long, ImmutableArray<OrderHandle>>();
        for (var n = reader.ReadInt32(); n > 0; n--)
        {
            var number = reader.ReadInt64();
            remakes[number] = remakes.GetValueOrDefault(number, []).Add(new(reader.ReadInt32(), reader.ReadInt32()));
        }
        var reported = ImmutableDictionary.CreateBuilder<Guid, int>();
        for (var n = reader.ReadInt32(); n > 0; n--) reported[new Guid(reader.ReadBytes(16))] = reader.ReadInt32();
        return new PlantPlan
        {
            Plant = snapshot.PlantId, Version = snapshot.Version, ShopNumber = snapshot.Shop, Shop = shop, Terms = terms, Plan = PlanFile.Read(shop.Shop, stream),
            Orders = orders.ToImmutable(), Remakes = remakes.ToImmutable(), Reported = reported.ToImmutable(),
        };
    }

    private static void Write(BinaryWriter writer, long number, OrderHandle handle)
    {
        writer.Write(number);
        writer.Write(handle.Place);
        writer.Write(handle.Serial);
    }

    private static object Key(TrothContext db, Guid id) => db.Database.IsSqlite() ? id.ToByteArray(bigEndian: true) : id;
}
