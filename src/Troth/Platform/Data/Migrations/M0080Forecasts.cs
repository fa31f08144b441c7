using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>What is foretold of each account stands with its figures, which are made anew.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0080_forecasts")]
public sealed class M0080Forecasts : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var sqlite = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        string whole = sqlite ? "INTEGER" : "integer", big = sqlite ? "INTEGER" : "bigint", real = sqlite ? "REAL" : "double precision";
        migration.AddColumn<string>("unforetold", "book_figures", sqlite ? "TEXT" : "character varying(24)", maxLength: 24, nullable: true);
        foreach (var column in new[] { "alive", "alive_low", "alive_high", "next_orders" }) migration.AddColumn<double>(column, "book_figures", real, nullable: true);
        foreach (var column in new[] { "next_worth", "next_worth_low", "next_worth_high" }) migration.AddColumn<long>(column, "book_figures", big, nullable: true);
        foreach (var column in new[]
        {
            "buying_days", "last_bought_on", "next_orders_low", "next_orders_high", "usual_days", "soon_days", "late_days", "due_on", "due_from", "due_to", "overdue_days",
        })
            migration.AddColumn<int>(column, "book_figures", whole, nullable: true);
        migration.Index("book_figures", "generation", "next_worth", "number");
        migration.Index("book_figures", "generation", "overdue_days", "number");
        migration.DropTable("book_totals");
        NewTable.In(migration, "book_totals").Id().Int("generation").Id("seller_id", true).Id("team_id", true).Text("segment", 200, true)
            .Text("kind", 24).Text("kind_without_claim", 24).Int("asked_on", true).Bool("overdue").Int("accounts").Int("estimated").Long("bought").Long("open")
            .Key("id");
        migration.Index("book_totals", "generation", "seller_id");
        foreach (var column in new[] { "teachers", "past_customers" }) migration.AddColumn<int>(column, "book_state", whole, nullable: true);
        foreach (var column in new[] { "past_foretold", "past_came" }) migration.AddColumn<double>(column, "book_state", real, nullable: true);
        migration.Sql("DELETE FROM book_state");
    }
}
