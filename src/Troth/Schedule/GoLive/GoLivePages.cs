using System.Globalization;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;

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
    }

    private static async Task<IResult> Look(LookAtBacklog look, PlantPlans plans, Guid? plant, DateOnly? since, Refusal? refusal,
        CancellationToken cancel) =>
        Pages.Show<LookPage>(new { Look = await look.Run(await plans.For(plant, Guid.Empty, cancel), since, cancel), Since = since,
            Refusal = refusal },
            refusal?.Status ?? StatusCodes.Status200OK);
}
