using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Today;

/// <summary>The door of this room: the first page, made of what the other rooms know of.</summary>
public static class TodayModule
{
    public static IServiceCollection AddToday(this IServiceCollection services)
    {
        services.AddScoped<FindToday>();
        services.AddSingleton(new MenuItem(MenuGroup.Top, Text.Of<Words>("today"), "/", "sun", nameof(Right.OwnSettings), 0, OnPhone: true));
        return services;
    }

    public static void MapToday(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", async (FindToday find, CancellationToken cancel) => Pages.Show<TodayPage>(new { View = await find.Run(cancel) })).May(Right.OwnSettings).ExcludeFromDescription();
        app.MapGet("/api/today", async (FindToday find, CancellationToken cancel) =>
            (await find.Run(cancel)).Sections.SelectMany(s => s.Items).ToList()).May(Right.OwnSettings).WithTags("Today").WithSummary("What there is to do, most urgent first");
    }
}
