using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;

namespace Troth.Schedule.Trying;

/// <summary>A change of a scenario, with its sentence.</summary>
/// <param name="No">Counted from 1.</param>
/// <param name="Code">Of the product of an order.</param>
public sealed record ChangeView(int No, string Text, ScenarioChange Change, string? Code);

/// <summary>A scenario as its owner sees it.</summary>
/// <param name="WorkedOn">The version of the plan it was last worked out on.</param>
/// <param name="PlanVersion">The plan's own.</param>
/// <param name="ForgottenOn">When it goes if nobody uses it.</param>
public sealed record ScenarioView(
    string Label, string Name, Guid Plant, IReadOnlyList<ChangeView> Changes, long? WorkedOn, long PlanVersion, DateTimeOffset UsedAt, DateTimeOffset ForgottenOn,
    DateTimeOffset? AppliedAt, string? Because, int Version);

/// <summary>The scenarios of whoever reads.</summary>
public sealed class KeepScenarios(TrothContext db, PlantPlans plans, ReadChange read, SayChange say, Reader reader, TimeProvider time)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Name, Guid? Plant = null, IReadOnlyList<ChangeRequest>? Changes = null);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<ScenarioView>> List(CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Scenario.Kept;
        var mine = await db.Scenarios.AsNoTracking().Where(s => s.Owner == reader.UserId && s.UsedAt > since).OrderByDescending(s => s.Number)
            .Take(Scenario.MostOfOne).ToListAsync(cancel);
        return await Views(mine, cancel);
    }

    public async Task<ScenarioView> Read(string label, CancellationToken cancel) => (await Views([await Find(label, cancel)], cancel))[0];

    /// <exception cref="BadInputException">A name or change is wrong.</exception>
    /// <exception cref="BusinessRuleException">There is no plan, or there are as many as there may be.</exception>
    public async Task<Scenario> Add(Request request, CancellationToken cancel)
    {
        var plan = await plans.For(request.Plant, Guid.Empty, cancel);
        var (now, name) = (time.GetUtcNow(), Name(request.Name));
        var changes = await Changes(plan, request.Changes, cancel);
        await Forget(db, now, cancel);
        if (await db.Scenarios.CountAsync(s => s.Owner == reader.UserId, cancel) >= Scenario.MostOfOne)
            throw new BusinessRuleException("scenariosFull", Words.Say("scenarios.full", Scenario.MostOfOne));
        var scenario = new Scenario { Number = await db.Take<Scenario>(cancel), Owner = reader.UserId, Plant = plan.Plant, Name = name, UsedAt = now };
        foreach (var change in changes) scenario.Add(change);
        db.Add(scenario);
        await db.SaveChangesAsync(cancel);
        return scenario;
    }

    public async Task<Scenario> Rename(string label, string? name, CancellationToken cancel) => await Change(label, async scenario =>
    {
        scenario.Name = Name(name);
        await Task.CompletedTask;
    }, cancel);

    public Task<Scenario> AddChange(string label, ChangeRequest request, CancellationToken cancel) => Change(label, async scenario =>
        scenario.Add(await read.Run(await plans.For(scenario.Plant, Guid.Empty, cancel), request, cancel)), cancel);

    public Task<Scenario> RemoveChange(string label, int no, CancellationToken cancel) => Change(label, scenario =>
    {
        scenario.Remove(no);
        return Task.CompletedTask;
    }, cancel);

    public async Task Remove(string label, CancellationToken cancel)
    {
        db.Remove(await Find(label, cancel));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Several changes that nobody keeps.</summary>
    public async Task<IReadOnlyList<ScenarioChange>> Changes(PlantPlan plan, IReadOnlyList<ChangeRequest>? requests, CancellationToken cancel)
    {
        if (requests?.Count > Scenario.MostChanges) throw new BadInputException("changes", Words.Say("changes.tooMany", requests.Count, Scenario.MostChanges));
        var changes = new List<ScenarioChange>();
        foreach (var request in requests ?? []) changes.Add(await read.Run(plan, request, cancel));
        return changes;
    }

    /// <exception cref="NotFoundException">There is none of this reader's.</exception>
    internal async Task<Scenario> Find(string label, CancellationToken cancel)
    {
        var number = Reference.Parse("S", label).Number;
        var since = time.GetUtcNow() - Scenario.Kept;
        return await db.Scenarios.FirstOrDefaultAsync(s => s.Number == number && s.Owner == reader.UserId && s.UsedAt > since, cancel)
            ?? throw new NotFoundException(Words.Say("scenario.this"));
    }

    /// <summary>It was worked out: no change of the record itself, so no history and no new version of it.</summary>
    internal async Task Used(IReadOnlyList<Guid> ids, long version, CancellationToken cancel)
    {
        var (now, soon) = (time.GetUtcNow(), time.GetUtcNow().AddHours(-1));
        await db.Scenarios.Where(s => ids.Contains(s.Id) && (s.WorkedOn == null || s.WorkedOn != version || s.UsedAt < soon))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.WorkedOn, version).SetProperty(s => s.UsedAt, now), cancel);
    }

    /// <summary>Those that nobody has used for long.</summary>
    internal static Task Forget(TrothContext db, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - Scenario.Kept;
        return db.Scenarios.Where(s => s.UsedAt <= since).ExecuteDeleteAsync(cancel);
    }

    private async Task<Scenario> Change(string label, Func<Scenario, Task> change, CancellationToken cancel)
    {
        var scenario = await Find(label, cancel);
        await change(scenario);
        (scenario.UsedAt, scenario.WorkedOn) = (time.GetUtcNow(), null);
        await db.SaveChangesAsync(cancel);
        return scenario;
    }

    private static string Name(string? given)
    {
        var errors = new FieldErrors();
        if (string.IsNullOrWhiteSpace(given)) errors.Add("name", Words.Say("nameless"));
        errors.Longest("name", given?.Trim(), Scenario.NameMax);
        errors.ThrowIfAny();
        return given!.Trim();
    }

    private async Task<IReadOnlyList<ScenarioView>> Views(IReadOnlyList<Scenario> scenarios, CancellationToken cancel)
    {
        var names = await say.Names([.. scenarios.SelectMany(s => s.Changes)], cancel);
        var versions = (await plans.All(cancel)).ToDictionary(p => p.Plant, p => p.Version);
        return [.. scenarios.Select(s => new ScenarioView(s.Label, s.Name, s.Plant, [.. s.Changes.Select((c, i) => new ChangeView(i + 1, say.Of(c, names), c, c.Product is { } p ? names.GetValueOrDefault(p).Code : null))], s.WorkedOn,
            versions.GetValueOrDefault(s.Plant), s.UsedAt, s.UsedAt + Scenario.Kept, s.AppliedAt, s.Because, s.Version))];
    }
}
