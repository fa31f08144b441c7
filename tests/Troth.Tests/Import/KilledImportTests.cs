using System.Globalization;
using System.Text;
using Troth.Import.Reading;
using Troth.Tests.Harness;
using Xunit.Abstractions;

namespace Troth.Tests.Import;

/// <summary>Whenever the program dies in the midst of an import, the database opens and holds all of it or nothing.</summary>
public abstract class KilledImportTests(TestDatabase database, ITestOutputHelper output)
{
    /// <summary>So many orders that their totals are counted again in several steps, after the rows are seen.</summary>
    [Fact]
    public Task Killed_in_a_phase_it_leaves_all_or_nothing() => Killed(accounts: 300, orders: 2_600, KillMoment.Few());

    /// <summary>So many changes that they too are applied in several steps.</summary>
    [Fact, Trait("Category", "Heavy")]
    public Task Killed_between_two_steps_of_changes_it_leaves_all_or_nothing() => Killed(accounts: 2_600, orders: 4_200, KillMoment.BetweenSteps());

    private async Task Killed(int accounts, int orders, IEnumerable<KillMoment> moments)
    {
        database.Available();
        var recipe = Path.Combine(ImportSamples.Folder(("recipe.json", ImportSamples.Recipe(ImportSamples.NewSource(),
            """{ "file": "a.csv", "records": [ { "entity": "account", "key": "Id", "fields": { "name": "Name", "phone": "Phone" } } ] }""",
            """
            { "file": "l.csv", "dateOrder": "ymd", "decimal": ".", "records": [
              { "entity": "order", "key": "Order", "fields": { "account": "Account", "orderedOn": "Day" } },
              { "entity": "orderLine", "fields": { "order": "Order", "quantity": "Qty", "unitPrice": "Price" } } ] }
            """))), "recipe.json");
        await database.Import(RecipeText.Load(recipe), Feed(accounts, orders, of: 1));
        var killed = new KilledImport(recipe, Feed(accounts + 100, orders + 100, of: 2), output.WriteLine);
        var peace = await killed.InPeace(database);
        foreach (var moment in moments)
        {
            var (hit, tries) = (false, 0);
            while (!hit && tries++ < 5) hit = await killed.KilledAt(database, moment, peace); // it may be through before we have looked
            Assert.True(hit, $"{moment}: it always ended before it was killed.");
        }
    }

    /// <summary>The second feed changes every account, adds a line to every order, and brings some of both.</summary>
    private static string Feed(int accounts, int orders, int of)
    {
        var (people, lines) = (new StringBuilder("Id,Name,Phone\n"), new StringBuilder("Order,Account,Day,Qty,Price\n"));
        for (var n = 0; n < accounts; n++) people.Append(CultureInfo.InvariantCulture, $"{n},Account {n},{of}{n}\n");
        for (var n = 0; n < orders; n++)
            for (var line = 0; line < 2 + of; line++) lines.Append(CultureInfo.InvariantCulture, $"O{n},{n % accounts},2024-01-{n % 28 + 1:00},{line + 1},{n % 7}.5\n");
        return ImportSamples.Folder(("a.csv", people.ToString()), ("l.csv", lines.ToString()));
    }
}

public sealed class KilledImportOnSqlite(SqliteDatabase database, ITestOutputHelper output) : KilledImportTests(database, output), IClassFixture<SqliteDatabase>
{
    private readonly ITestOutputHelper output = output;

    /// <summary>The real half million lines, and a database of its own for each moment.</summary>
    [RealDataFact, Trait("Category", "Heavy")]
    public async Task Killed_at_fifty_random_moments_it_leaves_all_or_nothing()
    {
        var killed = new KilledImport(Path.Combine(Setup.Root, "examples", "retail", "recipe.json"), RealData.File("retail"), output.WriteLine);
        var peace = await On(new SqliteDatabase(), killed.InPeace);
        Assert.Equal(541_909, peace.Rows["order_lines"]);
        var (moments, hit) = (KillMoment.Fifty(seed: 541_909).ToList(), 0);
        Assert.Equal(50, moments.Count);
        foreach (var moment in moments)
            if (await On(moment.Phase == KillMoment.FirstStart ? new SqliteDatabase().Bare() : new SqliteDatabase(), database => killed.KilledAt(database, moment, peace))) hit++;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hit} of {moments.Count} were killed before their end"));
        Assert.InRange(hit, 45, 50);
    }

    private static async Task<T> On<T>(TestDatabase database, Func<TestDatabase, Task<T>> work)
    {
        await database.InitializeAsync();
        try
        {
            return await work(database);
        }
        finally
        {
            await database.DisposeAsync();
        }
    }
}

public sealed class KilledImportOnPostgres(PostgresDatabase database, ITestOutputHelper output) : KilledImportTests(database, output), IClassFixture<PostgresDatabase>;
