using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>How many points the Book's chart has is added up with the other totals; counting them costs a walk over all accounts. The Book is computed anew.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0008_chart_points")]
public sealed class M0008ChartPoints : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.DropTable("book_totals");
        NewTable.In(migration, "book_totals").Id().Int("generation").Id("seller_id", true).Id("team_id", true).Text("segment", 200, true)
            .Text("kind", 24).Text("kind_without_claim", 24).Int("asked_on", true).Int("accounts").Int("estimated").Long("bought").Long("open")
            .Key("id");
        migration.Index("book_totals", "generation", "seller_id");
        migration.Sql("DELETE FROM book_state");
    }
}
