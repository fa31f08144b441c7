using System.Net;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Web;

/// <summary>Ways of asking that no route has by itself.</summary>
public abstract class MethodsTests(TestServer troth)
{
    [Theory]
    [InlineData("/accounts", true)]
    [InlineData("/api/accounts", true)]
    [InlineData("/sign-in", false)]
    [InlineData("/accounts", false)]
    [InlineData("/no-such-page", true)]
    [InlineData("/people", true)]
    public async Task HEAD_answers_like_GET_without_a_body(string address, bool signedIn)
    {
        troth.Available();
        var client = signedIn ? troth.As(Role.Reader) : troth.Visitor();
        var (get, head) = (await client.Get(address), await Ask(client, HttpMethod.Head, address));
        Assert.Equal((get.Status, get.Location, get.ContentType), (head.Status, head.Location, head.ContentType));
        Assert.Equal("", head.Text);
        await client.Open("/sign-in"); // the connection is still good for the next
    }

    [Theory]
    [InlineData("PUT", "/accounts", Role.Reader, "GET, HEAD")]
    [InlineData("PUT", "/accounts", Role.Seller, "GET, HEAD, POST")]
    [InlineData("DELETE", "/api/accounts/A-1", Role.Reader, "GET, HEAD")]
    [InlineData("DELETE", "/api/accounts/A-1", Role.Seller, "GET, HEAD, PATCH")]
    [InlineData("GET", "/api/accounts/A-1/seller", Role.Manager, "PUT")]
    [InlineData("GET", "/sign-out", null, "POST")]
    [InlineData("HEAD", "/live", Role.Reader, "GET")]
    [InlineData("HEAD", "/live/", Role.Reader, "GET")]
    [InlineData("DELETE", "/api/imports/3/refused/a.csv", Role.Administrator, "GET, HEAD")]
    public async Task A_wrong_method_is_told_with_those_that_the_reader_may_use(string method, string address, Role? role, string allowed)
    {
        troth.Available();
        var answer = await Ask(role is { } one ? troth.As(one) : troth.Visitor(), new HttpMethod(method), address);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal(allowed, answer.Header("Allow"));
    }

    [Theory]
    [InlineData("GET", "/api/accounts/A-1/seller", Role.Reader)] // PUT is for managers
    [InlineData("PUT", "/people", Role.Reader)]
    [InlineData("PUT", "/accounts", null)]
    [InlineData("GET", "/local/command", null)]
    [InlineData("PUT", "/people/not-an-id", Role.Administrator)]
    [InlineData("DELETE", "/api/imports/3/refused/a.csv", Role.Reader)]
    [InlineData("GET", "/no-such-file.txt", null)]
    public async Task Where_nothing_is_open_to_the_reader_a_wrong_method_is_as_unknown_as_any_address(string method, string address, Role? role)
    {
        troth.Available();
        var client = role is { } one ? troth.As(one) : troth.Visitor();
        var answer = await Ask(client, new HttpMethod(method), address);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Null(answer.Header("Allow"));
    }

    private static Task<Answer> Ask(TestClient client, HttpMethod method, string address) => client.Send(new HttpRequestMessage(method, address));
}

public sealed class MethodsOnSqlite(SqliteServer troth) : MethodsTests(troth), IClassFixture<SqliteServer>;

public sealed class MethodsOnPostgres(PostgresServer troth) : MethodsTests(troth), IClassFixture<PostgresServer>;
