using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Doubles;

/// <summary>The door of this room: accounts and people that are likely in the system twice.</summary>
public static class DoublesModule
{
    public static IServiceCollection AddDoubles(this IServiceCollection services)
    {
        services.AddScoped<ReadDoubles>().AddScoped<DoubleWhy>().AddScoped<DecideDoubles>().AddScoped<ExportDoubles>();
        services.AddSingleton<SearchDoubles>();
        services.AddHostedService<SearchJob>();
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("menu"), "/duplicates", "copy", nameof(Right.EditAccounts), 60));
        services.AddSingleton(new Panel(AccountPlaces.Side, "duplicates", Text.Of<Words>("panel"), typeof(DoublesPanel), nameof(Right.EditAccounts), 45, Lazy: true));
        services.AddSingleton(new Panel(AccountPlaces.Contact, "duplicates", Text.Of<Words>("panel"), typeof(DoublesPanel), nameof(Right.EditAccounts), 20, Lazy: true));
        services.AddSingleton(KindInHistory.Of<DoubleDecision>(nameof(Right.EditAccounts), typeof(Words)) with { Find = AccountsInHistory.Find, ByWhole = true });
        services.AddSingleton(new WordInHistory("doubleDecision", Text.Of<Words>("history.DoubleDecision")));
        foreach (var field in new[] { nameof(DoubleDecision.OtherAccountId), nameof(DoubleDecision.OtherContactId), nameof(DoubleDecision.Same), nameof(DoubleDecision.Leads),
            nameof(DoubleDecision.By), nameof(DoubleDecision.At), nameof(DoubleDecision.Probability), nameof(DoubleDecision.Print), nameof(DoubleDecision.OtherPrint) })
            services.AddSingleton(new WordInHistory(field, Text.Of<Words>($"history.{field}")));
        return services;
    }

    public static void MapDoubles(this IEndpointRouteBuilder app)
    {
        DoublesRoutes.MapPages(app);
        DoublesRoutes.MapApi(app);
    }
}
