using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>What customers said they could buy, beside what the formula says. The figures are made anew; nothing of them is lost.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0084_asked_potential")]
public sealed class M0084AskedPotential : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "potential_estimates").Importable().Id("account_id").Text("source", 8).Long("amount").Text("currency", 3)
            .Id("contact_id", true).Int("given_on").Int("expires_on").Text("note", 2000, true).Long("recorded_at").Text("recorded_by", 200)
            .Key("id").Refers("account_id", "accounts").Refers("contact_id", "contacts");
        migration.Index("potential_estimates", "account_id", "given_on");
        migration.Index("potential_estimates", "contact_id");
        migration.Index("potential_estimates", "batch_id");
        migration.Unique("potential_estimates", "source_id", "external_key");
        var sqlite = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        string whole = sqlite ? "INTEGER" : "integer", wide = sqlite ? "INTEGER" : "bigint";
        migration.AddColumn<string>("potential_source", "book_figures", sqlite ? "TEXT" : "character varying(8)", maxLength: 8, nullable: true);
        foreach (var column in (string[])["potential_on", "potential_until"]) migration.AddColumn<int>(column, "book_figures", whole, nullable: true);
        foreach (var column in (string[])["formula", "formula_low", "formula_high"]) migration.AddColumn<long>(column, "book_figures", wide, nullable: true);
        migration.Index("book_figures", "generation", "potential_until");
        migration.AddColumn<int>("estimate_months", "company", whole, nullable: false, defaultValue: 12);
        migration.Sql("DELETE FROM book_state");
    }
}
