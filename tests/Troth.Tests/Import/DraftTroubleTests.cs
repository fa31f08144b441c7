using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Import;
using Troth.Import.Drafts;
using Troth.Import.Staging;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>Two who do something with one draft at once, a draft that a killed server has damaged, and names that no file can have.</summary>
public abstract class DraftTroubleTests(TestServer troth)
{
    private const string Drafts = "/api/imports/drafts";
    private const int Tries = 8;

    private ImportJobs Jobs => troth.Services.GetRequiredService<ImportJobs>();

    [Fact]
    public async Task Of_importing_and_throwing_away_at_once_one_wins()
    {
        troth.Available();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (manager, draft, _) = await Sent($"race{attempt}");
            var both = await AtOnce(() => manager.Json(HttpMethod.Post, draft + "/import"), () => manager.Json(HttpMethod.Delete, draft));
            await Imported(draft);
            Assert.Contains((both[0].Status, both[1].Status), new[]
            {
                (HttpStatusCode.Accepted, HttpStatusCode.Conflict), (HttpStatusCode.Accepted, HttpStatusCode.NotFound), (HttpStatusCode.NotFound, HttpStatusCode.NoContent),
            });
        }
    }

    [Fact]
    public async Task Of_importing_and_correcting_at_once_the_import_runs_by_what_it_was_told()
    {
        troth.Available();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (manager, draft, recipe) = await Sent($"both{attempt}");
            recipe["source"] = $"corrected{attempt}";
            var both = await AtOnce(() => manager.Json(HttpMethod.Post, draft + "/import"), () => manager.Json(HttpMethod.Put, draft + "/recipe", recipe));
            Assert.Equal(HttpStatusCode.Accepted, both[0].Status);
            Assert.Contains(both[1].Status, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.NotFound });
            await Imported(draft);
            var run = await manager.Get(both[0].Location!);
            Assert.Equal(both[1].Status == HttpStatusCode.OK, run.Json.GetProperty("source").GetString() == $"corrected{attempt}");
        }
    }

    /// <summary>The import begins while the other still waits for a preview to stop.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_being_imported_by_now_is_left_alone(bool throwsAway)
    {
        troth.Available();
        var (manager, draft, recipe) = await Sent("late");
        var topic = $"draft-{Guid.Parse(draft.Split('/')[^1]):N}";
        var (asked, stopped, imported) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        Jobs.Start(topic + "-preview", new Actor(), async (_, _, _, stop) =>
        {
            using var _ = stop.Register(asked.SetResult);
            await stopped.Task;
        });
        var other = throwsAway ? manager.Json(HttpMethod.Delete, draft) : manager.Json(HttpMethod.Put, draft + "/recipe", recipe);
        await asked.Task;
        var import = Jobs.Start(topic + "-import", new Actor(), (_, _, _, _) => imported.Task);
        stopped.SetResult();
        var refused = await other;
        imported.SetResult();
        await import.Done;
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("import.running", refused.Json.GetProperty("code").GetString());
        Assert.NotEqual("corrected", (await manager.Get(draft)).Json.GetProperty("origin").GetString());
    }

    [Fact]
    public async Task Many_who_save_and_read_one_draft_at_once_are_all_answered()
    {
        troth.Available();
        var (manager, draft, recipe) = await Sent("many");
        var json = recipe.ToJsonString();
        var answers = await AtOnce([.. Enumerable.Range(0, 60).Select(n => (Func<Task<Answer>>)(() => n % 2 == 0 ? manager.Json(HttpMethod.Put, draft + "/recipe", JsonNode.Parse(json)) : manager.Get(draft)))]);
        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK, answer.Text));
        Assert.Equal(["draft.json", "recipe.json"], Directory.GetFiles(FolderOf(draft)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("recipe.json", "")]
    [InlineData("recipe.json", "null")]
    [InlineData("draft.json", "")]
    [InlineData("draft.json", "null")]
    [InlineData("draft.json", "{\"id\":")]
    public async Task A_damaged_draft_says_so_and_can_be_thrown_away(string file, string holds)
    {
        troth.Available();
        foreach (var byPage in new[] { false, true })
        {
            var (manager, draft, recipe) = await Sent("damaged");
            await File.WriteAllTextAsync(Path.Combine(FolderOf(draft), file), holds);
            var page = "/import/drafts/" + draft.Split('/')[^1];
            foreach (var refused in new[] { await manager.Get(draft), await manager.Json(HttpMethod.Put, draft + "/recipe", recipe), await manager.Json(HttpMethod.Post, draft + "/import") })
            {
                Assert.True(refused.Status == HttpStatusCode.Conflict, refused.Text);
                Assert.Equal("import.damaged", refused.Json.GetProperty("code").GetString());
                Assert.Contains("Throw it away", refused.Text, StringComparison.Ordinal);
            }
            var shown = await manager.Get(page);
            Assert.True(shown.Status == HttpStatusCode.Conflict, shown.Text);
            Assert.Contains("Throw it away", shown.Words("[role=alert]"), StringComparison.Ordinal);
            var thrown = byPage ? await manager.Submit(shown, $"form[action='{page}/throw-away']") : await manager.Json(HttpMethod.Delete, draft);
            Assert.Equal(byPage ? HttpStatusCode.SeeOther : HttpStatusCode.NoContent, thrown.Status);
            Assert.False(Directory.Exists(FolderOf(draft)));
        }
    }

    [Theory]
    [InlineData("漢", 119, ".csv")]
    [InlineData("😀", 61, ".csv.gz")]
    [InlineData("a", 250, "")]
    [InlineData("é", 150, ".txt")]
    public async Task Long_names_are_cut_between_characters_and_keep_what_they_end_in(string character, int times, string ending)
    {
        troth.Available();
        var name = new StringBuilder().Insert(0, character, times).Append(ending).ToString();
        await using var content = new MemoryStream("Id,Name\n1,One\n"u8.ToArray());
        var folder = troth.Services.GetRequiredService<DraftFolder>();
        var draft = folder.New("Test");
        var kept = (await folder.Add(draft.Id, "folder/" + name, content, CancellationToken.None)).Name;
        Assert.True(File.Exists(Path.Combine(folder.FilesOf(draft.Id), kept)));
        Assert.InRange(Encoding.UTF8.GetByteCount(kept), 190, 200);
        Assert.EndsWith(character + ending, kept, StringComparison.Ordinal);
        Assert.StartsWith(kept[..^ending.Length], name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u0000.csv")]
    [InlineData("a\n.csv")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("./a.csv")]
    [InlineData("files\\a.csv")]
    public async Task A_recipe_names_files_by_their_names(string name)
    {
        troth.Available();
        var (manager, draft, recipe) = await Sent("names");
        recipe["files"]![0]!["file"] = name;
        var refused = await manager.Json(HttpMethod.Put, draft + "/recipe", recipe);
        Assert.True(refused.Status == HttpStatusCode.BadRequest, refused.Text);
        Assert.Contains("files[0].file", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_called_by_its_name_only()
    {
        troth.Available();
        var (manager, draft, recipe) = await Sent("nix");
        recipe["files"]![0]!["file"] = "nix.csv";
        Assert.Equal(HttpStatusCode.OK, (await manager.Json(HttpMethod.Put, draft + "/recipe", recipe)).Status);
        var preview = await manager.Json(HttpMethod.Post, draft + "/preview");
        Assert.Equal(HttpStatusCode.Conflict, preview.Status);
        var begun = await manager.Json(HttpMethod.Post, draft + "/import");
        await Imported(draft);
        var run = begun.Location is { } at ? (await manager.Get(at)).Text : begun.Text;
        Assert.All([preview.Text, run], said =>
        {
            Assert.Contains("nix.csv", said, StringComparison.Ordinal);
            Assert.DoesNotContain(troth.Database.Folder, said, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_earlier_recipe_that_is_refused_by_now_is_not_remembered()
    {
        troth.Available();
        var now = troth.Clock.GetUtcNow();
        await troth.Database.Db(async db =>
        {
            db.Add(new ImportRun
            {
                Id = 9_999, Name = "old", Source = "old", State = ImportState.Published, StartedAt = now, StartedBy = "Olga Old",
                Recipe = ImportSamples.Recipe("old", """{ "file": "folder/a.csv", "records": [ { "entity": "account", "key": "Id" } ] }"""),
            });
            await db.SaveChangesAsync();
        });
        var (_, draft, recipe) = await Sent("earlier");
        Assert.Equal("customers.csv", recipe["files"]![0]!["file"]!.GetValue<string>());
        Assert.True(Directory.Exists(FolderOf(draft)));
    }

    [Fact]
    public async Task Who_corrects_while_the_files_are_looked_at_is_not_overruled()
    {
        troth.Available();
        var (_, draft, _) = await Sent("looking");
        var (id, folder) = (Guid.Parse(draft.Split('/')[^1]), troth.Services.GetRequiredService<DraftFolder>());
        await using var scope = troth.Services.CreateAsyncScope();
        var corrects = new Corrects(() => folder.Change(id, d => d with { Recipe = d.Recipe! with { Source = "meanwhile" }, Origin = DraftOrigin.Corrected }));
        await File.WriteAllTextAsync(Path.Combine(folder.FilesOf(id), "large.csv"), "Id,Name\n" + string.Concat(Enumerable.Repeat("1,One\n", 20_000)));
        folder.Change(id, d => d with { Files = [.. d.Files, new DraftFile("large.csv", 0)] });
        var looked = await scope.ServiceProvider.GetRequiredService<PrepareDraft>().Run(id, corrects, CancellationToken.None);
        Assert.Equal((DraftOrigin.Corrected, "meanwhile", 2), (folder.Get(id).Origin, looked.Recipe!.Source, looked.Files.Count));
    }

    private sealed class Corrects(Action correct) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => correct();
    }

    private async Task<(TestClient Manager, string Draft, JsonNode Recipe)> Sent(string key)
    {
        var manager = troth.As(Role.Administrator);
        var sent = await manager.Upload(Drafts, "files", "customers.csv", Encoding.UTF8.GetBytes($"Id,Name,City\n{key},{key} One,Ulm\n{key}2,{key} Two,Bonn\n"));
        return (manager, sent.Location!, JsonNode.Parse(sent.Json.GetProperty("recipe").GetRawText())!);
    }

    private async Task Imported(string draft)
    {
        if (Jobs.Of($"draft-{Guid.Parse(draft.Split('/')[^1]):N}-import") is not { } job) return;
        await job.Done;
        Assert.True(job.Failure?.Contains("nix.csv", StringComparison.Ordinal) ?? true, job.Failure);
    }

    private string FolderOf(string draft) => Path.Combine(troth.Database.Settings.FolderFor("drafts"), Guid.Parse(draft.Split('/')[^1]).ToString("N"));

    private static Task<Answer[]> AtOnce(params Func<Task<Answer>>[] calls) => Task.WhenAll(calls.Select(Task.Run));
}

public sealed class DraftTroubleOnSqlite(SqliteServer troth) : DraftTroubleTests(troth), IClassFixture<SqliteServer>;

public sealed class DraftTroubleOnPostgres(PostgresServer troth) : DraftTroubleTests(troth), IClassFixture<PostgresServer>;
