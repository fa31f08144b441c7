using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Sample;
using Troth.Tests.Harness;

namespace Troth.Tests.Sample;

public abstract class BrokenOffSampleTests(TestDatabase database)
{
    /// <summary>As it is when the program is killed after the import and before the company.</summary>
    [Fact]
    public async Task A_sample_that_was_broken_off_leaves_no_made_up_customers_to_a_real_company()
    {
        database.Available();
        await SampleModule.Prepare(database.Services, wanted: true, default);
        await database.Db(async db =>
        {
            await db.Users.ExecuteDeleteAsync();
            await db.Companies.ExecuteDeleteAsync();
        });
        Assert.NotEqual(0, await database.Db(db => db.Accounts.CountAsync()));

        await SampleModule.Prepare(database.Services, wanted: false, default);
        Assert.Equal([], await database.Db(LeftOver));
        Assert.Equal((0, 0, 0), await database.Db(async db => (await db.Accounts.CountAsync(), await db.Sellers.CountAsync(), await db.Claims.CountAsync())));

        await SampleModule.Prepare(database.Services, wanted: true, default);
        Assert.True(await database.Db(db => db.Companies.AnyAsync(c => c.IsSample)));
        Assert.InRange(await database.Db(db => db.Accounts.CountAsync()), 200, 300);
    }

    /// <summary>Tables of the rooms that the sample fills by hand, with rows in them: but for what only says that something is to be counted anew.</summary>
    private static async Task<List<string>> LeftOver(TrothContext db)
    {
        var left = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Where(t => new[] { "Schedule", "Promises", "Portal", "Orders" }.Any(room => t.ClrType.Namespace!.StartsWith($"Troth.{room}", StringComparison.Ordinal)))
            .Select(t => t.GetTableName()).OfType<string>().Where(t => t != "sort_changes").Distinct())
#pragma warning disable EF1002 // The name comes from the model.
            if ((await db.Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM {table}").ToListAsync())[0] > 0) left.Add(table);
#pragma warning restore EF1002
        return left;
    }
}

public sealed class BrokenOffSampleOnSqlite(SqliteDatabase database) : BrokenOffSampleTests(database), IClassFixture<SqliteDatabase>;

public sealed class BrokenOffSampleOnPostgres(PostgresDatabase database) : BrokenOffSampleTests(database), IClassFixture<PostgresDatabase>;
