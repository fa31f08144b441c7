using System.Globalization;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Floor;

namespace Troth.Schedule.GoLive;

/// <summary>The page that walks through going live.</summary>
internal static class GoLivePages
{
    private const string Root = "/schedule/go-live";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, async (ReadGoLive read, Guid? plant, DateOnly? since, CancellationToken cancel) =>
            Pages.Show<GoLivePage>(new { View = await read.Run(plant, since, cancel) })).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapGet(Root + "/look", (LookAtBacklog look, PlantPlans plans, Guid? plant, DateOnly? since, CancellationToken cancel) =>
            Look(look, plans, plant, since, null, cancel)).May(Right.SeeSchedule).ExcludeFromDescription();
        app.MapPost(Root, async (HttpContext http, TakeBacklog take, LookAtBacklog look, PlantPlans plans, IStringLocalizer<Words> words,
            CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            Guid? plant = Guid.TryParse(form.Text("plant"), out var named) ? named : null;
            DateOnly? since = DateOnly.TryParseExact(form.Text("since"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var day) ? day : null;
            return await Pages.Submit(
                async () => await take.Run(await plans.For(plant, Guid.Empty, cancel), since, form.Text("seen") ?? "", cancel),
                taken => Pages.SeeOther(Root, words.Count("taken", taken.Taken)),
                refusal => Look(look, plans, plant, since, refusal, cancel));
        }).May(Right.KeepSchedule).ExcludeFromDescription();
        app.MapPost(Root + "/work", Work).May(Right.ReportFloor).ExcludeFromDescription();
    }

    private static async Task<IResult> Work(HttpContext http, TellWork tell, ReadGoLive read, PlantPlans plans, Reader reader,
        IStringLocalizer<Words> words, CancellationToken cancel)
    {
        var form = await FormValues.Read(http);
        Guid? plant = Guid.TryParse(form.Text("plant"), out var named) ? named : null;
        async Task<IResult> Again(int told, IReadOnlyList<ReportAnswer> refused, Refusal? refusal) => Pages.Show<GoLivePage>(new
        {
            View = await read.Run(plant, null, cancel), WorkText = form["work"], Told = told, Refused = refused, Refusal = refusal,
        }, refusal?.Status ?? StatusCodes.Status422UnprocessableEntity);
        try
        {
            var answers = await tell.Run(await plans.For(plant, Guid.Empty, cancel), WorkTable.Read(form["work"]), new(reader.Name, reader.UserId), cancel);
            var refused = answers.Where(a => a.Outcome == ReportOutcome.Refused).ToList();
            var told = answers.Count - refused.Count;
            return refused.Count == 0 ? Pages.SeeOther(Root, words.Count("work.told", told)) : await Again(told, refused, null);
        }
        catch (BadInputException bad)
        {
            return await Again(0, [], Refusal.Of(bad)! with { Status = StatusCodes.Status422UnprocessableEntity });
        }
    }

    private static async Task<IResult> Look(LookAtBacklog look, PlantPlans plans, Guid? plant, DateOnly? since, Refusal? refusal,
        CancellationToken cancel) =>
        Pages.Show<LookPage>(new { Look = await look.Run(await plans.For(plant, Guid.Empty, cancel), since, cancel), Since = since,
            Refusal = refusal },
            refusal?.Status ?? StatusCodes.Status200OK);
}
