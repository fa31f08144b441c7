using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Import.Drafts;
using Troth.Import.Reporting;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Import.Browser;

/// <summary>An import as the list shows it.</summary>
public sealed record ImportRow(int Id, string Name, string Source, ImportState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string StartedBy, ImportReport? Report)
{
    public string Label => $"I-{Id}";
}

/// <summary>Bringing files in: send, look over, correct, preview, import, take back.</summary>
public static class ImportPages
{
    /// <summary>Enough for tens of millions of rows, and a bound all the same.</summary>
    public const long MostBytes = 4L << 30;

    /// <summary>How long a page waits for work before it shows its progress instead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    internal static void MapImportPages(this IEndpointRouteBuilder app)
    {
        var room = app.MapGroup("").May(Right.Import).ExcludeFromDescription();
        room.MapGet("/import", async (TrothContext db, CancellationToken cancel) => await List(db, null, cancel));
        room.MapPost("/import", Send).TakesLargeFiles();
        room.MapGet("/import/drafts/{id:guid}", (Guid id, DraftFolder drafts, ImportJobs jobs) => Draft(id, drafts, jobs));
        room.MapPost("/import/drafts/{id:guid}", Correct);
        room.MapPost("/import/drafts/{id:guid}/recipe", CorrectRecipe);
        room.MapGet("/import/drafts/{id:guid}/recipe.json", (Guid id, DraftFolder drafts) =>
            Results.Text(Reading.RecipeText.Write(drafts.Get(id).Recipe ?? throw new NotFoundException(Words.Say("refused.recipeNamed"))), "application/json"));
        room.MapPost("/import/drafts/{id:guid}/import", Begin);
        room.MapPost("/import/drafts/{id:guid}/throw-away", (Guid id, DraftFolder drafts, ImportJobs jobs) => Pages.Submit(
            async () => await ThrowAway(id, drafts, jobs), _ => Pages.SeeOther("/import"), refusal => Draft(id, drafts, jobs, refusal)));
        room.MapGet("/import/{id:int}", async (int id, TrothContext db, ImportJobs jobs, CancellationToken cancel) =>
            Pages.Show<ImportPage>(new { Run = await Row(db, id, cancel), Job = jobs.Of(RunTopic(id)), Takeback = jobs.Of(RevertTopic(id)) }));
        room.MapPost("/import/{id:int}/stop", (int id, ImportJobs jobs) =>
        {
            jobs.Of(RunTopic(id))?.Stop();
            return Pages.SeeOther($"/import/{id}");
        });
        room.MapPost("/import/{id:int}/revert", async (int id, TrothContext db, ImportJobs jobs, Actor actor, CancellationToken cancel) =>
        {
            await Row(db, id, cancel);
            var job = TakeBack(id, jobs, actor);
            await Task.WhenAny(job.Done, Task.Delay(Patience, cancel));
            return Pages.SeeOther($"/import/{id}");
        });
        room.MapGet("/import/{id:int}/refused/{file}", (int id, string file, ImportRoom imports) => Refused(imports, id, file));
    }

    internal static string Topic(Guid draft) => $"draft-{draft:N}";
    internal static string PreviewTopic(Guid draft) => Topic(draft) + "-preview";
    internal static string ImportTopic(Guid draft) => Topic(draft) + "-import";
    internal static string RunTopic(int run) => $"import-{run}";
    internal static string RevertTopic(int run) => $"revert-{run}";

    internal static async Task<ImportRow> Row(TrothContext db, int id, CancellationToken cancel) =>
        await Rows(db.ImportRuns.Where(r => r.Id == id), cancel) is [var row, ..] ? row : throw new NotFoundException(Words.Say("refused.importNamed", id));

    internal static async Task<IReadOnlyList<ImportRow>> Rows(IQueryable<ImportRun> runs, CancellationToken cancel) =>
        [.. (await runs.AsNoTracking().OrderByDescending(r => r.Id).Select(r => new { r.Id, r.Name, r.Source, r.State, r.StartedAt, r.EndedAt, r.StartedBy, r.Report }).Take(100).ToListAsync(cancel))
            .Select(r => new ImportRow(r.Id, r.Name, r.Source, r.State, r.StartedAt, r.EndedAt, r.StartedBy, r.Report is null ? null : ImportReport.FromJson(r.Report)))];

    internal static ImportJob TakeBack(int id, ImportJobs jobs, Actor actor) => jobs.Start(RevertTopic(id), actor, (services, job, _, _) =>
    {
        job.Reverted = services.GetRequiredService<RevertImport>().Run(id);
        return Task.CompletedTask;
    });

    internal static IResult Refused(ImportRoom imports, int id, string file)
    {
        var path = Path.Combine(imports.FolderOf(id), Ledger.RefusedFolder, Path.GetFileName(file));
        return File.Exists(path) ? Results.File(path, file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? "application/gzip" : "text/csv; charset=utf-8", Path.GetFileName(file)) : throw new NotFoundException(Words.Say("refused.fileNamed", file));
    }

