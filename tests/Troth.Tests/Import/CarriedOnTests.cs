using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Import;
using Troth.Import.Reading;
using Troth.Import.Staging;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>What another process finds of a run, or has made of it meanwhile.</summary>
public abstract class CarriedOnTests(TestDatabase database)
{
    private const string Accounts = """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Name" } } ] }""";

    [Fact]
    public async Task A_take_back_that_was_cut_off_is_theirs_who_began_it()
    {
        database.Available();
        var (tina, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var recipe = RecipeText.Parse(ImportSamples.Recipe(ImportSamples.NewSource(), Accounts));
        var import = await As(other, "Ines Import", services => services.GetRequiredService<RunImport>().Run(new(recipe, ImportSamples.Folder(("a.csv", "Id,Name\n1,Alpha\n")))));
        await CutOff(import.Id!.Value, () => As(tina, "Tina Takeback", services => services.GetRequiredService<RevertImport>().Run(import.Id.Value)));
        await database.Do(async services =>
        {
            foreach (var opened in services.GetServices<WhenOpened>()) await opened.Run(services, CancellationToken.None);
            return true;
        });
        Assert.Equal(1, await database.Count($"import_runs WHERE id = {import.Id} AND state = 'Reverted'"));
        var who = await database.Db(db => db.Changes.Where(c => c.BatchId == import.Id && c.Action == "reverted").Select(c => new { c.ActorId, c.ActorName }).SingleAsync());
        Assert.Equal((tina, "Tina Takeback"), (who.ActorId!.Value, who.ActorName));
    }

    [Fact]
    public async Task An_import_that_another_process_has_given_up_is_not_published()
    {
        database.Available();
        var recipe = RecipeText.Parse(ImportSamples.Recipe(ImportSamples.NewSource(), Accounts));
        var (run, said) = (0, "");
        await As(null, "Ines Import", services =>
        {
            var refused = Assert.Throws<BusinessRuleException>(() => services.GetRequiredService<RunImport>().Run(
                new(recipe, ImportSamples.Folder(("a.csv", "Id,Name\n1,Swept\n"))), started => run = started, new Sweeps(() => Sweep(run))));
            return said = refused.Message;
        });
        Assert.Contains("nothing was imported", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await database.Count($"import_runs WHERE id = {run} AND state = 'Failed'"));
        Assert.Equal(0, await database.Count($"accounts WHERE batch_id = {run}"));
        Assert.Equal(0, await database.Count($"changes WHERE batch_id = {run}"));
    }

    private void Sweep(int run) => Execute($"UPDATE import_runs SET state = 'Failed' WHERE id = {run}");

    private void Execute(string sql)
    {
        using var scope = database.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<TrothContext>().Database.ExecuteSqlRaw(sql);
    }

    /// <summary>Fails where a kill might: as soon as the run says that it is being taken back.</summary>
    private async Task CutOff(int run, Func<Task> work)
    {
        Execute(database is SqliteDatabase
            ? "CREATE TRIGGER cut BEFORE INSERT ON hidden_batches BEGIN SELECT RAISE(ABORT, 'cut'); END"
            : """
              CREATE FUNCTION cut() RETURNS trigger AS $$ BEGIN RAISE 'cut'; END $$ LANGUAGE plpgsql;
              CREATE TRIGGER cut BEFORE INSERT ON hidden_batches FOR EACH ROW EXECUTE FUNCTION cut()
              """);
        await Assert.ThrowsAnyAsync<Exception>(work);
        Execute(database is SqliteDatabase ? "DROP TRIGGER cut" : "DROP TRIGGER cut ON hidden_batches; DROP FUNCTION cut()");
        Assert.Equal(1, await database.Count($"import_runs WHERE id = {run} AND state = 'Reverting'"));
    }

    private Task<T> As<T>(Guid? id, string name, Func<IServiceProvider, T> work) => database.Do(services =>
    {
        services.GetRequiredService<Actor>().Is(id, name, "page");
        return Task.FromResult(work(services));
    });

    private sealed class Sweeps(Action sweep) : IProgress<ImportProgress>
    {
        private bool done;

        public void Report(ImportProgress value)
        {
            if (done) return;
            done = true;
            sweep();
        }
    }
}

public sealed class CarriedOnOnSqlite(SqliteDatabase database) : CarriedOnTests(database), IClassFixture<SqliteDatabase>;

public sealed class CarriedOnOnPostgres(PostgresDatabase database) : CarriedOnTests(database), IClassFixture<PostgresDatabase>;
