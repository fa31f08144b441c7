using System.Data.Common;
using Troth.Import.Contracts;
using Troth.Import.Publishing;
using Troth.Import.Reading;
using Troth.Import.Reporting;
using Troth.Import.Staging;
using Troth.Import.Storing;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Import;

/// <summary>What to import.</summary>
/// <param name="Recipe">How the files are to be read.</param>
/// <param name="Folder">Where they are.</param>
/// <param name="Name">What people call this import; null for the recipe's name.</param>
public sealed record ImportRequest(Recipe Recipe, string Folder, string? Name = null);

/// <summary>The database took no more, or went away. The message says so, the remedy, and what became of the import.</summary>
public sealed class ImportStoppedException(string message, Exception why) : Exception(message, why);

/// <summary>Imports files by a recipe, or says what importing them would do.</summary>
public sealed class RunImport(ImportRoom room, Actor actor, TimeProvider time)
{
    /// <summary>
    /// Stages the files' rows where nobody sees them, then publishes them in one step. Writes in short transactions; takes memory for
    /// records (some hundred bytes each), not for order lines.
    /// </summary>
    /// <param name="request">What to import.</param>
    /// <param name="started">Told the import's number as soon as it has one.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops it and removes what it has staged.</param>
    /// <exception cref="FileRefusedException">A file cannot be read; nothing was imported.</exception>
    /// <exception cref="BusinessRuleException">Another import is under way.</exception>
    /// <exception cref="ImportStoppedException">The disk is full, or the connection to the database is lost.</exception>
    public ImportReport Run(ImportRequest request, Action<int>? started = null, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        var began = time.GetTimestamp();
        using var gate = StagingGate.TryTake(room.Settings.Database)
            ?? throw new BusinessRuleException("import.running", Words.Say("run.running"));
        using var writing = room.Open(staging: true);
        using (var finishing = room.Open()) new Recovery(room, time).Finish(finishing);
        var run = Begin(writing, request);
        try
        {
            started?.Invoke(run.Id);
            var staged = Stage(request, run, writing, progress, cancel) with { Seconds = Seconds(began) };
            writing.EndStaging();
            BeginPublishing(writing, run.Id, staged);
        }
        catch (Exception stopped) // whatever it was, what is staged must not stay; the caller hears of it all the same
        {
            GiveUp(writing, run.Id, stopped);
            if (Trouble(stopped) is { } why) throw new ImportStoppedException(Words.Say("run.brokenOff", why), stopped);
            throw;
        }
        // From here on nothing is swept away, for some of it may be seen already: what stops publishing is carried on as after a crash.
        try
        {
            return new Publisher(writing, room.Tables, time).Publish(run.Id, actor.UserId, actor.Name) with { Seconds = Seconds(began) };
        }
        catch (Exception stopped) when (Trouble(stopped) is { } why)
        {
            throw new ImportStoppedException(Words.Say("run.brokenPublishing", why), stopped);
        }
        catch (Exception stopped) when (!new Recovery(room, time).MayPass(stopped))
        {
            using var anew = room.Open();
            new Recovery(room, time).GiveUp(anew, run.Id, actor.Name, stopped);
            throw;
        }
    }

    /// <summary>Counts what importing would create, update, leave and refuse. Nothing is written.</summary>
    public ImportReport Preview(ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        var began = time.GetTimestamp();
        using var reading = room.Open();
        using var ledger = new Ledger(folder: null);
        var intake = IntakeFor(request, reading, reading.Scalar<int>("SELECT id FROM import_sources WHERE name = @name", ("@name", request.Recipe.Source)), ledger, new NoRows());
        TakeIn(request, intake, _ => { }, progress, cancel);
        ledger.Notes.AddRange(KnownElsewhere.Notes(reading, intake, request.Recipe.Source));
        return ledger.Report(null, time.GetElapsedTime(began));
    }

