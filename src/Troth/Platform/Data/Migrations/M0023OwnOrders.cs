using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>How much customers order by themselves before somebody looks at it.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0023_own_orders")]
public sealed class M0023OwnOrders : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var whole = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal) ? "INTEGER" : "integer";
        foreach (var (column, usual) in new[] { ("own_times", 3), ("own_days", 3), ("own_orders", 10) })
            migration.AddColumn<int>(column, "word_settings", whole, nullable: false, defaultValue: usual);
    }
}
