using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Lists;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Schedule.Seeing;

/// <summary>The routes of the scheduler's pages.</summary>
internal static class SeeingPages
{
    private const int EventsShown = 20;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/schedule", async (PlantPlans plans, SeeWindow see, SeeLoad load, [AsParameters] WindowFilter filter, CancellationToken cancel) =>
        {
            var all = await plans.All(cancel);
            if (all.Count == 0) return Pages.Show<NoPlanPage>();
            var plan = await plans.For(filter.PlantId, Guid.Empty, cancel);
            return Pages.Show<SchedulePage>(new { Plan = plan, Headline = PlanHeadline.Of(plan), Window = see.Run(plan, filter), Load = load.Run(plan, null, null), Filter = filter });
        }).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet("/schedule/decisions", async (PlantPlans plans, FindDecisions find, Guid? plant, CancellationToken cancel) =>
            (await plans.All(cancel)).Count == 0 ? Pages.Show<NoPlanPage>()
            : Pages.Show<DecisionsPage>(new { Decisions = await find.Run(await plans.For(plant, Guid.Empty, cancel), cancel) })).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet("/schedule/dispatch", async (PlantPlans plans, MakeDispatch make, Guid? plant, string? center, int? days, CancellationToken cancel) =>
        {
            if ((await plans.All(cancel)).Count == 0) return Pages.Show<NoPlanPage>();
            var plan = await plans.For(plant, Guid.Empty, cancel);
            return Pages.Show<DispatchPage>(new { Plan = plan, Dispatch = make.Run(plan, Chosen.Id("center", center), days), Center = center, Days = days ?? MakeDispatch.Usual });
        }).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet("/schedule/dispatch/export", async (PlantPlans plans, MakeDispatch make, Guid? plant, string? center, int? days, CancellationToken cancel) =>
            SeeingApi.Csv(await plans.For(plant, Guid.Empty, cancel), make, Chosen.Id("center", center), days)).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet("/schedule/slips", async (PlantPlans plans, ListSlips list, Guid? plant, string? after, string? before, CancellationToken cancel) =>
            (await plans.All(cancel)).Count == 0 ? Pages.Show<NoPlanPage>()
            : Pages.Show<SlipsPage>(new { View = await list.Run(await plans.For(plant, Guid.Empty, cancel), ListPlace.From(after, before, null), cancel) }))
            .May(Right.SeeSchedule).ExcludeFromDescription();
        Orders(app);
        Moves(app);
    }

    private static void Orders(IEndpointRouteBuilder app)
    {
        app.MapGet("/schedule/orders", async (ListShopOrders list, [AsParameters] ShopOrderFilter filter, string? sort, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<ShopOrdersPage>(new { Orders = await list.Run(filter, sort, ListPlace.From(after, before, null), cancel), Filter = filter, Sort = sort ?? "due" }))
            .May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet("/schedule/orders/export", (ListShopOrders list, [AsParameters] ShopOrderFilter filter) => SeeingApi.Csv(list, filter)).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet("/schedule/orders/{order}", async (ReadShopOrder read, ListShopOrders list, ListPlanEvents events, string order, CancellationToken cancel) =>
        {
            var view = await read.Run(order, cancel);
            return Pages.Show<ShopOrderPage>(new { View = view, Row = await list.One(view.Order, cancel), Events = await events.Run(order, new ListPlace(Limit: EventsShown), cancel) });
        }).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet("/schedule/orders/{order}/history", async (ReadShopOrder read, ListPlanEvents events, string order, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<ShopOrderHistory>(new { (await read.Find(order, false, cancel)).Label, Events = await events.Run(order, ListPlace.From(after, before, EventsShown), cancel) }))
            .May(Right.SeeSchedule).ExcludeFromDescription();
    }

    private static void Moves(IEndpointRouteBuilder app)
    {
        app.MapGet("/schedule/orders/{order}/operations/{remake:int}/{operation:int}", (MoveWork move, string order, int remake, int operation, [AsParameters] WorkMove to, CancellationToken cancel) =>
            Show(move, order, remake, operation, to, null, cancel)).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapPost("/schedule/orders/{order}/operations/{remake:int}/{operation:int}", async (HttpContext http, MoveWork move, IStringLocalizer<Words> words, string order, int remake, int operation, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var to = new WorkMove(form.Text("how"), Guid.TryParse(form.Text("center"), out var center) ? center : null, form.Whole("machine"), form.Text("start"), form.Text("seen"));
            return await Pages.Submit(
                () => move.Run(order, remake, operation, to, cancel),
                _ => Pages.SeeOther($"/schedule/orders/{order}", words["move.done"]),
                refusal => Show(move, order, remake, operation, to, refusal, cancel));
        }).May(Right.KeepSchedule).ExcludeFromDescription();
        app.MapGet("/schedule/centers/{center:guid}/machines/{machine:int}/sequence", (SequenceMachine sequence, Guid center, int machine, Guid? plant, string? turns, CancellationToken cancel) =>
            Show(sequence, center, machine, plant, turns, null, cancel)).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapPost("/schedule/centers/{center:guid}/machines/{machine:int}/sequence", async (HttpContext http, SequenceMachine sequence, IStringLocalizer<Words> words, Guid center, int machine, Guid? plant, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                async () => await sequence.Run((await sequence.Find(plant, center, machine, cancel)).Plant, center, machine, new(SeeingApi.Split(form.Text("turns")), form.Text("seen")), cancel),
                _ => Pages.SeeOther($"/schedule/centers/{center}/machines/{machine}/sequence", words["sequence.done"]),
                refusal => Show(sequence, center, machine, plant, form.Text("turns"), refusal, cancel));
        }).May(Right.KeepSchedule).ExcludeFromDescription();
    }

    /// <summary>With the consequences, once it is said what is to become of it; what cannot be is told in the form.</summary>
    private static async Task<IResult> Show(MoveWork move, string order, int remake, int operation, WorkMove to, Refusal? refusal, CancellationToken cancel)
    {
        var view = await move.Find(order, remake, operation, cancel);
        Consequences? consequences = null;
        if (to.Asks && refusal is null or { Code: "planMoved" })
            try
            {
                consequences = await move.Look(order, remake, operation, to, cancel);
            }
            catch (Platform.Errors.BadInputException wrong)
            {
                refusal = Refusal.Of(wrong)! with { Status = StatusCodes.Status422UnprocessableEntity };
            }
        return Pages.Show<OperationPage>(new { View = view, To = to, Consequences = consequences, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Show(SequenceMachine sequence, Guid center, int machine, Guid? plant, string? turns, Refusal? refusal, CancellationToken cancel)
    {
        var found = await sequence.Find(plant, center, machine, cancel);
        var given = SeeingApi.Split(turns);
        Consequences? consequences = null;
        if (given.Length > 0 && refusal is null or { Code: "planMoved" })
            try
            {
                consequences = await sequence.Look(found.Plant, center, machine, new(given), cancel);
            }
            catch (Platform.Errors.BadInputException wrong)
            {
                refusal = Refusal.Of(wrong)! with { Status = StatusCodes.Status422UnprocessableEntity };
            }
        return Pages.Show<SequencePage>(new { Sequence = found, Turns = given, Consequences = consequences, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
