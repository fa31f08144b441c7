using Troth.Identity;
using Troth.Import.Contracts;
using Troth.Platform.Web;

namespace Troth.Schedule.Describing;

/// <summary>The door of what describes the shop.</summary>
public static class DescribingModule
{
    public static IServiceCollection AddDescribing(this IServiceCollection services)
    {
        services.AddScoped<ShopMaker>().AddScoped<ShopOverview>().AddScoped<KeepPlant>().AddScoped<KeepCalendar>().AddScoped<KeepCenter>();
        services.AddScoped<KeepClass>().AddScoped<KeepSupply>().AddScoped<KeepRouting>();
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("shop"), "/schedule/shop", "building", nameof(Right.SeeSchedule), 80));
        ShopInHistory.AddTo(services);
        foreach (var importable in ShopImport.All) services.AddImportable(importable);
        return services;
    }

    public static void MapDescribing(this IEndpointRouteBuilder app)
    {
        DescribingApi.Map(app);
        DescribingPages.Map(app);
    }
}
