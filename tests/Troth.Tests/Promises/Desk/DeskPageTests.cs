using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk;

public abstract class DeskPageTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        seller = troth.As(Role.Seller);
        if (await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 905))) return;
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            db.Add(new Account(905, "Northgate Hydraulics"));
            db.Add(new Account(906, "Northgate Rail"));
            await db.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_answer_is_the_day_of_the_plan_and_says_what_decides_it()
    {
        troth.Available();
        var offered = DateOnly.Parse((await seller.Get($"/api/dates?product={Bracket}&quantity=40")).Json.GetProperty("on").GetString()!, CultureInfo.InvariantCulture);
        var page = await seller.Open("/desk?product=bra&quantity=40");
        Assert.Contains(offered.ToString("dddd d MMMM", CultureInfo.GetCultureInfo("en-GB")), page.Words(".desk-day"), StringComparison.Ordinal);
        Assert.Contains("Bracket", page.Words(".desk-line"), StringComparison.Ordinal);
        Assert.Contains("PRESS", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hold these dates", page.Words(".desk-acts"), StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 8);
        var reasons = await seller.Open($"/desk/reasons?product={Bracket}&quantity=4000&wantedOn=2027-03-10");
        Assert.Contains("Why not 10 Mar 2027?", reasons.Text, StringComparison.Ordinal);
        Assert.Contains("4,000 × Bracket", (await seller.Open("/desk?product=BR-1&quantity=4000")).Words("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("product=nothing such&quantity=4", "Nothing we sell")]
    [InlineData("product=BR-1&quantity=four", "no quantity")]
    [InlineData("product=BR-1", "How many")]
    [InlineData("product=BR-1&quantity=4&wantedOn=soon", "is not a day")]
    [InlineData("product=BR-1&quantity=9999999", "9999999")]
    public async Task What_is_missing_or_wrong_is_said_in_place(string query, string said)
    {
        troth.Available();
        Assert.Contains(said, (await seller.Open("/desk?" + query)).Words("#desk-answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_answered_together_and_held_together()
    {
        troth.Available();
        const string two = "/desk?account=northgate+hydr&product=BR-1&quantity=300&wantedOn=&product=BR-1&quantity=300&wantedOn=";
        var lines = (await seller.Get("/api/desk?product=BR-1&quantity=300&product=BR-1&quantity=300")).Json.GetProperty("lines");
        var (first, second) = (lines[0].GetProperty("offer").GetProperty("on").GetString()!, lines[1].GetProperty("offer").GetProperty("on").GetString()!);
        Assert.True(string.CompareOrdinal(first, second) < 0, $"{first} {second}");
        var page = await seller.Open(two);
        Assert.Contains("Hold these dates for Northgate Hydraulics", page.Text, StringComparison.Ordinal);
        var held = await seller.Submit(page, ".desk-acts form", ("came", "Field"));
        Assert.True(held.Status == HttpStatusCode.SeeOther, held.Text);
        Assert.StartsWith("/quotes/Q-", held.Location, StringComparison.Ordinal);
        var made = (await seller.Get("/api" + held.Location)).Json;
        Assert.Equal("field", made.GetProperty("channel").GetString());
        var quote = made.GetProperty("lines");
        Assert.Equal((first, second), (quote[0].GetProperty("promisedOn").GetString(), quote[1].GetProperty("promisedOn").GetString()));
        // The form sent again is the same quote; what was shown and is gone by now is refused with what can be given.
        Assert.Equal(held.Location, (await seller.Submit(page, ".desk-acts form", ("came", "Field"))).Location);
        var late = await seller.Post("/desk", ("account", "A-905"), ("product", Bracket.ToString()), ("quantity", "300"), ("wantedOn", ""), ("offeredOn", first), ("key", "late-1"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
    }

    [Fact]
    public async Task Nobody_is_taken_for_somebody_of_the_same_name()
    {
        troth.Available();
        var page = await seller.Open("/desk?account=northgate&product=BR-1&quantity=3");
        Assert.Contains("Several accounts", page.Words(".desk-acts"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await seller.Post("/desk", ("account", "northgate"), ("product", "BR-1"), ("quantity", "3"))).Status);
        Assert.DoesNotContain("<form method=\"post\" action=\"/desk\"", (await troth.As(Role.Reader).Open("/desk?account=A-905&product=BR-1&quantity=3")).Text, StringComparison.Ordinal);
    }
}

public sealed class DeskPageOnSqlite(SqliteServer troth) : DeskPageTests(troth), IClassFixture<SqliteServer>;

public sealed class DeskPageOnPostgres(PostgresServer troth) : DeskPageTests(troth), IClassFixture<PostgresServer>;
