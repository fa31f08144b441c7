using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Book.Figures;
using Troth.Doubles;
using Troth.Identity;
using Troth.Orders.Channels;
using Troth.Platform.Data;
using Troth.Platform.Mail;
using Troth.Portal;
using Troth.Portal.Access;
using Troth.Tiers;

namespace Troth.Tests.Harness;

/// <summary>
/// The real program on a free port and a database of its own, with a company, one user for each role and one seller, who is the
/// user of role seller. Use <see cref="SqliteServer"/> and <see cref="PostgresServer"/> as class fixtures.
/// </summary>
public abstract class TestServer(TestDatabase database) : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private static readonly Type[] Computing = [typeof(BookJob), typeof(TiersJob), typeof(SortJob), typeof(SearchJob)];

    private readonly Dictionary<Role, User> users = [];
    private WebApplication? app;

    public TestDatabase Database => database;

    public TestClock Clock => database.Clock;

    public QueryLog Queries { get; } = new();

    /// <summary>http://127.0.0.1:port</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    internal HttpClient Http => field ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>The running program's own services.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>The seller whom the user of role seller is.</summary>
    public Guid SellerId { get; } = Guid.CreateVersion7();

    /// <summary>The culture that the company reads in: the run's (TROTH_TEST_CULTURE), else en-GB.</summary>
    public static CultureInfo Culture { get; } =
        Environment.GetEnvironmentVariable("TROTH_TEST_CULTURE") is { Length: > 0 } name ? CultureInfo.GetCultureInfo(name) : CultureInfo.GetCultureInfo("en-GB");

    public void Available() => database.Available();

    public User UserOf(Role role) => users[role];

    /// <summary>A browser where a user of this role has signed in.</summary>
    public TestClient As(Role role) => new(this, users[role]);

    /// <summary>A browser where this user has signed in.</summary>
    public TestClient As(User user) => new(this, user);

    /// <summary>One more user; the same one when asked again.</summary>
    /// <param name="team">The team that a manager manages.</param>
    public async Task<User> Somebody(string name, Role role, Guid? seller = null, Guid? team = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var email = $"{name.Replace(' ', '.')}@test.example".ToLowerInvariant();
        if (await users.FindByEmailAsync(email) is { } known) return known;
        var user = new User { Name = name, UserName = email, Email = email, Roles = [role], SellerId = seller, TeamId = team, CreatedAt = Clock.GetUtcNow(), LockoutEnabled = true };
        var made = await users.CreateAsync(user, Password);
        return made.Succeeded ? user : throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
    }

    /// <summary>Settles who sees figures of single sellers: off, ownTeam or named.</summary>
    public async Task SellersAreShown(string to)
    {
        var admin = As(Role.Administrator);
        var now = (await admin.Get("/api/word/settings")).Json;
        var put = await admin.Json(HttpMethod.Put, "/api/word/settings",
            new { sellers = to, returnDays = now.GetProperty("returnDays").GetInt32(), version = now.GetProperty("version").GetInt32(), reason = "For a test." });
        if (put.Status != System.Net.HttpStatusCode.OK) throw new InvalidOperationException(put.Text);
    }

    /// <summary>A browser where nobody has signed in.</summary>
    public TestClient Visitor() => new(this, null);

    /// <summary>A browser where a customer has signed in to their own page.</summary>
    public async Task<TestClient> As(Invitation invitation)
    {
        var session = new PortalSession { InvitationId = invitation.Id, StartedAt = Clock.GetUtcNow(), EndsAt = Clock.GetUtcNow() + PortalScheme.SignedInFor };
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        db.Add(session);
        await db.SaveChangesAsync();
        return new(this, null, session.Id);
    }

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        if (database.MissingBecause is not null) return;
        app = TrothServer.Build(database.Settings, [], Change);
        await Seed(app.Services);
        await app.StartAsync();
        Address = new Uri(app.Urls.First(u => u.StartsWith("http://127.0.0.1", StringComparison.Ordinal)));
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (app is not null)
        {
            await app.StopAsync(); // its jobs have ended before their database goes
            await app.DisposeAsync();
        }
        await database.DisposeAsync();
    }

    /// <summary>The user of a role, where a server brings its own.</summary>
    protected void Is(Role role, User user) => users[role] = user;

    /// <summary>Whether the server's jobs compute by themselves, as they do outside tests; a test could then not say what was computed first.</summary>
    protected virtual bool ComputesByItself => false;

    /// <summary>Further changes to the program's services.</summary>
    protected virtual void Change(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IStartupFilter>(Queries);
        services.Remove(services.Single(s => s.ImplementationType == typeof(MailJob))); // a test sends when it wants to
        if (!ComputesByItself)
            foreach (var job in Computing) services.Remove(services.Single(s => s.ImplementationType == job)); // a test has it computed when it wants to
        services.ConfigureDbContext<TrothContext>(options => options.AddInterceptors(Queries));
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1); // hashing is slow on purpose, and not what these tests are about
    }

    /// <summary>What is in the database before the server starts.</summary>
    protected virtual async Task Seed(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        db.Add(new Company { Name = "Test Works", BaseCurrency = "EUR", Culture = Culture.Name, TimeZone = "Europe/Vienna" });
        db.Add(new Seller(await db.Take("sellers", 1, CancellationToken.None), "Sam Seller") { Id = SellerId });
        await db.SaveChangesAsync();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var email = $"{role}@test.example".ToLowerInvariant();
            var user = new User
            {
                Name = $"{role} Tester", UserName = email, Email = email, Roles = [role], SellerId = role == Role.Seller ? SellerId : null,
                CreatedAt = Clock.GetUtcNow(), LockoutEnabled = true,
            };
            var made = await manager.CreateAsync(user, Password);
            if (!made.Succeeded) throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
            users[role] = user;
        }
    }
}

public class SqliteServer() : TestServer(new SqliteDatabase());

public class PostgresServer() : TestServer(new PostgresDatabase());
