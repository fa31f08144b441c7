using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>Lists are counted from their index alone: it says of each row which import made it, by which hidden rows are left out.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0006_counted_lists")]
public sealed class M0006CountedLists : Migration
{
    private static readonly (string Table, string[] Columns)[] Lists =
    [
        ("accounts", ["name_key", "number"]), ("accounts", ["country_key", "name_key", "number"]), ("accounts", ["seller_id", "name_key", "number"]),
        ("accounts", ["segment", "name_key", "number"]), ("accounts", ["industry", "name_key", "number"]), ("contacts", ["name_key", "number"]),
        ("orders", ["ordered_on", "number"]),
    ];

    protected override void Up(MigrationBuilder migration)
    {
        foreach (var (table, columns) in Lists)
        {
            migration.DropIndex($"ix_{table}_{string.Join('_', columns)}", table);
            migration.Index(table, [.. columns, "batch_id"]);
        }
    }
}
