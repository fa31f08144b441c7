using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Troth.Identity;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;

namespace Troth.Schedule.Trying;

/// <summary>The JSON side of what would be if.</summary>
internal static class TryingApi
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Renaming(string? Name);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Trying(IReadOnlyList<ChangeRequest>? Changes, Guid? Plant = null);

    public static void Map(IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api/what-if").WithTags("What if");
        all.MapGet("", (KeepScenarios keep, CancellationToken cancel) => keep.List(cancel)).May(Right.SeeSchedule).WithSummary("Your scenarios, the newest first");
        all.MapPost("", async (KeepScenarios keep, KeepScenarios.Request request, CancellationToken cancel) =>
        {
            var made = await keep.Add(request, cancel);
            return TypedResults.Created($"/api/what-if/{made.Label}", await keep.Read(made.Label, cancel));
        }).May(Right.SeeSchedule).WithSummary("Keep a scenario");
        all.MapPost("try", async (KeepScenarios keep, TryScenarios run, PlantPlans plans, Trying request, CancellationToken cancel) =>
        {
            var plan = await plans.For(request.Plant, Guid.Empty, cancel);
            return await run.Run(plan.Plant, [new(null, Words.Say("tried"), await keep.Changes(plan, request.Changes, cancel))], cancel);
        }).May(Right.SeeSchedule).WithSummary("What would be, without keeping it").WithDescription("Worked out on copies; nothing is changed.");
        all.MapGet("{scenario}", (KeepScenarios keep, string scenario, CancellationToken cancel) => keep.Read(scenario, cancel)).May(Right.SeeSchedule).WithSummary("One of your scenarios");
        all.MapDelete("{scenario}", async Task<NoContent> (KeepScenarios keep, string scenario, CancellationToken cancel) =>
        {
            await keep.Remove(scenario, cancel);
            return TypedResults.NoContent();
        }).May(Right.SeeSchedule).WithSummary("Throw a scenario away");
        all.MapPut("{scenario}/name", async (KeepScenarios keep, string scenario, Renaming request, CancellationToken cancel) =>
        {
            await keep.Rename(scenario, request.Name, cancel);
            return await keep.Read(scenario, cancel);
        }).May(Right.SeeSchedule).WithSummary("Rename a scenario");
        all.MapPost("{scenario}/changes", async (KeepScenarios keep, string scenario, ChangeRequest request, CancellationToken cancel) =>
        {
            await keep.AddChange(scenario, request, cancel);
            return await keep.Read(scenario, cancel);
        }).May(Right.SeeSchedule).WithSummary("Add a change to a scenario");
        all.MapDelete("{scenario}/changes/{no:int}", async (KeepScenarios keep, string scenario, int no, CancellationToken cancel) =>
        {
            await keep.RemoveChange(scenario, no, cancel);
            return await keep.Read(scenario, cancel);
        }).May(Right.SeeSchedule).WithSummary("Take a change out of a scenario");
        all.MapGet("{scenario}/comparison", async (CompareScenarios compare, string scenario, string[]? with, CancellationToken cancel) =>
            (await compare.Run(scenario, with ?? [], cancel)).Compared).May(Right.SeeSchedule).WithSummary("Today's plan beside up to four scenarios")
            .WithDescription("`with` names others: S-5. `seen` is handed back when applying.");
        all.MapGet("{scenario}/apply", async (CompareScenarios compare, string scenario, CancellationToken cancel) => (await compare.Run(scenario, [], cancel)).Compared)
            .May(Right.KeepSchedule).WithSummary("What applying it would come to on the newest plan");
        all.MapPut("{scenario}/applied", (HttpContext http, ApplyScenario apply, string scenario, ApplyScenario.Request request, CancellationToken cancel) =>
            apply.Run(scenario, request, http.Request.Key(), cancel)).May(Right.KeepSchedule).WithSummary("Change the shop so, and take it into the plan")
            .WithDescription("Refused with `planMoved` where it would come to something else than `seen`, with `becomeLate` where promises would become late and `late` is not true.");
    }
}
