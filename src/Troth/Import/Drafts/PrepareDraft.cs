using Microsoft.EntityFrameworkCore;
using Troth.Import.Reading;
using Troth.Import.Staging;
using Troth.Platform.Data;

namespace Troth.Import.Drafts;

/// <summary>Looks at every value of a draft's files and says how they seem to be meant: by a recipe sent along, as last time, or as suggested.</summary>
public sealed class PrepareDraft(DraftFolder drafts, TrothContext db)
{
    /// <summary>How many earlier imports are asked whether they knew a file like this.</summary>
    private const int Remembered = 50;

    public async Task<ImportDraft> Run(Guid id, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var draft = drafts.Get(id);
        var (sent, files) = TakeRecipe(draft);
        var looked = new List<DraftFile>();
        foreach (var file in files)
            looked.Add(Look(id, file, looked.Count + 1, files.Count, progress, cancel));
        draft = draft with { Files = looked };
        draft = sent is not null ? draft with { Recipe = sent, Origin = DraftOrigin.Recipe } : Suggest(draft, await Earlier(cancel));
        // Who has said meanwhile how to read them knows better.
        return drafts.Change(id, now => now is { Origin: DraftOrigin.Corrected, Recipe: not null } ? now with { Files = looked } : draft);
    }

    private (Recipe? Recipe, List<DraftFile> Files) TakeRecipe(ImportDraft draft)
    {
        var json = draft.Files.FirstOrDefault(f => f.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase));
        return json is null ? (null, [.. draft.Files]) : (RecipeText.Load(Path.Combine(drafts.FilesOf(draft.Id), json.Name)), [.. draft.Files.Where(f => f != json)]);
    }

    private DraftFile Look(Guid id, DraftFile file, int number, int count, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        try
        {
            var path = Path.Combine(drafts.FilesOf(id), file.Name);
            // A file that does not tell whether its first row names the columns is looked at as if it did; the page asks.
            var shape = FileSniffer.Sniff(path);
            var rows = progress is null ? null : new RowsSeen(seen => progress.Report(new(file.Name, number, count, seen, 0)));
            return file with { Profile = FileProfiler.Profile(path, shape, progress: rows, cancel: cancel), Refused = null };
        }
        catch (FileRefusedException refused)
        {
            return file with { Profile = null, Refused = refused.Message };
        }
    }

    private static ImportDraft Suggest(ImportDraft draft, IReadOnlyList<Recipe> earlier)
    {
        var readable = draft.Files.Where(f => f.Profile is not null).ToList();
        if (readable.Count == 0) return draft with { Recipe = null };
        foreach (var recipe in earlier)
        {
            var known = readable.Select(f => Known(recipe, f)).ToList();
            if (known.All(k => k is not null))
                return draft with { Recipe = recipe with { Files = [.. known.Select(k => k!)] }, Origin = DraftOrigin.Remembered };
        }
        var files = SuggestedRecipe.Files([.. readable.Select(f => f.Profile!)]);
        var name = readable[0].Name;
        // Customers come one day and orders the next, from the same system: another name would make every customer twice.
        var source = earlier.Count > 0 ? earlier[0].Source : Recipe.UsualSource;
        return draft with { Recipe = new Recipe { Name = name, Source = source, Files = files }, Origin = DraftOrigin.Suggested };
    }

    /// <summary>How an earlier recipe read a file of these columns, or null.</summary>
    private static RecipeFile? Known(Recipe recipe, DraftFile file) => recipe.Files
        .Where(f => f.Lookups.Count == 0 && Uses(f).All(column => file.Profile!.Column(column) is not null) && f.Records.Count > 0)
        .Where(f => f.Header != false || f.Columns?.Count == file.Profile!.Columns.Count)
        .Select(f => f with { File = file.Name, Delimiter = file.Profile!.Shape.Delimiter, CharacterSet = null }).FirstOrDefault();

    private static IEnumerable<string> Uses(RecipeFile file) => file.Header == false ? [] : file.Records.SelectMany(r =>
        r.Fields.Select(f => f.Value).Append(r.Key!).Where(v => v is not null)).SelectMany(v => (v.Columns ?? []).Append(v.Column!)).Where(c => c is not null);

    private async Task<IReadOnlyList<Recipe>> Earlier(CancellationToken cancel)
    {
        var texts = await db.ImportRuns.AsNoTracking().Where(r => r.State == ImportState.Published).OrderByDescending(r => r.Id).Take(Remembered).Select(r => r.Recipe).ToListAsync(cancel);
        return [.. texts.Distinct().Select(Parsed).OfType<Recipe>()];
    }

    /// <summary>Null for what was a recipe once and is refused now.</summary>
    private static Recipe? Parsed(string text)
    {
        try
        {
            return RecipeText.Parse(text);
        }
        catch (RecipeRefusedException)
        {
            return null;
        }
    }

    private sealed class RowsSeen(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