    /// <summary>Starts importing a draft under the topic of the run it becomes.</summary>
    internal static ImportJob Import(Guid id, DraftFolder drafts, ImportJobs jobs, Actor actor) => drafts.Alone(id, () =>
    {
        var recipe = Finished(drafts.Get(id));
        return jobs.Start(ImportTopic(id), actor, (services, job, progress, stop) =>
        {
            job.Report = services.GetRequiredService<RunImport>().Run(new ImportRequest(recipe, drafts.FilesOf(id)), run => { jobs.Also(RunTopic(run), job); job.IsNumber(run); }, progress, stop);
            drafts.ThrowAway(id);
            return Task.CompletedTask;
        });
    });

    /// <summary>The draft's recipe, when an import can run by it. Files of which a person lets nothing be made are left out.</summary>
    private static Reading.Recipe Finished(ImportDraft draft)
    {
        if (draft.Recipe is not { } recipe)
            throw draft.Files.Select(f => f.Refused).FirstOrDefault(r => r is not null) is { } refused ? new BusinessRuleException("import.refused", refused)
                : new BusinessRuleException("import.notRead", Words.Say("refused.notRead"));
        var used = recipe.Files.Where(f => f.Records.Count > 0).ToList();
        if (used.Count == 0 || used.Count < recipe.Files.Count && draft.Origin is not DraftOrigin.Corrected)
            throw new BusinessRuleException("import.nothing", Words.Say("refused.nothing", recipe.Files.Except(used).First().File));
        recipe = recipe with { Files = used };
        return Reading.RecipeCheck.Problems(recipe) is [var problem, ..] ? throw new BusinessRuleException("import.recipe", Words.Say("refused.recipe", problem)) : recipe;
    }