    private ImportReport Stage(ImportRequest request, (int Id, int Source) run, ImportDatabase writing, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        using var reading = room.Open();
        using var ledger = new Ledger(Directory.CreateDirectory(room.FolderOf(run.Id)).FullName);
        Intake intake;
        using (var writer = new RowWriter(writing, run.Id, run.Source))
        {
            intake = IntakeFor(request, reading, run.Source, ledger, writer);
            var staged = new List<StagedUpdate>();
            TakeIn(request, intake, update =>
            {
                staged.Add(update);
                if (staged.Count < 500) return;
                writer.Write(staged);
                staged = [];
            }, progress, cancel);
            if (staged.Count > 0) writer.Write(staged);
            intake.Flush();
            writer.Finish();
        }
        Rewrite(intake, writing);
        return ledger.Report(run.Id, TimeSpan.Zero);
    }

    private void TakeIn(ImportRequest request, Intake intake, Action<StagedUpdate> stage, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        intake.LearnStored();
        new FeedIntake(request.Recipe, request.Folder, intake, room.ByWord, progress).Run(cancel);
        if (request.Recipe.AccountSeller is not null)
            foreach (var rule in room.Rules) LatestReferences.Apply(rule, intake);
        new Settling(intake, stage).Run(Ending(request.Recipe));
        foreach (var entity in request.Recipe.Files.SelectMany(f => f.Records).Select(r => r.Entity)) intake.Ledger.Of(entity);
    }

    /// <summary>A full feed tells all records of the kind that each of its rows is; of orders when each of its rows is a line of one.</summary>
    private HashSet<ImportTable> Ending(Recipe recipe)
    {
        var ending = new HashSet<ImportTable>();
        foreach (var file in recipe.Files.Where(file => file.Absent == Absent.End))
        {
            var main = room.ByWord[file.Records[^1].Entity].Main;
            ending.Add(main);
            if (main.Whole is { Refers: { } whole } && file.Records.Any(r => r.Entity == whole)) ending.Add(room.ByWord[whole].Main);
        }
        return ending;
    }

    private Intake IntakeFor(ImportRequest request, ImportDatabase reading, int source, Ledger ledger, IRowSink sink)
    {
        var context = new ImportContext
        {
            Currency = request.Recipe.Currency ?? reading.Scalar<string>("SELECT base_currency FROM company LIMIT 1"), Now = time.GetUtcNow(), ActorName = actor.Name,
            Zone = reading.Scalar<string>("SELECT time_zone FROM company LIMIT 1") is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc,
            EstimateMonths = reading.Scalar<int?>("SELECT estimate_months FROM company LIMIT 1"),
        };
        return new Intake(Needed(request.Recipe), request.Recipe.Source, context, ledger, new StoredRecords(reading, source), sink);
    }

    /// <summary>The tables that the recipe fills, and those that these refer to.</summary>
    private List<ImportTable> Needed(Recipe recipe)
    {
        var needed = new HashSet<ImportTable>();
        void Add(ImportTable table)
        {
            if (!needed.Add(table)) return;
            foreach (var refers in table.Columns.Select(c => c.Refers).OfType<string>()) Add(room.Tables.Single(t => t.Entity == refers));
        }
        foreach (var entity in recipe.Files.SelectMany(f => f.Records).Select(r => r.Entity))
            foreach (var table in room.ByWord[entity].Tables) Add(table);
        return [.. room.Tables.Where(needed.Contains)];
    }

