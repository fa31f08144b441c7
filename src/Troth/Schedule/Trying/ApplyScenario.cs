using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Seeing;

namespace Troth.Schedule.Trying;

/// <summary>
/// Changes the described shop as a scenario says and takes it into the plan, in one turn: all of it or nothing, and only if it still comes to what was
/// looked at. Promised days never move.
/// </summary>
public sealed class ApplyScenario(TrothContext db, PlanWriter writer, TakeShop take, KeepScenarios scenarios, Actor actor, TimeProvider time)
{
    /// <param name="Seen">That of the comparison looked at.</param>
    /// <param name="Late">Yes, also where promises become late.</param>
    /// <param name="Why">For the history; needed where promises become late.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Seen, bool Late = false, string? Why = null);

    /// <param name="Version">The version of the plan after it.</param>
    /// <param name="BecameLate">The orders whose promises the plan does not keep any more.</param>
    public sealed record Applied(string Scenario, long Version, IReadOnlyList<string> BecameLate);

    /// <exception cref="BusinessRuleException">
    /// It would come to something else now (<c>planMoved</c>), promises would become late (<c>becomeLate</c>, named), it was applied already, or the
    /// description has a problem that stops it.
    /// </exception>
    public async Task<Applied> Run(string label, Request request, string? key, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Longest("why", request.Why, Scenario.BecauseMax);
        errors.ThrowIfAny();
        var plant = (await scenarios.Find(label, cancel)).Plant;
        db.ChangeTracker.Clear();
        return await writer.Write(plant, key, new { label, request }, turn => In(turn, label, request, cancel), cancel);
    }

    private async Task<Applied> In(PlanTurn turn, string label, Request request, CancellationToken cancel)
    {
        var (scenario, before) = (await scenarios.Find(label, cancel), turn.Plan);
        var why = string.IsNullOrWhiteSpace(request.Why) ? null : request.Why.Trim();
        scenario.Apply(turn.Now, why);
        var shop = await take.Trial(turn.Plan.Plant, cancel);
        var note = Words.Say("note", scenario.Label, why ?? scenario.Name);
        var edits = ScenarioEdits.Of(scenario.Changes, shop.Records, shop.Today, note.Length > CalendarDay.NoteMax ? note[..CalendarDay.NoteMax] : note);
        db.AddRange(edits.Shop.Days);
        db.AddRange(edits.Shop.CenterDays);
        await Machines(edits, note, cancel);
        await db.SaveChangesAsync(cancel);
        turn.Reason = why;
        await take.In(turn, cancel);
        edits.Follow(turn);
        if (TryScenarios.Seen(before, turn.Plan) != request.Seen) throw new BusinessRuleException("planMoved", Words.Say("apply.moved"));
        var late = TellConsequences.Moved(before, turn.Plan).Where(m => m.Becomes == Standing.Broken && m.Was != Standing.Broken).Select(m => m.Order).ToList();
        if (late.Count > 0 && !request.Late) throw new BusinessRuleException("becomeLate", Words.Say("apply.late", string.Join(", ", late.Take(20))));
        return new(scenario.Label, turn.Plan.Version, late);
    }

    private async Task Machines(ScenarioEdits edits, string why, CancellationToken cancel)
    {
        var ids = edits.Shop.Machines.Keys.Concat(edits.Away.Select(a => a.Center)).Distinct().ToList();
        if (ids.Count == 0) return;
        foreach (var center in await db.WorkCenters.Where(c => ids.Contains(c.Id)).ToListAsync(cancel))
        {
            if (edits.Shop.Machines.TryGetValue(center.Id, out var machines)) center.Machines = machines;
            db.Changes.Add(new Change
            {
                At = time.GetUtcNow(), ActorId = actor.UserId, ActorName = actor.Name, Through = actor.Through, Entity = "workCenter", RecordId = center.Id, Action = "updated",
                Fields = Recorder.Json([new FieldChange("Because", null, why)]),
            });
        }
    }
}
