using System.Text.Json;
using System.Text.Json.Nodes;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Import.Browser;

/// <summary>Files sent but not imported yet, as a program sees them.</summary>
/// <param name="Recipe">How they would be read: the documented recipe, to be corrected and sent back. Null when no file can be read.</param>
/// <param name="Problems">What the recipe still lacks; empty when it can be imported.</param>
public sealed record DraftAnswer(
    Guid Id, DateTimeOffset CreatedAt, string CreatedBy, DraftOrigin Origin, IReadOnlyList<DraftFile> Files, JsonNode? Recipe, string[] Problems)
{
    internal static DraftAnswer Of(ImportDraft draft) => new(
        draft.Id, draft.CreatedAt, draft.CreatedBy, draft.Origin, draft.Files, draft.Recipe is { } recipe ? JsonNode.Parse(RecipeText.Write(recipe)) : null,
        [.. draft.Recipe is null ? [] : RecipeCheck.Problems(draft.Recipe).Select(p => p.ToString())]);
}

/// <summary>The steps of the import page for programs: send, look over, correct, preview, import or throw away.</summary>
internal static class DraftApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var drafts = app.MapGroup("/api/imports/drafts").May(Right.Import).WithTags("Imports");
        drafts.MapPost("", Send).WithSummary("Looks at the files of a form (multipart/form-data) without importing them; answers how they seem to be meant").TakesLargeFiles();
        drafts.MapGet("{id:guid}", (Guid id, DraftFolder folder) => DraftAnswer.Of(folder.Get(id))).WithSummary("Files sent, and how they would be read");
        drafts.MapPut("{id:guid}/recipe", Correct).WithSummary("Says how the files are to be read");
        drafts.MapPost("{id:guid}/preview", Preview).WithSummary("Counts what an import would create, update, leave and refuse; keeps nothing");
        drafts.MapPost("{id:guid}/import", async (Guid id, DraftFolder folder, ImportJobs jobs, Actor actor, CancellationToken cancel) =>
        {
            var run = await ImportPages.Import(id, folder, jobs, actor).Number.WaitAsync(cancel);
            return TypedResults.Accepted($"/api/imports/{run}", new ImportAccepted(run));
        }).WithSummary("Imports them; 202 with the import's address as soon as it has a number");
        drafts.MapDelete("{id:guid}", async (Guid id, DraftFolder folder, ImportJobs jobs) =>
            await ImportPages.ThrowAway(id, folder, jobs) ? TypedResults.NoContent() : throw new NotFoundException(Words.Say("refused.draftNamed"))).WithSummary("Throws the files away");
    }

    /// <summary>Sends back where the draft is once every file has been looked at.</summary>
    private static async Task<IResult> Send(HttpContext http, DraftFolder folder, ImportJobs jobs, Actor actor, Reader reader, CancellationToken cancel)
    {
        var draft = await ImportPages.Receive(http, folder, reader.Name, cancel);
        try
        {
            await Ended(ImportPages.Look(draft.Id, jobs, actor), cancel);
            return TypedResults.Created($"/api/imports/drafts/{draft.Id}", DraftAnswer.Of(folder.Get(draft.Id)));
        }
        catch
        {
            await ImportPages.ThrowAway(draft.Id, folder, jobs); // nobody has its id
            throw;
        }
    }

    private static async Task<DraftAnswer> Correct(Guid id, JsonElement recipe, DraftFolder folder, ImportJobs jobs) =>
        DraftAnswer.Of(await ImportPages.TakeRecipe(id, recipe.GetRawText(), folder, jobs));

    private static async Task<ImportReport> Preview(Guid id, DraftFolder folder, ImportJobs jobs, Actor actor, CancellationToken cancel)
    {
        var preview = ImportPages.StartPreview(id, folder, jobs, actor);
        await Ended(preview, cancel);
        return preview.Report!;
    }

    private static async Task Ended(ImportJob job, CancellationToken cancel)
    {
        await job.Done.WaitAsync(cancel);
        if (job.Failure is { } why) throw new BusinessRuleException("import.refused", why);
    }
}

/// <summary>An import that has begun; its address tells how far it is.</summary>
public sealed record ImportAccepted(int Id);
