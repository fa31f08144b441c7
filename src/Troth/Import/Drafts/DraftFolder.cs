using System.Text.Json;
using Troth.Import.Reading;
using Troth.Platform;
using Troth.Platform.Errors;

namespace Troth.Import.Drafts;

/// <summary>Keeps drafts on disk: they survive a restart and take no room in the database.</summary>
public sealed class DraftFolder(TrothSettings settings, TimeProvider time)
{
    private const string About = "draft.json", RecipeFile = "recipe.json";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    public string FilesOf(Guid id) => Path.Combine(PathOf(id), "files");

    /// <summary>A new draft with a folder for its files.</summary>
    public ImportDraft New(string createdBy)
    {
        ThrowAwayOld();
        var draft = new ImportDraft { Id = Guid.CreateVersion7(time.GetUtcNow()), CreatedAt = time.GetUtcNow(), CreatedBy = createdBy, Files = [] };
        Directory.CreateDirectory(FilesOf(draft.Id));
        return draft;
    }

    /// <summary>Puts a file into the draft under its own name, made harmless as a file name.</summary>
    public async Task<DraftFile> Add(Guid id, string name, Stream content, CancellationToken cancel)
    {
        var safe = SafeName(name);
        var path = Path.Combine(FilesOf(id), safe);
        if (File.Exists(path)) throw new BadInputException("files", Words.Say("draft.fileTwice", safe));
        await using var file = File.Create(path);
        await content.CopyToAsync(file, cancel);
        return new DraftFile(safe, file.Length);
    }

    public void Save(ImportDraft draft)
    {
        if (!Directory.Exists(PathOf(draft.Id))) throw new NotFoundException(Words.Say("draft.named")); // thrown away, or imported, meanwhile
        if (draft.Recipe is { } recipe) RecipeText.Save(recipe, Path.Combine(PathOf(draft.Id), RecipeFile));
        var about = Path.Combine(PathOf(draft.Id), About);
        File.WriteAllText(about + ".new", JsonSerializer.Serialize(draft with { Recipe = null }, JsonSerializerOptions.Web));
        File.Move(about + ".new", about, overwrite: true);
    }

    public ImportDraft Get(Guid id)
    {
        var about = Path.Combine(PathOf(id), About);
        if (!File.Exists(about)) throw new NotFoundException(Words.Say("draft.named"));
        var draft = JsonSerializer.Deserialize<ImportDraft>(File.ReadAllText(about), JsonSerializerOptions.Web)!;
        var recipe = Path.Combine(PathOf(id), RecipeFile);
        return File.Exists(recipe) ? draft with { Recipe = RecipeText.LoadUnfinished(recipe) } : draft;
    }

    public void ThrowAway(Guid id)
    {
        if (Directory.Exists(PathOf(id))) Directory.Delete(PathOf(id), recursive: true);
    }

    private string PathOf(Guid id) => Path.Combine(settings.FolderFor("drafts"), id.ToString("N"));

    /// <summary>Sent files hold people's data: they are not kept longer than somebody may still want to import them.</summary>
    private void ThrowAwayOld()
    {
        foreach (var old in new DirectoryInfo(settings.FolderFor("drafts")).EnumerateDirectories().Where(d => d.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime - Kept))
            old.Delete(recursive: true);
    }

    private static string SafeName(string name)
    {
        var bare = Path.GetFileName(name.Replace('\\', '/'));
        var safe = string.Concat(bare.Select(c => char.IsControl(c) || c is '/' or ':' or '*' or '?' or '"' or '<' or '>' or '|' ? '_' : c)).Trim().TrimStart('.');
        return safe.Length == 0 ? "file" : safe.Length > 120 ? safe[^120..] : safe;
    }
}
