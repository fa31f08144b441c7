using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Data;
using Troth.Tests.Harness;
using Xunit.Abstractions;
using Record = Troth.Platform.Data.Record;

namespace Troth.Tests.Import;

/// <summary>The checksum is of all that the business knows and of nothing else.</summary>
public abstract class ChecksumTests(TestDatabase database, ITestOutputHelper output)
{
    [Fact]
    public async Task Any_field_changes_it_and_nothing_else_does()
    {
        database.Available();
        await database.Do(async services =>
        {
            var everything = new OneOfEverything(services.GetRequiredService<TrothContext>(), salt: 0);
            await everything.Write();
            var before = await database.Checksum();
            var (changed, left) = (0, 0);
            foreach (var field in everything.Fields)
                foreach (var row in "ab")
                    foreach (var other in everything.Others(field, row))
                    {
                        if (field.Path == nameof(Record.Id)) continue; // others refer to it: see the next test
                        await everything.Set(field, row, other);
                        var after = await database.Checksum();
                        Assert.True(OneOfEverything.Counts(field) == (after != before), $"{field} of record {row} set to {other ?? "nothing"}: the checksum {(after == before ? "stays" : "changes")}");
                        _ = OneOfEverything.Counts(field) ? changed++ : left++;
                        await everything.PutBack(field, row);
                    }
            Assert.Equal(before, await database.Checksum());
            output.WriteLine($"{everything.Fields.Count} fields of {everything.Fields.Select(f => f.Table).Distinct().Count()} tables: {changed} changes were seen, {left} did not count");
            Assert.True(changed > 200 && left > 50);
            await OnlyWhatIsSeenCounts(everything, before);
            return true;
        });
    }

    /// <summary>On another database, with other ids, numbers and moments, written in another order, with another history.</summary>
    [Fact]
    public async Task The_same_content_has_the_same_checksum_anywhere()
    {
        database.Available();
        var (one, other) = (database.Bare(), new SqliteDatabase());
        var sums = new List<string>();
        foreach (var (there, salt, order) in new (TestDatabase, int, string)[] { (one, 0, "abd"), (other, 40, "dcba") })
        {
            await there.InitializeAsync();
            await Troth.Platform.PlatformModule.Migrate(there.Services, CancellationToken.None);
            sums.Add(await there.Do(async services =>
            {
                var everything = new OneOfEverything(services.GetRequiredService<TrothContext>(), salt);
                await everything.Write(order);
                if (salt > 0)
                    foreach (var sql in Bookkeeping) await everything.Run(sql);
                return await there.Checksum();
            }));
            await there.DisposeAsync();
        }
        Assert.Equal(sums[0], sums[1]);
    }

    private static readonly string[] Bookkeeping =
    [
        "INSERT INTO counters (name, next) VALUES ('account', 99)",
        "INSERT INTO import_runs (id, name, source, state, started_at, started_by, recipe) VALUES (77, 'n', 's', 'Published', 1, 'me', '{}')",
        "INSERT INTO import_updates (batch_id, seq, entity, record_id) VALUES (77, 1, 'order', x'00000000000000000000000000000001')",
        "INSERT INTO changes (id, at, actor_name, through, batch_id, entity, action, count) VALUES (x'00000000000000000000000000000002', 1, 'me', 'page', 0, 'account', 'updated', 1)",
    ];

    private async Task OnlyWhatIsSeenCounts(OneOfEverything everything, string before)
    {
        await everything.Run("DELETE FROM hidden_batches WHERE id = @p0", OneOfEverything.Unpublished);
        Assert.NotEqual(before, await database.Checksum());
        await everything.Run("INSERT INTO hidden_batches (id) VALUES (@p0)", OneOfEverything.Unpublished);
        Assert.Equal(before, await database.Checksum());
    }
}

public sealed class ChecksumOnSqlite(SqliteDatabase database, ITestOutputHelper output) : ChecksumTests(database, output), IClassFixture<SqliteDatabase>;

public sealed class ChecksumOnPostgres(PostgresDatabase database, ITestOutputHelper output) : ChecksumTests(database, output), IClassFixture<PostgresDatabase>;
