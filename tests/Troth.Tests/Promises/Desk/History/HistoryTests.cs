using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using Xunit.Abstractions;

namespace Troth.Tests.Promises.Desk.History;

/// <summary>Promises made through nodes that are killed and started again: what clients were told stands, and no hour is promised twice.</summary>
public abstract class HistoryRun(TestDatabase database, ITestOutputHelper output, int nodes)
{
    private const string Email = "history@test.example";
    private readonly User user = new() { Name = "History", UserName = Email, Email = Email, Roles = [Role.Administrator], LockoutEnabled = true };

    protected async Task Run(int seed, int clients, int rounds, int kills)
    {
        database.Available();
        await Prepare();
        var all = Enumerable.Range(0, nodes).Select(number => new TrothNode(database, number)).ToList();
        try
        {
            foreach (var node in all) await node.Start();
            using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false });
            await SignIn(http, all[0]);
            var book = new HistoryBook();
            var working = Task.WhenAll(Enumerable.Range(0, clients).Select(number => new Client(number, seed, all, http, book).Go(rounds / clients + (number < rounds % clients ? 1 : 0))));
            await Kill(all, book, working, new Random(seed), kills, rounds);
            await working;
            foreach (var node in all) await node.Kill();
            await LetHoldsEnd();
            var exchanges = book.All;
            output.WriteLine($"Seed {seed}: {exchanges.Count} exchanges, {exchanges.Count(e => e.Became == Became.Unknown)} without an answer, {exchanges.Count(e => e.Became == Became.Refused)} refused, " +
                $"{exchanges.Count(e => e is { Doing: Doing.Confirm, Became: Became.Done })} confirmed; nodes started {string.Join(" and ", all.Select(n => n.Life))} times.");
            Assert.Empty(await new HistoryCheck(database, user, exchanges).Run());
        }
        finally
        {
            foreach (var node in all) node.Dispose();
        }
    }

    /// <summary>Kills a node at a random moment of each stretch of the work, and starts it again.</summary>
    private static async Task Kill(List<TrothNode> nodes, HistoryBook book, Task working, Random chance, int kills, int rounds)
    {
        const int perRound = 5; // answers, about
        for (var i = 0; i < kills; i++)
        {
            var when = (i + chance.NextDouble()) / kills * rounds * perRound * .8;
            while (book.Answered < when && !working.IsCompleted) await Task.WhenAny(working, Task.Delay(5));
            var node = nodes[chance.Next(nodes.Count)];
            await node.Kill();
            await node.Start();
        }
    }

    private async Task Prepare()
    {
        await database.Describe();
        database.Clock.Set(TimeProvider.System.GetUtcNow()); // the nodes have the real clock
        await database.Db(async db =>
        {
            db.Add(new Company { Name = "Test Works", BaseCurrency = "EUR", Culture = "en-GB", TimeZone = "Europe/Budapest" });
            db.Add(new Account(901, "Halas Kft."));
            await db.SaveChangesAsync();
        });
        Assert.True((await database.Do(scope => scope.GetRequiredService<UserManager<User>>().CreateAsync(user, TestServer.Password))).Succeeded);
        await database.Do(scope => scope.GetRequiredService<TakeShop>().Run(Plant.TheFirst, default));
    }

    private static async Task SignIn(HttpClient http, TrothNode node)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Address, "/api/sign-in")) { Headers = { { "X-Troth", "history" } }, Content = JsonContent.Create(new { email = Email, password = TestServer.Password }) };
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Two minutes from now the shortened holds have ended.</summary>
    private async Task LetHoldsEnd()
    {
        database.Clock.Advance(TimeSpan.FromMinutes(2 + PlanWriter.Tick));
        await database.Do(scope => scope.GetRequiredService<PlanWriter>().Write(Plant.TheFirst, _ => Task.FromResult(true), default));
    }
}

public abstract class HistoryTests(TestDatabase database, ITestOutputHelper output, int nodes) : HistoryRun(database, output, nodes)
{
    [Fact]
    public Task What_clients_were_told_stands_though_nodes_are_killed() => Run(seed: 7, clients: 8, rounds: 150, kills: 2);
}

public abstract class HeavyHistoryTests(TestDatabase database, ITestOutputHelper output, int nodes) : HistoryRun(database, output, nodes)
{
    [Fact]
    [Trait("Category", "Heavy")]
    public Task What_many_clients_were_told_stands_though_nodes_are_killed_again_and_again() => Run(seed: 11, clients: 64, rounds: 10_000, kills: 40);
}

public sealed class HistoryOnSqlite(SqliteDatabase database, ITestOutputHelper output) : HistoryTests(database, output, nodes: 1), IClassFixture<SqliteDatabase>;

public sealed class HistoryOnPostgres(PostgresDatabase database, ITestOutputHelper output) : HistoryTests(database, output, nodes: 2), IClassFixture<PostgresDatabase>;

public sealed class HeavyHistoryOnSqlite(SqliteDatabase database, ITestOutputHelper output) : HeavyHistoryTests(database, output, nodes: 1), IClassFixture<SqliteDatabase>;

public sealed class HeavyHistoryOnPostgres(PostgresDatabase database, ITestOutputHelper output) : HeavyHistoryTests(database, output, nodes: 2), IClassFixture<PostgresDatabase>;
