using AngleSharp.Dom;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Tests.Book;

/// <summary>A company in which nothing was entered or imported yet.</summary>
public abstract class EmptyCompanyTests(TestServer troth)
{
    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        troth.Available();
        await BookScene.Recompute(troth.Services);
        var client = troth.As(Role.Administrator);
        var (seen, ways) = (new HashSet<string>(), new Queue<(string From, string To)>([("", "/")]));
        while (ways.TryDequeue(out var way))
        {
            var address = way.To.Split('#')[0];
            if (!seen.Add(address)) continue;
            var answer = await client.Get(address);
            Assert.True((int)answer.Status < 400, $"{way.From} links to {address}, which answers {(int)answer.Status}.");
            if (answer.ContentType != "text/html") continue;
            foreach (var link in answer.Page.QuerySelectorAll("a[href^='/'], turbo-frame[src^='/']"))
                ways.Enqueue((address, link.GetAttribute("href") ?? link.GetAttribute("src")!));
        }
        Assert.Contains("/import", seen);
        Assert.InRange(seen.Count, 15, 500);
    }
}

public sealed class EmptyCompanyOnSqlite(SqliteServer troth) : EmptyCompanyTests(troth), IClassFixture<SqliteServer>;

public sealed class EmptyCompanyOnPostgres(PostgresServer troth) : EmptyCompanyTests(troth), IClassFixture<PostgresServer>;
