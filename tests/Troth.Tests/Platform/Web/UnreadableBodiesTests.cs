using System.Net;
using System.Text;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Web;

/// <summary>A body that cannot be read is refused at the field it is about, with what stands there and what is expected, at every address.</summary>
public abstract class UnreadableBodiesTests(TestServer troth)
{
    private Task<Answer> Send(string method, string path, string body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Troth", "1");
        return troth.As(path is "/api/company" or "/api/word/settings" ? Role.Administrator : Role.Seller).Send(request);
    }

    [Theory]
    [InlineData("POST", "/api/quotes", """{"account":"A-1","lines":[{"product":"01900000-0000-7000-8000-000000000001","quantity":"many"}]}""", "lines[0].quantity", "\"many\"", "a whole number")]
    [InlineData("POST", "/api/quotes", """{"account":17}""", "account", "17", "a text in quotes")]
    [InlineData("POST", "/api/quotes", """{"lines":{}}""", "lines", "{}", "a list")]
    [InlineData("POST", "/api/quotes", """{"channel":"pigeon"}""", "channel", "\"pigeon\"", "insideSales")]
    [InlineData("POST", "/api/quotes", """{"lines":[{"product":"x"}]}""", "lines[0].product", "\"x\"", "an id")]
    [InlineData("POST", "/api/quotes", """{"lines":[{"quantity":null}]}""", "lines[0].quantity", "null", "a whole number")]
    [InlineData("POST", "/api/quotes", """{"lines":[{"wantedOn":"soon"}]}""", "lines[0].wantedOn", "\"soon\"", "a day such as")]
    [InlineData("POST", "/api/quotes", """{"lines":[{"wantedOn":"9999-12-31"}]}""", "lines[0].wantedOn", "9999-12-31", "no day")]
    [InlineData("POST", "/api/quotes", """{"lines":[null]}""", "lines", "null", "Leave it out")]
    [InlineData("POST", "/api/quotes", """{"customer":"A-1"}""", "customer", "customer", "account, lines")]
    [InlineData("POST", "/api/quotes", "[1]", "", "[1]", "an object with account, lines")]
    [InlineData("POST", "/api/quotes", "", "", "empty", "an object with account, lines")]
    [InlineData("POST", "/api/quotes", "null", "", "empty", "an object with account, lines")]
    [InlineData("POST", "/api/quotes", "{\"account\":", "account", "line 1", "not JSON")]
    [InlineData("PUT", "/api/word/settings", """{"sellers":"nobody"}""", "sellers", "\"nobody\"", "off, ownTeam, named")]
    [InlineData("PUT", "/api/company", """{"threshold":0.5}""", "threshold", "0.5", "a whole number")]
    public async Task It_is_refused_at_its_field(string method, string path, string body, string field, string value, string due)
    {
        troth.Available();
        var answer = await Send(method, path, body);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{(int)answer.Status}: {answer.Text}");
        Assert.True(answer.Json.TryGetProperty("errors", out var errors), answer.Text);
        Assert.True(errors.TryGetProperty(field, out var said), answer.Text);
        Assert.Contains(value, said[0].GetString(), StringComparison.Ordinal);
        Assert.Contains(due, said[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/quotes", """{"account":"A-1","currency":"E\u0000R","lines":[]}""", "currency")]
    [InlineData("POST", "/api/quotes", """{"account":"A\u0000"}""", "account")]
    [InlineData("PUT", "/api/shop-orders/W-1/cancelled", """{"text":"\u0000"}""", "text")]
    [InlineData("POST", "/api/promises", """{"sourceKind":"a\u0000b"}""", "sourceKind")]
    public async Task A_character_that_no_database_keeps_is_refused_in_every_text(string method, string path, string body, string field)
    {
        troth.Available();
        var answer = await Send(method, path, body);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{(int)answer.Status}: {answer.Text}");
        Assert.Contains("NUL", answer.Json.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_does_a_form_in_parts_or_an_address_bring_it()
    {
        troth.Available();
        var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new MultipartFormDataContent { { new StringContent("a\0b"), "Email" } } };
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.Visitor().Send(request)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Seller).Get("/quotes?account=%00")).Status);
    }
}

public sealed class UnreadableBodiesOnSqlite(SqliteServer troth) : UnreadableBodiesTests(troth), IClassFixture<SqliteServer>;

public sealed class UnreadableBodiesOnPostgres(PostgresServer troth) : UnreadableBodiesTests(troth), IClassFixture<PostgresServer>;
