using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Troth.Accounts;
using Troth.Doubles;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Doubles;

/// <summary>Accounts and people entered twice: found in the background, shown side by side, decided, and not proposed again.</summary>
public abstract class DoublesTests(TestServer troth) : IAsyncLifetime
{
    private const string Twice = "Ostrowski Feinmechanik GmbH", Again = "Ostrowsky Feinmechanik";

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        await troth.Database.Db(async db =>
        {
            await db.DoubleDecisions.ExecuteDeleteAsync();
            await db.DoubleSearches.ExecuteUpdateAsync(set => set.SetProperty(s => s.StartedAt, (DateTimeOffset?)null));
            if (await db.Accounts.AnyAsync(a => a.Name == Twice)) return;
            Account Company(long number, string name, string street, string city, string code, string phone, string site)
            {
                var account = new Account(number, name) { Phone = phone, Website = site, Address = new Address { Street = street, City = city, PostalCode = code, Country = "DE" } };
                db.Add(account);
                return account;
            }

            string[] families = ["Adler", "Brandt", "Cramer", "Decker", "Ebert", "Falk", "Gerber", "Hagen", "Imhof", "Junker", "Keller", "Lorenz"];
            string[] trades = ["Stahlbau", "Pumpen", "Ventile", "Getriebe", "Kessel", "Pressen"];
            string[] towns = ["Kassel", "Fulda", "Gotha", "Jena"];
            for (var i = 0; i < 60; i++)
                Company(await db.Take<Account>(default), $"{families[i % 12]} {trades[i / 12]} GmbH", $"Weg {3 * i + 2}", towns[i % 4], $"3{i % 4}117", $"+49 561 {4_177_000 + 613 * i}", $"https://{families[i % 12]}-{trades[i / 12]}.example");
            var one = Company(await db.Take<Account>(default), Twice, "Lange Straße 14", "Fulda", "36037", "+49 661 77 31 09", "https://www.ostrowski.example");
            Company(await db.Take<Account>(default), Again, "Lange Str. 14", "Fulda", "36037", "0661/773109", "ostrowski.example");
            foreach (var (first, last, mail) in new[] { ("Henrike", "Ostrowski", "h.ostrowski@ostrowski.example"), ("H.", "Ostrowski", "h.ostrowski@ostrowski.example") }.Concat(families.Select(f => ("Karl", f, $"{f}@{f}.example"))))
            {
                var person = new Contact(await db.Take<Contact>(default), first, last) { Email = mail, Phone = last == "Ostrowski" ? "+49 661 77 31 22" : $"+49 30 {11_000 + 37 * last.Length + last[0]}" };
                db.Add(person);
                if (last == "Ostrowski") db.Add(new ContactRole { ContactId = person.Id, AccountId = one.Id });
            }

            await db.SaveChangesAsync();
        });
        await Search();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_is_here_twice_is_shown_side_by_side_with_why()
    {
        troth.Available();
        var page = await troth.As(Role.Manager).Open("/duplicates");
        var pair = page.Page.QuerySelectorAll(".double-pair").Single(p => p.TextContent.Contains("Ostrowski", StringComparison.Ordinal));
        Assert.Contains("website", pair.QuerySelector("p")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Lange Str. 14", pair.TextContent, StringComparison.Ordinal);
        Assert.Contains("nearly the same", pair.TextContent, StringComparison.Ordinal);
        Assert.Contains("accounts compared, as of", page.Words("main")!, StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 9);

        var people = (await troth.As(Role.Marketer).Json(HttpMethod.Get, "/api/duplicates?of=contacts")).Json;
        var group = Assert.Single(people.GetProperty("groups").EnumerateArray(), g => g.GetRawText().Contains("Henrike", StringComparison.Ordinal));
        Assert.InRange(group.GetProperty("pairs")[0].GetProperty("probability").GetDouble(), .5, 1);

        var csv = (await troth.As(Role.Seller).Open("/duplicates/export")).Text;
        Assert.StartsWith("\ufeffgroup,first,firstName", csv, StringComparison.Ordinal);
        Assert.Contains(Again, csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await troth.As(Role.Reader).Get("/api/duplicates")).Status);
    }

