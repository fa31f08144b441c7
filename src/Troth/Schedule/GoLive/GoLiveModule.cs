using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Schedule.GoLive;

/// <summary>The door of going live: an order book that was promised elsewhere comes into the plan, and what is promised elsewhere
/// afterwards.</summary>
public static class GoLiveModule
{
    public static IServiceCollection AddGoLive(this IServiceCollection services)
    {
        services.AddScoped<FindBacklog>().AddScoped<LookAtBacklog>().AddScoped<TakeBacklog>().AddScoped<TakeFeed>().AddScoped<FollowFeed>().AddScoped<ListFeedDifferences>().AddScoped<ReadGoLive>()
            .AddScoped<TellWork>().AddHostedService<FeedJob>();
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("goLive"), "/schedule/go-live", "calendar-time",
            nameof(Right.SeeSchedule)));
        return services;
    }

    public static void MapGoLive(this IEndpointRouteBuilder app)
    {
        GoLiveApi.Map(app);
        GoLivePages.Map(app);
    }
}
