using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>After so many working hours a customer sees by themselves that a delivery is in danger, whether or not somebody has told them.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0022_risk_hours")]
public sealed class M0022RiskHours : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.AddColumn<int>("risk_hours", "word_settings", migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal) ? "INTEGER" : "integer", nullable: false, defaultValue: 2);
}
