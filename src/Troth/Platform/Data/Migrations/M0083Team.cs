using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>
/// What sellers look after, added up with the Book's figures, which are made anew; why the company shows single sellers' figures as it does;
/// and the log of who looked at them, which from now on only grows.
/// </summary>
[DbContext(typeof(TrothContext))]
[Migration("0083_team")]
public sealed class M0083Team : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "book_sellers").Id().Int("generation").Text("scope", 24).Id("seller_id", true).Id("team_id", true)
            .Int("sellers").Int("accounts").Int("estimated").Int("uncounted").Long("bought").Long("estimated_bought")
            .Long("potential").Long("potential_low").Long("potential_high")
            .Real("growth", true).Real("growth_low", true).Real("growth_high", true).Int("growth_accounts").Real("typical_growth", true)
            .Int("rank", true).Int("ranked").Bool("top_third").Key("id");
        migration.Index("book_sellers", "generation", "seller_id");
        migration.Sql("DELETE FROM book_state");
        var sqlite = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        migration.AddColumn<string>("reason", "word_settings", sqlite ? "TEXT" : "character varying(400)", maxLength: 400, nullable: true);
        migration.AddColumn<Guid>("team_id", "word_looks", sqlite ? "BLOB" : "uuid", nullable: true);
        migration.AddColumn<string>("page", "word_looks", sqlite ? "TEXT" : "character varying(12)", maxLength: 12, nullable: false, defaultValue: "Word");
        migration.Index("word_looks", "user_id", "at");
        LooksStay(migration, sqlite);
    }

    private static void LooksStay(MigrationBuilder migration, bool sqlite)
    {
        if (sqlite)
        {
            foreach (var change in new[] { "UPDATE", "DELETE" })
                migration.Sql($"CREATE TRIGGER word_looks_stay_{change.ToLowerInvariant()} BEFORE {change} ON word_looks BEGIN SELECT RAISE(ABORT, 'word_looks only grows'); END;");
            return;
        }
        migration.Sql("""
            CREATE FUNCTION word_looks_stay() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION 'word_looks only grows';
            END $$;
            CREATE TRIGGER word_looks_stay BEFORE UPDATE OR DELETE ON word_looks FOR EACH ROW EXECUTE FUNCTION word_looks_stay();
            """);
    }
}
