using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Tiers;

/// <summary>The door of this room: how accounts are served, proposed with reasons and decided by people.</summary>
public static class TiersModule
{
    private static readonly string[] Told = [nameof(DecidedTier.Tier), nameof(DecidedTier.Answer), nameof(DecidedTier.Reason), nameof(DecidedTier.Decisions)];

    public static IServiceCollection AddTiers(this IServiceCollection services)
    {
        services.AddSingleton<TierTurn>().AddSingleton<RecomputeTiers>().AddHostedService<TiersJob>();
        services.AddScoped(all => new PartInHistory("decidedTier", all.GetRequiredService<TierSight>().Sees));
        services.AddScoped<ReadStandings>().AddScoped<TierSight>().AddScoped<ShownHours>().AddScoped<TierWhy>().AddScoped<ListTiers>().AddScoped<ReadTier>().AddScoped<DecideTier>().AddScoped<ExportTiers>()
            .AddScoped<EditTierSettings>();
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("menu"), "/tiers", "table", nameof(Right.SeeTiers), 17, Judgement: true));
        services.AddSingleton(new Panel(AccountPlaces.Side, "tier", Text.Of<Words>("panel"), typeof(TierPanel), nameof(Right.SeeTiers), 20, Lazy: true, Judgement: true));
        services.AddSingleton(KindInHistory.Of<TierSettings>(nameof(Right.Administer), typeof(Words)));
        services.AddSingleton(new WordInHistory("decidedTier", Text.Of<Words>("history.DecidedTier")));
        foreach (var field in Told) services.AddSingleton(new WordInHistory(field, Text.Of<Words>($"history.{field}")));
        return services;
    }

    public static void MapTiers(this IEndpointRouteBuilder app)
    {
        TiersRoutes.MapPages(app);
        TiersRoutes.MapApi(app);
    }
}
