using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Tests.Harness;

namespace Troth.Tests.Identity;

/// <summary>Troth as it first starts: nobody, and no company.</summary>
public sealed class NewSqliteServer : SqliteServer
{
    protected override Task Seed(IServiceProvider services) => Task.CompletedTask;
}

public sealed class NewPostgresServer : PostgresServer
{
    protected override Task Seed(IServiceProvider services) => Task.CompletedTask;
}

public abstract class SetUpTests(TestServer troth)
{
    private static readonly (string, string)[] Typed =
        [("CompanyName", "First Works"), ("Name", "Ada First"), ("Email", "ada@first.example"), ("Password", "correct horse battery")];

    [Fact]
    public async Task A_company_is_set_up_once()
    {
        troth.Available();
        var ada = troth.Visitor();
        var page = await ada.Open("/accounts");
        var late = troth.Visitor();
        var latePage = await late.Open("/");
        foreach (var (field, wrong) in new[]
        {
            ("CompanyName", new string('x', Company.NameMax + 1)), ("Name", new string('x', User.NameMax + 1)), 
            ("Email", new string('x', User.EmailMax) + "@first.example"), ("Email", "nobody"), ("Password", "short"),
        })
        {
            var refused = await ada.Submit(page, "form[action='/set-up']", [.. Typed.Where(t => t.Item1 != field), (field, wrong)]);
            Assert.True(refused.Status == HttpStatusCode.UnprocessableEntity && refused.Page.QuerySelector($"[name={field}].is-invalid") is not null, $"{field} {wrong}: {refused.Status} {refused.Words("main")}");
        }

        Assert.Equal((HttpStatusCode.SeeOther, "/"), await Answers(ada, page));
        await ada.Open("/company"); // signed in, as administrator
        Assert.Equal(HttpStatusCode.Conflict, (await Answers(late, latePage)).Item1);
        Assert.Equal(HttpStatusCode.Redirect, (await late.Get("/set-up")).Status);
        Assert.Equal(("First Works", 1), await troth.Database.Db(async db => ((await db.Companies.SingleAsync()).Name, await db.Users.CountAsync())));
    }

    private static async Task<(HttpStatusCode, string?)> Answers(TestClient client, Answer page)
    {
        var answer = await client.Submit(page, "form[action='/set-up']", Typed);
        return (answer.Status, answer.Location);
    }
}

public sealed class SetUpOnSqlite(NewSqliteServer troth) : SetUpTests(troth), IClassFixture<NewSqliteServer>;

public sealed class SetUpOnPostgres(NewPostgresServer troth) : SetUpTests(troth), IClassFixture<NewPostgresServer>;

public abstract class SetUpRaceTests(TestDatabase database)
{
    [Fact]
    public async Task Of_two_at_the_same_moment_one_is_told()
    {
        database.Available();
        using var together = new Barrier(4);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(async () =>
        {
            together.SignalAndWait();
            try
            {
                await database.Do(scope => scope.GetRequiredService<SetUpCompany>().Run(
                    new() { CompanyName = $"Company {n}", Name = "Ada", Email = $"ada{n}@first.example", Password = "correct horse battery" }, CancellationToken.None));
                return "made";
            }
            catch (BusinessRuleException told)
            {
                return told.Code;
            }
        })));
        Assert.Equal(["company.exists", "company.exists", "company.exists", "made"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal((1, 1), await database.Db(async db => (await db.Companies.CountAsync(), await db.Users.CountAsync())));
    }
}

public sealed class SetUpRaceOnSqlite(SqliteDatabase database) : SetUpRaceTests(database), IClassFixture<SqliteDatabase>;

public sealed class SetUpRaceOnPostgres(PostgresDatabase database) : SetUpRaceTests(database), IClassFixture<PostgresDatabase>;
