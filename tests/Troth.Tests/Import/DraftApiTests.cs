using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>A program does what the import page does: look, correct, preview, import, throw away.</summary>
public abstract class DraftApiTests(TestServer troth)
{
    private const string Drafts = "/api/imports/drafts";

    [Fact]
    public async Task Files_are_looked_at_corrected_previewed_and_imported()
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        var sent = await manager.Upload(Drafts, "files", "customers.csv", "Id,Name,City\nd1,Draft One,Ulm\nd2,Draft Two,Bonn\n"u8.ToArray());
        Assert.Equal(HttpStatusCode.Created, sent.Status);
        var draft = sent.Location!;
        var recipe = JsonNode.Parse(sent.Json.GetProperty("recipe").GetRawText())!;
        Assert.Equal("suggested", sent.Json.GetProperty("origin").GetString());
        Assert.Equal(2, sent.Json.GetProperty("files")[0].GetProperty("profile").GetProperty("rows").GetInt32());

        recipe["source"] = "draft-api";
        var corrected = await manager.Json(HttpMethod.Put, draft + "/recipe", recipe);
        Assert.Equal(("corrected", "draft-api"), (corrected.Json.GetProperty("origin").GetString(), corrected.Json.GetProperty("recipe").GetProperty("source").GetString()));
        Assert.Equal("draft-api", (await manager.Get(draft)).Json.GetProperty("recipe").GetProperty("source").GetString());

        var preview = await manager.Json(HttpMethod.Post, draft + "/preview");
        Assert.Equal(2, preview.Json.GetProperty("entities").GetProperty("account").GetProperty("created").GetInt32());
        Assert.DoesNotContain("Draft One", (await manager.Get("/api/accounts?q=Draft")).Text, StringComparison.Ordinal);

        var begun = await manager.Json(HttpMethod.Post, draft + "/import");
        Assert.Equal(HttpStatusCode.Accepted, begun.Status);
        await troth.Services.GetRequiredService<ImportJobs>().Of($"import-{begun.Json.GetProperty("id")}")!.Done;
        Assert.Contains("Draft One", (await manager.Get("/api/accounts?q=Draft")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Get(draft)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.Json(HttpMethod.Put, $"/api/imports/{begun.Json.GetProperty("id")}/stopped")).Status);
    }

    [Theory]
    [InlineData("""{"recipe": 1, "source": "", "files": []}""", "source")]
    [InlineData("""[1]""", "recipe")]
    [InlineData("""{"recipe": 1, "source": "x", "files": [{"file": "a.csv", "records": [{"entity": "spaceship"}]}]}""", "spaceship")]
    public async Task A_recipe_that_cannot_be_used_is_refused_by_name(string recipe, string named)
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        var draft = (await manager.Upload(Drafts, "files", "a.csv", "Id,Name\n1,One\n"u8.ToArray())).Location!;
        var refused = await manager.Json(HttpMethod.Put, draft + "/recipe", JsonNode.Parse(recipe));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.True(refused.Text.Contains(named, StringComparison.Ordinal), refused.Text);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.Json(HttpMethod.Delete, draft)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Json(HttpMethod.Delete, draft)).Status);
    }

    [Fact]
    public async Task A_new_recipe_stops_the_preview_by_the_one_before_and_none_is_taken_while_importing()
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        var sent = await manager.Upload(Drafts, "files", "customers.csv", "Id,Name,City\nd3,Draft Three,Ulm\nd4,Draft Four,Bonn\n"u8.ToArray());
        var (recipe, id) = (JsonNode.Parse(sent.Json.GetProperty("recipe").GetRawText())!, Guid.Parse(sent.Location!.Split('/')[^1]));
        var jobs = troth.Services.GetRequiredService<ImportJobs>();
        var preview = jobs.Start($"draft-{id:N}-preview", new Actor(), (_, _, _, stop) => Task.Delay(Timeout.Infinite, stop));
        var taken = await manager.Json(HttpMethod.Put, sent.Location + "/recipe", recipe);
        Assert.True(taken.Status == HttpStatusCode.OK, taken.Text + recipe);
        Assert.True(preview.Ended);

        var importing = jobs.Start($"draft-{id:N}-import", new Actor(), (_, _, _, stop) => Task.Delay(Timeout.Infinite, stop));
        var refused = await manager.Json(HttpMethod.Put, sent.Location + "/recipe", recipe);
        Assert.Equal((HttpStatusCode.Conflict, "import.running"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        importing.Stop();
        await importing.Done;
    }

    [Fact]
    public async Task Files_with_a_recipe_that_cannot_be_read_are_refused_and_not_kept()
    {
        troth.Available();
        var folder = troth.Database.Settings.FolderFor("drafts");
        var before = Directory.GetDirectories(folder).Length;
        var refused = await troth.As(Role.Administrator).Upload(Drafts, "files", "recipe.json", "{"u8.ToArray());
        Assert.Equal((HttpStatusCode.Conflict, "import.refused"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        Assert.Equal(before, Directory.GetDirectories(folder).Length);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_so_and_is_not_imported()
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        var sent = await manager.Upload(Drafts, "files", "empty.csv", []);
        Assert.Contains("empty.csv", sent.Json.GetProperty("files")[0].GetProperty("refused").GetString(), StringComparison.Ordinal);
        foreach (var step in new[] { "/preview", "/import" })
        {
            var refused = await manager.Json(HttpMethod.Post, sent.Location + step);
            Assert.Equal((HttpStatusCode.Conflict, "import.refused"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        }
    }
}

public sealed class DraftApiOnSqlite(SqliteServer troth) : DraftApiTests(troth), IClassFixture<SqliteServer>;

public sealed class DraftApiOnPostgres(PostgresServer troth) : DraftApiTests(troth), IClassFixture<PostgresServer>;
