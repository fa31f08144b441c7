namespace Troth.Schedule.Describing;

/// <summary>The door of what describes the shop.</summary>
public static class DescribingModule
{
    public static IServiceCollection AddDescribing(this IServiceCollection services)
    {
        services.AddScoped<ShopMaker>();
        return services;
    }
}
