using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>What similar accounts buy that an account does not, by family of products. The figures are made anew.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0086_white_space")]
public sealed class M0086WhiteSpace : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "book_gaps").Int("generation").Id("account_id").Text("family", 120).Long("number").Id("seller_id", true).Id("team_id", true)
            .Int("buying").Int("peers").Real("share").Real("share_low").Real("share_high").Long("typical").Long("typical_low").Long("typical_high").Long("expected")
            .Key("generation", "account_id", "family").StoredByKey();
        NewTable.In(migration, "book_gap_totals").Int("generation").Text("family", 120).Id("looks_after").Id("team_id", true).Int("accounts").Long("expected")
            .Key("generation", "family", "looks_after").StoredByKey();
        migration.Index("book_gaps", "generation", "expected", "number");
        migration.Index("book_gaps", "generation", "family", "expected", "number");
        migration.Index("book_gaps", "generation", "seller_id", "expected", "number");
        var sqlite = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        migration.AddColumn<string>("families_by", "company", sqlite ? "TEXT" : "character varying(12)", maxLength: 12, nullable: false, defaultValue: "Family");
        migration.Sql("DELETE FROM book_state");
    }
}
