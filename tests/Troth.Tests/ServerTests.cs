using System.Net;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests;

public abstract class ServerTests(TestServer troth)
{
    [Fact]
    public async Task A_page_that_is_not_there_says_so()
    {
        troth.Available();
        var answer = await troth.As(Role.Reader).Get("/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("text/html", answer.ContentType);
        Assert.NotEqual("", answer.Words("h1"));
    }

    [Fact]
    public async Task Search_finds_nothing_in_an_empty_company()
    {
        troth.Available();
        Assert.NotNull((await troth.As(Role.Seller).Open("/search?q=nobody")).Words("main"));
    }
}

public sealed class ServerOnSqlite(SqliteServer troth) : ServerTests(troth), IClassFixture<SqliteServer>;

public sealed class ServerOnPostgres(PostgresServer troth) : ServerTests(troth), IClassFixture<PostgresServer>;
