using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Troth.Platform.Web;

namespace Troth.Tests.Platform.Web;

/// <summary>What the database refuses because it is there already: somebody was faster, or the number is a bug of ours.</summary>
public sealed class TakenTests
{
    [Theory]
    [InlineData("promises", "number", true)]
    [InlineData("insert_moves", "review_id, insert_moves.shop_order_number", false)]
    [InlineData("operators", "plant_id, operators.name_key", false)]
    public void Somebody_was_faster_unless_it_is_a_number_that_we_give(string table, string columns, bool bug)
    {
        var name = $"ix_{table}_{columns.Replace($", {table}.", "_", StringComparison.Ordinal)}";
        var (lite, post) = (new SqliteException($"SQLite Error 19: 'UNIQUE constraint failed: {table}.{columns}'.", 19, 2067), Post(table, name));
        foreach (var inner in new Exception[] { lite, post })
            Assert.Equal(bug ? null : 409, Refusal.Of(new DbUpdateException("", inner))?.Status);
    }

    /// <summary>The first plan of a plant, its settings, a line of an order: two may make them at once.</summary>
    [Fact]
    public void So_was_who_made_the_first()
    {
        foreach (var inner in new Exception[] { new SqliteException("SQLite Error 19: 'UNIQUE constraint failed: plan_heads.plant_id'.", 19, 1555), Post("plan_heads", "pk_plan_heads") })
            Assert.Equal(409, Refusal.Of(new DbUpdateException("", inner))!.Status);
    }

    private static PostgresException Post(string table, string constraint) =>
        new("duplicate key value", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation, tableName: table, constraintName: constraint);
}
