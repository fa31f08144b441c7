using Troth.Identity;
using Troth.Integrations.Outbox;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Integrations;

/// <summary>The door of this room: what leaves for the system that keeps the orders.</summary>
public static class IntegrationsModule
{
    public static IServiceCollection AddIntegrations(this IServiceCollection services)
    {
        services.AddSingleton<IBeforeSave, FillOutbox>();
        services.AddScoped<ListOutbox>().AddScoped<AnswerOutbox>().AddScoped<ITodayItems, OutboxToday>();
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("outbox"), "/outbox", "transfer", nameof(Right.FeedOrders), 96));
        return services;
    }

    public static void MapIntegrations(this IEndpointRouteBuilder app) => OutboxRoutes.Map(app);
}
