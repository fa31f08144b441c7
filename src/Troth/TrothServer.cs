using System.Net;
using Troth.Identity;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Mail;
using Troth.Sample;
using Troth.Schedule.Planning;

namespace Troth;

/// <summary>The web server: pages and API on one address, the command line on a socket of its own.</summary>
public static class TrothServer
{
    public static async Task<int> Run(TrothSettings settings, string[] args)
    {
        Directory.CreateDirectory(settings.Folder); // the socket stands in it, also where the database does not
        using var held = DatabaseLock.OfServer(settings);
        if (held is null)
        {
            await Console.Error.WriteLineAsync(DatabaseLock.HeldBy(settings));
            return 3;
        }
        var early = EarlyPlans.Read(settings.Database);
        await using var app = Build(settings, args, services => services.AddSingleton(early));
        BeginRoutes(app);
        await using (await StartTurn.Take(settings.Database, CancellationToken.None))
        {
            await PlatformModule.Migrate(app.Services, CancellationToken.None);
            await SampleModule.Prepare(app.Services, wanted: args.Contains("--sample"), CancellationToken.None);
        }
        await SetUpCode.Print(app.Services, CancellationToken.None);
        await app.RunAsync();
        return 0;
    }

    /// <summary>
    /// Working out what each of some hundred routes takes is work, and needs no database: it is begun while that is opened, and whoever asks
    /// first waits for the rest of it.
    /// </summary>
    private static void BeginRoutes(WebApplication app)
    {
        var sources = ((IEndpointRouteBuilder)app).DataSources;
        var routes = new CompositeEndpointDataSource([.. sources]); // keeps what it has worked out; those of routes do it at each asking
        sources.Clear();
        sources.Add(routes);
        _ = Task.Run(() => routes.Endpoints);
    }

    /// <summary>The program, ready to start. <paramref name="change"/> comes last, so that a test can bring its own clock.</summary>
    public static WebApplication Build(TrothSettings settings, string[] args, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args, ApplicationName = "Troth", ContentRootPath = AppContext.BaseDirectory, WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error); // the keys lie in the database, guarded as it is
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(settings.Listen), settings.Port);
            File.Delete(settings.Socket);
            kestrel.ListenUnixSocket(settings.Socket);
        });
        var started = false;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => started && level >= LogLevel.Warning); // what keeps it from starting Program tells
        Rooms.Add(builder.Services, settings);
        change?.Invoke(builder.Services);
        var app = builder.Build();
        Rooms.Map(app);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            started = true;
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(settings.Socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using var scope = app.Services.CreateScope();
            var empty = !scope.ServiceProvider.GetRequiredService<TrothContext>().Companies.Any();
            Console.WriteLine($"Troth answers at {app.Urls.FirstOrDefault(u => u.StartsWith("http://", StringComparison.Ordinal) && !u.Contains("unix", StringComparison.Ordinal))}");
            Console.WriteLine(app.Services.GetRequiredService<Postman>().Saying);
            if (empty) Console.WriteLine("Open it to set up your company.");
        });
        return app;
    }
}
