using Microsoft.EntityFrameworkCore;
using Troth.Platform;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Data;

public sealed class FirstStartTests
{
    /// <summary>EF would wait for ever for the process that is no more.</summary>
    [Fact]
    public async Task A_database_opens_whose_making_was_killed()
    {
        var database = new SqliteDatabase().Bare();
        await database.InitializeAsync();
        try
        {
            await database.Db(db => db.Database.ExecuteSqlRawAsync("""
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2024-01-01 00:00:00+00:00')
                """));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await PlatformModule.Migrate(database.Services, patience.Token);
            Assert.Equal(0, await database.Db(db => db.Changes.CountAsync()));
        }
        finally
        {
            await database.DisposeAsync();
        }
    }
}
