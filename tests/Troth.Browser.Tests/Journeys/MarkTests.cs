using System.Text.Json;
using Troth.Identity;
using Troth.Tests.Harness;

namespace Troth.Browser.Tests.Journeys;

/// <summary>What every page must say of itself, and what it must not say in the customer-safe view; read as it is sent, before any script.</summary>
[Collection(Journeys.Name)]
public sealed class MarkTests(SampleServer troth)
{
    /// <summary>Words that judge: kinds, claims, questions, and what could be bought.</summary>
    private static readonly string[] Judgements =
        ["smoke screen", "smokeScreen", "sleeper", "slipping", "too little evidence", "trusted adviser", "first call", "yet bought", "still invest", "Could buy", "Penetration"];

    [Fact]
    public async Task Every_page_of_the_sample_company_says_that_it_is_made_up()
    {
        var wrong = new List<string>();
        foreach (var seen in PageList.All)
        {
            var client = seen.As is { } role ? troth.As(role) : troth.Visitor();
            var page = await client.Open(await seen.Address(troth));
            if (page.Words(".sample-note") != "Sample company — the people and figures are made up") wrong.Add(seen.Route);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData(Role.Seller)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Administrator)]
    public async Task The_customer_safe_view_sends_no_judgement(Role role)
    {
        var client = troth.As(role);
        var account = await troth.Account();
        var id = (await client.Json(HttpMethod.Get, $"/api/accounts/{account}")).Json.GetProperty("id").GetString();
        string[] addresses = ["/", "/book", "/book?kind=smokeScreen", "/book?sort=-penetration", $"/book/{account}", "/accounts", $"/accounts/{account}", $"/accounts/{account}/history",
            $"/panels/account-head/book/{id}", "/book/export", "/accounts/export", "/api/book", "/api/book/chart", $"/api/book/{account}", "/api/book/questions", "/claims", "/search?q=a"];
        var before = new Dictionary<string, int>();
        foreach (var address in addresses) before[address] = Said(await client.Get(address), address).Count;
        // The pages judge before: else this looks at nothing.
        Assert.All(["/book", $"/book/{account}", "/book/export", "/api/book"], address => Assert.NotEqual(0, before[address]));
        var judged = await Figures(client, account);
        foreach (var figure in "growth growthRange peerGrowth peerGrowthRange potential penetration penetrationRange".Split(' '))
            Assert.Contains($"/api/book: {figure}", judged);
        Assert.Contains("/api/book/chart: points", judged);
        foreach (var column in "growth ordersInGrowth growthLow growthPeers peerGrowth potential potentialHigh peers".Split(' '))
            Assert.Contains($"/book/export: {column}", judged);

        client.Cookies.Add(troth.Address, new System.Net.Cookie("troth.safe", "on"));
        var wrong = new List<string>();
        foreach (var address in addresses)
            wrong.AddRange(Said(await client.Get(address), address).Select(word => $"{address} says “{word}”"));
        wrong.AddRange(await Figures(client, account));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What of growth, potential and penetration is not empty, and where: figures judge without a word.</summary>
    private static async Task<HashSet<string>> Figures(TestClient client, string account)
    {
        var found = new HashSet<string>();
        void Look(string address, JsonElement row)
        {
            foreach (var member in row.EnumerateObject().Where(m => Judges(m.Name) && m.Value.ValueKind != JsonValueKind.Null))
                found.Add($"{address}: {member.Name}");
        }
        var rows = (await client.Get("/api/book")).Json.GetProperty("accounts").EnumerateArray().ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows) Look("/api/book", row);
        Look("/api/book/…", (await client.Get($"/api/book/{account}")).Json.GetProperty("figures"));
        if ((await client.Get("/api/book/chart")).Json.GetProperty("series").GetArrayLength() > 0) found.Add("/api/book/chart: points");
        using var csv = new StringReader((await client.Get("/book/export")).Text);
        var columns = csv.ReadLine()!.TrimStart('\uFEFF').Split(',');
        Assert.Contains("purchases12m", columns);
        for (var cells = Cells(csv); cells.Count > 0; cells = Cells(csv))
            foreach (var (column, _) in columns.Zip(cells).Where(pair => Judges(pair.First) && pair.Second.Length > 0))
                found.Add($"/book/export: {column}");
        return found;
    }

    private static bool Judges(string name) => name == "peers"
        || new[] { "growth", "potential", "penetration" }.Any(figure => name.Contains(figure, StringComparison.OrdinalIgnoreCase));

    /// <summary>One row of a CSV; none at its end.</summary>
    private static List<string> Cells(StringReader csv)
    {
        var (cells, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var next = csv.Read(); next >= 0; next = csv.Read())
        {
            if (next == '"') quoted = !quoted;
            else if (!quoted && next == '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                return cells;
            }
            else if (!quoted && next == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append((char)next);
        }
        return cells;
    }

    /// <summary>The judging words in what a page, a CSV's rows or an API's values say; names of columns and fields are there for every reader.</summary>
    private static List<string> Said(Answer answer, string address)
    {
        var text = answer.Text;
        if (address.EndsWith("/export", StringComparison.Ordinal)) text = text[text.IndexOf('\n', StringComparison.Ordinal)..];
        else if (text.Contains("<main", StringComparison.Ordinal)) text = text[text.IndexOf("<main", StringComparison.Ordinal)..]
            .Replace("kind=smokeScreen", "", StringComparison.Ordinal).Replace("-penetration", "", StringComparison.Ordinal); // the reader's own address
        var comparison = address.StartsWith("/api/", StringComparison.Ordinal) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return [.. Judgements.Where(word => text.Contains(word, comparison))];
    }
}
