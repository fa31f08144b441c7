using Troth.Import.Contracts;

namespace Troth.Schedule.Describing;

/// <summary>The door of what describes the shop.</summary>
public static class DescribingModule
{
    public static IServiceCollection AddDescribing(this IServiceCollection services)
    {
        services.AddScoped<ShopMaker>();
        foreach (var importable in ShopImport.All) services.AddImportable(importable);
        return services;
    }
}