    [Fact]
    public async Task Not_the_same_is_kept_with_why_and_not_proposed_again_unless_they_change()
    {
        troth.Available();
        var manager = troth.As(Role.Manager);
        var account = await Label(Again);
        Assert.Contains("likely in here twice", (await Panel(manager, account)).Text, StringComparison.Ordinal);

        var page = await manager.Open($"/duplicates?record={account}");
        var form = page.Page.QuerySelector(".double-form")!.GetAttribute("action")!;
        var refused = await manager.Submit(page, $"form[action='{form}']", ("verdict", "different"));
        Assert.Equal(422, (int)refused.Status);
        Assert.Contains("Say in a sentence why", refused.Text, StringComparison.Ordinal);
        var done = await manager.Submit(page, $"form[action='{form}']", ("verdict", "different"), ("why", "Two brothers, two workshops."));
        Assert.Equal(303, (int)done.Status);
        Assert.DoesNotContain("likely in here twice", (await Panel(manager, account)).Text, StringComparison.Ordinal);
        Assert.Contains("Whether it is here twice", (await manager.Open($"/accounts/{account}/history")).Text, StringComparison.Ordinal);
        Assert.Contains("Whether it is here twice", (await manager.Open($"/accounts/{await Label(Twice)}/history")).Text, StringComparison.Ordinal);
        Assert.Contains("Two brothers, two workshops.", (await manager.Open("/duplicates?show=decided")).Words("table")!, StringComparison.Ordinal);
        Assert.Contains("different,\"Two brothers, two workshops.\"", (await manager.Open("/duplicates/export?show=decided")).Text, StringComparison.Ordinal);

        await Search();
        Assert.Empty(await Open(account));

        await Change(account, a => a.Phone = "+49 661 77 31 10");
        await Search();
        Assert.Single(await Open(account));
        await Change(account, a => a.Phone = "0661/773109");
    }

    [Fact]
    public async Task A_group_of_many_stands_once_with_its_pairs_folded_and_each_is_decided_by_itself()
    {
        troth.Available();
        var third = await troth.Database.Db(async db =>
        {
            var account = new Account(await db.Take<Account>(default), "Ostrowski Feinmechanik")
            {
                Phone = "+49 661 773109", Website = "ostrowski.example", Address = new Address { Street = "Lange Straße 14", City = "Fulda", PostalCode = "36037", Country = "DE" },
            };
            db.Add(account);
            await db.SaveChangesAsync();
            return account.Id;
        });
        try
        {
            await Search();
            var manager = troth.As(Role.Manager);
            var page = await manager.Open($"/duplicates?record={await Label(Again)}");
            var group = Assert.Single(page.Page.QuerySelectorAll("main section.card"), s => s.QuerySelector(".double-pair") is not null);
            Assert.Equal(3, group.QuerySelector("table")!.QuerySelectorAll("tbody tr").Length);
            var pairs = group.QuerySelectorAll("details.double-pair");
            Assert.InRange(pairs.Length, 2, 3);
            Assert.All(pairs, p => Assert.False(p.HasAttribute("open")));
            var names = group.QuerySelectorAll("[aria-label]").Select(e => e.GetAttribute("aria-label")).ToList();
            Assert.True(names.Count >= 3 * pairs.Length);
            Assert.Equal(names.Distinct(), names);

            // What was refused stands open with why; decided, the others stay.
            var form = pairs[1].QuerySelector(".double-form")!.GetAttribute("action")!;
            var refused = await manager.Submit(page, $"form[action='{form}']", ("verdict", "different"));
            Assert.Contains("Say in a sentence why", Assert.Single(refused.Page.QuerySelectorAll("details.double-pair[open]")).TextContent, StringComparison.Ordinal);
            Assert.Equal(303, (int)(await manager.Submit(page, $"form[action='{form}']", ("verdict", "different"), ("why", "Two brothers, two workshops."))).Status);
            var left = (await manager.Json(HttpMethod.Get, "/api/duplicates?limit=200")).Json.GetProperty("groups").EnumerateArray()
                .Where(g => g.GetRawText().Contains("Ostrowski", StringComparison.Ordinal)).Sum(g => g.GetProperty("pairs").GetArrayLength());
            Assert.Equal(pairs.Length - 1, left);
        }
        finally
        {
            await troth.Database.Db(async db =>
            {
                await db.DoubleDecisions.ExecuteDeleteAsync();
                await db.Accounts.Where(a => a.Id == third).ExecuteDeleteAsync();
            });
            await Search();
        }
    }

