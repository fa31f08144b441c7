using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Team;

/// <summary>The room's route table, pages and API.</summary>
internal static class TeamPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/team", async ([AsParameters] TeamFilter filter, ReadTeam read, CancellationToken cancel) =>
        {
            var view = await read.Run(filter, cancel);
            return view.OnlyMe is { } me ? Results.Redirect($"/team/{me}/sheet") : Pages.Show<TeamPage>(new { View = view, Filter = filter });
        }).May(Right.SeeTeam).ExcludeFromDescription();
        app.MapGet("/team/export", ([AsParameters] TeamFilter filter, ExportTeam export) => Csv(filter, export)).May(Right.SeeTeam).ExcludeFromDescription();
        app.MapGet("/team/{seller}/sheet", async (string seller, ReadSheet read, CancellationToken cancel) =>
            Pages.Show<SheetPage>(new { Sheet = await read.Run(seller, cancel) })).May(Right.SeeTeam).ExcludeFromDescription();

        var api = app.MapGroup("/api/team").May(Right.SeeTeam).WithTags("Team");
        api.MapGet("", ([AsParameters] TeamFilter filter, ReadTeam read, CancellationToken cancel) => read.Run(filter, cancel))
            .WithSummary("Sellers with penetration, growth, our word kept and questioned claims, as the company's setting lets the caller see them; looking is put down");
        api.MapGet("export", ([AsParameters] TeamFilter filter, ExportTeam export) => Csv(filter, export)).WithSummary("The same as CSV, all rows");
        api.MapGet("{seller}/sheet", async (string seller, ReadSheet read, CancellationToken cancel) => await read.Run(seller, cancel) ?? throw new NotFoundException(Words.Say("sheet")))
            .WithSummary("One seller's sheet for the next talk: what goes well, sleeping potentials, questions with answers, promises in danger; looking is put down");
    }

    private static IResult Csv(TeamFilter filter, ExportTeam export) => CsvAnswer.Of("team.csv", ExportTeam.Columns, cancel => export.Run(filter, cancel));
}
