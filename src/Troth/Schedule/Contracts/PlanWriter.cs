using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Contracts;

/// <summary>
/// The one way to change a plan. In one transaction: the plant's head is locked, the plan is caught up with the log, the caller acts on it and
/// adds its own records, and all of it is committed together or not at all.
/// </summary>
public sealed class PlanWriter(TrothContext db, PlanMemory memory, Actor actor, TimeProvider time, OrderStates states, PlanGates gates)
{
    /// <summary>A plan that is older than this many minutes first lets the time pass.</summary>
    public const int Tick = 5;

    /// <summary>Keys are remembered for so long.</summary>
    public static readonly TimeSpan KeysKept = TimeSpan.FromDays(30);
    private const string Asked = "asked";
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    /// <summary>Acts on the newest plan. A refusal thrown by <paramref name="work"/> changes nothing.</summary>
    /// <exception cref="BusinessRuleException">The plant has no plan yet.</exception>
    public Task<T> Write<T>(Guid plant, Func<PlanTurn, Task<T>> work, CancellationToken cancel) => Write(plant, null, null, work, cancel);

    /// <summary>The same, once: asked again under the same key, the first answer or refusal is given again and nothing is done.</summary>
    /// <param name="plant">Whose plan.</param>
    /// <param name="key">What the asker calls this request; null for a request that is not repeated.</param>
    /// <param name="asked">What is asked: the same key for something else is refused.</param>
    /// <param name="work">Acts, and adds records to the context without saving.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<T> Write<T>(Guid plant, string? key, object? asked, Func<PlanTurn, Task<T>> work, CancellationToken cancel)
    {
        using var turn = await memory.Turn(plant, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var head = await Lock(plant, cancel);
        var (hash, content) = key is null ? (null, null) : (Hash($"{actor.Who?.ToString() ?? actor.Name} {key}"), Hash(JsonSerializer.Serialize(asked, Form)));
        if (hash is not null && await db.PlanKeys.AsNoTracking().FirstOrDefaultAsync(k => k.PlantId == plant && k.Key == hash, cancel) is { } before)
        {
            // Another node may have done it: who is answered here finds it done here.
            if (memory.Known(plant) is not { } known || known.Version < before.Version) await memory.CatchUp(db, plant, cancel);
            return before.Asked != content ? throw new BusinessRuleException("keyUsed", Words.Say("key.used", key))
                : before.Refusal is { } code ? throw new BusinessRuleException(code, before.Answer) : JsonSerializer.Deserialize<T>(before.Answer, Form)!;
        }
        if (head is null || await memory.At(db, plant, head.Version, cancel) is not { } plan) throw new BusinessRuleException("noPlan", Words.Say("plan.none"));
        var now = time.GetUtcNow();
        var current = new PlanTurn(plan, now).LetPass();
        PlanKey Key(long version, string said, string? refusal = null) =>
            new() { PlantId = plant, Key = hash!, Asked = content!, Version = version, Answer = said, Refusal = refusal, At = now };
        if (hash is not null) await transaction.CreateSavepointAsync(Asked, cancel);
        T answer;
        try
        {
            answer = await work(current);
            await gates.Pass(current, cancel);
        }
        catch (BusinessRuleException refused) when (hash is not null)
        {
            // A request that comes twice must not be done the second time because the world has changed: its asker was told no.
            await transaction.RollbackToSavepointAsync(Asked, cancel);
            db.ChangeTracker.Clear();
            db.PlanKeys.Add(Key(plan.Version, refused.Message, refused.Code));
            await db.SaveChangesAsync(cancel);
            await Commit(transaction, plant);
            throw;
        }
        if (hash is not null) db.PlanKeys.Add(Key(current.Plan.Version, JsonSerializer.Serialize(answer, Form)));
        Log(head, current, now);
        await db.SaveChangesAsync(cancel);
        if (current.Acts.Count > 0) await states.Follow(current, now, cancel);
        await Commit(transaction, plant);
        if (current.Acts.Count > 0) memory.Show(current.Plan, current.Effort);
        else memory.Show(plan); // as others committed it, and as it was answered from
        return answer;
    }

    /// <summary>Takes the first shop of a plant into a plan.</summary>
    public async Task<PlantPlan> Begin(Guid plant, Describing.MadeShop shop, DateTerms terms, CancellationToken cancel)
    {
        using var turn = await memory.Turn(plant, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var head = await Lock(plant, cancel);
        if (head is not null) throw new BusinessRuleException("planBegun", Words.Say("plan.begun"));
        var now = time.GetUtcNow();
        db.PlanHeads.Add(head = new PlanHead { PlantId = plant, PlannedAt = now });
        var taken = new ShopTaken(1, shop.Clock.MinuteOf(now), terms) { Made = shop };
        var plan = taken.Begin(plant).Plan;
        db.PlanShops.Add(new PlanShop { PlantId = plant, Number = 1, At = now, Body = shop.Write() });
        db.PlanEvents.Add(Row(plant, 1, taken, now));
        (head.Version, head.PlannedAt) = (1, plan.PlannedAt);
        await db.SaveChangesAsync(cancel);
        await StockNews.Mark(db, plan, null, cancel);
        await Commit(transaction, plant);
        plan = plan with { Version = 1 };
        memory.Show(plan);
        return plan;
    }

    /// <summary>
    /// From here on nobody who goes away stops it: a commit broken off has an unknown outcome. Where it fails all the same, this node looks into
    /// the log whether it was done; whoever asks again with the same key hears what became of it.
    /// </summary>
    private async Task Commit(IDbContextTransaction transaction, Guid plant)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch
        {
            memory.Doubt(plant);
            throw;
        }
    }

    /// <summary>
    /// The plant's head, which nobody else can lock until this transaction ends. On SQLite the transaction itself is the lock: it is begun for
    /// writing, and one process has the file.
    /// </summary>
    private async Task<PlanHead?> Lock(Guid plant, CancellationToken cancel)
    {
        // One that this context read in an earlier turn would be given back as it was then.
        foreach (var known in db.ChangeTracker.Entries<PlanHead>().Where(e => e.Entity.PlantId == plant).ToList()) known.State = EntityState.Detached;
        if (db.Database.IsSqlite()) return await db.PlanHeads.FirstOrDefaultAsync(h => h.PlantId == plant, cancel);
        return (await db.PlanHeads.FromSql($"SELECT plant_id, version, planned_at, learned_at FROM plan_heads WHERE plant_id = {plant} FOR UPDATE").ToListAsync(cancel)).SingleOrDefault();
    }

    private void Log(PlanHead head, PlanTurn turn, DateTimeOffset now)
    {
        var version = head.Version;
        foreach (var act in turn.Acts)
        {
            db.PlanEvents.Add(Row(head.PlantId, ++version, act, now));
            if (act.About is not null) continue;
            db.PlanEventOrders.AddRange(act.AboutAll.Select(order => new PlanEventOrder { PlantId = head.PlantId, ShopOrder = order, Version = version }));
        }
        (head.Version, head.PlannedAt) = (version, turn.Plan.PlannedAt);
    }

    private PlanEvent Row(Guid plant, long version, PlanAct act, DateTimeOffset now) => new()
    {
        PlantId = plant, Version = version, At = now, ActorId = actor.UserId, ActorName = actor.Name, Through = actor.Through, ShopOrder = act.About, Act = act.Write(),
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
