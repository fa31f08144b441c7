using Troth.Schedule.Describing;
using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Schedule.Seeing;

/// <summary>The door of this folder: the scheduler's pages.</summary>
public static class SeeingModule
{
    public static IServiceCollection AddSeeing(this IServiceCollection services)
    {
        services.AddSingleton<SeeWindow>().AddSingleton<SeeLoad>().AddSingleton<MakeDispatch>();
        services.AddScoped<TellConsequences>().AddScoped<AcceptAct>().AddScoped<MoveWork>().AddScoped<SequenceMachine>();
        services.AddScoped<ListShopOrders>().AddScoped<ListPlanEvents>().AddScoped<ListSlips>().AddScoped<ShopDrift>().AddScoped<FindDecisions>().AddScoped<ITodayItems, DecisionsToday>();
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("schedule"), "/schedule", "timeline", nameof(Right.SeeSchedule), 40));
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("dispatch"), "/schedule/dispatch", "printer", nameof(Right.SeeSchedule)));
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("orders"), "/schedule/orders", "clipboard-list", nameof(Right.SeeSchedule)));
        return services;
    }

    public static void MapSeeing(this IEndpointRouteBuilder app)
    {
        SeeingApi.Map(app);
        SeeingPages.Map(app);
        TakePages.Map(app);
    }
}
