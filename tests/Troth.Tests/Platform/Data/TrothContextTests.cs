using Troth.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Data;

public sealed class TrothContextTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public Task A_record_is_not_saved_past_the_rooms() => database.Db(async db =>
    {
        db.Add(new Troth.Accounts.Team("North"));
        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
        Assert.Equal(1 + 1, await db.SaveChangesAsync()); // with its history
    });
}
