using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Schedule.Trying;

/// <summary>The door of what would be if.</summary>
public static class TryingModule
{
    public static IServiceCollection AddTrying(this IServiceCollection services)
    {
        services.AddScoped<ReadChange>().AddScoped<SayChange>().AddScoped<KeepScenarios>().AddScoped<TryScenarios>().AddScoped<CompareScenarios>().AddScoped<ApplyScenario>();
        services.AddScoped<TryingPages.PageParts>();
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("whatIf"), "/schedule/what-if", "timeline", nameof(Right.SeeSchedule)));
        return services;
    }

    public static void MapTrying(this IEndpointRouteBuilder app)
    {
        TryingApi.Map(app);
        TryingPages.Map(app);
    }
}
