using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Import.Browser;

/// <summary>The same for programs: send files with a recipe, follow the import, take it back.</summary>
public static class ImportApi
{
    internal static void MapImportApi(this IEndpointRouteBuilder app)
    {
        var imports = app.MapGroup("/api/imports").May(Right.Import).WithTags("Imports");
        imports.MapGet("", (TrothContext db, CancellationToken cancel) => ImportPages.Rows(db.ImportRuns, cancel)).WithSummary("The newest imports, with their reports");
        imports.MapGet("/{id:int}", (int id, TrothContext db, CancellationToken cancel) => ImportPages.Row(db, id, cancel)).WithSummary("One import, with its report");
        imports.MapGet("/{id:int}/refused/{file}", (int id, string file, ImportRoom room) => ImportPages.Refused(room, id, file)).WithSummary("Refused rows as CSV, each with its reason");
        imports.MapPost("", Send).WithSummary("Imports the files of a form (multipart/form-data); a .json file among them is the recipe").TakesLargeFiles();
        imports.MapPut("/{id:int}/stopped", async Task<NoContent> (int id, TrothContext db, ImportJobs jobs, CancellationToken cancel) =>
        {
            await ImportPages.Row(db, id, cancel);
            jobs.Of(ImportPages.RunTopic(id))?.Stop();
            return TypedResults.NoContent();
        }).WithSummary("Stops an import that runs; nothing of it is kept");
        imports.MapPut("/{id:int}/reverted", async (int id, TrothContext db, ImportJobs jobs, Actor actor, CancellationToken cancel) =>
        {
            await ImportPages.Row(db, id, cancel);
            var job = ImportPages.TakeBack(id, jobs, actor);
            await job.Done.WaitAsync(cancel);
            return job.Reverted ?? throw new BusinessRuleException("import.notReverted", job.Failure ?? Words.Say("refused.notReverted"));
        }).WithSummary("Takes an import back; answers what was removed, restored and kept");
    }

    /// <summary>202 with the import's address as soon as it has a number. Files that need asking are refused, with the question.</summary>
    private static async Task<IResult> Send(HttpContext http, DraftFolder drafts, ImportJobs jobs, Actor actor, Reader reader, CancellationToken cancel)
    {
        var draft = await ImportPages.Receive(http, drafts, reader.Name, cancel);
        try
        {
            var look = ImportPages.Look(draft.Id, jobs, actor);
            await look.Done.WaitAsync(cancel);
            draft = drafts.Get(draft.Id);
            if ((look.Failure ?? draft.Files.Select(f => f.Refused).FirstOrDefault(r => r is not null)) is { } failure) throw new BusinessRuleException("import.refused", failure);
            var run = await ImportPages.Import(draft.Id, drafts, jobs, actor).Number.WaitAsync(cancel);
            return TypedResults.Accepted($"/api/imports/{run}", new ImportAccepted(run));
        }
        catch
        {
            if (!jobs.IsRunning(ImportPages.ImportTopic(draft.Id))) await ImportPages.ThrowAway(draft.Id, drafts, jobs); // a caller who hangs up stops no import
            throw;
        }
    }
}
