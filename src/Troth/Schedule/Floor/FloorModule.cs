namespace Troth.Schedule.Floor;

/// <summary>The door of this folder: what the floor reports, and its tablets.</summary>
public static class FloorModule
{
    public static IServiceCollection AddFloor(this IServiceCollection services)
    {
        services.AddScoped<ReadReports>().AddScoped<TakeReports>().AddScoped<FloorWork>();
        return services;
    }

    public static void MapFloor(this IEndpointRouteBuilder app) => FloorApi.Map(app);
}
