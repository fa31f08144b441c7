using System.CommandLine;
using System.CommandLine.Help;
using Troth.Accounts;
using Troth.Book;
using Troth.Book.Commands;
using Troth.Doubles;
using Troth.Effort;
using Troth.Identity;
using Troth.Import;
using Troth.Import.Commands;
using Troth.Import.Browser;
using Troth.Integrations;
using Troth.Integrations.Outbox;
using Troth.Orders;
using Troth.Platform;
using Troth.Platform.Commands;
using Troth.Platform.History;
using Troth.Platform.Mail;
using Troth.Platform.Web;
using Troth.Portal;
using Troth.Portal.Access;
using Troth.Promises;
using Troth.Schedule;
using Troth.Schedule.Describing;
using Troth.Schedule.Floor;
using Troth.Schedule.GoLive;
using Troth.Schedule.Planning;
using Troth.Schedule.Seeing;
using Troth.Schedule.Trying;
using Troth.Team;
using Troth.Tiers;
using Troth.Today;
using Troth.Trading;
using Troth.Sample;

namespace Troth;

/// <summary>The list of rooms: their services, their routes, their commands.</summary>
public static class Rooms
{
    public static void Add(IServiceCollection services, TrothSettings settings)
    {
        services.AddPlatform(settings);
        services.AddWeb();
        services.AddMail(nameof(Right.Administer));
        services.AddHistory(nameof(Right.SeeHistory));
        services.AddIdentityRoom();
        services.AddAccounts();
        services.AddOrders();
        services.AddPromises();
        services.AddToday();
        services.AddDescribing();
        services.AddPlanning();
        services.AddFloor();
        services.AddSeeing();
        services.AddTrying();
        services.AddGoLive();
        services.AddImport();
        services.AddBook();
        services.AddTeam();
        services.AddTrading();
        services.AddEffort();
        services.AddDoubles();
        services.AddTiers();
        services.AddImportPages();
        services.AddPortal();
        services.AddIntegrations();
        services.AddSample();
    }

    public static void Map(WebApplication app)
    {
        app.UseWeb();
        app.UseSampleGuard();
        app.UseAuthentication();
        app.UseIdentityRoom();
        app.UseAuthorization();
        app.UsePortal();
        app.UseFloor();
        app.UseReader();
        app.MapWeb().May(Right.OwnSettings);
        app.MapMail().May(Right.Administer);
        app.MapHistory().May(Right.SeeHistory);
        app.MapTakingBack().May(Right.SeeAccounts);
        app.MapApiDocument().AllowAnonymous(); // how to sign in stands in it
        app.MapIdentityRoom();
        app.MapAccounts();
        app.MapOrders();
        app.MapDescribing();
        app.MapPlanning();
        app.MapFloor();
        app.MapSeeing();
        app.MapTrying();
        app.MapGoLive();
        app.MapPromises();
        app.MapToday();
        app.MapBook();
        app.MapTeam();
        app.MapTrading();
        app.MapEffort();
        app.MapDoubles();
        app.MapTiers();
        app.MapImport();
        app.MapPortal();
        app.MapIntegrations();
        app.MapUnknown(RouteRights.IsOpen).AllowAnonymous().DisableAntiforgery(); // unknown is 404 for everybody
        app.MapLocalCommands((args, host, cancel) => Commands(host).Parse(args).InvokeAsync(new InvocationConfiguration { Output = host.Output, Error = host.Error }, cancel));
    }

    /// <summary>Not a root command, which is called like the file: people type troth.</summary>
    public static Command Commands(CommandHost host) => new("troth", "Troth, the sales system that keeps its word.")
    {
        new HelpOption(),
        new VersionOption(),
        ImportCommand.Build(host),
        ChecksumCommand.Build(host),
        BookCommand.Make(host),
        EvidenceCommand.Make(host),
        ScheduleCommand.Make(host),
        OutboxCommand.Make(host),
    };
}
