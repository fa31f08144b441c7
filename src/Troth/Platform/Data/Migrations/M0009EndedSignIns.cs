using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>Whoever signs out is signed out, also where their cookie was copied to.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0009_ended_sign_ins")]
public sealed class M0009EndedSignIns : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "ended_sign_ins").Id().Long("forgotten_at").Key("id");
        migration.Index("ended_sign_ins", "forgotten_at");
    }
}
