using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>A promised day is meant where the customer is and receives, and what is on the way for days has to leave by as many days before.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0021_accounts_reached")]
public sealed class M0021AccountsReached : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var sqlite = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        migration.AddColumn<string>("time_zone", "accounts", sqlite ? "TEXT" : "character varying(60)", maxLength: 60, nullable: true);
        migration.AddColumn<int>("transit_days", "accounts", sqlite ? "INTEGER" : "integer", nullable: true);
        migration.AddColumn<string>("receives_on", "accounts", sqlite ? "TEXT" : "character varying(27)", maxLength: 27, nullable: true);
    }
}
