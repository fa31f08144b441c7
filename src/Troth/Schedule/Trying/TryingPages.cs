using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Seeing;
using Troth.Schedule.Times;

namespace Troth.Schedule.Trying;

/// <summary>What a new scenario begins with.</summary>
/// <param name="Start">saturday: it is to be a shift on Saturdays.</param>
public sealed record NewScenario(
    string? Name, string? Start, string? Product, string? Quantity, string? By, string? Center = null, string? From = null, string? To = null, string? Opens = null, string? Closes = null);

/// <summary>What the form of a change offers.</summary>
/// <param name="Usual">The plant's own calendar.</param>
public sealed record ChangeChoices(
    IReadOnlyList<(Guid Id, string Name)> Calendars, Guid? Usual, IReadOnlyList<(Guid Id, string Name, int Machines)> Centers, DateOnly Tomorrow, DateOnly Saturday)
{
    /// <summary>The work center that is offered first, and whether it is because orders in trouble wait longest for it.</summary>
    public (Guid? Center, bool InTrouble) Offered { get; init; }
}

/// <summary>The pages of what would be if.</summary>
internal static class TryingPages
{
    private const string Root = "/schedule/what-if", One = Root + "/{scenario}";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, async (KeepScenarios keep, PageParts parts, PlantPlans plans, [AsParameters] NewScenario ask, CancellationToken cancel) =>
            (await plans.All(cancel)).Count == 0 ? Pages.Show<NoPlanPage>() : await ShowAll(keep, ask, await Saturdays(parts, plans, ask, cancel), null, cancel)).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapPost(Root, async (HttpContext http, KeepScenarios keep, PageParts parts, PlantPlans plans, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var ask = new NewScenario(form["name"], form.Text("start"), form.Text("product"), form.Text("quantity"), form.Text("by"),
                form.Text("center"), form.Text("from"), form.Text("to"), form.Text("opens"), form.Text("closes"));
            return await Pages.Submit(() =>
            {
                var change = ask.Product is not null ? new ChangeRequest("order", Product: ask.Product, From: ask.By, Quantity: form.Whole("quantity"))
                    : ask is { Start: "saturday", Center: not null } ? new ChangeRequest("overtime", Center: ask.Center, From: ask.From, To: ask.To, On: "6", Opens: ask.Opens, Closes: ask.Closes)
                    : null;
                form.Errors.ThrowIfAny();
                return keep.Add(new(ask.Name, Changes: change is null ? [] : [change]), cancel);
            }, made => Pages.SeeOther($"{Root}/{made.Label}?add=shift"),
                async refusal => await ShowAll(keep, ask, await Saturdays(parts, plans, ask, cancel), refusal, cancel));
        }).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet(One, (PageParts parts, string scenario, string? add, string[]? with, CancellationToken cancel) => ShowOne(parts, scenario, add, with, null, null, cancel))
            .May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet(One + "/comparison", async (CompareScenarios compare, string scenario, string[]? with, CancellationToken cancel) =>
        {
            var (compared, open) = await compare.Run(scenario, with ?? [], cancel);
            return Pages.Show<ComparisonFrame>(new { Compared = compared, Scenario = scenario, Open = open });
        }).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet(One + "/standing", async (KeepScenarios keep, string scenario, long on, CancellationToken cancel) =>
            Pages.Show<StandingPage>(new { Scenario = scenario, On = on, Now = (await keep.Read(scenario, cancel)).PlanVersion })).May(Right.SeeSchedule).ExcludeFromDescription();
        Changes(app);
        Applying(app);
    }

    private static void Changes(IEndpointRouteBuilder app)
    {
        app.MapPost(One + "/changes", async (HttpContext http, PageParts parts, string scenario, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() =>
            {
                var request = new ChangeRequest(form.Text("kind"), form.Text("calendar"), form.Text("center"), form.Text("product"), form.Text("from"), form.Text("to"), form.Text("on"),
                    form.Text("opens"), form.Text("closes"), form.Whole("machines"), form.Whole("quantity"));
                form.Errors.ThrowIfAny();
                return parts.Keep.AddChange(scenario, request, cancel);
            }, _ => Pages.SeeOther($"{Root}/{scenario}?add={Uri.EscapeDataString(form.Text("kind") ?? "")}"),
                refusal => ShowOne(parts, scenario, form.Text("kind"), null, form, refusal, cancel));
        }).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapPost(One + "/changes/{no:int}/remove", async (PageParts parts, string scenario, int no, CancellationToken cancel) => await Pages.Submit(
            () => parts.Keep.RemoveChange(scenario, no, cancel), _ => Pages.SeeOther($"{Root}/{scenario}"), refusal => ShowOne(parts, scenario, null, null, null, refusal, cancel)))
            .May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapPost(One + "/name", async (HttpContext http, PageParts parts, string scenario, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() => parts.Keep.Rename(scenario, form["name"], cancel), _ => Pages.SeeOther($"{Root}/{scenario}"),
                refusal => ShowOne(parts, scenario, null, null, null, refusal, cancel));
        }).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapPost(One + "/remove", async (KeepScenarios keep, IStringLocalizer<Words> words, string scenario, CancellationToken cancel) =>
        {
            await keep.Remove(scenario, cancel);
            return Pages.SeeOther(Root, words["removed"]);
        }).May(Right.SeeSchedule).ExcludeFromDescription();
    }

    private static void Applying(IEndpointRouteBuilder app)
    {
        app.MapGet(One + "/apply", (CompareScenarios compare, KeepScenarios keep, string scenario, CancellationToken cancel) => ShowApply(compare, keep, scenario, null, null, cancel))
            .May(Right.KeepSchedule).ExcludeFromDescription();
        app.MapPost(One + "/apply", async (HttpContext http, TrothContext db, ApplyScenario apply, CompareScenarios compare, KeepScenarios keep, IStringLocalizer<Words> words, string scenario, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => apply.Run(scenario, new(form.Text("seen"), form.Text("late") == "true", form.Text("why")), form.Text("key"), cancel),
                applied => Pages.SeeOther($"{Root}/{scenario}", words["apply.done", applied.Version]),
                refusal =>
                {
                    // What the refused turn had already put there was rolled back.
                    db.ChangeTracker.Clear();
                    return ShowApply(compare, keep, scenario, form.Text("why"), refusal, cancel);
                });
        }).May(Right.KeepSchedule).ExcludeFromDescription();
    }

    /// <summary>What a shift on Saturdays is chosen from, with the work center where it would help most; null where none is asked about.</summary>
    private static async Task<ChangeChoices?> Saturdays(PageParts parts, PlantPlans plans, NewScenario ask, CancellationToken cancel)
    {
        if (ask.Start != "saturday") return null;
        var plan = await plans.For(null, Guid.Empty, cancel);
        return await parts.Choices(plan.Plant, cancel) with { Offered = SaturdayShift.At(plan) };
    }

    private static async Task<IResult> ShowAll(KeepScenarios keep, NewScenario ask, ChangeChoices? saturdays, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<ScenariosPage>(new { Scenarios = await keep.List(cancel), Ask = ask, Saturdays = saturdays, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);

    private static async Task<IResult> ShowApply(CompareScenarios compare, KeepScenarios keep, string scenario, string? why, Refusal? refusal, CancellationToken cancel)
    {
        var (compared, _) = await compare.Run(scenario, [], cancel);
        return Pages.Show<ApplyPage>(new { View = await keep.Read(scenario, cancel), Compared = compared, Why = why, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> ShowOne(PageParts parts, string scenario, string? add, string[]? with, FormValues? typed, Refusal? refusal, CancellationToken cancel)
    {
        parts.Db.ChangeTracker.Clear();
        var all = await parts.Keep.List(cancel);
        var view = all.FirstOrDefault(s => string.Equals(s.Label, scenario, StringComparison.OrdinalIgnoreCase)) ?? await parts.Keep.Read(scenario, cancel);
        var kind = Enum.TryParse<ChangeKind>(add, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : ChangeKind.Shift;
        return Pages.Show<ScenarioPage>(new
        {
            View = view, Choices = await parts.Choices(view.Plant, cancel), Mine = all.Where(s => s.Label != view.Label && s.Plant == view.Plant && s.Changes.Count > 0).Take(10).ToList(),
            With = (with ?? []).Take(Comparison.Most - 1).ToList(), Kind = kind, Typed = typed, Refusal = refusal,
        }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>What the page of a scenario is made of.</summary>
    internal sealed class PageParts(TrothContext db, KeepScenarios keep, TimeProvider time)
    {
        public TrothContext Db => db;
        public KeepScenarios Keep => keep;

        public async Task<ChangeChoices> Choices(Guid plant, CancellationToken cancel)
        {
            var calendars = await db.ShopCalendars.AsNoTracking().OrderBy(c => c.NameKey).ThenBy(c => c.Id).Select(c => new { c.Id, c.Name }).ToListAsync(cancel);
            var centers = await db.WorkCenters.AsNoTracking().Where(c => c.PlantId == plant && c.EndedOn == null).OrderBy(c => c.NameKey).ThenBy(c => c.Id)
                .Select(c => new { c.Id, c.Name, c.Machines }).ToListAsync(cancel);
            var found = await db.Plants.AsNoTracking().FirstOrDefaultAsync(p => p.Id == plant, cancel);
            var tomorrow = LocalTime.DayOf(found?.Zone ?? TimeZoneInfo.Utc, time.GetUtcNow()).AddDays(1);
            return new([.. calendars.Select(c => (c.Id, c.Name))], found?.CalendarId, [.. centers.Select(c => (c.Id, c.Name, c.Machines))], tomorrow,
                tomorrow.AddDays(((int)DayOfWeek.Saturday - (int)tomorrow.DayOfWeek + 7) % 7));
        }
    }
}
