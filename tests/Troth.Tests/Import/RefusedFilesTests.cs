using System.CommandLine;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Platform.Commands;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>Files that hold no table: whoever sends them reads which file, what is wrong with it and what to do, and nothing comes in.</summary>
public abstract class RefusedFilesTests(TestServer troth)
{
    public static TheoryData<string, string> Files => new()
    {
        { "truncated.csv.gz", "Fetch it again" }, { "book.csv", "save it as CSV UTF-8" }, { "noise.csv", "Export it as CSV UTF-8" }, { "empty.csv", "Export it again" },
        { "blank.csv", "Export it again" }, { "misencoded.csv", "windows-1252" }, { "late.csv", "windows-1252" }, { "wide.csv", "export fewer columns" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task The_command_says_which_file_and_what_to_do(string file, string remedy)
    {
        troth.Available();
        var folder = Folder(file);
        foreach (var words in new[] { new[] { "import", "--recipe", "recipe.json", "." }, ["import", "--json", "--recipe", "recipe.json", "."], ["import", "--preview", "--recipe", "recipe.json", "."], ["import", file] })
        {
            var (output, errors) = (new StringWriter(), new StringWriter());
            var exit = await Rooms.Commands(new CommandHost(troth.Services, output, errors, folder)).Parse(words).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
            Assert.Equal(1, exit);
            Assert.Equal("", output.ToString());
            OneMessage(errors.ToString(), file, remedy);
        }
        await NothingCameIn();
    }

    [Theory, MemberData(nameof(Files))]
    public async Task The_page_and_the_api_say_so_too(string file, string remedy)
    {
        troth.Available();
        var (manager, content) = (troth.As(Role.Administrator), Content(file));
        var sent = await manager.Upload("/import", "files", file, content);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        var draft = Guid.Parse(sent.Location!.Split('/')[^1]);
        await troth.Services.GetRequiredService<ImportJobs>().Of($"draft-{draft:N}")!.Done;
        var page = await manager.Open(sent.Location!);
        OneMessage(Assert.Single(page.AllWords("main [role=alert]")), file, remedy);
        var begun = await manager.Post($"{sent.Location}/import");
        Assert.Equal(HttpStatusCode.Conflict, begun.Status);

        var refused = await manager.Upload("/api/imports", "files", file, content);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("import.refused", refused.Json.GetProperty("code").GetString());
        OneMessage(refused.Json.GetProperty("detail").GetString()!, file, remedy);
        await NothingCameIn();
    }

    /// <summary>A table all right, but of what? The page asks; nothing comes in before it is answered.</summary>
    [Fact]
    public async Task A_file_of_unknown_columns_waits_for_an_answer()
    {
        troth.Available();
        var manager = troth.As(Role.Administrator);
        var sent = await manager.Upload("/import", "files", "strange.csv", "Foo;Bar\n1;2\n3;4\n"u8.ToArray());
        await troth.Services.GetRequiredService<ImportJobs>().Of($"draft-{Guid.Parse(sent.Location!.Split('/')[^1]):N}")!.Done;
        Assert.Empty((await manager.Open(sent.Location!)).AllWords("main [role=alert]"));
        foreach (var answer in new[] { await manager.Post($"{sent.Location}/import"), await manager.Post(sent.Location!, ("source", "strange"), ("then", "preview")) })
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.NotEmpty(answer.AllWords("main [role=alert]"));
        }
        await NothingCameIn();
    }

    /// <summary>One sentence for people, not a trace for programmers.</summary>
    private static void OneMessage(string said, string file, string remedy)
    {
        said = said.Trim();
        Assert.Contains(file, said, StringComparison.Ordinal);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
        Assert.InRange(said.Length, 30, 400);
    }

    private async Task NothingCameIn()
    {
        Assert.Equal(0, await troth.Database.Count("accounts"));
        Assert.Equal(0, await troth.Database.Count("hidden_batches"));
        Assert.Equal(0, await troth.Database.Count("import_runs WHERE state <> 'Failed'"));
    }

    internal static string Folder(string file)
    {
        var folder = ImportSamples.Folder(("recipe.json", ImportSamples.Recipe(ImportSamples.NewSource(),
            $$"""{ "file": "{{file}}", "delimiter": ",", "header": true, "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Name" } } ] }""")));
        File.WriteAllBytes(Path.Combine(folder, file), Content(file));
        return folder;
    }

    private static byte[] Content(string file)
    {
        var noise = new byte[60_000];
        new Random(7).NextBytes(noise);
        return file switch
        {
            "truncated.csv.gz" => Gzip(Rows(20_000))[..^40_000],
            "book.csv" => [.. "PK\u0003\u0004"u8, .. noise],
            "noise.csv" => noise,
            "empty.csv" => [],
            "blank.csv" => "\r\n\r\n   \r\n"u8.ToArray(),
            "misencoded.csv" => [0xef, 0xbb, 0xbf, .. "Id,Name\n1,Caf"u8, 0xe9, .. "\n"u8],
            "late.csv" => [.. Rows(30_000), .. "99999,Caf"u8, 0xe9, .. "\n"u8], // found when rows have been staged already
            "wide.csv" => Encoding.ASCII.GetBytes("Id,Name," + string.Join(',', Enumerable.Range(3, 199_998)) + "\n1,One\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(file)),
        };
    }

    private static byte[] Rows(int count) => Encoding.UTF8.GetBytes("Id,Name\n" + string.Concat(Enumerable.Range(0, count).Select(row => $"{row},Größe {row * 7919L % 100_003} {row * 31 % 977}\n")));

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }
}

[Trait("Category", "Culture")]
public sealed class RefusedFilesOnSqlite(SqliteServer troth) : RefusedFilesTests(troth), IClassFixture<SqliteServer>
{
    /// <summary>The same at a terminal: the message is on the error output, and scripts see that it failed.</summary>
    [Fact]
    public async Task A_script_sees_that_it_failed()
    {
        var database = new SqliteDatabase();
        await database.InitializeAsync();
        var (exit, output, errors) = await TrothProcess.Run(database, "import", "--recipe", Path.Combine(Folder("truncated.csv.gz"), "recipe.json"), Folder("truncated.csv.gz"));
        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("truncated.csv.gz", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        await database.DisposeAsync();
    }
}

public sealed class RefusedFilesOnPostgres(PostgresServer troth) : RefusedFilesTests(troth), IClassFixture<PostgresServer>;
