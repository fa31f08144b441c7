using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Team;

/// <summary>The door of this room: how sellers stand, for themselves and for who manages them.</summary>
public static class TeamModule
{
    public static IServiceCollection AddTeam(this IServiceCollection services)
    {
        services.AddScoped<ReadTeam>().AddScoped<ReadSheet>().AddScoped<SayWell>().AddScoped<ExportTeam>();
        services.AddSingleton(new MenuItem(MenuGroup.Top, Text.Of<Words>("team"), "/team", "users", nameof(Right.SeeTeam), 1, Judgement: true));
        return services;
    }

    public static void MapTeam(this IEndpointRouteBuilder app) => TeamPages.Map(app);
}
