using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>What an import will change in records that exist already waits here until it is published.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0002_stage_updates")]
public sealed class M0002StageUpdates : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        NewTable.In(migration, "import_updates").Int("batch_id").Int("seq").Text("entity", 40).Id("record_id").Id("part_of_id", true)
            .Text("fields", optional: true)
            .Key("batch_id", "seq");
}
