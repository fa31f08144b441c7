using System.Net;
using System.Text.RegularExpressions;

namespace Troth.Tests.Platform.Web;

public sealed class AssetServer : ShellServer
{
    protected override string WebRoot { get; } = Path.Combine(Harness.Setup.Folder, "wwwroot-assets");

    public override async Task InitializeAsync()
    {
        var assets = Directory.CreateDirectory(Path.Combine(WebRoot, "assets")).FullName;
        await File.WriteAllTextAsync(Path.Combine(assets, "manifest.json"), """{ "app.css": "app-12.css", "app.js": "app-34.js" }""");
        await File.WriteAllTextAsync(Path.Combine(assets, "app-12.css"), "plain");
        await File.WriteAllTextAsync(Path.Combine(assets, "app-12.css.br"), "brotli");
        await File.WriteAllTextAsync(Path.Combine(assets, "app-12.css.gz"), "gzip");
        await File.WriteAllTextAsync(Path.Combine(WebRoot, "secret.txt"), "secret");
        await base.InitializeAsync();
    }
}

public sealed partial class AssetFilesTests(AssetServer server) : IClassFixture<AssetServer>
{
    [Theory]
    [InlineData("gzip, deflate, br", "brotli")]
    [InlineData("gzip", "gzip")]
    [InlineData("identity", "plain")]
    public async Task The_best_encoding_asked_for_is_sent_and_kept_for_good(string accepts, string content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-12.css");
        request.Headers.Add("Accept-Encoding", accepts);
        var answer = await server.Http.SendAsync(request);
        Assert.Equal(content, await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.GetValues("Cache-Control").Single());
    }

    [Theory]
    [InlineData("/assets/app-99.css")]
    [InlineData("/assets/..%2fsecret.txt")]
    [InlineData("/assets/%2e%2e/secret.txt")]
    [InlineData("/assets/..%5csecret.txt")]
    public async Task Nothing_else_is_sent(string path) => Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(path)).StatusCode);

    [Fact]
    public async Task A_page_names_the_hashed_files_and_its_policy_allows_only_its_own_nonce()
    {
        var first = await server.Http.GetAsync("/search");
        var html = await first.Content.ReadAsStringAsync();
        Assert.Contains("/assets/app-12.css", html, StringComparison.Ordinal);
        Assert.Contains("/assets/app-34.js", html, StringComparison.Ordinal);
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        var nonce = Nonce().Match(policy).Groups[1].Value;
        Assert.Contains($"content=\"{WebUtility.HtmlEncode(nonce).Replace("+", "&#x2B;", StringComparison.Ordinal)}\"", html, StringComparison.Ordinal);
        Assert.NotEqual(nonce, Nonce().Match((await server.Http.GetAsync("/search")).Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value);
    }

    [Theory]
    [InlineData("/search")]
    [InlineData("/nowhere")]
    [InlineData("/api/nowhere")]
    public async Task What_may_hold_personal_data_is_stored_nowhere(string path)
    {
        var answer = await server.Http.GetAsync(path);
        Assert.Equal("no-store", answer.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task No_page_carries_a_style_or_a_script_of_its_own()
    {
        var html = await server.Http.GetStringOf("/search?q=a");
        Assert.DoesNotMatch(Inline(), html);
    }

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("""\sstyle="|<style|<script>|\son[a-z]+=""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