    [Fact]
    public async Task Not_the_same_is_said_of_what_they_say_now_not_of_what_was_compared()
    {
        troth.Available();
        var account = await Label(Again);
        await Change(account, a => a.Phone = "+49 661 77 31 10");
        Assert.Equal(HttpStatusCode.OK, (await Different(await Pair(account))).Status);
        await Search();
        Assert.Empty(await Open(account));
        await Change(account, a => a.Phone = "0661/773109");
    }

    [Fact]
    public async Task What_is_decided_during_a_search_is_not_proposed_by_it()
    {
        troth.Available();
        var account = await Label(Again);
        var pair = await Pair(account);
        await SearchAnd(async () => Assert.Equal(HttpStatusCode.OK, (await Different(pair)).Status));
        Assert.Empty(await Open(account));
    }

    [Fact]
    public async Task What_is_decided_during_a_search_of_values_newer_than_it_read_is_not_proposed_by_it()
    {
        troth.Available();
        var account = await Label(Again);
        var pair = await Pair(account);
        await SearchAnd(async () =>
        {
            await Change(account, a => a.Phone = "+49 661 77 31 10");
            Assert.Equal(HttpStatusCode.OK, (await Different(pair)).Status);
        });
        Assert.Empty(await Open(account));
        await Search();
        Assert.Empty(await Open(account));
        await Change(account, a => a.Phone = "0661/773109");
    }

