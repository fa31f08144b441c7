using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Data;

public abstract class NumbersTests(TestDatabase database)
{
    [Fact]
    public async Task Numbers_taken_at_the_same_time_are_never_the_same()
    {
        database.Available();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.Db(db => db.Take("test", 3, CancellationToken.None))));
        Assert.Equal([1, 4, 7, 10, 13, 16, 19, 22], taken.Order());
    }
}

public sealed class NumbersOnSqlite(SqliteDatabase database) : NumbersTests(database), IClassFixture<SqliteDatabase>;

public sealed class NumbersOnPostgres(PostgresDatabase database) : NumbersTests(database), IClassFixture<PostgresDatabase>;
