using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>What sellers say about their hours and what accounts would buy at others, and the company's defaults where nobody said anything.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0081_effort")]
public sealed class M0081Effort : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "account_efforts").Id().Int("version").Id("account_id").Id("seller_id", true).Long("hours", true).Long("without", true)
            .Long("half", true).Long("one_and_half", true).Long("ceiling", true).Int("least_visits", true).Int("most_visits", true).Text("said_from", 12)
            .Text("judged_by", 200).Int("judged_on")
            .Key("id").Refers("account_id", "accounts").Refers("seller_id", "sellers");
        NewTable.In(migration, "effort_settings").Id().Int("version").Long("hours_per_month").Int("stays").Long("steepness").Int("room").Long("half_hours")
            .Long("visit_hours").Key("id");
        migration.Unique("account_efforts", "account_id");
        migration.Index("account_efforts", "seller_id");
    }
}
