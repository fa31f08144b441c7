using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Platform.Limits;
using Troth.Platform.Web;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Floor;

/// <summary>Routes of the tablets, and of the pages where schedulers keep them and their operators.</summary>
internal static class FloorRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        MapTablet(app);
        MapTabletApi(app.MapGroup("/api/floor").WithTags("Floor"));
        MapKeeping(app.MapGroup("/schedule").ExcludeFromDescription());
        MapKeepingApi(app.MapGroup("/api/schedule").WithTags("Floor"));
    }

    private static void MapTablet(IEndpointRouteBuilder app)
    {
        app.MapGet("/floor", (ShowFloor show, string? center, Guid? plant, CancellationToken cancel) => show.Run(plant, center, cancel)).ForFloor().ExcludeFromDescription();
        app.MapGet("/floor/pair", () => Pages.Show<PairPage>()).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/floor/pair", async (HttpContext http, KeepTablets tablets, TrothSettings settings, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                async () => await tablets.Pair(form["code"], Caller.Of(http, settings), cancel) ?? throw new BadInputException("code", Words.Say("pair.wrong")),
                device => new Paired(device), refusal => Pages.Show<PairPage>(new { Refusal = refusal }, refusal.Status));
        }).AllowAnonymous().ExcludeFromDescription();
    }

    private static void MapTabletApi(RouteGroupBuilder floor)
    {
        floor.MapGet("/work", (ShowFloor show, string? center, Guid? plant, CancellationToken cancel) => show.Work(plant, center, cancel)).ForFloor()
            .WithSummary("What to do next where a tablet stands").WithDescription("For paired tablets, with the cookie `troth.floor`, and for people who may report.");
        floor.MapPost("/reports", (TakeReports take, FloorReader reader, Guid? plant, IReadOnlyList<Report?> reports, CancellationToken cancel) =>
            take.Run(reader.Device?.PlantId ?? plant ?? Plant.TheFirst, reports!, reader.Teller, cancel)).ForFloor()
            .WithSummary("Reports from a tablet").WithDescription("As `POST /api/plants/{plant}/reports`; from a tablet each names the operator's `shift`.");
        floor.MapPost("/shifts", (BeginShift begin, ShiftInput input, CancellationToken cancel) => begin.Run(input, cancel)).ForFloor().WithSummary("An operator signs in on a tablet with their PIN");
        floor.MapDelete("/shifts/{id:guid}", async (BeginShift begin, Guid id, CancellationToken cancel) =>
        {
            await begin.End(id, cancel);
            return TypedResults.NoContent();
        }).ForFloor().WithSummary("The operator leaves the tablet; what was told before still counts");
    }

    private static void MapKeeping(RouteGroupBuilder schedule)
    {
        schedule.MapGet("/reports", async (ReadAges read, Reader reader, CancellationToken cancel) =>
            Pages.Show<ReportAgePage>(new { Ages = await read.Run(cancel), MayReport = reader.May(Right.ReportFloor) })).May(Right.SeeSchedule);
        schedule.MapGet("/operators", (FloorLists lists, CancellationToken cancel) => lists.Operators(null, null, null, cancel)).May(Right.KeepSchedule);
        schedule.MapPost("/operators", async (HttpContext http, KeepOperators keep, FloorLists lists, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var input = Input(await FormValues.Read(http), known: false);
            return await Pages.Submit(() => keep.Add(input, cancel), one => Pages.SeeOther("/schedule/operators", words["operator.saved", one.Name]), refusal => lists.Operators(null, input, refusal, cancel));
        }).May(Right.KeepSchedule);
        schedule.MapPost("/operators/{id:guid}", async (HttpContext http, Guid id, KeepOperators keep, FloorLists lists, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var input = Input(await FormValues.Read(http), known: true);
            return await Pages.Submit(() => keep.Edit(id, input, cancel), one => Pages.SeeOther("/schedule/operators", words["operator.saved", one.Name]), refusal => lists.Operators(id, input, refusal, cancel));
        }).May(Right.KeepSchedule);
        schedule.MapGet("/tablets", (FloorLists lists, CancellationToken cancel) => lists.Tablets(null, null, null, cancel)).May(Right.KeepSchedule);
        schedule.MapPost("/tablets", async (HttpContext http, KeepTablets keep, FloorLists lists, CancellationToken cancel) =>
        {
            var form = await http.Request.ReadFormAsync(cancel);
            Guid[] centers = [.. form["centers"].Select(c => Guid.TryParse(c, out var id) ? id : Guid.Empty)];
            var input = new TabletInput(form["name"], centers, await lists.PlantOf(centers, cancel));
            return await Pages.Submit(async () => await lists.Tablets(await keep.Add(input, cancel), null, null, cancel), shown => shown, refusal => lists.Tablets(null, input, refusal, cancel));
        }).May(Right.KeepSchedule);
        schedule.MapPost("/tablets/{id:guid}/code", async (KeepTablets keep, FloorLists lists, Guid id, CancellationToken cancel) => await Pages.Submit(
            async () => await lists.Tablets(await keep.NewCode(id, cancel), null, null, cancel), shown => shown, refusal => lists.Tablets(null, null, refusal, cancel))).May(Right.KeepSchedule);
        schedule.MapPost("/tablets/{id:guid}/revoke", async (KeepTablets keep, IStringLocalizer<Words> words, Guid id, CancellationToken cancel) =>
            Pages.SeeOther("/schedule/tablets", words["tablet.isRevoked", (await keep.Revoke(id, cancel)).Name])).May(Right.KeepSchedule);
    }

    private static void MapKeepingApi(RouteGroupBuilder schedule)
    {
        schedule.MapGet("/reports", (ReadAges read, CancellationToken cancel) => read.Run(cancel)).May(Right.SeeSchedule)
            .WithSummary("How long each work center has been silent, and what nobody has reported");
        schedule.MapGet("/operators", (KeepOperators keep, CancellationToken cancel) => keep.List(cancel)).May(Right.KeepSchedule).WithSummary("Who reports on the floor");
        schedule.MapPost("/operators", (KeepOperators keep, OperatorInput input, CancellationToken cancel) => keep.Add(input, cancel)).May(Right.KeepSchedule).WithSummary("Adds an operator with a PIN");
        schedule.MapPut("/operators/{id:guid}", (KeepOperators keep, Guid id, OperatorInput input, CancellationToken cancel) => keep.Edit(id, input, cancel)).May(Right.KeepSchedule)
            .WithSummary("Renames an operator, gives another PIN, or says who has left");
        schedule.MapGet("/tablets", (KeepTablets keep, CancellationToken cancel) => keep.List(cancel)).May(Right.KeepSchedule).WithSummary("The tablets at the work centers");
        schedule.MapPost("/tablets", (KeepTablets keep, TabletInput input, CancellationToken cancel) => keep.Add(input, cancel)).May(Right.KeepSchedule)
            .WithSummary("Adds a tablet; the answer has the code that pairs it, once");
        schedule.MapPost("/tablets/{id:guid}/code", (KeepTablets keep, Guid id, CancellationToken cancel) => keep.NewCode(id, cancel)).May(Right.KeepSchedule).WithSummary("Another code to pair it with");
        schedule.MapPut("/tablets/{id:guid}/revoked", (KeepTablets keep, Guid id, CancellationToken cancel) => keep.Revoke(id, cancel)).May(Right.KeepSchedule).WithSummary("Shuts a tablet out, at once");
    }

    private static OperatorInput Input(FormValues form, bool known) =>
        new(form["name"], form.Text("pin"), known ? form["active"] is not null : null, Guid.TryParse(form["plant"], out var plant) ? plant : null);

    /// <summary>The browser is that tablet from now on.</summary>
    private sealed class Paired(FloorDevice device) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            await http.SignInAsync(DeviceScheme.Name, DeviceScheme.Of(device), new AuthenticationProperties { IsPersistent = true });
            await Pages.SeeOther("/floor").ExecuteAsync(http);
        }
    }
}
