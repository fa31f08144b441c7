using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>The company's history is read by time, by kind and by who changed it.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0091_history")]
public sealed class M0091History : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.Index("changes", "at");
        migration.Index("changes", "entity", "at");
        migration.Index("changes", "actor_id", "at");
    }
}
