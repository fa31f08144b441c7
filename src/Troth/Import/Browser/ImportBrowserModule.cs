using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Platform.Web;

namespace Troth.Import.Browser;

/// <summary>The room's door for browsers and programs.</summary>
public static class ImportBrowserModule
{
    public static IServiceCollection AddImportPages(this IServiceCollection services)
    {
        services.AddSingleton<DraftFolder>();
        services.AddSingleton<ImportJobs>();
        services.AddScoped<PrepareDraft>();
        services.AddScoped<Contracts.ImportFolder>();
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("menu.import"), "/import", "file-import", nameof(Right.Import), 10));
        return services;
    }

    public static void MapImport(this WebApplication app)
    {
        app.MapImportPages();
        app.MapImportApi();
        DraftApi.Map(app);
    }
}
