using System.Net;
using System.Text.RegularExpressions;

namespace Troth.Bench;

/// <summary>The pages that the figures of evidence are on, of a company whose figures are computed.</summary>
internal static partial class EvidencePages
{
    /// <summary>Milliseconds that a page may take, the way to the server and back included.</summary>
    private const double Bound = 60;
    private const int Times = 50;

    public static async Task Measure(List<Measured> figures, string size, Server server)
    {
        await Rests(server);
        var board = (await server.Call(HttpMethod.Post, "/api/trades", new { name = "Bench" })).GetProperty("board").GetString();
        var sellers = await Links(server, "/hours", Seller());
        var gaps = await Links(server, "/book/white-space", Gap());
        static string Account(int i) => $"A-{1 + i * 37 % 5_000}";
        foreach (var (page, path) in new (string, Func<int, string>)[]
        {
            ("Book by overdue", _ => "/book?sort=overdue"), ("facts of an account", i => $"/book/{Account(i)}"), ("white space", _ => "/book/white-space"),
            ("a gap", i => gaps[i % gaps.Count]), ("potential of an account", i => $"/book/{Account(i)}/potential"), ("Team", _ => "/team"), ("hours of all", _ => "/hours"),
            ("hours of a seller", i => sellers[i % sellers.Count]), ("curve of an account", i => $"/hours/accounts/{Account(i)}"), ("trades", _ => "/trades"),
            ("a proposal", _ => $"/trades/{board}"), ("tiers", _ => "/tiers"), ("tier of an account", i => $"/tiers/{Account(i)}"), ("duplicates", _ => "/duplicates"),
        })
        {
            var taken = await server.Time(Times, path);
            figures.Add(new($"{size}: {page}, median", taken[Times / 2], "ms", Bound));
            figures.Add(new($"{size}: {page}, 95 %", taken[Times * 95 / 100], "ms"));
        }
    }

    /// <summary>Waits until what is computed in the background is: a page is not to be measured beside it.</summary>
    private static async Task Rests(Server server)
    {
        for (var (quiet, tries) = (0, 0); quiet < 5 && tries < 300; tries++)
        {
            var before = server.Used;
            await Task.Delay(TimeSpan.FromSeconds(1));
            quiet = (server.Used - before).TotalMilliseconds < 100 ? quiet + 1 : 0;
        }
    }

    private static async Task<IReadOnlyList<string>> Links(Server server, string page, Regex link)
    {
        var found = link.Matches(await server.Get(page)).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct().ToList();
        return found.Count > 0 ? found : throw new InvalidOperationException($"{page} has no link as expected.");
    }

    [GeneratedRegex("href=\"(/hours/S-[0-9]+)\"")]
    private static partial Regex Seller();

    [GeneratedRegex("href=\"(/book/[^\"/]+/white-space\\?family=[^\"]+)\"")]
    private static partial Regex Gap();
}
