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
            var log = provider.GetService<ILogger<Recovery>>();
            new Recovery(provider.GetRequiredService<ImportRoom>(), provider.GetRequiredService<TimeProvider>(), log).WhenOpened();
            return Task.CompletedTask;
        }));
        return services;
    }
}
