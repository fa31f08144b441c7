using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Live;

namespace Troth.Platform;

/// <summary>What a room does each time this program opens the database, before anything else.</summary>
public sealed record WhenOpened(Func<IServiceProvider, CancellationToken, Task> Run);

/// <summary>What every room stands on, with and without a web server around it.</summary>
public static class PlatformModule
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, TrothSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddHostedService<LiveRelay>();
        services.AddScoped<Actor>();
        services.AddScoped<ListChanges>();
        services.AddScoped<Limits.CountedTries>();
        services.AddDbContext<TrothContext>(options =>
        {
            settings.Database.Apply(options);
            // Migrations are written by hand, so there is no snapshot to compare with; a test compares the schemas themselves.
            options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
        });
        services.AddDataProtection().SetApplicationName("Troth");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new ProtectionKeys(provider.GetRequiredService<IServiceScopeFactory>())));
        return services;
    }

    /// <summary>Brings the database to this version's schema and lets rooms finish what a crash has left half done.</summary>
    public static async Task Migrate(IServiceProvider services, CancellationToken cancel)
    {
        var settings = services.GetRequiredService<TrothSettings>();
        Directory.CreateDirectory(settings.Folder);
        await using var scope = services.CreateAsyncScope();
        if (!await SchemaVersion.IsLatest(settings.Database, cancel))
        {
            var database = scope.ServiceProvider.GetRequiredService<TrothContext>().Database;
            // EF marks a SQLite file while it changes the schema and waits for a mark to go; that of a killed process never would. The file is ours alone.
            if (settings.Database.IsSqlite) await database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancel);
            await database.MigrateAsync(cancel);
        }
        foreach (var room in scope.ServiceProvider.GetServices<WhenOpened>()) await room.Run(scope.ServiceProvider, cancel);
    }
}
