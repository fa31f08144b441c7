using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Identity.Contracts;
using Troth.Platform.Data;
using Troth.Platform;
using Troth.Platform.Mail;

namespace Troth.Sample;

/// <summary>The room's door: the sample company at the first start, and what keeps it harmless.</summary>
public static class SampleModule
{
    public static IServiceCollection AddSample(this IServiceCollection services) => services.AddScoped<CreateSample>()
        .AddSingleton(new NoMailLeaves((db, cancel) => db.Companies.AnyAsync(c => c.IsSample, cancel)));

    /// <summary>Makes the sample company when asked to and there is none, and prints its sign-ins. What an earlier start left of one half made goes first.</summary>
    public static async Task Prepare(IServiceProvider services, bool wanted, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        await scope.ServiceProvider.GetRequiredService<CreateSample>().TakeBackHalf(cancel);
        if (wanted && !await db.Companies.AnyAsync(cancel))
        {
            Console.WriteLine("Making the sample company …");
            await scope.ServiceProvider.GetRequiredService<CreateSample>().Run(cancel);
        }
        if (!await db.Companies.AnyAsync(c => c.IsSample, cancel)) return;
        var settings = scope.ServiceProvider.GetRequiredService<TrothSettings>();
        if (!System.Net.IPAddress.IsLoopback(System.Net.IPAddress.Parse(settings.Listen)))
            throw new ArgumentException($"{settings.Database.File ?? "This database"} holds the sample company, whose passwords are public: it answers on loopback only, not on {settings.Listen}. Unset TROTH_LISTEN, or choose another TROTH_DB.");
        Console.WriteLine("This is a sample company; the people and figures are made up. Sign in as:");
        foreach (var person in await scope.ServiceProvider.GetRequiredService<SampleSignIns>().List(cancel))
            Console.WriteLine($"  {person.Role.ToLowerInvariant(),-14} {person.Email}");
        Console.WriteLine($"  password       {SampleSignIns.Password}");
    }

    /// <summary>Its passwords are public, so a page elsewhere must not reach it by a name that points here.</summary>
    public static void UseSampleGuard(this WebApplication app) => app.Use(async (http, next) =>
    {
        var company = await http.RequestServices.GetRequiredService<CurrentCompany>().Find(http.RequestAborted);
        if (company?.IsSample == true && http.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]" or "::1" or "troth"))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }
        await next(http);
    });
}
