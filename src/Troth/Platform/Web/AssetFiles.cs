using System.Text.Json;

namespace Troth.Platform.Web;

/// <summary>
/// The built scripts, styles, fonts and icons under wwwroot/assets. Their names carry a hash of their content, so a browser keeps them
/// for good; the manifest tells a page today's names.
/// </summary>
public sealed class AssetFiles
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _names;

    public AssetFiles(IWebHostEnvironment environment, ILogger<AssetFiles> log)
    {
        _folder = Path.Combine(environment.WebRootPath ?? Path.Combine(environment.ContentRootPath, "wwwroot"), "assets");
        var manifest = Path.Combine(_folder, "manifest.json");
        if (File.Exists(manifest))
        {
            _names = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(manifest))!;
        }
        else
        {
            _names = [];
            log.LogError("Pages will look bare: {Manifest} is missing. Build it with src/Troth/Assets/build.", manifest);
        }
    }

    /// <summary>The address of an asset by its plain name: <c>Url("app.css")</c>.</summary>
    public string Url(string name) => "/assets/" + _names.GetValueOrDefault(name, name);

    internal void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/assets/{name}", (string name, HttpContext http) => Send(name, http)).AllowAnonymous().ExcludeFromDescription();

    private IResult Send(string name, HttpContext http)
    {
        // Only names of one part: a route value cannot hold a slash, and no dots lead upwards.
        var file = Path.Combine(_folder, name);
        if (name.StartsWith('.') || name.Contains('\\', StringComparison.Ordinal) || !File.Exists(file))
            return Results.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        foreach (var (encoding, ending) in new[] { ("br", ".br"), ("gzip", ".gz") })
        {
            if (!accepted.Contains(encoding, StringComparison.Ordinal) || !File.Exists(file + ending))
                continue;
            headers.ContentEncoding = encoding;
            return Results.File(file + ending, ContentType(name));
        }
        return Results.File(file, ContentType(name));
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}
