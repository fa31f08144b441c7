using Troth.Import.Publishing;
using Troth.Platform;

namespace Troth.Import;

/// <summary>The room's door.</summary>
public static class ImportModule
{
    public static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddSingleton<ImportRoom>();
        services.AddScoped<RunImport>().AddScoped<RevertImport>().AddScoped<Checksum>();
        services.AddSingleton(new WhenOpened((provider, _) =>
        {
            new Recovery(provider.GetRequiredService<ImportRoom>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<Recovery>>()).WhenOpened();
            return Task.CompletedTask;
        }));
        return services;
    }
}
