using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Identity;

public abstract class SignInTests(TestServer troth)
{
    private const HttpStatusCode In = HttpStatusCode.SeeOther, Refused = HttpStatusCode.UnprocessableEntity;

    [Fact]
    public async Task Five_wrong_passwords_lock_out_until_the_time_is_over()
    {
        troth.Available();
        var (id, email, password) = await troth.Person(Role.Reader);
        for (var tries = 0; tries < 4; tries++) Assert.Equal(Refused, (await troth.SignsIn(email, "a wrong password")).Status);
        Assert.Equal(In, (await troth.SignsIn(email, password)).Status); // four are forgiven, and forgotten
        for (var tries = 0; tries < 5; tries++) Assert.Equal(Refused, (await troth.SignsIn(email, "a wrong password")).Status);
        Assert.Equal(Refused, (await troth.SignsIn(email, password)).Status);
        Assert.Equal("Let in again", (await troth.As(Role.Administrator).Open($"/people/{id}")).Words("form[action$='/lock'] button"));

        await troth.Database.Db(db => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, troth.Clock.GetUtcNow().AddMinutes(-1))));
        Assert.Equal("Keep out", (await troth.As(Role.Administrator).Open($"/people/{id}")).Words("form[action$='/lock'] button"));
        Assert.Equal(In, (await troth.SignsIn(email, password)).Status);
    }

    [Fact]
    public async Task Who_is_kept_out_is_out_at_once_and_until_let_in_again()
    {
        troth.Available();
        var (id, email, password) = await troth.Person(Role.Reader);
        var (client, _) = await troth.SignsIn(email, password);
        await client.Open("/accounts");
        var administrator = troth.As(Role.Administrator);
        Assert.Equal(In, (await administrator.Submit(await administrator.Open($"/people/{id}"), "form[action$='/lock']")).Status);
        Assert.StartsWith("/sign-in", (await client.Get("/accounts")).Location!, StringComparison.Ordinal);
        Assert.Equal(Refused, (await troth.SignsIn(email, password)).Status);
        await administrator.Submit(await administrator.Open($"/people/{id}"), "form[action$='/lock']");
        Assert.Equal(In, (await troth.SignsIn(email, password)).Status);
        Assert.Equal(409, (int)(await administrator.Post($"/people/{troth.UserOf(Role.Administrator).Id}/lock", ("locked", "true"))).Status);
    }

    [Fact]
    public async Task A_form_with_a_sign_that_nothing_keeps_is_refused()
    {
        troth.Available();
        var answer = await troth.Visitor().Post("/sign-in", ("Email", "no\0body@test.example"), ("Password", "a wrong password"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("NUL", answer.Words("main")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody@test.example")]
    [InlineData("")]
    public async Task An_address_that_nobody_has_is_refused_like_a_wrong_password(string email)
    {
        troth.Available();
        Assert.Equal(Refused, (await troth.Visitor().Post("/sign-in", ("Email", email), ("Password", "a wrong password"))).Status);
    }
}

public sealed class SignInOnSqlite(SqliteServer troth) : SignInTests(troth), IClassFixture<SqliteServer>;

public sealed class SignInOnPostgres(PostgresServer troth) : SignInTests(troth), IClassFixture<PostgresServer>;