    private (int Id, int Source) Begin(ImportDatabase writing, ImportRequest request)
    {
        var (id, source) = (0, 0);
        writing.InTransaction(() =>
        {
            id = writing.Scalar<int>("SELECT coalesce(max(id), 0) + 1 FROM import_runs");
            source = writing.Scalar<int>("SELECT id FROM import_sources WHERE name = @name", ("@name", request.Recipe.Source));
            if (source == 0)
            {
                source = writing.Scalar<int>("SELECT coalesce(max(id), 0) + 1 FROM import_sources");
                writing.Execute("INSERT INTO import_sources (id, name) VALUES (@id, @name)", ("@id", source), ("@name", request.Recipe.Source));
            }
            writing.Execute("""
                INSERT INTO import_runs (id, name, source, state, started_at, started_by, recipe) VALUES (@id, @name, @source, @state, @now, @by, @recipe)
                """, ("@id", id), ("@name", request.Name ?? request.Recipe.Name), ("@source", request.Recipe.Source), ("@state", nameof(ImportState.Staging)),
                ("@now", time.GetUtcNow()), ("@by", actor.Name), ("@recipe", RecipeText.Write(request.Recipe)));
            writing.Execute("INSERT INTO hidden_batches (id) VALUES (@id)", ("@id", id));
        });
        return (id, source);
    }

    /// <summary>Only what is still being staged: another process that took this one for dead has removed its rows.</summary>
    private static void BeginPublishing(ImportDatabase writing, int run, ImportReport staged)
    {
        if (writing.Execute("UPDATE import_runs SET state = @state, report = @report WHERE id = @id AND state = 'Staging'",
            ("@state", nameof(ImportState.Publishing)), ("@report", staged.ToJson()), ("@id", run)) != 1)
            throw new BusinessRuleException("import.swept", Words.Say("run.swept"));
    }

    /// <summary>Sets what rows told of new records after they had been written. Nobody sees those records yet.</summary>
    private static void Rewrite(Intake intake, ImportDatabase writing)
    {
        var slices = new WriteSlices(writing);
        using var updates = new RowUpdates(writing);
        try
        {
            foreach (var known in intake.Known.Values)
            {
                var block = new RowBlock(known.Table);
                foreach (var (record, columns) in known.Retold)
                {
                    block.Clear();
                    var row = block.Add(known.RowOf(record));
                    intake.Finish(known, record, row);
                    slices.Open();
                    updates.Set(row, known.Id(record), columns, asChange: false);
                    slices.CloseIfLong();
                }
            }
            slices.Close();
        }
        finally
        {
            slices.Abandon();
        }
    }

    private void GiveUp(ImportDatabase writing, int run, Exception stopped)
    {
        try
        {
            using var anew = writing.IsOpen ? null : room.Open();
            GiveUpOn(anew ?? writing, run, stopped);
        }
        catch (Exception again) when (Trouble(again) is not null)
        {
            // What the database does not let us remove stays hidden. The next start removes it, or the next import before it begins.
        }
    }

    private string? Trouble(Exception stopped) => DatabaseTrouble.Of(stopped, room.Settings.Database);

    private void GiveUpOn(ImportDatabase writing, int run, Exception stopped)
    {
        writing.EndStaging();
        writing.Execute("UPDATE import_runs SET state = @state, ended_at = @now, report = @why WHERE id = @id",
            ("@state", stopped is OperationCanceledException ? nameof(ImportState.Cancelled) : nameof(ImportState.Failed)), ("@now", time.GetUtcNow()),
            ("@why", Failure(run, Why(stopped)).ToJson()), ("@id", run));
        new Sweeper(writing, room.Tables).Sweep(run);
    }

    /// <summary>What is wrong with the files or the request is said in words already; anything else is a bug, whose words help nobody.</summary>
    private string Why(Exception stopped) => Trouble(stopped) is { } trouble ? trouble : stopped is OperationCanceledException or FileRefusedException or BusinessRuleException or DbException or IOException
        ? stopped.Message : Words.Say("run.bug", stopped.GetType().Name);

    internal static ImportReport Failure(int run, string why) => new() { Id = run, Seconds = 0, Entities = new(StringComparer.Ordinal), Files = [], Notes = [why] };

    private double Seconds(long began) => Math.Round(time.GetElapsedTime(began).TotalSeconds, 3);
}
