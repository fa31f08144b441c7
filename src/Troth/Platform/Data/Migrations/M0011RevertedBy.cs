using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>Who takes an import back is kept with it: where that is cut off, it is carried on in their name and not in that of whoever imported.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0011_reverted_by")]
public sealed class M0011RevertedBy : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var sqlite = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        migration.AddColumn<string>("reverted_by", "import_runs", sqlite ? "TEXT" : "character varying(200)", maxLength: 200, nullable: true);
        migration.AddColumn<Guid>("reverted_by_id", "import_runs", sqlite ? "BLOB" : "uuid", nullable: true);
    }
}