    [Fact]
    public async Task The_same_is_noted_whatever_changes_and_can_be_taken_back()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        var account = await Label(Again);
        var pair = Assert.Single(await Open(account)).GetProperty("pairs")[0].GetProperty("pair").GetGuid();
        var decided = await seller.Json(HttpMethod.Put, $"/api/duplicates/{pair}/decision", new { same = true });
        Assert.Equal(HttpStatusCode.OK, decided.Status);
        Assert.True(decided.Json.GetProperty("same").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await seller.Json(HttpMethod.Put, $"/api/duplicates/{pair}/decision", new { same = false, why = "No." })).Status);
        await Change(account, a => a.Phone = "+49 661 77 31 10");
        await Search();
        Assert.Empty(await Open(account));
        await Change(account, a => a.Phone = "0661/773109");

        Assert.Equal(HttpStatusCode.NoContent, (await seller.Json(HttpMethod.Delete, $"/api/duplicates/decided/{decided.Json.GetProperty("decision").GetGuid()}")).Status);
        await Search();
        Assert.Single(await Open(account));
    }

    [Fact]
    public async Task What_is_not_published_is_in_no_pair()
    {
        troth.Available();
        var account = await Label(Again);
        await troth.Database.Db(async db =>
        {
            await db.Accounts.Where(a => a.Name == Again).ExecuteUpdateAsync(set => set.SetProperty(a => a.BatchId, 4711));
            db.Add(new HiddenBatch { Id = 4711 });
            await db.SaveChangesAsync();
        });
        try
        {
            Assert.DoesNotContain(Again, (await troth.As(Role.Manager).Open("/duplicates")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Again, (await troth.As(Role.Manager).Open("/duplicates/export")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("likely in here twice", (await Panel(troth.As(Role.Manager), await Label(Twice))).Text, StringComparison.Ordinal);
        }
        finally
        {
            await troth.Database.Db(async db =>
            {
                await db.Set<HiddenBatch>().Where(b => b.Id == 4711).ExecuteDeleteAsync();
                await db.Accounts.IgnoreQueryFilters().Where(a => a.Name == Again).ExecuteUpdateAsync(set => set.SetProperty(a => a.BatchId, 0));
            });
        }

        Assert.Single(await Open(account));
    }

    [Fact]
    public async Task A_search_can_be_asked_for()
    {
        troth.Available();
        var seller = troth.As(Role.Seller);
        Assert.Equal(HttpStatusCode.Accepted, (await seller.Json(HttpMethod.Post, "/api/duplicates/search")).Status);
        Assert.True(await Searching());
        Assert.True(await Due());
        await Search();
        Assert.False(await Searching());
        Assert.False(await Due());
    }

    [Fact]
    public async Task A_search_that_was_asked_for_and_failed_is_still_to_do()
    {
        troth.Available();
        await Ask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => SearchAnd(() => throw new InvalidOperationException("The disk is full.")));
        Assert.True(await Searching());
        Assert.True(await Due());
        await Search();
        Assert.False(await Searching());
    }

    [Fact]
    public async Task A_search_asked_for_during_another_is_still_to_do()
    {
        troth.Available();
        await Ask();
        await SearchAnd(Ask);
        Assert.True(await Searching());
        Assert.True(await Due());
        await Search();
        Assert.False(await Searching());
    }

    [Fact]
    public async Task A_search_that_died_with_its_server_is_taken_up()
    {
        troth.Available();
        await Began(TimeSpan.FromMinutes(5));
        Assert.True(await Searching());
        Assert.False(await Due());

        await Began(TimeSpan.FromMinutes(20));
        Assert.False(await Searching());
        Assert.False((await troth.As(Role.Manager).Open("/duplicates")).Page.QuerySelector("form[action='/duplicates/search'] button")!.HasAttribute("disabled"));
        Assert.True(await Due());
        await Search();
        Assert.False(await Due());
    }

    private async Task Search()
    {
        var search = troth.Services.GetRequiredService<SearchDoubles>();
        Assert.True(await search.Run(DoubleKind.Accounts, default));
        Assert.True(await search.Run(DoubleKind.Contacts, default));
    }

    /// <summary>Searches accounts, and does this between what it reads and what it keeps.</summary>
    private Task<bool> SearchAnd(Func<Task> meanwhile) => troth.Services.GetRequiredService<MidSearch>().Run(troth.Services.GetRequiredService<SearchDoubles>(), meanwhile);

    private async Task Ask() => Assert.Equal(HttpStatusCode.Accepted, (await troth.As(Role.Seller).Json(HttpMethod.Post, "/api/duplicates/search")).Status);

    private async Task<bool> Searching() => (await troth.As(Role.Seller).Json(HttpMethod.Get, "/api/duplicates")).Json.GetProperty("searching").GetBoolean();

    /// <summary>Whether the background job would search accounts now.</summary>
    private async Task<bool> Due()
    {
        var all = troth.Services;
        using var job = new SearchJob(all.GetRequiredService<IServiceScopeFactory>(), all.GetRequiredService<SearchDoubles>(), troth.Clock, NullLogger<SearchJob>.Instance);
        return await job.Due(DoubleKind.Accounts, default);
    }

    /// <summary>A search of accounts began this long ago, and has not ended.</summary>
    private Task<int> Began(TimeSpan ago)
    {
        var then = troth.Clock.GetUtcNow() - ago;
        return troth.Database.Db(db => db.DoubleSearches.Where(s => s.Kind == DoubleKind.Accounts).ExecuteUpdateAsync(set => set.SetProperty(s => s.StartedAt, then)));
    }

    private async Task<Guid> Pair(string account) => Assert.Single(await Open(account)).GetProperty("pairs")[0].GetProperty("pair").GetGuid();

    private Task<Answer> Different(Guid pair) =>
        troth.As(Role.Seller).Json(HttpMethod.Put, $"/api/duplicates/{pair}/decision", new { same = false, why = "Two brothers, two workshops." });

    private async Task<JsonElement[]> Open(string account) =>
        [.. (await troth.As(Role.Manager).Json(HttpMethod.Get, $"/api/duplicates?record={account}")).Json.GetProperty("groups").EnumerateArray()];

    private async Task<Answer> Panel(TestClient reader, string account)
    {
        var number = Reference.Parse("A", account).Number;
        var id = await troth.Database.Db(db => db.Accounts.Where(a => a.Number == number).Select(a => a.Id).SingleAsync());
        return await reader.Get($"/panels/account-side/duplicates/{id}");
    }

    private Task<string> Label(string name) => troth.Database.Db(async db => (await db.Accounts.SingleAsync(a => a.Name == name)).Label);

    private Task Change(string label, Action<Account> change) => troth.Database.Db(async db =>
    {
        var number = Reference.Parse("A", label).Number;
        change(await db.Accounts.SingleAsync(a => a.Number == number));
        await db.SaveChangesAsync();
    });
}

public sealed class DoublesOnSqlite(SqliteSearchedByHand troth) : DoublesTests(troth), IClassFixture<SqliteSearchedByHand>;

public sealed class DoublesOnPostgres(PostgresSearchedByHand troth) : DoublesTests(troth), IClassFixture<PostgresSearchedByHand>;
