using Microsoft.Extensions.DependencyInjection.Extensions;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;

namespace Troth.Schedule.Planning;

/// <summary>The door of this folder: the plan, and the dates it gives.</summary>
public static class PlanningModule
{
    public static IServiceCollection AddPlanning(this IServiceCollection services)
    {
        services.TryAddSingleton(EarlyPlans.None);
        services.AddSingleton<PlanMemory>().AddSingleton<AskDate>().AddHostedService<PlanJob>();
        services.AddScoped<PlanGates>().AddScoped<TellStock>();
        services.AddScoped<PlanWriter>().AddScoped<OrderStates>().AddScoped<ShopDesk>().AddScoped<PlantPlans>().AddScoped<PlannedOrders>().AddScoped<DateDesk>().AddScoped<TakeShop>().AddScoped<LookAtInsert>().AddScoped<ReadShopOrder>().AddScoped<ShipOrder>().AddScoped<LearnFromPast>();
        services.AddScoped<CauseText>().AddScoped<FindAlternatives>().AddScoped<SampleFactory>();
        return services;
    }

    public static void MapPlanning(this IEndpointRouteBuilder app) => PlanningApi.Map(app);
}
