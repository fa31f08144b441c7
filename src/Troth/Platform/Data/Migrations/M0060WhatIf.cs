using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>What-if scenarios of people, days on which one work center differs from its calendar, and what an extra hour costs.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0060_what_if")]
public sealed class M0060WhatIf : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "center_days").Id().Int("version").Id("work_center_id").Int("day").Int("opens_at", true).Int("closes_at", true)
            .Text("note", 120, true)
            .Key("id").Refers("work_center_id", "work_centers", cascade: true);
        migration.Index("center_days", "work_center_id", "day");
        NewTable.In(migration, "scenarios").Id().Int("version").Long("number").Id("owner").Id("plant").Text("name", 120).Text("content")
            .Long("worked_on", true).Long("used_at").Long("applied_at", true).Text("because", 400, true)
            .Key("id");
        migration.Unique("scenarios", "number");
        migration.Index("scenarios", "owner", "used_at");
        migration.Index("scenarios", "used_at");
        migration.AddColumn<long>("extra_hour_cost", "plants", migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal) ? "INTEGER" : "bigint", nullable: true);
    }
}
