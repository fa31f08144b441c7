using Troth.Identity;
using Troth.Orders.Contracts;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Promises.Radar;

/// <summary>The routes of the radar, pages and API.</summary>
internal static class RadarRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/radar", async (ReadRadar read, CancellationToken cancel) =>
            Pages.Show<RadarPage>(new { View = await read.Run(cancel) }))
            .May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/radar/{sign}", async (ListRadar list, AskedLeads asked, string sign, string? after, string? before,
            CancellationToken cancel) =>
        {
            var (named, place) = (Named(sign), ListPlace.From(after, before, null));
            return named == RadarSign.Asking ? Pages.Show<AskingPage>(new { Accounts = await asked.Accounts(place, cancel) })
                : Pages.Show<RadarListPage>(new { Sign = named, Facts = await list.Run(named, place, cancel) });
        }).May(Right.SeePromises).ExcludeFromDescription();

        var api = app.MapGroup("/api/radar").WithTags("Promises");
        api.MapGet("", (ReadRadar read, CancellationToken cancel) => read.Run(cancel)).May(Right.SeePromises)
            .WithSummary("Six signs of the vicious circle: the last three months beside the three before, by month, and where each goes");
        api.MapGet("{sign}", async (ListRadar list, AskedLeads asked, string sign, string? after, string? before, int? limit,
            CancellationToken cancel) =>
        {
            var (named, place) = (Named(sign), ListPlace.From(after, before, limit));
            return named == RadarSign.Asking ? Results.Ok(await asked.Accounts(place, cancel))
                : Results.Ok(await list.Run(named, place, cancel));
        }).May(Right.SeePromises)
            .WithSummary("The facts behind a sign, the newest first; of asking: accounts that leave us less time than a year before");
    }

    private static RadarSign Named(string sign) => Enum.TryParse<RadarSign>(sign, ignoreCase: true, out var named) && Enum.IsDefined(named)
        ? named : throw new NotFoundException(Words.Say("radar.sign", sign));
}
