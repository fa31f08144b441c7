using System.Text.Json.Serialization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;

namespace Troth.Schedule.GoLive;

/// <summary>The JSON side of going live.</summary>
internal static class GoLiveApi
{
    /// <param name="Seen">The fingerprint of what was looked at; without it, whatever is open is taken.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Seen = null, DateOnly? Since = null, Guid? Plant = null);

    public static void Map(IEndpointRouteBuilder app)
    {
        var live = app.MapGroup("/api/schedule/go-live").WithTags("Schedule");
        live.MapGet("", (ReadGoLive read, Guid? plant, DateOnly? since, CancellationToken cancel) => read.Run(plant, since, cancel))
            .May(Right.SeeSchedule)
            .WithSummary("How far going live has come: what is open and not in the plan, what cannot be planned and why, what cannot be met");
        live.MapGet("look", async (LookAtBacklog look, PlantPlans plans, Guid? plant, DateOnly? since, CancellationToken cancel) =>
            await look.Run(await plans.For(plant, Guid.Empty, cancel), since, cancel)).May(Right.SeeSchedule)
            .WithSummary("What the plan says of the open lines before any is taken in")
                .WithDescription("Worked out on a copy; nothing is changed.");
        live.MapPost("", async (TakeBacklog take, PlantPlans plans, Request request, CancellationToken cancel) =>
            await take.Run(await plans.For(request.Plant, Guid.Empty, cancel), request.Since, request.Seen, cancel)).May(Right.KeepSchedule)
            .WithSummary("Takes the open lines into the plan, promised as told elsewhere, displacing nobody")
            .WithDescription("Repeated, or gone on with after a stop, it takes nothing twice. With `seen` it is refused (`planMoved`) where it has become something else.");
        live.MapPost("work", async (TellWork tell, PlantPlans plans, Reader reader, IReadOnlyList<TellWork.Work> done, Guid? plant,
            CancellationToken cancel) =>
            await tell.Run(await plans.For(plant, Guid.Empty, cancel), done, new(reader.Name, reader.UserId), cancel))
                .May(Right.ReportFloor)
            .WithSummary("Says what is done already of lines that were taken in: order, line, operation, good pieces")
            .WithDescription("Each is the floor's report of a finish and answered by itself; told again it counts once.");
        live.MapPost("feed", (TakeFeed feed, CancellationToken cancel) => feed.Run(cancel)).May(Right.KeepSchedule)
            .WithSummary("Takes in now what the order system promised since, and lets go what it shipped")
                .WithDescription("Happens by itself after each import.");
    }
}
