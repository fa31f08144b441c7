using System.Text;
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

    /// <summary>The code under which a draft is refused that a killed server or a full disk has left unreadable.</summary>
    public const string Damaged = "import.damaged";

    /// <summary>One writer per draft at a time; drafts far apart may share one.</summary>
    private readonly Lock[] writers = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

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
        var safe = DraftFileName.Of(name);
        var path = Path.Combine(FilesOf(id), safe);
        if (File.Exists(path)) throw new BadInputException("files", Words.Say("draft.fileTwice", safe));
        await using var file = File.Create(path);
        await content.CopyToAsync(file, cancel);
        return new DraftFile(safe, file.Length);
    }

    /// <summary>Does something short while nobody else reads, changes or removes the draft.</summary>
    public T Alone<T>(Guid id, Func<T> work)
    {
        lock (writers[(uint)id.GetHashCode() % writers.Length]) return work();
    }

    public void Save(ImportDraft draft) => Alone(draft.Id, () =>
    {
        if (!Directory.Exists(PathOf(draft.Id))) throw new NotFoundException(Words.Say("draft.named")); // thrown away, or imported, meanwhile
        if (draft.Recipe is { } recipe) Put(draft.Id, RecipeFile, RecipeText.Write(recipe));
        Put(draft.Id, About, JsonSerializer.Serialize(draft with { Recipe = null }, JsonSerializerOptions.Web));
        return draft;
    });

    /// <summary>Changes what is kept now, which may be newer than what the caller has seen.</summary>
    public ImportDraft Change(Guid id, Func<ImportDraft, ImportDraft> change) => Alone(id, () =>
    {
        var changed = change(Get(id));
        Save(changed);
        return changed;
    });

    /// <exception cref="NotFoundException">There is no such draft.</exception>
    /// <exception cref="BusinessRuleException">It is <see cref="Damaged"/>: it can only be thrown away.</exception>
    public ImportDraft Get(Guid id) => Alone(id, () =>
    {
        var about = Path.Combine(PathOf(id), About);
        if (!File.Exists(about)) throw new NotFoundException(Words.Say("draft.named"));
        var reading = About;
        try
        {
            var draft = JsonSerializer.Deserialize<ImportDraft>(File.ReadAllText(about), JsonSerializerOptions.Web) ?? throw new JsonException();
            var recipe = Path.Combine(PathOf(id), reading = RecipeFile);
            return File.Exists(recipe) ? draft with { Recipe = RecipeText.LoadUnfinished(recipe) } : draft;
        }
        catch (Exception wrong) when (wrong is JsonException or RecipeRefusedException)
        {
            throw new BusinessRuleException(Damaged, Words.Say("draft.damaged", reading));
        }
    });

    /// <summary>Removes it, damaged or not; false when there is none.</summary>
    public bool ThrowAway(Guid id) => Alone(id, () =>
    {
        var there = Directory.Exists(PathOf(id));
        if (there) Directory.Delete(PathOf(id), recursive: true);
        return there;
    });

    /// <summary>A file is there whole or as it was before, whenever the process or the machine stops.</summary>
    private void Put(Guid id, string name, string text)
    {
        var path = Path.Combine(PathOf(id), name);
        var anew = $"{path}.{Guid.CreateVersion7(time.GetUtcNow()):N}.new";
        using (var file = File.Create(anew))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(anew, path, overwrite: true);
    }

    private string PathOf(Guid id) => Path.Combine(settings.FolderFor("drafts"), id.ToString("N"));

    /// <summary>Sent files hold people's data: they are not kept longer than somebody may still want to import them.</summary>
    private void ThrowAwayOld()
    {
        foreach (var old in new DirectoryInfo(settings.FolderFor("drafts")).EnumerateDirectories().Where(d => d.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime - Kept))
            if (Guid.TryParse(old.Name, out var id)) ThrowAway(id);
    }
}
