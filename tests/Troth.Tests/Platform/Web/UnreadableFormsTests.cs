using System.Net;
using System.Text;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Web;

public abstract class UnreadableFormsTests(TestServer troth)
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("email=a%00b", Form, 400)]
    [InlineData("nothing of the kind", "multipart/form-data", 400)]
    [InlineData("nothing of the kind", "multipart/form-data; boundary=x", 400)]
    public async Task A_form_that_cannot_be_read_is_refused(string body, string type, int status)
    {
        troth.Available();
        foreach (var (client, path) in new[] { (troth.Visitor(), "/sign-in"), (troth.As(Role.Administrator), "/import"), (troth.As(Role.Administrator), "/api/imports") })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            if (path.StartsWith("/api", StringComparison.Ordinal)) request.Headers.Add("X-Troth", "1");
            var answer = await client.Send(request);
            Assert.True(status == (int)answer.Status, $"{path} answered {(int)answer.Status}: {answer.Text}");
        }
    }

    [Fact]
    public async Task A_form_has_room_for_the_columns_of_many_files_and_an_end()
    {
        troth.Available();
        var client = troth.Visitor();
        Assert.Equal(422, (int)(await client.Post("/sign-in", Enumerable.Range(0, 1700).Select(i => ($"field{i}", "x")).Append(("Email", "nobody@test.example")).Append(("Password", "x")))).Status);
        Assert.Equal(400, (int)(await client.Post("/sign-in", Enumerable.Range(0, 20_001).Select(i => ($"field{i}", "x")))).Status);
    }

    [Fact]
    public async Task A_form_too_large_is_told_so()
    {
        troth.Available();
        var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new ByteArrayContent(new byte[31 << 20]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Form);
        request.Headers.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await troth.Visitor().Send(request)).Status);
    }

    [Theory]
    [InlineData("/sign-in?x=%00", "text/html")]
    [InlineData("/api/accounts?q=%00", "application/problem+json")]
    public async Task An_address_with_a_NUL_gets_an_answer_like_any_other_mistake(string path, string type)
    {
        troth.Available();
        var answer = await troth.Visitor().Get(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(type, answer.ContentType);
        Assert.NotNull(answer.Header("Content-Security-Policy"));
    }
}

public sealed class UnreadableFormsOnSqlite(SqliteServer troth) : UnreadableFormsTests(troth), IClassFixture<SqliteServer>;

public sealed class UnreadableFormsOnPostgres(PostgresServer troth) : UnreadableFormsTests(troth), IClassFixture<PostgresServer>;