    private static async Task<IResult> List(TrothContext db, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<ImportsPage>(new { Runs = await Rows(db.ImportRuns, cancel), Refusal = refusal }, refusal?.Status ?? 200);

    private static Task<IResult> Send(HttpContext http, DraftFolder drafts, ImportJobs jobs, Actor actor, Reader reader, TrothContext db, CancellationToken cancel) => Pages.Submit(
        async () =>
        {
            var draft = await Receive(http, drafts, reader.Name, cancel);
            var job = Look(draft.Id, jobs, actor);
            await Task.WhenAny(job.Done, Task.Delay(Patience, cancel));
            return draft;
        },
        draft => Pages.SeeOther($"/import/drafts/{draft.Id}"),
        refusal => List(db, refusal, cancel));

    /// <summary>Takes the sent files into a new draft.</summary>
    internal static async Task<ImportDraft> Receive(HttpContext http, DraftFolder drafts, string by, CancellationToken cancel)
    {
        if (!http.Request.HasFormContentType) throw new BadInputException("files", Words.Say("refused.noForm"));
        var form = await http.Request.ReadFormAsync(cancel);
        if (form.Files.Count == 0) throw new BadInputException("files", Words.Say("refused.noFile"));
        var draft = drafts.New(by);
        var files = new List<DraftFile>();
        foreach (var file in form.Files)
        {
            await using var content = file.OpenReadStream();
            files.Add(await drafts.Add(draft.Id, file.FileName, content, cancel));
        }
        drafts.Save(draft = draft with { Files = files });
        return draft;
    }

    /// <summary>Stops what still looks at the draft and throws it away; false when there is none.</summary>
    /// <exception cref="BusinessRuleException">It is being imported.</exception>
    internal static Task<bool> ThrowAway(Guid id, DraftFolder drafts, ImportJobs jobs) =>
        Unused(id, drafts, jobs, [Topic(id), PreviewTopic(id)], () => drafts.ThrowAway(id));

    /// <summary>Stops these jobs, then does the work; none of them, nor an import, begins meanwhile.</summary>
    /// <exception cref="BusinessRuleException">The draft is being imported.</exception>
    private static async Task<T> Unused<T>(Guid id, DraftFolder drafts, ImportJobs jobs, string[] stopping, Func<T> work)
    {
        while (true)
        {
            var (done, result) = drafts.Alone(id, () => jobs.IsRunning(ImportTopic(id)) ? throw new BusinessRuleException("import.running", Words.Say("refused.running"))
                : stopping.Any(jobs.IsRunning) ? (false, default(T)!) : (true, work()));
            if (done) return result;
            foreach (var topic in stopping) await StopAndWait(jobs, topic);
        }
    }

    internal static ImportJob Look(Guid id, ImportJobs jobs, Actor actor) => jobs.Start(Topic(id), actor,
        (services, _, progress, stop) => services.GetRequiredService<PrepareDraft>().Run(id, progress, stop));

    private static IResult Draft(Guid id, DraftFolder drafts, ImportJobs jobs, Refusal? refusal = null)
    {
        try
        {
            return Draft(drafts.Get(id), jobs, refusal);
        }
        catch (BusinessRuleException damaged) when (damaged.Code == DraftFolder.Damaged)
        {
            return Pages.Show<DamagedDraftPage>(new { Id = id, Why = damaged.Message }, StatusCodes.Status409Conflict);
        }
    }

    private static IResult Draft(ImportDraft draft, ImportJobs jobs, Refusal? refusal = null)
    {
        var preview = jobs.Of(PreviewTopic(draft.Id));
        if (refusal?.Code == "import.recipe") refusal = refusal with { Message = DraftGap.Said(DraftGap.Of(draft.Recipe!)) };
        return Pages.Show<DraftPage>(new { Draft = draft, Looking = jobs.Of(Topic(draft.Id)), Preview = preview, Refusal = refusal }, refusal?.Status ?? 200);
    }

    private static async Task<IResult> Correct(Guid id, HttpContext http, DraftFolder drafts, ImportJobs jobs, Actor actor, CancellationToken cancel)
    {
        var draft = drafts.Get(id);
        var form = await http.Request.ReadFormAsync(cancel);
        return await Pages.Submit(
            async () =>
            {
                await TakeRecipe(id, RecipeForm.Read(draft.Recipe ?? Finished(draft), form), drafts, jobs);
                if (form["then"] == "preview") await Preview(id, drafts, jobs, actor, cancel);
                return id;
            },
            _ => Pages.SeeOther(form["then"] == "preview" ? $"/import/drafts/{id}#preview" : $"/import/drafts/{id}"),
            refusal => Draft(drafts.Get(id), jobs, refusal));
    }

    /// <summary>Takes a recipe as text for the draft's.</summary>
    internal static Task<ImportDraft> TakeRecipe(Guid id, string recipe, DraftFolder drafts, ImportJobs jobs)
    {
        drafts.Get(id);
        try
        {
            return TakeRecipe(id, Reading.RecipeText.Parse(recipe), drafts, jobs);
        }
        catch (Reading.RecipeRefusedException refused)
        {
            throw new BadInputException("recipe", refused.Message);
        }
    }

    /// <summary>Keeps the recipe; a preview by the one before would tell of that one, so it stops.</summary>
    /// <exception cref="BusinessRuleException">The draft is being imported.</exception>
    private static Task<ImportDraft> TakeRecipe(Guid id, Reading.Recipe recipe, DraftFolder drafts, ImportJobs jobs) =>
        Unused(id, drafts, jobs, [PreviewTopic(id)], () => drafts.Change(id, draft => draft with { Recipe = recipe, Origin = DraftOrigin.Corrected }));

    private static async Task StopAndWait(ImportJobs jobs, string topic)
    {
        if (jobs.Of(topic) is not { Ended: false } running) return;
        running.Stop();
        await running.Done;
    }

    private static async Task Preview(Guid id, DraftFolder drafts, ImportJobs jobs, Actor actor, CancellationToken cancel)
    {
        var job = StartPreview(id, drafts, jobs, actor);
        await Task.WhenAny(job.Done, Task.Delay(Patience, cancel));
    }

    /// <summary>Starts reading the draft as an import would, keeping nothing.</summary>
    internal static ImportJob StartPreview(Guid id, DraftFolder drafts, ImportJobs jobs, Actor actor) => drafts.Alone(id, () =>
    {
        var recipe = Finished(drafts.Get(id));
        return jobs.Start(PreviewTopic(id), actor, (services, job, progress, stop) =>
        {
            job.Report = services.GetRequiredService<RunImport>().Preview(new ImportRequest(recipe, drafts.FilesOf(id)), progress, stop);
            return Task.CompletedTask;
        });
    });

    private static async Task<IResult> CorrectRecipe(Guid id, HttpContext http, DraftFolder drafts, ImportJobs jobs, IStringLocalizer<Words> words, CancellationToken cancel)
    {
        var draft = drafts.Get(id);
        var form = await http.Request.ReadFormAsync(cancel);
        return await Pages.Submit(() => TakeRecipe(id, form["recipe"].ToString(), drafts, jobs), _ => Pages.SeeOther($"/import/drafts/{id}", words["recipe.saved"]), refusal => Draft(draft, jobs, refusal));
    }

    private static Task<IResult> Begin(Guid id, DraftFolder drafts, ImportJobs jobs, Actor actor, CancellationToken cancel) => Pages.Submit(
        async () =>
        {
            var job = Import(id, drafts, jobs, actor);
            var run = await job.Number.WaitAsync(cancel);
            // A small import ends before its page can listen for the end.
            await Task.WhenAny(job.Done, Task.Delay(Patience, cancel));
            return run;
        },
        run => Pages.SeeOther($"/import/{run}"),
        refusal => Draft(id, drafts, jobs, refusal));

    /// <summary>Whoever reads the form first, the handler or the forgery guard, reads it with these limits.</summary>
    internal static void TakesLargeFiles(this RouteHandlerBuilder route) =>
        route.WithMetadata(new RequestSize()).WithFormOptions(bufferBodyLengthLimit: MostBytes, multipartBodyLengthLimit: MostBytes);

    private sealed class RequestSize : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MostBytes;
    }
}
