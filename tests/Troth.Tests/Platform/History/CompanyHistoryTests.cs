using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.History;

/// <summary>What was changed anywhere in the company: found, filtered, named, and never more than the reader may see.</summary>
public abstract class CompanyHistoryTests(TestServer troth)
{
    /// <summary>Kinds whose changes stand in an account's own history only, or nowhere, and why.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["claim"] = "depends on whose account it is", ["claimQuestion"] = "is between a seller and a manager", ["potentialEstimate"] = "depends on whose account it is",
        ["accountEffort"] = "depends on whose account it is", ["decidedTier"] = "depends on whose account it is",
        ["tradeMove"] = "depends on whose account it is", ["tradeBoard"] = "is its team's", ["scenario"] = "is somebody's own draft",
    };

    private static JsonElement.ArrayEnumerator Lines(Answer answer) => answer.Json.GetProperty("items").EnumerateArray();

    private static string? Of(JsonElement line, string field) => line.GetProperty("change").GetProperty(field).GetString();

    private async Task<(string Label, Guid Id)> Moved(string name, string from, string to)
    {
        var account = await troth.Account(name);
        var manager = troth.As(Role.Manager);
        foreach (var city in new[] { from, to })
        {
            var version = (await manager.Get($"/api/accounts/{account.Label}")).Json.GetProperty("version").GetInt32();
            Assert.Equal(HttpStatusCode.OK, (await manager.Json(HttpMethod.Patch, $"/api/accounts/{account.Label}", new { address = new { city }, version })).Status);
        }
        return (account.Label, account.Id);
    }

    [Fact]
    public async Task Every_kind_of_record_is_in_it_with_its_fields_in_words_or_has_a_reason_not_to_be()
    {
        troth.Available();
        await using var scope = troth.Services.CreateAsyncScope();
        var kinds = scope.ServiceProvider.GetServices<KindInHistory>().ToList();
        var words = scope.ServiceProvider.GetRequiredService<KindWords>();
        var records = scope.ServiceProvider.GetRequiredService<TrothContext>().Model.GetEntityTypes()
            .Where(t => typeof(Troth.Platform.Data.Record).IsAssignableFrom(t.ClrType) || typeof(IHasHistory).IsAssignableFrom(t.ClrType)).ToList();
        var known = kinds.Select(k => k.Entity).Concat(Elsewhere.Keys).Order(StringComparer.Ordinal);
        Assert.Equal(records.Select(Recorder.NameOf).Order(StringComparer.Ordinal), known);
        Assert.All(kinds, kind => Assert.True(Enum.TryParse<Right>(kind.Right, out _), kind.Right));
        var unsaid = new List<string>();
        foreach (var record in records.Where(t => !Elsewhere.ContainsKey(Recorder.NameOf(t))))
        {
            var entity = Recorder.NameOf(record);
            if (words.Entity(entity).ResourceNotFound) unsaid.Add(entity);
            var told = typeof(IHasHistory).IsAssignableFrom(record.ClrType) ? ((IHasHistory)Activator.CreateInstance(record.ClrType)!).Told : null;
            foreach (var property in record.GetProperties().Concat(record.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties())))
            {
                if (property.PropertyInfo?.SetMethod is not { } set || (told is not null && !told.Contains(property.Name))) continue;
                var forGood = set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
                if (!forGood && !Recorder.IsBookkeeping(property.Name) && words.Field(entity, property.Name).ResourceNotFound) unsaid.Add($"{entity}.{property.Name}");
            }
        }
        Assert.True(unsaid.Count == 0, string.Join('\n', unsaid));
    }

    [Fact]
    public async Task A_change_is_found_with_who_made_it_what_was_and_what_became_and_leads_to_its_record()
    {
        troth.Available();
        var (label, id) = await Moved("History Works", "Krems", "Wörgl");
        var admin = troth.As(Role.Administrator);
        var line = Lines(await admin.Get($"/api/changes?q={label}&did=updated")).First();
        Assert.Equal("account", Of(line, "entity"));
        Assert.Equal("Manager Tester", Of(line, "who"));
        Assert.Equal("api", Of(line, "through"));
        Assert.Equal($"/accounts/{label}", line.GetProperty("about").GetProperty("href").GetString());
        var field = Assert.Single(line.GetProperty("change").GetProperty("fields").EnumerateArray());
        Assert.Equal(("Address.City", "Krems", "Wörgl"), (field.GetProperty("field").GetString(), field.GetProperty("from").GetString(), field.GetProperty("to").GetString()));
        // By its name, by what it became, and by what it was, with letters beyond ASCII as they are in the entry.
        foreach (var q in new[] { "history works", "Wörgl", "wörgl", "KREMS", id.ToString() })
            Assert.Contains(Lines(await admin.Get($"/api/changes?q={Uri.EscapeDataString(q)}")), l => l.GetProperty("change").GetProperty("record").GetGuid() == id && Of(l, "action") == "updated");
        var page = await admin.Open($"/history?q={label}");
        Assert.Contains(page.Page.QuerySelectorAll(".history-entry a").Select(a => a.GetAttribute("href")), href => href == $"/accounts/{label}");
        Assert.Contains("Wörgl", page.Page.QuerySelector(".history")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_filter_lets_through_what_it_says_and_nothing_else()
    {
        troth.Available();
        var (label, id) = await Moved("Filtered Works", "Enns", "Steyr");
        var admin = troth.As(Role.Administrator);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(troth.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna")).DateTime);
        foreach (var (query, holds) in new (string, Func<Change, bool>)[]
        {
            ("kind=account", c => c.Entity == "account"), ($"who={troth.UserOf(Role.Manager).Id}", c => c.ActorId == troth.UserOf(Role.Manager).Id),
            ("through=api", c => c.Through == "api"), ("did=updated", c => c.Action == "updated"), ($"from={day:yyyy-MM-dd}", _ => true), ($"to={day:yyyy-MM-dd}", _ => true),
        })
        {
            var shown = Lines(await admin.Get($"/api/changes?limit=200&{query}")).Select(l => l.GetProperty("change").GetProperty("id").GetGuid()).ToList();
            var changes = await troth.Database.Db(db => db.Changes.AsNoTracking().Where(c => shown.Contains(c.Id)).ToListAsync());
            Assert.All(changes, c => Assert.True(holds(c), query));
            Assert.Contains(changes, c => c.RecordId == id);
        }
        Assert.Empty(Lines(await admin.Get($"/api/changes?q={label}&from={day.AddDays(1):yyyy-MM-dd}")));
        Assert.Empty(Lines(await admin.Get($"/api/changes?q={label}&to={day.AddDays(-1):yyyy-MM-dd}")));
        Assert.Empty(Lines(await admin.Get("/api/changes?import=I-987654")));
    }

    [Fact]
    public async Task Words_are_looked_for_in_the_last_thirty_days_unless_a_day_is_given()
    {
        troth.Available();
        var (_, id) = await Moved("Long Ago Works", "Perg", "Grein");
        var old = troth.Clock.GetUtcNow().AddDays(-40);
        await troth.Database.Db(async db => await db.Changes.Where(c => c.RecordId == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.At, old)));
        var admin = troth.As(Role.Administrator);
        var lately = await admin.Get("/api/changes?q=Long+Ago+Works");
        Assert.Empty(Lines(lately));
        Assert.NotNull(lately.Json.GetProperty("since").GetString());
        var since = await admin.Get($"/api/changes?q=Long+Ago+Works&from={DateOnly.FromDateTime(old.AddDays(-2).DateTime):yyyy-MM-dd}");
        Assert.Equal(JsonValueKind.Null, since.Json.GetProperty("since").ValueKind);
        Assert.NotEmpty(Lines(since));
    }

    [Fact]
    public async Task Readers_see_the_kinds_they_may_see_and_nothing_of_what_depends_on_whose_account_it_is()
    {
        troth.Available();
        var admin = troth.As(Role.Administrator);
        var person = await troth.Somebody("Looked After Person", Role.Reader);
        var named = await admin.Json(HttpMethod.Put, $"/api/people/{person.Id}", new { name = "Renamed Person", email = person.Email, roles = new[] { "reader" } });
        Assert.True(named.Status == HttpStatusCode.OK, named.Text);
        await troth.Database.Db(async db =>
        {
            foreach (var entity in Elsewhere.Keys.Append("noLongerAKind"))
                db.Changes.Add(new Change { At = troth.Clock.GetUtcNow(), ActorName = "Somebody Else", Through = "page", Entity = entity, RecordId = Guid.CreateVersion7(), Action = "created" });
            return await db.SaveChangesAsync();
        });
        Assert.Contains(Lines(await admin.Get("/api/changes?q=Renamed+Person")), l => Of(l, "entity") == "user");
        var manager = troth.As(Role.Manager);
        Assert.DoesNotContain(Lines(await manager.Get("/api/changes?q=Renamed+Person")), l => Of(l, "entity") == "user");
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.Get("/api/changes?kind=user")).Status);
        foreach (var reader in new[] { admin, manager })
        {
            Assert.DoesNotContain(Lines(await reader.Get("/api/changes?limit=200")), l => Elsewhere.ContainsKey(Of(l, "entity")!) || Of(l, "entity") == "noLongerAKind");
            foreach (var kind in Elsewhere.Keys) Assert.Equal(HttpStatusCode.BadRequest, (await reader.Get($"/api/changes?kind={kind}")).Status);
        }
        manager.Cookies.Add(troth.Address, new Cookie("troth.safe", "on"));
        var safe = await manager.Open("/history");
        Assert.Empty(safe.Page.QuerySelectorAll(".history-entry"));
        Assert.Empty(Lines(await manager.Get("/api/changes")));
    }

    [Fact]
    public async Task Paging_meets_every_entry_once_and_a_page_costs_the_same_queries_however_long_it_is()
    {
        troth.Available();
        foreach (var i in Enumerable.Range(0, 4)) await Moved($"Paged Works {i}", "Linz", "Wels");
        var admin = troth.As(Role.Administrator);
        var met = new List<Guid>();
        for (string? after = ""; after is not null;)
        {
            var page = await admin.Get($"/api/changes?kind=account&limit=3{(after == "" ? "" : "&after=" + Uri.EscapeDataString(after))}");
            met.AddRange(Lines(page).Select(l => l.GetProperty("change").GetProperty("id").GetGuid()));
            after = page.Json.GetProperty("after").GetString();
        }
        var all = await troth.Database.Db(db => db.Changes.AsNoTracking().Where(c => c.Entity == "account").Select(c => c.Id).ToListAsync());
        Assert.Equal(met.Count, met.Distinct().Count());
        Assert.Subset(all.ToHashSet(), met.ToHashSet());
        Assert.True(met.Count >= 12);
        var few = await admin.Get("/api/changes?kind=account&limit=2");
        var many = await admin.Get("/api/changes?kind=account&limit=200");
        Assert.Equal(few.Queries.Count, many.Queries.Count);
        Assert.InRange((await admin.Open("/history")).Queries.Count, 2, 30);
    }

    [Theory]
    [InlineData("kind=unicorn")]
    [InlineData("who=somebody")]
    [InlineData("through=pigeon")]
    [InlineData("did=vanished")]
    [InlineData("import=I-0")]
    [InlineData("import=99999999999")]
    [InlineData("from=yesterday")]
    [InlineData("to=31.12.2025")]
    [InlineData("after=nowhere")]
    [InlineData("limit=0")]
    public async Task What_cannot_be_looked_for_is_named_with_what_could(string query)
    {
        troth.Available();
        var answer = await troth.As(Role.Administrator).Get($"/api/changes?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(query[..query.IndexOf('=')], out _), answer.Text);
    }

    [Theory]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("%27%3B--")]
    [InlineData("%5C%22")]
    [InlineData("%F0%9F%A6%8A")]
    [InlineData("A-99999999999999999999")]
    public async Task Odd_words_find_nothing_and_break_nothing(string q)
    {
        troth.Available();
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Administrator).Get($"/api/changes?q={q}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await troth.As(Role.Administrator).Get($"/api/changes?q={new string('x', 300)}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await troth.As(Role.Administrator).Get("/history?from=0001-01-01&to=9999-12-31")).Status);
    }
}

public sealed class CompanyHistoryOnSqlite(SqliteServer troth) : CompanyHistoryTests(troth), IClassFixture<SqliteServer>;

public sealed class CompanyHistoryOnPostgres(PostgresServer troth) : CompanyHistoryTests(troth), IClassFixture<PostgresServer>;
