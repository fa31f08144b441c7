using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Effort;

/// <summary>The door of this room: where the next hour should go.</summary>
public static class EffortModule
{
    private static readonly string[] Told =
        [nameof(AccountEffort.Hours), nameof(AccountEffort.Without), nameof(AccountEffort.Half), nameof(AccountEffort.OneAndHalf), nameof(AccountEffort.Ceiling),
            nameof(AccountEffort.LeastVisits), nameof(AccountEffort.MostVisits), nameof(AccountEffort.SaidFrom), nameof(AccountEffort.JudgedBy), nameof(AccountEffort.JudgedOn)];

    public static IServiceCollection AddEffort(this IServiceCollection services)
    {
        services.AddScoped<WhoseHours>().AddScoped<ReadHours>().AddScoped<ListHours>().AddScoped<SayEffort>().AddScoped<EditEffortSettings>().AddScoped<HoursWhy>();
        services.AddScoped(all => new PartInHistory("accountEffort", all.GetRequiredService<WhoseHours>().SeesInHistory));
        services.AddScoped<ITodayItems, HoursToday>();
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("menu.hours"), "/hours", "hourglass", nameof(Right.PlanHours), 15, Judgement: true));
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("where"), "/hours", "hourglass", nameof(Right.PlanHours), Judgement: true));
        services.AddSingleton(new Panel(AccountPlaces.Side, "hours", Text.Of<Words>("panel"), typeof(EffortPanel), nameof(Right.PlanHours), 30, Lazy: true, Judgement: true));
        services.AddSingleton(KindInHistory.Of<EffortSettings>(nameof(Right.Administer), typeof(Words)));
        services.AddSingleton(new WordInHistory("accountEffort", Text.Of<Words>("history.AccountEffort")));
        foreach (var field in Told) services.AddSingleton(new WordInHistory(field, Text.Of<Words>($"history.{field}")));
        return services;
    }

    public static void MapEffort(this IEndpointRouteBuilder app)
    {
        EffortRoutes.MapPages(app);
        EffortRoutes.MapApi(app);
    }
}
