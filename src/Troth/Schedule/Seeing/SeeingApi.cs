using Troth.Identity;
using Troth.Platform.Lists;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Seeing;

/// <summary>The JSON side of looking at the plan and moving work in it.</summary>
internal static class SeeingApi
{
    public sealed record Looked(WorkView Work, Consequences? Consequences);

    public sealed record Accepted(long Version);

    public sealed record SequenceLooked(MachineSequence Sequence, Consequences? Consequences);

    public static void Map(IEndpointRouteBuilder app)
    {
        var schedule = app.MapGroup("/api/schedule").WithTags("Schedule");
        schedule.MapGet("", async (PlantPlans plans, SeeWindow see, [AsParameters] WindowFilter filter, CancellationToken cancel) =>
            see.Run(await plans.For(filter.PlantId, Guid.Empty, cancel), filter)).May(Right.SeeSchedule)
            .WithSummary("The plan in a window, by machine or by order").WithDescription($"At most {PlanWindow.Most} operations; `cut` tells when there are more.");
        schedule.MapGet("headline", async (PlantPlans plans, Guid? plant, CancellationToken cancel) => PlanHeadline.Of(await plans.For(plant, Guid.Empty, cancel)))
            .May(Right.SeeSchedule).WithSummary("How the plan stands as a whole");
        schedule.MapGet("load", async (PlantPlans plans, SeeLoad see, Guid? plant, DateOnly? from, int? weeks, CancellationToken cancel) =>
            see.Run(await plans.For(plant, Guid.Empty, cancel), from, weeks)).May(Right.SeeSchedule).WithSummary("How full each work center is, by week");
        schedule.MapGet("decisions", async (PlantPlans plans, FindDecisions find, Guid? plant, CancellationToken cancel) =>
            await find.Run(await plans.For(plant, Guid.Empty, cancel), cancel)).May(Right.SeeSchedule).WithSummary("What needs a decision, and the one thing to do");
        schedule.MapGet("dispatch", async (PlantPlans plans, MakeDispatch make, Guid? plant, string? center, int? days, CancellationToken cancel) =>
            make.Run(await plans.For(plant, Guid.Empty, cancel), Chosen.Id("center", center), days)).May(Right.SeeSchedule).WithSummary("What to do in which turn, by work center");
        schedule.MapGet("dispatch/export", async (PlantPlans plans, MakeDispatch make, Guid? plant, string? center, int? days, CancellationToken cancel) =>
            Csv(await plans.For(plant, Guid.Empty, cancel), make, Chosen.Id("center", center), days)).May(Right.SeeSchedule).WithSummary("The same as CSV");
        schedule.MapGet("slips", async (PlantPlans plans, ListSlips list, Guid? plant, string? after, string? before, int? limit, CancellationToken cancel) =>
            await list.Run(await plans.For(plant, Guid.Empty, cancel), ListPlace.From(after, before, limit), cancel)).May(Right.SeeSchedule)
            .WithSummary("The past orders that safe dates rest on, and how far each ended from its plan");
        var orders = app.MapGroup("/api/schedule/orders").WithTags("Schedule");
        orders.MapGet("", (ListShopOrders list, [AsParameters] ShopOrderFilter filter, string? sort, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(filter, sort, ListPlace.From(after, before, limit), cancel)).May(Right.SeeSchedule).WithSummary("Shop orders, a page at a time, by promised day");
        orders.MapGet("export", (ListShopOrders list, [AsParameters] ShopOrderFilter filter) => Csv(list, filter)).May(Right.SeeSchedule).WithSummary("Shop orders as CSV");
        orders.MapGet("{order}/changes", (ListPlanEvents list, string order, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(order, ListPlace.From(after, before, limit), cancel)).May(Right.SeeSchedule).WithSummary("What was done to a shop order, from the plan's log");
        orders.MapGet("{order}/operations/{remake:int}/{operation:int}", async (MoveWork move, string order, int remake, int operation, [AsParameters] WorkMove to, CancellationToken cancel) =>
            new Looked(await move.Find(order, remake, operation, cancel), to.Asks ? await move.Look(order, remake, operation, to, cancel) : null)).May(Right.SeeSchedule)
            .WithSummary("An operation, and what moving, pinning or releasing it would do");
        orders.MapPost("{order}/operations/{remake:int}/{operation:int}", async (MoveWork move, string order, int remake, int operation, WorkMove to, CancellationToken cancel) =>
            new Accepted(await move.Run(order, remake, operation, to, cancel))).May(Right.KeepSchedule)
            .WithSummary("Moves, pins, unpins or releases an operation").WithDescription("`seen` is that of the consequences looked at; where they have become others it is refused with `planMoved`.");
        schedule.MapGet("centers/{center:guid}/machines/{machine:int}/sequence", async (SequenceMachine sequence, Guid center, int machine, Guid? plant, string? turns, CancellationToken cancel) =>
        {
            var found = await sequence.Find(plant, center, machine, cancel);
            return new SequenceLooked(found, Split(turns) is { Length: > 0 } given ? await sequence.Look(found.Plant, center, machine, new(given), cancel) : null);
        }).May(Right.SeeSchedule).WithSummary("What waits at a machine, and what another turn would do");
        schedule.MapPost("centers/{center:guid}/machines/{machine:int}/sequence", async (SequenceMachine sequence, Guid center, int machine, Guid? plant, MachineTurns turns, CancellationToken cancel) =>
            new Accepted(await sequence.Run((await sequence.Find(plant, center, machine, cancel)).Plant, center, machine, turns, cancel))).May(Right.KeepSchedule)
            .WithSummary("Puts what waits at a machine in another turn");
    }

    internal static string[] Split(string? turns) => (turns ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static IResult Csv(ListShopOrders list, ShopOrderFilter filter) => CsvAnswer.Of("shop-orders.csv", ListShopOrders.Columns, cancel => list.Lines(filter, cancel));

    internal static IResult Csv(PlantPlan plan, MakeDispatch make, Guid? center, int? days)
    {
        var rows = MakeDispatch.Rows(make.Run(plan, center, days), plan.Shop.Clock.Zone);
        return CsvAnswer.Of("dispatch.csv", MakeDispatch.Columns, _ => rows.ToAsyncEnumerable());
    }
}
